//! The lists one is invited to score.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::api::recommendation as calls;
use crate::i18n::{recommendation as words, t};
use crate::load::Loaded;
use crate::page;
use crate::pages::recommendation::status::{ListBadge, LockDate};
use crate::pages::recommendation::title_of;
use crate::shell::SignedIn;
use crate::ui::{EmptyState, IconName};

#[component]
pub fn ScoringsPage() -> impl IntoView {
    page::title(t(words::SCORINGS));
    view! {
        <SignedIn>
            <div class="wrap narrow page">
                <h1 class="page-title">{t(words::SCORINGS)}</h1>
                <Loaded fetch=calls::scorings draw=|page| {
                    if page.items.is_empty() {
                        return view! {
                            <EmptyState title=t(words::NO_SCORINGS) text=t(words::NO_SCORINGS_HINT) icon=IconName::Sliders/>
                        }.into_any();
                    }
                    view! {
                        <ul class="work-list">
                            {page.items.into_iter().map(|list| {
                                let (title, id, status) = (title_of(&list), list.id, list.status);
                                view! {
                                <li class="work">
                                    <div class="work-main">
                                        <A href=format!("/scorings/{id}") attr:class="work-title">{title}</A>
                                        <p class="work-note"><LockDate list/></p>
                                    </div>
                                    <div class="work-side"><ListBadge status/></div>
                                </li>
                            }}).collect_view()}
                        </ul>
                    }.into_any()
                }/>
            </div>
        </SignedIn>
    }
}

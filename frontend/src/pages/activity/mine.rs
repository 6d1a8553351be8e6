//! The activities of one's own organisations.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::api::activity::{self as api, Filter};
use crate::format;
use crate::i18n::{activity, t};
use crate::load::Loaded;
use crate::page;
use crate::shell::SignedIn;
use crate::ui::{Badge, ButtonKind, ButtonLink, EmptyState, IconName};

#[component]
pub fn MinePage() -> impl IntoView {
    page::title(t(activity::MINE));
    view! {
        <SignedIn>
            <div class="wrap page">
                <div class="page-head">
                    <h1 class="page-title">{t(activity::MINE)}</h1>
                    <ButtonLink href="/my/activities/new" kind=ButtonKind::Primary icon=IconName::Plus>{t(activity::NEW)}</ButtonLink>
                </div>
                <Loaded fetch=|| async { api::list(&Filter::default(), None).await } draw=|page| {
                    if page.items.is_empty() {
                        return view! { <EmptyState title=t(activity::MINE_EMPTY) text=t(activity::MINE_EMPTY_HINT)/> }.into_any();
                    }
                    view! {
                        <ul class="rows">
                            {page.items.into_iter().map(|item| view! {
                                <li class="row">
                                    <A href=format!("/my/activities/{}", item.id) attr:class="row-title">
                                        {item.title.unwrap_or_else(|| t(activity::UNTITLED).to_owned())}
                                    </A>
                                    <Badge>{item.status.name()}</Badge>
                                    <span class="row-note">{format::moment(item.updated_at)}</span>
                                </li>
                            }).collect_view()}
                        </ul>
                    }.into_any()
                }/>
            </div>
        </SignedIn>
    }
}

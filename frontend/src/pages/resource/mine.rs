//! The resources of one's own organisations.

use domain::resource::ResourceItem;
use leptos::prelude::*;
use leptos_router::components::A;

use super::names::{self, StatusBadge};
use super::{LIBRARY, MINE};
use crate::api::resource as calls;
use crate::i18n::{resource as words, t};
use crate::listing::{Listed, Listing};
use crate::page;
use crate::shell::SignedIn;
use crate::ui::{Badge, ButtonKind, ButtonLink, EmptyState, IconName, Tone};

#[component]
pub fn MinePage() -> impl IntoView {
    page::title(t(words::MINE));
    view! {
        <SignedIn>
            <div class="wrap page">
                <div class="page-head">
                    <h1 class="page-title">{t(words::MINE)}</h1>
                    <ButtonLink href=LIBRARY kind=ButtonKind::Quiet>{t(words::TITLE)}</ButtonLink>
                </div>
                <List/>
            </div>
        </SignedIn>
    }
}

#[component]
fn List() -> impl IntoView {
    let listing = Listing::new(calls::own);
    let empty = || {
        view! {
            <EmptyState title=t(words::MINE_EMPTY) text=t(words::MINE_EMPTY_HINT) icon=IconName::Share>
                <ButtonLink href="/my/activities">{t(crate::i18n::general::MY_ACTIVITIES)}</ButtonLink>
            </EmptyState>
        }
    };
    view! { <Listed listing class="work-list" empty draw=|item| view! { <Row item/> }.into_any()/> }
}

#[component]
fn Row(item: ResourceItem) -> impl IntoView {
    let title = if item.title.is_empty() {
        t(words::UNTITLED).to_owned()
    } else {
        item.title
    };
    let hidden = item.status.is_public() && !item.shown;
    view! {
        <div class="work">
            <div class="work-main">
                <A href=format!("{MINE}/{}", item.id) attr:class="work-title">{title}</A>
                <p class="work-note">
                    {item.kind.map(|kind| t(names::kind(kind)))}" · "{item.organization_name}" · "{item.activity_title}
                </p>
                {item.status.is_public().then(|| view! { <p class="work-note">{names::counts(item.counts)}</p> })}
            </div>
            <div class="work-side">
                {hidden.then(|| view! { <Badge tone=Tone::Warning>{t(words::HIDDEN)}</Badge> })}
                <StatusBadge status=item.status/>
            </div>
        </div>
    }
}

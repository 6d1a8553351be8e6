//! The open item beside the list.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::components::A;

use super::state::{PANE, Pane, use_desk};
use crate::i18n::{review, t};
use crate::load::Failed;
use crate::pages::review::content::ReviewContent;
use crate::pages::review::opened::Opened;
use crate::pages::sheet::RevisionBadges;
use crate::pages::sheet::field::anchor;
use crate::pages::status::StatusBadge;
use crate::ui::{EmptyState, Icon, IconName, Skeleton};

#[component]
pub fn OpenItem() -> impl IntoView {
    let desk = use_desk();
    let is_empty = Memo::new(move |_| desk.queue.items.with(Vec::is_empty));
    view! {
        <section class="desk-open" id=PANE aria-label=t(review::DESK_OPEN)>
            {move || match desk.pane.get() {
                Pane::Nothing if is_empty.get() => ().into_any(),
                Pane::Nothing => view! {
                    <EmptyState
                        title=t(review::DESK_NOTHING_OPEN) text=t(review::DESK_NOTHING_OPEN_HINT) icon=IconName::Keyboard
                    />
                }.into_any(),
                Pane::Loading(id) => {
                    // The title is known already.
                    let title = desk.queue.find(id).and_then(|item| item.activity.title);
                    view! { <h2 class="desk-title">{title}</h2><Skeleton lines=10/> }.into_any()
                }
                Pane::Failed(id, failure) => view! { <Failed failure retry=move || desk.open(id)/> }.into_any(),
                Pane::Ready(opened) => view! { <Shown opened/> }.into_any(),
            }}
        </section>
    }
}

#[component]
fn Shown(opened: Arc<Opened>) -> impl IntoView {
    let desk = use_desk();
    let a = opened.activity.clone();
    let id = a.id;
    let changed = Callback::new(move |()| desk.refresh(id));
    view! {
        <header class="desk-head">
            <h2 class="desk-title" id=anchor("at", "/title") tabindex="-1">{opened.title()}</h2>
            <div class="badges"><StatusBadge status=a.status/><RevisionBadges a=a.clone()/></div>
            <p class="page-note">
                {a.organization_name}
                <A href=format!("/review/{id}") attr:class="desk-own">{t(review::OPEN_PAGE)}<Icon name=IconName::ArrowRight/></A>
            </p>
        </header>
        {move || desk.note.get().map(|text| view! { <p class="notice notice-warning">{text}</p> })}
        <ReviewContent opened changed/>
    }
}

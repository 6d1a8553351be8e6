//! A list on the left, the open organisation on the right; on a phone each on its own page.

use domain::organization::OrganizationItem;
use leptos::prelude::*;
use leptos_router::components::A;

use super::filters::Filters;
use super::pane::Pane;
use super::state::use_desk;
use crate::api::organization as calls;
use crate::i18n::{exchange, organization_desk as words, review, t};
use crate::listing::{Listed, Listing};
use crate::pages::exchange::ExportButton;
use crate::pages::organization::href;
use crate::pages::organization::kinds::Kinds;
use crate::pages::organization::status::CertificationBadge;
use crate::ui::{Button, ButtonKind, EmptyState, IconName};

#[component]
pub fn Queue(tab: &'static str) -> impl IntoView {
    let desk = use_desk();
    desk.open.set(None);
    desk.done.set(Vec::new());
    let listing = Listing::new(move |cursor| {
        let filter = desk.filter(tab);
        async move { calls::list(&filter, cursor).await }
    });
    // Another list is another beginning.
    let filter = Memo::new(move |_| desk.filter(tab));
    Effect::new(move |before: Option<()>| {
        filter.track();
        if before.is_some() {
            desk.open.set(None);
        }
    });
    // Where there is room, the first is open at once.
    Effect::new(move |_| {
        let first = listing.items().first().map(|o| o.id);
        let loaded = listing.is_loaded() && !listing.is_busy();
        if loaded && desk.wide.get() && desk.open.get_untracked().is_none() && tab != "all" {
            desk.open.set(first);
        }
    });
    let reload = move || {
        desk.done.set(Vec::new());
        desk.open.set(None);
        listing.reload();
    };
    let busy = Signal::derive(move || listing.is_busy());
    view! {
        <div class="queue-head">
            <Filters all=tab == "all"/>
            <ExportButton kind="organizations" name=exchange::EXPORT_FILE_ORGANIZATIONS filter=move |()| {
                let f = desk.filter(tab);
                vec![("q", f.q), ("region", f.region), ("kind", f.kind), ("line", f.line), ("status", f.status)]
            }/>
            <Button kind=ButtonKind::Quiet icon=IconName::Refresh busy on_press=reload>{t(review::REFRESH)}</Button>
        </div>
        <div class="desk-panes">
            <section class="desk-list" aria-label=t(words::LIST)>
                <Listed
                    listing class="queue" lines=8 empty=move || view! { <Empty tab/> }
                    draw=move |item| view! { <Row item tab/> }.into_any()
                />
            </section>
            {move || desk.wide.get().then(|| view! { <Pane listing/> })}
        </div>
    }
}

#[component]
fn Empty(tab: &'static str) -> impl IntoView {
    let desk = use_desk();
    let (title, text) = match tab {
        _ if desk.is_narrow() => (words::NONE_MATCH, words::NONE_MATCH_HINT),
        "pending" => (words::PENDING_EMPTY, words::PENDING_EMPTY_HINT),
        "provisional" => (words::PROVISIONAL_EMPTY, words::PROVISIONAL_EMPTY_HINT),
        _ => (words::NONE_MATCH, words::NONE_MATCH_HINT),
    };
    let icon = if desk.is_narrow() {
        IconName::Search
    } else {
        IconName::Check
    };
    view! { <EmptyState title=t(title) text=t(text) icon/> }
}

#[component]
fn Row(item: OrganizationItem, tab: &'static str) -> impl IntoView {
    let desk = use_desk();
    let kinds = Kinds::here();
    let id = item.id;
    let is_open = move || desk.open.get() == Some(id);
    let decided = Memo::new(move |_| {
        desk.done.with(|done| {
            done.iter()
                .rev()
                .find(|(other, _)| *other == id)
                .map(|(_, now)| *now)
        })
    });
    let before = item.certification;
    let badge = move || {
        let now = decided.get().unwrap_or(before);
        // In a list of one status it says nothing.
        (tab == "all" || now != before).then(|| view! { <CertificationBadge of=now/> })
    };
    let kind = item.kind.clone();
    let note = move || {
        let parts = [item.region_name.clone(), kinds.name(&kind)];
        let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(" · ")
    };
    let press = move |event: leptos::ev::MouseEvent| {
        let plain = !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
        if plain && desk.wide.get_untracked() {
            event.prevent_default();
            desk.open.set(Some(id));
        }
    };
    view! {
        <div
            class="queue-row queue-organization"
            class:queue-selected=is_open
            class:queue-closed=move || decided.get().is_some()
            aria-current=move || is_open().then_some("true")
        >
            <div class="queue-main">
                <A href=href(id) attr:class="queue-title" on:click=press>{item.full_name.clone()}</A>
                <p class="queue-note">{note}</p>
                {item.uscc.clone().map(|code| view! { <p class="queue-note">{code}</p> })}
                <div class="badges">{badge}</div>
            </div>
        </div>
    }
}

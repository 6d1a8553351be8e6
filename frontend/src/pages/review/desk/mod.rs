//! The review desk: what waits on the left, what is open on the right, made for going through hundreds by keyboard.

mod bar;
mod batch;
mod deciding;
mod distribution;
mod filters;
mod keys;
mod list;
mod loading;
mod moving;
mod outcome;
mod pane;
mod queue;
mod state;

use domain::activity::view::Decision;
use domain::id::AccountId;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use self::bar::DeskBar;
use self::batch::{Batch, BatchDialog};
use self::distribution::DistributionSettings;
use self::filters::{FilterBar, Filters};
use self::list::QueueList;
use self::pane::OpenItem;
use self::queue::Queue;
use self::state::Desk;
use super::recent::use_recent;
use crate::i18n::{activity, exchange, review, t, tf};
use crate::keys::{KeyHelp, Keys};
use crate::page;
use crate::pages::exchange::ExportButton;
use crate::pages::reason::ReasonDialog;
use crate::session::{Session, use_session};
use crate::shell::SignedIn;
use crate::ui::{Button, ButtonKind, IconName};

#[component]
pub fn QueuePage() -> impl IntoView {
    page::title(t(review::QUEUE));
    let session = use_session();
    // Drawn anew for another person, not for every change of the account.
    let account = Memo::new(move |_| session.me().map(|me| me.id));
    view! {
        <SignedIn>
            {move || account.get().map(|account| view! { <DeskPage account session/> })}
        </SignedIn>
    }
}

#[component]
fn DeskPage(account: AccountId, session: Session) -> impl IntoView {
    let filters = Filters::new();
    let navigate = use_navigate();
    let go = Callback::new(move |id| navigate(&format!("/review/{id}"), NavigateOptions::default()));
    let desk = Desk::new(account, Queue::new(filters.value), use_recent(), go);
    let queue = desk.queue;
    provide_context(desk);
    let batch = Batch::new();
    provide_context(batch);
    let keys = Keys::start(move |key, event| keys::press(desk, key, event));
    keep_in_step(desk, filters);
    let count = move || {
        let (count, whole) = queue.count();
        let text = if whole { review::COUNT } else { review::COUNT_MORE };
        queue.loaded.get().then(|| tf(text, &[&count.to_string()]))
    };
    view! {
        <div class="wrap desk page">
            <div class="page-head">
                <h1 class="page-title">{t(review::QUEUE)}<span class="desk-count">{count}</span></h1>
                <div class="cluster">
                    <DistributionSettings/>
                    <ExportButton kind="activities" name=exchange::EXPORT_FILE_ACTIVITIES filter=move |()| {
                        let f = filters.value.get();
                        let status = if f.stage.is_empty() { String::new() } else { format!("{}_review", f.stage) };
                        vec![("status", status), ("region", f.region)]
                    }/>
                    <Button kind=ButtonKind::Quiet icon=IconName::Keyboard on_press=move || keys.helping.set(true)>{t(review::KEYS)}</Button>
                    <Button kind=ButtonKind::Quiet icon=IconName::Refresh busy=queue.busy on_press=move || queue.reload()>{t(review::REFRESH)}</Button>
                </div>
            </div>
            <FilterBar filters session/>
            <div class="desk-panes">
                <section class="desk-list" aria-label=t(review::DESK_LIST)>
                    <QueueList narrowed=Signal::derive(move || filters.narrow())/>
                </section>
                {move || desk.wide.get().then(|| view! { <OpenItem/> })}
            </div>
            <DeskBar/>
        </div>
        <div class="visually-hidden" role="status" aria-live="polite">{move || desk.said.get()}</div>
        <ReasonDialog
            open=desk.rejecting title=t(review::REJECT_TITLE) text=t(review::REJECT_HINT) label=t(activity::REASON)
            action=t(review::REJECT) quick=true templates=desk.reasons faults=desk.faults busy=desk.busy
            on_confirm=move |reason| desk.decide(Decision::Reject, Some(reason))
        />
        <BatchDialog/>
        <KeyHelp keys rows=keys::ROWS/>
    }
}

/// What is selected, chosen and open follows the list.
fn keep_in_step(desk: Desk, filters: Filters) {
    let queue = desk.queue;
    Effect::new(move |_| {
        let known = queue.items.with(|all| {
            let ids = all.iter().map(|i| i.activity.id);
            ids.collect::<Vec<_>>()
        });
        let lost = |id: &_| !known.contains(id);
        if desk.selected.get_untracked().as_ref().is_none_or(lost) {
            desk.selected.set(queue.free_from(0));
        }
        if desk.chosen.with_untracked(|all| all.iter().any(lost)) {
            desk.chosen.update(|all| all.retain(|id| !lost(id)));
        }
    });
    Effect::new(move |before: Option<()>| {
        filters.value.track();
        if before.is_some() {
            desk.close();
        }
    });
    // No room for it any more.
    Effect::new(move |_| {
        if !desk.wide.get() {
            desk.close();
        }
    });
    Effect::new(move |_| {
        if let Some(result) = desk.claiming.answer.get() {
            untrack(|| desk.claim_answered(result));
        }
    });
    // The reasons of the edition are needed before the first item is open, too.
    let edition = Memo::new(move |_| {
        queue
            .items
            .with(|all| all.first().map(|i| i.activity.edition.clone()))
    });
    Effect::new(move |_| {
        if let Some(edition) = edition.get() {
            desk.learn_reasons(edition);
        }
    });
}

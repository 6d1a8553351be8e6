//! The same decision on many: chosen in the list, looked over once more, sent, and answered item by item.

use domain::activity::finding::Severity;
use domain::activity::view::{Decision, REASON_MAX};
use domain::review::{BATCH_MAX, BatchItem, BatchResults, ReviewBatch, ReviewQueueItem};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::list::finding_badges;
use super::outcome::Outcome;
use super::queue::is_free;
use super::state::{Desk, use_desk};
use crate::api::review as calls;
use crate::i18n::{activity, general, review, t, tf};
use crate::pages::reason::Templates;
use crate::pages::review::recent::{Done, Taken};
use crate::pages::sheet::finding;
use crate::ui::{Button, ButtonKind, Dialog, TextArea};

/// The dialog of a batch. `Copy`; from the context.
#[derive(Clone, Copy)]
pub struct Batch {
    pub open: RwSignal<bool>,
    decision: RwSignal<Decision>,
    /// As they were when the dialog was opened.
    pub lines: RwSignal<Vec<ReviewQueueItem>>,
    pub results: RwSignal<Option<BatchResults>>,
    reason: RwSignal<String>,
    busy: RwSignal<bool>,
}

impl Batch {
    pub fn new() -> Self {
        Self {
            open: RwSignal::new(false),
            decision: RwSignal::new(Decision::Approve),
            lines: RwSignal::new(Vec::new()),
            results: RwSignal::new(None),
            reason: RwSignal::new(String::new()),
            busy: RwSignal::new(false),
        }
    }

    fn begin(self, desk: Desk, decision: Decision) {
        let chosen = desk.chosen.get_untracked();
        let mut lines = desk.queue.items.get_untracked();
        lines.retain(|item| chosen.contains(&item.activity.id));
        if lines.is_empty() {
            return;
        }
        desk.faults.clear();
        self.lines.set(lines);
        self.decision.set(decision);
        self.results.set(None);
        self.reason.set(String::new());
        self.open.set(true);
    }

    fn send(self, desk: Desk) {
        let decision = self.decision.get_untracked();
        let reason = (decision == Decision::Reject).then(|| self.reason.get_untracked());
        let items = self.lines.with_untracked(|lines| {
            let item = |i: &ReviewQueueItem| BatchItem {
                id: i.activity.id,
                version: i.activity.version,
            };
            lines.iter().map(item).collect()
        });
        self.busy.set(true);
        spawn_local(async move {
            let batch = ReviewBatch {
                decision,
                reason,
                items,
            };
            let answer = calls::decide_all(&batch).await;
            if desk.is_gone() {
                return;
            }
            self.busy.set(false);
            match answer {
                Ok(results) => self.settle(desk, decision, results),
                Err(failure) => desk.faults.fail(&failure),
            }
        });
    }

    /// Takes what is done out of the list, and keeps it for taking back.
    fn settle(self, desk: Desk, decision: Decision, results: BatchResults) {
        desk.chosen.set(Vec::new());
        let open_id = desk.open_id();
        let mut items = Vec::new();
        for result in results.items.iter().filter(|r| r.done) {
            if open_id == Some(result.id) {
                desk.claiming.forget();
                desk.close();
            }
            items.push(Taken {
                id: result.id,
                version: result.version.unwrap_or_default(),
                place: desk.queue.remove(result.id),
            });
        }
        if let Some(until) = results.undo_until.filter(|_| !items.is_empty()) {
            desk.recent.push(Done {
                account: desk.account,
                decision,
                title: self.lines.with_untracked(|all| title_of(all, items.first())),
                items,
                until,
            });
        }
        if results.failed > 0 {
            // The reasons are in the results; the list shows how they stand now.
            desk.queue.reload();
        }
        let (done, failed) = (results.done.to_string(), results.failed.to_string());
        desk.said.set(tf(review::BATCH_DONE, &[&done, &failed]));
        self.results.set(Some(results));
    }
}

fn title_of(lines: &[ReviewQueueItem], taken: Option<&Taken>) -> String {
    let found = taken.and_then(|one| lines.iter().find(|i| i.activity.id == one.id));
    found.and_then(|i| i.activity.title.clone()).unwrap_or_default()
}

/// Chooses all, and says how many are chosen and what can be done with them.
#[component]
pub fn BatchBar() -> impl IntoView {
    let desk = use_desk();
    let batch = expect_context::<Batch>();
    let free = Memo::new(move |_| {
        desk.queue.items.with(|all| {
            let free = all.iter().filter(|i| is_free(i)).map(|i| i.activity.id);
            free.take(BATCH_MAX).collect::<Vec<_>>()
        })
    });
    let count = Memo::new(move |_| desk.chosen.with(Vec::len));
    let all = move || free.with(|f| !f.is_empty() && desk.chosen.with(|c| f.iter().all(|id| c.contains(id))));
    let toggle = move |event: leptos::ev::Event| {
        desk.chosen.set(if event_target_checked(&event) {
            free.get_untracked()
        } else {
            Vec::new()
        });
    };
    view! {
        <div class="batch-bar">
            <label class="option">
                <input type="checkbox" prop:checked=all on:change=toggle/>
                <span>{t(review::CHOOSE_ALL)}</span>
            </label>
            {move || (count.get() > 0).then(|| view! {
                <span class="batch-count">{tf(review::CHOSEN, &[&count.get().to_string()])}</span>
                <div class="batch-actions">
                    <Button on_press=move || batch.begin(desk, Decision::Approve)>{t(review::BATCH_APPROVE)}</Button>
                    <Button on_press=move || batch.begin(desk, Decision::Reject)>{t(review::BATCH_REJECT)}</Button>
                </div>
            })}
        </div>
    }
}

#[component]
pub fn BatchDialog() -> impl IntoView {
    let desk = use_desk();
    let batch = expect_context::<Batch>();
    let is_rejecting = move || batch.decision.get() == Decision::Reject;
    let actions = move || {
        let results = batch.results.get();
        if let Some(results) = results {
            let can_undo = results.done > 0 && results.undo_until.is_some();
            return view! {
                {can_undo.then(|| view! {
                    <Button on_press=move || {
                        batch.open.set(false);
                        desk.undo();
                    }>{t(review::UNDO_ALL)}</Button>
                })}
                <Button kind=ButtonKind::Primary on_press=move || batch.open.set(false)>{t(general::CLOSE)}</Button>
            }
            .into_any();
        }
        let count = batch.lines.with(Vec::len).to_string();
        let text = if is_rejecting() {
            review::BATCH_SEND_REJECT
        } else {
            review::BATCH_SEND_APPROVE
        };
        view! {
            <Button on_press=move || batch.open.set(false)>{t(general::CANCEL)}</Button>
            <Button kind=ButtonKind::Primary busy=batch.busy on_press=move || batch.send(desk)>{tf(text, &[&count])}</Button>
        }
        .into_any()
    };
    view! {
        <Dialog open=batch.open title=t(review::BATCH) actions>
            {move || match batch.results.get() {
                Some(results) => view! { <Outcome results lines=batch.lines.get_untracked()/> }.into_any(),
                None => view! {
                    <Confirm lines=batch.lines.get() rejecting=is_rejecting()/>
                    {is_rejecting().then(|| view! {
                        <TextArea label=t(activity::REASON) value=batch.reason rows=3 limit=REASON_MAX fault=desk.faults.at("/reason")/>
                        <Templates templates=desk.reasons.into() reason=batch.reason/>
                    })}
                }.into_any(),
            }}
        </Dialog>
    }
}

/// Every chosen item, those with serious findings first to catch the eye.
#[component]
fn Confirm(lines: Vec<ReviewQueueItem>, rejecting: bool) -> impl IntoView {
    let serious = |item: &ReviewQueueItem| finding::count(&item.findings, Severity::Serious) > 0;
    let warned = lines.iter().filter(|i| serious(i)).count();
    let lead = if rejecting {
        review::BATCH_REJECT_LEAD
    } else {
        review::BATCH_APPROVE_LEAD
    };
    let count = lines.len().to_string();
    let (mut lines, others): (Vec<_>, Vec<_>) = lines.into_iter().partition(serious);
    lines.extend(others);
    view! {
        <p>{tf(lead, &[&count])}</p>
        {(warned > 0 && !rejecting).then(|| view! {
            <p class="notice notice-wrong">{tf(review::BATCH_SERIOUS, &[&warned.to_string()])}</p>
        })}
        // It scrolls, so the keyboard must reach it.
        <ul class="batch-list" tabindex="0" aria-label=t(review::BATCH_LIST)>
            {lines.into_iter().map(|item| {
                let badges = finding_badges(&item.findings);
                let none = badges.is_empty();
                let grave = serious(&item);
                view! {
                    <li class="batch-line" class:batch-serious=grave>
                        <span class="batch-title">{item.activity.title}</span>
                        <span class="queue-note">{item.activity.organization_name}</span>
                        <span class="badges">
                            {badges}
                            {none.then(|| view! { <span class="queue-note">{t(review::BATCH_NO_FINDINGS)}</span> })}
                        </span>
                    </li>
                }
            }).collect_view()}
        </ul>
    }
}

//! The bar at the bottom: what was decided last and how to take it back, and the decision on what is open.

use domain::activity::view::{AllowedAction, Decision};
use gloo_timers::callback::Interval;
use leptos::prelude::*;

use super::deciding::said_of;
use super::list::duration;
use super::state::{Pane, use_desk};
use crate::i18n::{review, t, tf};
use crate::keys::Key;
use crate::page;
use crate::pages::review::recent::Done;
use crate::ui::{Button, ButtonKind, IconName};

#[component]
pub fn DeskBar() -> impl IntoView {
    let desk = use_desk();
    let ticks = RwSignal::new(0_u32);
    let ticking = StoredValue::new_local(Interval::new(1_000, move || {
        let _ = ticks.try_update(|n| *n = n.wrapping_add(1));
    }));
    on_cleanup(move || ticking.dispose());
    let last = Memo::new(move |_| {
        ticks.track();
        desk.recent.last(desk.account)
    });
    let can = Memo::new(move |_| {
        desk.pane
            .with(|pane| matches!(pane, Pane::Ready(opened) if opened.can(AllowedAction::Approve)))
    });
    let reject = move || {
        if desk.can_decide() {
            desk.faults.clear();
            desk.rejecting.set(true);
        }
    };
    view! {
        <div class="desk-bar" class:desk-bar-empty=move || last.with(Option::is_none) && !can.get()>
            <div class="desk-last">
                {move || last.get().map(|done| view! { <Last done ticks/> })}
            </div>
            // Stays while items change, so that the focus stays on the button.
            <div class="desk-decide" hidden=move || !can.get()>
                <Button kind=ButtonKind::Primary icon=IconName::Check busy=desk.busy on_press=move || desk.approve()>
                    {t(review::APPROVE)}<Key name="A"/>
                </Button>
                <Button on_press=reject>{t(review::REJECT)}<Key name="R"/></Button>
            </div>
        </div>
    }
}

#[component]
fn Last(done: Done, ticks: RwSignal<u32>) -> impl IntoView {
    let desk = use_desk();
    let until = done.until;
    let left = Memo::new(move |_| {
        ticks.track();
        let left = page::now().map_or(0, |now| until.seconds_since(now).max(0));
        tf(review::UNDO_LEFT, &[&duration(left)])
    });
    let many = done.items.len() > 1;
    let text = match (done.decision, many) {
        (decision, false) => said_of(decision, &done.title),
        (Decision::Approve, true) => tf(review::DONE_MANY_APPROVED, &[&done.items.len().to_string()]),
        (Decision::Reject, true) => tf(review::DONE_MANY_REJECTED, &[&done.items.len().to_string()]),
    };
    let undo = if many { review::UNDO_ALL } else { review::UNDO };
    view! {
        <span class="desk-done">{text}</span>
        <Button kind=ButtonKind::Quiet icon=IconName::Undo on_press=move || desk.undo()>{t(undo)}<Key name="U"/></Button>
        <span class="desk-left">{move || left.get()}</span>
    }
}

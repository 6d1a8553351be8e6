//! The steps of the whole list: lock, pass up, publish, send back.

use domain::recommendation::ListAction;
use leptos::prelude::*;

use super::state::use_desk;
use crate::api::recommendation as calls;
use crate::form::FormFaults;
use crate::format;
use crate::i18n::{Text, activity, public_notice, recommendation as words, t, tf};
use crate::page;
use crate::pages::public_notice::BeginDialog;
use crate::pages::reason::ReasonDialog;
use crate::pages::recommendation::title_of;
use crate::ui::{Button, ButtonKind, ButtonLink, Dialog, IconName, toast};

#[component]
pub fn ListBar() -> impl IntoView {
    let desk = use_desk();
    let (locking, endorsing) = (RwSignal::new(false), RwSignal::new(false));
    let (publishing, returning) = (RwSignal::new(false), RwSignal::new(false));
    let can = move |action| Memo::new(move |_| desk.can(action));
    let (lock, endorse) = (can(ListAction::Lock), can(ListAction::Endorse));
    let (publish, give_back) = (can(ListAction::Publish), can(ListAction::Return));
    let notice = Memo::new(move |_| desk.list.with(|l| l.notice_id));
    let none = move || {
        !lock.get() && !endorse.get() && !publish.get() && !give_back.get() && notice.with(Option::is_none)
    };
    let count = move || {
        let slots = desk.list.with(|l| l.slots);
        tf(
            words::SLOTS_USED,
            &[&desk.chosen.with(Vec::len).to_string(), &slots.to_string()],
        )
    };
    // Below the nation a list goes up; a notice of one's own is the exception.
    let publish_kind = if desk.list.with_untracked(|l| l.region_code.is_country()) {
        ButtonKind::Primary
    } else {
        ButtonKind::Secondary
    };
    view! {
        <div class="desk-bar list-bar" class:desk-bar-empty=none>
            <p class="desk-last">{count}</p>
            <div class="desk-decide">
                {move || give_back.get().then(|| view! {
                    <Button icon=IconName::Undo on_press=move || returning.set(true)>{t(words::RETURN_LIST)}</Button>
                })}
                {move || publish.get().then(|| view! {
                    <Button kind=publish_kind icon=IconName::Bell on_press=move || publishing.set(true)>{t(public_notice::BEGIN)}</Button>
                })}
                {move || endorse.get().then(|| view! {
                    <Button kind=ButtonKind::Primary icon=IconName::Upload on_press=move || endorsing.set(true)>{t(words::ENDORSE)}</Button>
                })}
                {move || lock.get().then(|| view! {
                    <Button kind=ButtonKind::Primary icon=IconName::Check on_press=move || locking.set(true)>{t(words::LOCK)}</Button>
                })}
                {move || notice.get().map(|id| view! {
                    <ButtonLink href=format!("/public-notices/{id}") kind=ButtonKind::Primary>{t(public_notice::NOTICE)}</ButtonLink>
                })}
            </div>
        </div>
        <LockDialog open=locking/>
        <EndorseDialog open=endorsing/>
        <ReturnListDialog open=returning/>
        <ReturnEntryDialog/>
        <BeginDialog open=publishing list=desk.list edition=desk.edition/>
    }
}

/// Dialog lines, each one fact.
#[component]
fn Consequences(lines: Vec<String>) -> impl IntoView {
    view! { <ul class="consequences">{lines.into_iter().map(|text| view! { <li>{text}</li> }).collect_view()}</ul> }
}

#[component]
fn LockDialog(open: RwSignal<bool>) -> impl IntoView {
    let desk = use_desk();
    let count = move || desk.chosen.with(Vec::len);
    let lines = move || {
        let (slots, waiting) = (desk.list.with(|l| l.slots as usize), desk.waiting.with(Vec::len));
        let mut lines = vec![
            t(words::LOCK_FROZEN).to_owned(),
            t(words::LOCK_CHECKED).to_owned(),
        ];
        if count() < slots {
            lines.push(tf(words::LOCK_FREE, &[&(slots - count()).to_string()]));
        }
        if waiting > 0 {
            lines.push(tf(words::LOCK_WAITING, &[&waiting.to_string()]));
        }
        if desk.has_drafts() {
            lines.push(t(words::LOCK_DRAFTS).to_owned());
        }
        lines
    };
    let lock = Callback::new(move |()| {
        desk.step(
            |id, version| Box::pin(calls::lock(id, version)),
            || toast::success(t(words::LOCKED)),
        );
        open.set(false);
    });
    // Whatever was found stands at its entry; lead there.
    Effect::new(move |_| {
        let first = desk.faults.with(|all| all.keys().next().copied());
        if let Some(id) = first.filter(|_| !open.get_untracked()) {
            request_animation_frame(move || page::scroll_near(&super::state::card_id(id)));
        }
    });
    let actions = move || {
        view! {
            <Button on_press=move || open.set(false)>{t(crate::i18n::general::CANCEL)}</Button>
            <Button kind=ButtonKind::Primary busy=desk.busy disabled=Signal::derive(move || count() == 0) on_press=lock>{t(words::LOCK)}</Button>
        }
    };
    view! {
        <Dialog open title=t(words::LOCK_TITLE) actions>
            {move || if count() == 0 {
                view! { <p>{t(words::LOCK_EMPTY)}</p> }.into_any()
            } else {
                view! {
                    <p class="dialog-lead">{tf(words::LOCK_LEAD, &[&count().to_string()])}</p>
                    <Consequences lines=lines()/>
                }.into_any()
            }}
        </Dialog>
    }
}

#[component]
fn EndorseDialog(open: RwSignal<bool>) -> impl IntoView {
    let desk = use_desk();
    let required = desk.edition.with_value(|e| e.recommendation.scan_required);
    let missing = Memo::new(move |_| required && desk.list.with(|l| l.scan_id.is_none()));
    let endorse = Callback::new(move |()| {
        desk.step(
            |id, version| Box::pin(calls::endorse(id, version)),
            || toast::success(t(words::ENDORSED)),
        );
        open.set(false);
    });
    let actions = move || {
        view! {
            <Button on_press=move || open.set(false)>{t(crate::i18n::general::CANCEL)}</Button>
            <Button kind=ButtonKind::Primary busy=desk.busy disabled=missing on_press=endorse>{t(words::ENDORSE)}</Button>
        }
    };
    view! {
        <Dialog open title=t(words::ENDORSE_TITLE) actions>
            <p class="dialog-lead">{move || tf(words::ENDORSE_LEAD, &[&desk.chosen.with(Vec::len).to_string()])}</p>
            <Consequences lines=vec![t(words::ENDORSE_ABOVE).to_owned(), t(words::ENDORSE_BACK).to_owned()]/>
            {move || missing.get().then(|| view! { <p class="notice notice-warning">{t(words::SCAN_MISSING)}</p> })}
        </Dialog>
    }
}

/// The whole list goes back to its region.
#[component]
fn ReturnListDialog(open: RwSignal<bool>) -> impl IntoView {
    let desk = use_desk();
    let faults = FormFaults::default();
    let title = desk.list.with_untracked(title_of);
    let send = move |reason: String| {
        let request = domain::recommendation::ReturnRequest {
            entry_ids: Vec::new(),
            reason,
        };
        desk.step(
            move |id, version| Box::pin(async move { calls::give_back(id, version, &request).await }),
            move || {
                open.set(false);
                toast::success(t(words::LIST_RETURNED));
            },
        );
    };
    view! {
        <ReasonDialog
            open title=t(words::RETURN_LIST) text=tf(words::RETURN_LIST_TEXT, &[&title]) label=t(activity::REASON)
            action=t(words::RETURN_LIST) faults busy=desk.busy on_confirm=send
        />
    }
}

/// One entry goes back to where it came from.
#[component]
fn ReturnEntryDialog() -> impl IntoView {
    let desk = use_desk();
    let faults = FormFaults::default();
    move || {
        let id = desk.returning.get()?;
        let entry = untrack(|| desk.find(id))?;
        let open = RwSignal::new(true);
        Effect::new(move |_| {
            if !open.get() {
                // Once it is closed, which gives the focus back.
                request_animation_frame(move || {
                    let _ = desk.returning.try_set(None);
                });
            }
        });
        let (text, args): (Text, Vec<String>) = match &entry.from_region_name {
            Some(region) => (
                words::RETURN_REGION_TEXT,
                vec![entry.name.clone(), region.clone()],
            ),
            None => (
                words::RETURN_ENTRY_TEXT,
                vec![entry.name.clone(), entry.organization_name.clone()],
            ),
        };
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let send = move |reason: String| desk.give_back(id, reason, move || open.set(false));
        Some(view! {
            <ReasonDialog
                open title=t(words::GIVE_BACK) text=tf(text, &args) label=t(activity::REASON)
                action=t(words::GIVE_BACK) faults busy=desk.busy on_confirm=send
            />
        })
    }
}

/// When it was locked and passed up.
#[component]
pub fn Times() -> impl IntoView {
    let desk = use_desk();
    move || {
        let (locked, endorsed) = desk.list.with(|l| (l.locked_at, l.endorsed_at));
        let line = |text, at| tf(text, &[&format::moment(at)]);
        let all = [
            locked.map(|at| line(words::LOCKED_AT, at)),
            endorsed.map(|at| line(words::ENDORSED_AT, at)),
        ];
        let all: Vec<_> = all.into_iter().flatten().collect();
        (!all.is_empty()).then(|| view! { <p class="row-note">{all.join(" · ")}</p> })
    }
}

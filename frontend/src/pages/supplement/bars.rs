//! What stands above the form and below it: whether it is saved, what keeps it from being submitted, and submitting.

use domain::eligibility::RuleCode;
use domain::problem::FieldError;
use domain::supplement::rules::check_submission;
use domain::supplement::{Supplement, SupplementAction};
use domain::time::Instant;
use leptos::prelude::*;

use super::form::Form;
use super::place::go_to;
use crate::api::supplement as api;
use crate::autosave::SavingState;
use crate::form::FormFaults;
use crate::format;
use crate::i18n::{general, lang, supplement, t, tf};
use crate::page;
use crate::ui::{Badge, Button, ButtonKind, Dialog, IconName, Tone, toast};

const FAULTS: &str = "supplement-faults";

/// When the form was saved last.
pub fn saved(at: Option<Instant>) -> String {
    match at {
        None => t(supplement::NOT_SAVED_YET).to_owned(),
        Some(at) => tf(supplement::SAVED, &[&when(at)]),
    }
}

/// The time of today, else the day as well.
fn when(at: Instant) -> String {
    let today = page::now().is_some_and(|now| now.shanghai_date() == at.shanghai_date());
    if today {
        format::time(at)
    } else {
        format::moment(at)
    }
}

/// Every fault at once, each leading to its field.
#[component]
pub fn FaultList(faults: FormFaults) -> impl IntoView {
    let line = |fault: FieldError| {
        let pointer = fault.pointer;
        let text = fault.message;
        if pointer.is_empty() {
            view! { <li>{text}</li> }.into_any()
        } else {
            view! {
                <li><button type="button" class="link" on:click=move |_| { go_to(&pointer); }>{text}</button></li>
            }
            .into_any()
        }
    };
    move || {
        let all = faults.all();
        (!all.is_empty()).then(|| {
            view! {
                <div class="notice notice-wrong" id=FAULTS tabindex="-1" role="alert">
                    <p class="notice-title">{tf(supplement::FAULTS_TITLE, &[&all.len().to_string()])}</p>
                    <ul>{all.into_iter().map(line).collect_view()}</ul>
                </div>
            }
        })
    }
}

/// When it was submitted, and what has happened since.
#[component]
pub fn SubmittedNote(
    #[prop(into)] s: Signal<Supplement>,
    #[prop(into)] changed: Signal<bool>,
) -> impl IntoView {
    move || {
        let s = s.get();
        let at = s
            .submitted_at
            .map(|at| tf(supplement::SUBMITTED_AT, &[&format::moment(at)]));
        let (done, changed) = (at.is_some(), changed.get());
        view! {
            <span class="submitted">
                {match at {
                    Some(text) => view! { <Badge tone=Tone::Good>{text}</Badge> }.into_any(),
                    None => view! { <Badge>{t(supplement::NOT_SUBMITTED)}</Badge> }.into_any(),
                }}
                {s.late.then(|| view! { <Badge tone=Tone::Bad>{t(supplement::LATE)}</Badge> })}
                {(done && changed).then(|| view! { <Badge tone=Tone::Warning>{t(supplement::CHANGED_SINCE)}</Badge> })}
            </span>
        }
    }
}

#[component]
pub fn SubmitBar(form: Form) -> impl IntoView {
    let Form {
        draft,
        faults,
        saving,
        judging,
        activity,
        ..
    } = form;
    let (busy, confirming) = (RwSignal::new(false), RwSignal::new(false));
    // Once faults are shown, each goes as soon as it is mended.
    let checked = RwSignal::new(false);
    let check = move || {
        let content = draft.content();
        page::now().map(|now| activity.with_value(|a| check_submission(&content, &a.content, now)))
    };
    Effect::new(move |_| {
        if checked.get()
            && let Some(found) = check()
        {
            faults.renew(&found);
        }
    });
    let show_faults = move || request_animation_frame(|| page::focus(FAULTS));
    let send = Callback::new(move |()| {
        confirming.set(false);
        busy.set(true);
        leptos::task::spawn_local(async move {
            if saving.save().await {
                match api::submit(activity.with_value(|a| a.id), saving.version()).await {
                    Ok(s) => {
                        checked.set(false);
                        faults.clear();
                        saving.accept(s);
                        toast::success(t(supplement::SUBMITTED));
                    }
                    Err(failure) => {
                        faults.fail(&failure);
                        show_faults();
                    }
                }
            }
            let _ = busy.try_set(false);
        });
    });
    let press = Callback::new(move |()| {
        checked.set(false);
        faults.clear();
        // The browser knows the rules; the server is asked only for what it alone can know.
        let locally = untrack(check).is_some_and(|found| faults.show(&found));
        if locally {
            checked.set(true);
            show_faults();
        } else if judging.shown.with_untracked(|j| j.unmet_on_form().is_empty()) {
            send.run(());
        } else {
            confirming.set(true);
        }
    });
    let changed = Signal::derive(move || {
        !matches!(saving.state.get(), SavingState::Saved(_)) || saving.saved().with(|s| s.changed_since)
    });
    let can = Memo::new(move |_| {
        saving
            .saved()
            .with(|s| s.actions.contains(&SupplementAction::Submit))
    });
    let again = Memo::new(move |_| saving.saved().with(|s| s.submission > 0));
    let (ended, ends_at) = judging.facts.with_value(|facts| (facts.ended(), facts.ends_at));
    let why_not = move || match (can.get(), ends_at) {
        (false, _) => Some(t(supplement::FILE_FIRST).to_owned()),
        (true, Some(end)) if !ended => Some(tf(supplement::AFTER_END, &[&format::moment(end)])),
        _ => None,
    };
    view! {
        <div class="supplement-bar">
            <div class="supplement-bar-text" role="status">
                <SubmittedNote s=saving.saved() changed/>
                {move || why_not().map(|text| view! { <span class="page-note">{text}</span> })}
            </div>
            {move || can.get().then(|| view! {
                <Button kind=ButtonKind::Primary busy icon=IconName::Check on_press=press>
                    {move || t(if again.get() { supplement::SUBMIT_AGAIN } else { supplement::SUBMIT })}
                </Button>
            })}
        </div>
        <Unmet form open=confirming on_confirm=send/>
    }
}

/// What falls short of a recommendation is kept all the same: a word before it is handed in.
#[component]
fn Unmet(form: Form, open: RwSignal<bool>, on_confirm: Callback<()>) -> impl IntoView {
    let judged = form.judging.shown;
    let actions = move || {
        view! {
            <Button on_press=move || open.set(false)>{t(general::CANCEL)}</Button>
            <Button kind=ButtonKind::Primary on_press=on_confirm>{t(supplement::CONFIRM_SUBMIT)}</Button>
        }
    };
    let line = |(code, message): (RuleCode, String)| {
        view! { <li><strong>{code.name(lang())}</strong><span>{message}</span></li> }
    };
    view! {
        <Dialog open title=t(supplement::CONFIRM) actions>
            <ul class="unmet">
                {move || judged.with(|j| {
                    let unmet = j.unmet_on_form().into_iter();
                    unmet.map(|rule| line((rule.code, rule.message))).collect_view()
                })}
            </ul>
            <p>{move || t(if judged.with(|j| j.over) { supplement::CONFIRM_LATE } else { supplement::CONFIRM_TEXT })}</p>
        </Dialog>
    }
}

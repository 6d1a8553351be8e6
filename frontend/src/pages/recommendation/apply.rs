//! Applying for recommendation (申请推优), and how far an application has come.

use domain::recommendation::{Application, EntryStatus, ListStatus, OPINION_MAX, Standing, StandingStep};
use domain::region::RegionLevel;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;

use super::status::{entry_status, level_name, list_status};
use crate::api::recommendation as calls;
use crate::api::{self, ApiFailure};
use crate::form::FormFaults;
use crate::format;
use crate::i18n::{general, public_notice, recommendation as words, t, tf};
use crate::load::Loaded;
use crate::ui::{Button, ButtonKind, Dialog, Icon, IconName, TextArea, toast};

pub use crate::api::recommendation::Candidate;

/// Where something stands on the lists, with the way to apply. Nothing at all for whom it is no matter.
#[component]
pub fn Recommend(
    of: Candidate,
    /// What it depends on: a supplement that was submitted again.
    #[prop(optional, into)]
    after: Signal<i32>,
) -> impl IntoView {
    let again = RwSignal::new(0_u32);
    let fetch = move || {
        again.track();
        after.track();
        async move {
            match calls::standing(of).await {
                // Not theirs to know.
                Err(ApiFailure::Problem(p)) if matches!(p.status, 403 | 404) => Ok(None),
                answer => answer.map(Some),
            }
        }
    };
    let renew = Callback::new(move |()| again.update(|n| *n += 1));
    view! {
        <Loaded lines=2 fetch draw=move |standing| {
            let standing = standing.filter(|s: &Standing| s.can_apply || !s.steps.is_empty());
            standing.map(|standing| view! { <Shown of standing renew/> }).into_any()
        }/>
    }
}

#[component]
fn Shown(of: Candidate, standing: Standing, renew: Callback<()>) -> impl IntoView {
    let Standing { steps, can_apply } = standing;
    let applying = RwSignal::new(false);
    let retracting = RwSignal::new(false);
    // What waits on the list it was sent to, and on no other, can be taken back.
    let retractable = matches!(
        steps.as_slice(),
        [StandingStep {
            status: EntryStatus::Applied | EntryStatus::Listed,
            list_status: ListStatus::Open,
            ..
        }]
    );
    let begun = !steps.is_empty();
    view! {
        <section class="card standing" aria-label=t(words::STANDING)>
            <h2 class="card-title">{t(words::STANDING)}</h2>
            {if begun {
                view! { <StepList steps/> }.into_any()
            } else {
                view! { <p>{t(words::APPLY_LEAD)}</p> }.into_any()
            }}
            {can_apply.then(|| view! {
                <div class="card-actions">
                    <Button kind=ButtonKind::Primary icon=IconName::Flag on_press=move || applying.set(true)>
                        {t(if begun { words::APPLY_AGAIN } else { words::APPLY })}
                    </Button>
                </div>
            })}
            {retractable.then(|| view! {
                <div class="card-actions">
                    <Button kind=ButtonKind::Quiet icon=IconName::Undo on_press=move || retracting.set(true)>{t(words::RETRACT)}</Button>
                </div>
            })}
        </section>
        <ApplyDialog of open=applying renew/>
        <RetractDialog of open=retracting renew/>
    }
}

/// From the first list to the nation's; those not reached yet are there, too.
#[component]
fn StepList(steps: Vec<StandingStep>) -> impl IntoView {
    let lowest = steps.iter().map(|s| s.level).max().unwrap_or(RegionLevel::County);
    let levels = [
        RegionLevel::County,
        RegionLevel::City,
        RegionLevel::Province,
        RegionLevel::Country,
    ];
    let rows = levels.into_iter().filter(|level| *level <= lowest).map(|level| {
        let step = steps.iter().find(|s| s.level == level).cloned();
        view! { <Row level step/> }
    });
    view! { <ol class="standing-steps">{rows.collect_view()}</ol> }
}

#[component]
fn Row(level: RegionLevel, step: Option<StandingStep>) -> impl IntoView {
    let Some(step) = step else {
        return view! {
            <li class="standing-step">
                <span class="standing-icon" aria-hidden="true"></span>
                <div>
                    <p class="standing-level">{t(level_name(level))}</p>
                    <p class="row-note">{t(words::NOT_REACHED)}</p>
                </div>
            </li>
        }
        .into_any();
    };
    let (class, icon) = match step.status {
        EntryStatus::Applied => ("standing-step standing-open", IconName::Clock),
        EntryStatus::Listed => ("standing-step standing-good", IconName::Check),
        EntryStatus::Returned => ("standing-step standing-back", IconName::Undo),
        EntryStatus::Withdrawn | EntryStatus::Struck => ("standing-step standing-bad", IconName::Close),
    };
    let status = format!(
        "{}（{}）",
        entry_status(step.status),
        list_status(step.list_status)
    );
    let until = step
        .lock_on
        .filter(|_| step.list_status == ListStatus::Open && step.status == EntryStatus::Applied);
    view! {
        <li class=class>
            <span class="standing-icon"><Icon name=icon/></span>
            <div>
                <p class="standing-level">{step.region_name}" · "<strong>{status}</strong></p>
                {step.reason.map(|why| view! { <p class="row-note">{tf(words::REASON_WAS, &[&why])}</p> })}
                {until.map(|on| view! { <p class="row-note">{tf(words::DECIDED_BY, &[&format::date(on)])}</p> })}
                {step.notice_id.map(|id| view! { <p><A href=format!("/notices/{id}")>{t(public_notice::NOTICE)}</A></p> })}
            </div>
        </li>
    }
    .into_any()
}

#[component]
fn ApplyDialog(of: Candidate, open: RwSignal<bool>, renew: Callback<()>) -> impl IntoView {
    let note = RwSignal::new(String::new());
    let faults = FormFaults::default();
    let busy = RwSignal::new(false);
    let key = StoredValue::new(api::idempotency_key());
    let send = Callback::new(move |()| {
        let text = note.get_untracked().trim().to_owned();
        let application = Application {
            note: (!text.is_empty()).then_some(text),
        };
        busy.set(true);
        spawn_local(async move {
            let answer = calls::apply(of, &application, &key.get_value()).await;
            // The page may be gone by now.
            if busy.try_set(false).is_some() {
                return;
            }
            // Another try is another application.
            key.set_value(api::idempotency_key());
            match answer {
                Ok(_) => {
                    open.set(false);
                    toast::success(t(words::APPLIED));
                    renew.run(());
                }
                Err(failure) => faults.fail(&failure),
            }
        });
    });
    let others = move || {
        let all = faults.all().into_iter().filter(|f| f.pointer != "/note");
        all.map(|f| view! { <li>{f.message}</li> }).collect::<Vec<_>>()
    };
    let actions = move || {
        view! {
            <Button on_press=move || open.set(false)>{t(general::CANCEL)}</Button>
            <Button kind=ButtonKind::Primary busy on_press=send>{t(words::APPLY)}</Button>
        }
    };
    view! {
        <Dialog open title=t(words::APPLY) actions>
            <p>{t(words::APPLY_HINT)}</p>
            <TextArea label=t(words::APPLY_NOTE) hint=t(words::APPLY_NOTE_HINT) value=note rows=4 limit=OPINION_MAX fault=faults.at("/note")/>
            <div role="alert">
                {move || {
                    let rules = others();
                    (!rules.is_empty()).then(|| view! { <ul class="notice notice-wrong">{rules}</ul> })
                }}
            </div>
        </Dialog>
    }
}

#[component]
fn RetractDialog(of: Candidate, open: RwSignal<bool>, renew: Callback<()>) -> impl IntoView {
    let busy = RwSignal::new(false);
    let send = Callback::new(move |()| {
        busy.set(true);
        spawn_local(async move {
            let answer = calls::retract(of).await;
            // The page may be gone by now.
            if busy.try_set(false).is_some() {
                return;
            }
            open.set(false);
            match answer {
                Ok(()) => toast::success(t(words::RETRACTED)),
                Err(failure) => toast::failure(failure.message()),
            }
            renew.run(());
        });
    });
    let actions = move || {
        view! {
            <Button on_press=move || open.set(false)>{t(general::CANCEL)}</Button>
            <Button kind=ButtonKind::Danger busy on_press=send>{t(words::RETRACT)}</Button>
        }
    };
    view! { <Dialog open title=t(words::RETRACT_TITLE) actions><p>{t(words::RETRACT_TEXT)}</p></Dialog> }
}

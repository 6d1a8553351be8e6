//! One activity, to be decided on.

use domain::activity::status::Status;
use domain::activity::view::{Activity, AllowedAction, Decision, Review, StepReason};
use domain::id::ActivityId;
use domain::problem::Code;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};

use crate::api::{Answer, activity as activities, review as calls};
use crate::form::FormFaults;
use crate::i18n::{activity, review, t};
use crate::load::Loaded;
use crate::page;
use crate::pages::NotFound;
use crate::pages::activity::Offers;
use crate::pages::reason::ReasonDialog;
use crate::pages::sheet::{Findings, History, RevisionBadges, Sheet};
use crate::pages::status::StatusBadge;
use crate::shell::SignedIn;
use crate::ui::{Breadcrumb, Button, ButtonKind, ButtonLink, Crumb, IconName, toast};

#[component]
pub fn ShowPage() -> impl IntoView {
    page::title(t(review::SHOW));
    let params = use_params_map();
    let id = Memo::new(move |_| {
        params
            .with(|p| p.get("id"))
            .and_then(|id| id.parse::<ActivityId>().ok())
    });
    view! {
        <SignedIn>
            {move || match id.get() {
                None => view! { <NotFound/> }.into_any(),
                Some(id) => {
                    let again = RwSignal::new(0_u32);
                    let fetch = move || {
                        again.track();
                        load(id)
                    };
                    view! {
                        <div class="wrap page">
                            <Loaded lines=8 fetch draw=move |(a, offers)| view! { <Shown a offers again/> }.into_any()/>
                        </div>
                    }.into_any()
                }
            }}
        </SignedIn>
    }
}

async fn load(id: ActivityId) -> Answer<(Activity, Offers)> {
    let a = activities::show(id).await?;
    let offers = Offers::fetch(a.edition.clone()).await?;
    Ok((a, offers))
}

/// What the person is about to do, and must give a reason for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doing {
    Reject,
    TakeDown,
    Restore,
}

#[component]
fn Shown(a: Activity, offers: Offers, again: RwSignal<u32>) -> impl IntoView {
    let title = a.content.title.clone().unwrap_or_default();
    let (rejecting, taking_down, restoring) =
        (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let busy = RwSignal::new(false);
    let faults = FormFaults::default();
    let (id, version) = (a.id, a.version);
    let navigate = use_navigate();
    let settle = Callback::new(move |(answer, said): (Answer<Activity>, Option<&'static str>)| {
        busy.set(false);
        match answer {
            Ok(done) => {
                for dialog in [rejecting, taking_down, restoring] {
                    dialog.set(false);
                }
                let text = said.unwrap_or_else(|| match done.status {
                    Status::NationalReview => t(review::APPROVED_NATION),
                    Status::Approved => t(review::APPROVED_FINAL),
                    _ => t(review::APPROVED),
                });
                toast::success(text);
                if matches!(done.status, Status::Approved | Status::TakenDown) {
                    again.update(|n| *n += 1);
                } else {
                    navigate("/review", NavigateOptions::default());
                }
            }
            Err(failure) if matches!(failure.code(), Some(Code::Stale | Code::StepNotAllowed)) => {
                toast::failure(t(review::DECIDED_ELSEWHERE));
                again.update(|n| *n += 1);
            }
            Err(failure) => faults.fail(&failure),
        }
    });
    let approve = move || {
        busy.set(true);
        leptos::task::spawn_local(async move {
            let decision = Review {
                decision: Decision::Approve,
                reason: None,
            };
            settle.run((calls::decide(id, version, &decision).await, None));
        });
    };
    let because = move |doing: Doing| {
        move |reason: String| {
            busy.set(true);
            leptos::task::spawn_local(async move {
                let why = StepReason {
                    reason: Some(reason.clone()),
                };
                let (answer, said) = match doing {
                    Doing::Reject => {
                        let decision = Review {
                            decision: Decision::Reject,
                            reason: Some(reason),
                        };
                        (calls::decide(id, version, &decision).await, review::REJECTED)
                    }
                    Doing::TakeDown => (activities::take_down(id, version, why).await, review::TAKEN_DOWN),
                    Doing::Restore => (activities::restore(id, version, why).await, review::RESTORED),
                };
                settle.run((answer, Some(t(said))));
            });
        }
    };
    let can = |action| a.actions.contains(&action);
    let templates = [
        review::TEMPLATE_TIME,
        review::TEMPLATE_NAME,
        review::TEMPLATE_DETAIL,
        review::TEMPLATE_POSTER,
    ]
    .map(t)
    .to_vec();
    view! {
        <Breadcrumb above=vec![Crumb::new("/review", t(review::QUEUE))] here=title.clone()/>
        <div class="page-head">
            <h1 class="page-title">{title}</h1>
            <div class="badges"><StatusBadge status=a.status/><RevisionBadges a=a.clone()/></div>
        </div>
        <p class="page-note">{a.organization_name.clone()}</p>
        <Findings a=a.clone()/>
        <div class="columns">
            <div class="columns-main"><Sheet a=a.clone() offers/></div>
            <div class="columns-side"><History a=a.clone()/></div>
        </div>
        <div class="decision">
            {can(AllowedAction::Approve).then(|| view! {
                <Button kind=ButtonKind::Primary icon=IconName::Check busy on_press=approve>{t(review::APPROVE)}</Button>
                <Button on_press=move || rejecting.set(true)>{t(review::REJECT)}</Button>
            })}
            {can(AllowedAction::TakeDown).then(|| view! {
                <ButtonLink href=format!("/activities/{id}") icon=IconName::Globe>{t(activity::PUBLIC_PAGE)}</ButtonLink>
                <Button kind=ButtonKind::Danger on_press=move || taking_down.set(true)>{t(review::TAKE_DOWN)}</Button>
            })}
            {can(AllowedAction::Restore).then(|| view! {
                <Button on_press=move || restoring.set(true)>{t(review::RESTORE)}</Button>
            })}
        </div>
        <ReasonDialog
            open=rejecting title=t(review::REJECT_TITLE) text=t(review::REJECT_HINT) label=t(activity::REASON) action=t(review::REJECT)
            templates faults busy on_confirm=because(Doing::Reject)
        />
        <ReasonDialog
            open=taking_down title=t(review::TAKE_DOWN_TITLE) label=t(activity::REASON) action=t(review::TAKE_DOWN) danger=true
            faults busy on_confirm=because(Doing::TakeDown)
        />
        <ReasonDialog
            open=restoring title=t(review::RESTORE_TITLE) label=t(activity::REASON) action=t(review::RESTORE)
            faults busy on_confirm=because(Doing::Restore)
        />
    }
}

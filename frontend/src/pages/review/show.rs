//! One activity, to be decided on.

use std::sync::Arc;

use domain::activity::status::Status;
use domain::activity::view::{Activity, AllowedAction, Decision, Review, StepReason};
use domain::id::ActivityId;
use domain::problem::Code;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::claiming::Claiming;
use super::content::ReviewContent;
use super::opened::{Editions, Opened};
use super::recent::{Done, Taken, use_recent};
use crate::api::{Answer, ApiFailure, activity as activities, review as calls};
use crate::form::FormFaults;
use crate::format;
use crate::i18n::{Text, activity, review, supplement as words, t, tf};
use crate::load::Loaded;
use crate::page;
use crate::pages::NotFound;
use crate::pages::reason::ReasonDialog;
use crate::pages::sheet::RevisionBadges;
use crate::pages::sheet::field::anchor;
use crate::pages::status::StatusBadge;
use crate::pages::supplement;
use crate::session::use_session;
use crate::shell::SignedIn;
use crate::ui::{Breadcrumb, Button, ButtonKind, ButtonLink, Crumb, IconName, toast};

#[component]
pub fn ShowPage() -> impl IntoView {
    page::title(t(review::SHOW));
    let id = page::id_in_path::<ActivityId>("id");
    view! {
        <SignedIn>
            {move || match id.get() {
                None => view! { <NotFound/> }.into_any(),
                Some(id) => {
                    let again = RwSignal::new(0_u32);
                    let claiming = Claiming::new();
                    let editions = Editions::new();
                    let fetch = move || {
                        again.track();
                        async move { Opened::fetch(id, editions).await.map(Arc::new) }
                    };
                    view! {
                        <div class="wrap page">
                            <Loaded heading=true lines=8 fetch draw=move |opened| view! { <Shown opened again claiming/> }.into_any()/>
                        </div>
                    }.into_any()
                }
            }}
        </SignedIn>
    }
}

/// What is done with the activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doing {
    Approve,
    Reject,
    TakeDown,
    Restore,
    Undo,
}

impl Doing {
    const fn decision(self) -> Option<Decision> {
        match self {
            Self::Approve => Some(Decision::Approve),
            Self::Reject => Some(Decision::Reject),
            Self::TakeDown | Self::Restore | Self::Undo => None,
        }
    }
    async fn send(self, id: ActivityId, version: i32, reason: Option<String>) -> Answer<Activity> {
        let decide = |decision, reason| async move {
            let review = Review { decision, reason };
            calls::decide(id, version, &review).await
        };
        match self {
            Self::Approve => decide(Decision::Approve, None).await,
            Self::Reject => decide(Decision::Reject, reason).await,
            Self::TakeDown => activities::take_down(id, version, StepReason { reason }).await,
            Self::Restore => activities::restore(id, version, StepReason { reason }).await,
            Self::Undo => calls::undo(id, version).await,
        }
    }
    /// What it came to.
    const fn said(self, status: Status) -> Text {
        match (self, status) {
            (Self::Approve, Status::NationalReview) => review::APPROVED_NATION,
            (Self::Approve, Status::Approved) => review::APPROVED_FINAL,
            (Self::Approve, _) => review::APPROVED,
            (Self::Reject, _) => review::REJECTED,
            (Self::TakeDown, _) => review::TAKEN_DOWN,
            (Self::Restore, _) => review::RESTORED,
            (Self::Undo, _) => review::TAKEN_BACK,
        }
    }
}

#[component]
fn Shown(opened: Arc<Opened>, again: RwSignal<u32>, claiming: Claiming) -> impl IntoView {
    let a = opened.activity.clone();
    let title = opened.title();
    let (rejecting, taking_down, restoring) =
        (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let busy = RwSignal::new(false);
    let faults = FormFaults::default();
    let (id, version) = (a.id, a.version);
    let can = |action| a.actions.contains(&action);
    if can(AllowedAction::Approve) {
        claiming.take(id);
    }
    let navigate = use_navigate();
    let remember = remember(title.clone());
    let settle = Callback::new(move |(doing, answer): (Doing, Answer<Activity>)| {
        if busy.try_set(false).is_some() {
            return;
        }
        match answer {
            Ok(done) => {
                for dialog in [rejecting, taking_down, restoring] {
                    dialog.set(false);
                }
                toast::success(t(doing.said(done.status)));
                if let Some(decision) = doing.decision() {
                    claiming.forget();
                    remember.run((decision, done.clone()));
                }
                let stays = matches!(done.status, Status::Approved | Status::TakenDown);
                if stays || doing == Doing::Undo {
                    again.update(|n| *n += 1);
                } else {
                    navigate("/review", NavigateOptions::default());
                }
            }
            Err(failure) if matches!(failure.code(), Some(Code::Stale | Code::StepNotAllowed)) => {
                toast::failure(t(review::DECIDED_ELSEWHERE));
                again.update(|n| *n += 1);
            }
            Err(ApiFailure::Offline) => toast::failure(t(review::NOT_SENT)),
            Err(failure) => faults.fail(&failure),
        }
    });
    let act = move |doing: Doing, reason: Option<String>| {
        busy.set(true);
        leptos::task::spawn_local(async move {
            let answer = doing.send(id, version, reason).await;
            settle.run((doing, answer));
        });
    };
    let because = move |doing: Doing| move |reason: String| act(doing, Some(reason));
    let reasons = Signal::stored(opened.reasons());
    view! {
        <Breadcrumb above=vec![Crumb::new("/review", t(review::QUEUE))] here=title.clone()/>
        <div class="page-head">
            <h1 class="page-title" id=anchor("at", "/title") tabindex="-1">{title}</h1>
            <div class="badges"><StatusBadge status=a.status/><RevisionBadges a=a.clone()/></div>
        </div>
        <p class="page-note">{a.organization_name.clone()}</p>
        <ClaimNote claiming/>
        <ReviewContent opened changed=move |()| again.update(|n| *n += 1)/>
        <div class="decision">
            {can(AllowedAction::Approve).then(|| view! {
                <Button kind=ButtonKind::Primary icon=IconName::Check busy on_press=move || act(Doing::Approve, None)>{t(review::APPROVE)}</Button>
                <Button on_press=move || rejecting.set(true)>{t(review::REJECT)}</Button>
            })}
            {can(AllowedAction::Undo).then(|| view! {
                <Button icon=IconName::Undo busy on_press=move || act(Doing::Undo, None)>{t(review::UNDO_DECISION)}</Button>
            })}
            {(a.status == Status::Approved).then(|| view! {
                <ButtonLink href=supplement::href(id) icon=IconName::Flag>{t(words::VIEW)}</ButtonLink>
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
            quick=true templates=reasons faults busy on_confirm=because(Doing::Reject)
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

/// Keeps a decision for being taken back, from the list to which one goes from here.
fn remember(title: String) -> Callback<(Decision, Activity)> {
    let (session, recent) = (use_session(), use_recent());
    Callback::new(move |(decision, done): (Decision, Activity)| {
        let account = untrack(|| session.me()).map(|me| me.id);
        if let (Some(account), Some(until)) = (account, done.undo_until) {
            recent.push(Done {
                account,
                decision,
                title: title.clone(),
                items: vec![Taken {
                    id: done.id,
                    version: done.version,
                    place: None,
                }],
                until,
            });
        }
    })
}

/// Who else is on it.
#[component]
fn ClaimNote(claiming: Claiming) -> impl IntoView {
    move || {
        let claim = claiming.answer.get()?.claim.filter(|claim| !claim.mine)?;
        let text = tf(review::CLAIMED_UNTIL, &[&claim.name, &format::time(claim.until)]);
        Some(view! { <p class="notice notice-warning">{text}</p> })
    }
}

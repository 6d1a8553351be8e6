//! One activity, as those see it who file it.

use std::sync::Arc;

use domain::activity::similarity::SimilarActivities;
use domain::activity::status::Status;
use domain::activity::view::{Activity, AllowedAction, StepReason};
use domain::check_in::has_a_place;
use domain::id::ActivityId;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::Offers;
use crate::api::{self, Answer, activity as calls};
use crate::form::FormFaults;
use crate::i18n::{activity, check_in as check_in_words, supplement as words, t};
use crate::load::Loaded;
use crate::page;
use crate::pages::NotFound;
use crate::pages::check_in;
use crate::pages::reason::ReasonDialog;
use crate::pages::recommendation::{Candidate, Recommend};
use crate::pages::resource::BeginResource;
use crate::pages::review::SimilarFilings;
use crate::pages::sheet::field::anchor;
use crate::pages::sheet::{Findings, History, LatestReason, RevisionBadges, Sheet};
use crate::pages::status::StatusBadge;
use crate::pages::supplement;
use crate::shell::SignedIn;
use crate::ui::{Breadcrumb, Button, ButtonKind, ButtonLink, Crumb, Dialog, IconName, toast};

#[component]
pub fn ShowPage() -> impl IntoView {
    page::title(t(activity::SHOW));
    let id = page::id_in_path::<ActivityId>("id");
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
                            <Loaded heading=true lines=8 fetch draw=move |own| view! { <Shown own again/> }.into_any()/>
                        </div>
                    }.into_any()
                }
            }}
        </SignedIn>
    }
}

#[derive(Debug, Clone)]
struct Own {
    activity: Activity,
    offers: Arc<Offers>,
    similar: Answer<SimilarActivities>,
}

async fn load(id: ActivityId) -> Answer<Own> {
    let activity = calls::show(id).await?;
    let (offers, similar) = futures_util::join!(
        Offers::fetch(activity.edition.clone()),
        calls::similar(activity.id)
    );
    Ok(Own {
        offers: Arc::new(offers?),
        similar,
        activity,
    })
}

#[component]
fn Shown(own: Own, again: RwSignal<u32>) -> impl IntoView {
    let (a, offers, similar) = (own.activity, own.offers, own.similar);
    let title = a
        .content
        .title
        .clone()
        .filter(|text| !text.is_empty())
        .unwrap_or_else(|| t(activity::UNTITLED).to_owned());
    let (withdrawing, deleting) = (RwSignal::new(false), RwSignal::new(false));
    let busy = RwSignal::new(false);
    let faults = FormFaults::default();
    let can = |action| a.actions.contains(&action);
    let (id, version) = (a.id, a.version);
    let withdraw = move |reason: String| {
        busy.set(true);
        leptos::task::spawn_local(async move {
            let answer = calls::withdraw(id, version, StepReason { reason: Some(reason) }).await;
            busy.set(false);
            match answer {
                Ok(_) => {
                    withdrawing.set(false);
                    toast::success(t(activity::WITHDRAWN));
                    again.update(|n| *n += 1);
                }
                Err(failure) => faults.fail(&failure),
            }
        });
    };
    let navigate = use_navigate();
    let copy = {
        let navigate = navigate.clone();
        let key = StoredValue::new(api::idempotency_key());
        move || {
            let navigate = navigate.clone();
            leptos::task::spawn_local(async move {
                match calls::clone(id, &key.get_value()).await {
                    Ok(copy) => {
                        toast::success(t(activity::CLONED));
                        navigate(
                            &format!("/my/activities/{}/edit", copy.id),
                            NavigateOptions::default(),
                        );
                    }
                    Err(failure) => toast::failure(failure.message()),
                }
            });
        }
    };
    let delete = Callback::new(move |()| {
        let navigate = navigate.clone();
        leptos::task::spawn_local(async move {
            match calls::delete(id, version).await {
                Ok(()) => {
                    toast::success(t(activity::DELETED));
                    navigate("/my/activities", NavigateOptions::default());
                }
                Err(failure) => toast::failure(failure.message()),
            }
        });
    });
    let is_public = a.status == Status::Approved;
    let checks_in = is_public && has_a_place(&a.content);
    let over = a
        .content
        .ends_at()
        .zip(page::now())
        .is_some_and(|(end, now)| now >= end);
    let after_event = is_public || (over && a.status != Status::TakenDown);
    let results = if is_public && over {
        ButtonKind::Primary
    } else {
        ButtonKind::Secondary
    };
    view! {
        <Breadcrumb above=vec![Crumb::new("/my/activities", t(activity::MINE))] here=title.clone()/>
        <div class="page-head">
            <h1 class="page-title" id=anchor("at", "/title") tabindex="-1">{title}</h1>
            <div class="badges"><StatusBadge status=a.status/><RevisionBadges a=a.clone()/></div>
        </div>
        <LatestReason a=a.clone()/>
        <div class="page-actions">
            {can(AllowedAction::Edit).then(|| view! {
                <ButtonLink href=format!("/my/activities/{id}/edit") kind=ButtonKind::Primary icon=IconName::Edit>{t(activity::EDIT)}</ButtonLink>
            })}
            {after_event.then(|| view! {
                <ButtonLink href=supplement::href(id) kind=results icon=IconName::Flag>{t(words::FILL)}</ButtonLink>
            })}
            {checks_in.then(|| view! {
                <ButtonLink href=check_in::href(id) icon=IconName::Ticket>{t(check_in_words::ENTRANCE)}</ButtonLink>
            })}
            {is_public.then(|| view! {
                <ButtonLink href=format!("/activities/{id}") icon=IconName::Globe>{t(activity::PUBLIC_PAGE)}</ButtonLink>
            })}
            {is_public.then(|| view! { <BeginResource of=id/> })}
            {can(AllowedAction::Clone).then(|| view! { <Button icon=IconName::Plus on_press=copy>{t(activity::CLONE)}</Button> })}
            {can(AllowedAction::Withdraw).then(|| view! {
                <Button on_press=move || withdrawing.set(true)>{t(activity::WITHDRAW)}</Button>
            })}
            {can(AllowedAction::Delete).then(|| view! {
                <Button kind=ButtonKind::Quiet icon=IconName::Trash on_press=move || deleting.set(true)>{t(activity::DELETE)}</Button>
            })}
        </div>
        {is_public.then(|| view! { <Recommend of=Candidate::Activity(id)/> })}
        <Findings findings=a.findings.clone()/>
        <SimilarFilings a=a.clone() found=similar/>
        <div class="columns">
            <div class="columns-main"><Sheet a=a.clone() offers/></div>
            <div class="columns-side"><History a=a.clone()/></div>
        </div>
        <ReasonDialog
            open=withdrawing title=t(activity::WITHDRAW_TITLE) text=t(activity::WITHDRAW_TEXT) label=t(activity::REASON_OPTIONAL)
            action=t(activity::WITHDRAW) faults busy on_confirm=withdraw
        />
        <Dialog open=deleting title=t(activity::DELETE_TITLE) actions=move || view! {
            <Button kind=ButtonKind::Danger on_press=delete>{t(activity::DELETE)}</Button>
        }>
            <p>{t(activity::DELETE_TEXT)}</p>
        </Dialog>
    }
}

//! The lists one looks after, and how far those below are.

use domain::access::Actor;
use domain::recommendation::{
    ListAction, ListRight, ListStatus, NewList, RecommendationList, Subject, may_list,
};
use domain::region::RegionCode;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::below::Below;
use super::href;
use super::overview::{Overview, SUBJECTS, load, own_regions};
use super::status::{ListBadge, LockDate, Slots, subject_name};
use crate::api::recommendation as calls;
use crate::i18n::{public_notice, recommendation as words, t, tf};
use crate::load::Loaded;
use crate::page;
use crate::session::{Session, use_session};
use crate::shell::SignedIn;
use crate::ui::{Badge, Breadcrumb, Button, ButtonKind, ButtonLink, Crumb, EmptyState, IconName, toast};

#[component]
pub fn ListPage() -> impl IntoView {
    page::title(t(words::LISTS));
    view! { <SignedIn><Own/></SignedIn> }
}

#[component]
fn Own() -> impl IntoView {
    let session = use_session();
    let actor = Memo::new(move |_| session.actor());
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        query
            .with(|q| q.get("region"))
            .and_then(|code| code.parse::<RegionCode>().ok())
    });
    move || {
        let actor = actor.get()?;
        let own = own_regions(&actor);
        let Some(first) = own.first().cloned() else {
            return Some(view! { <Nobody/> }.into_any());
        };
        let region = asked.get().unwrap_or(first);
        let actor = StoredValue::new(actor);
        let drilled = !own.contains(&region);
        let own = named(own, session);
        Some(view! {
            <div class="wrap page">
                <Loaded
                    heading=true
                    lines=8
                    fetch=move || load(region.clone())
                    draw=move |overview| view! { <Shown overview actor drilled own=own.clone()/> }.into_any()
                />
            </div>
        }.into_any())
    }
}

/// Regions with their names, as the account knows them.
fn named(regions: Vec<RegionCode>, session: Session) -> Vec<(RegionCode, String)> {
    let grants = session.me().map(|me| me.grants).unwrap_or_default();
    let name = |code: &RegionCode| {
        let of = grants.iter().find(|g| g.region_code.as_ref() == Some(code));
        of.and_then(|g| g.region_name.clone())
            .unwrap_or_else(|| code.to_string())
    };
    regions
        .into_iter()
        .map(|code| (code.clone(), name(&code)))
        .collect()
}

/// For those who look after no region.
#[component]
fn Nobody() -> impl IntoView {
    view! {
        <div class="wrap page">
            <h1 class="page-title">{t(words::LISTS)}</h1>
            <EmptyState title=t(words::NOBODY) text=t(words::NOBODY_HINT) icon=IconName::Flag>
                <ButtonLink href="/my/activities" kind=ButtonKind::Primary>{t(words::TO_MINE)}</ButtonLink>
                <ButtonLink href="/scorings" kind=ButtonKind::Quiet>{t(words::SCORINGS)}</ButtonLink>
            </EmptyState>
        </div>
    }
}

#[component]
fn Shown(
    overview: Overview,
    actor: StoredValue<Actor>,
    drilled: bool,
    own: Vec<(RegionCode, String)>,
) -> impl IntoView {
    let Overview {
        own: top,
        below,
        edition,
    } = overview;
    let region = top.region.clone();
    let title = tf(words::LISTS_OF, &[&region.name]);
    let others: Vec<_> = own
        .into_iter()
        .filter(|(code, _)| !drilled && *code != region.code)
        .collect();
    let plan = StoredValue::new(edition.recommendation);
    let crumb = drilled.then(|| {
        let above = vec![Crumb::new("/recommendations", t(words::LISTS))];
        view! { <Breadcrumb above here=region.name.clone()/> }
    });
    view! {
        {crumb}
        <div class="page-head">
            <div>
                <h1 class="page-title">{title}</h1>
                <p class="page-note">{edition.title}</p>
            </div>
            <div class="cluster">
                {others.into_iter().map(|(code, name)| view! {
                    <ButtonLink href=format!("/recommendations?region={code}") kind=ButtonKind::Quiet>{name}</ButtonLink>
                }).collect_view()}
                <ButtonLink href="/public-notices" kind=ButtonKind::Quiet icon=IconName::Bell>{t(public_notice::MANAGE)}</ButtonLink>
            </div>
        </div>
        <div class="own-lists">
            {SUBJECTS.map(|subject| {
                let slots = plan.with_value(|p| p.slots_of(region.code.level(), subject));
                let manages = actor.with_value(|a| may_list(a, ListRight::Manage, &region.code).is_ok());
                view! { <OwnList list=top.of(subject) subject region=region.code.clone() slots manages/> }
            }).collect_view()}
        </div>
        {(!below.is_empty()).then(|| view! {
            <section class="stack">
                <h2 class="section-title">{t(words::BELOW)}</h2>
                <ul class="below">
                    {below.into_iter().map(|lists| view! { <Below lists actor plan/> }).collect_view()}
                </ul>
            </section>
        })}
    }
}

/// A list of one's own, large.
#[component]
fn OwnList(
    list: Option<RecommendationList>,
    subject: Subject,
    region: RegionCode,
    slots: u32,
    manages: bool,
) -> impl IntoView {
    let busy = RwSignal::new(false);
    let navigate = use_navigate();
    let open = Callback::new(move |()| {
        let (navigate, region) = (navigate.clone(), region.clone());
        busy.set(true);
        spawn_local(async move {
            let new = NewList {
                edition: "current".to_owned(),
                region_code: region,
                subject,
                slots: None,
                lock_on: None,
            };
            let answer = calls::open(&new).await;
            // The page may be gone by now.
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(list) => navigate(&href(list.id), NavigateOptions::default()),
                Err(failure) => toast::failure(failure.message()),
            }
        });
    });
    let inside = match list {
        None => view! {
            <p class="row-note">{t(words::NOT_OPENED)}</p>
            <Slots listed=0 slots/>
            {manages.then(|| view! {
                <div class="card-actions"><Button kind=ButtonKind::Primary busy on_press=open>{t(words::OPEN_LIST)}</Button></div>
            })}
        }
        .into_any(),
        Some(l) => {
            let edits = l.actions.contains(&ListAction::Edit);
            let label = t(if edits { words::GO_ON } else { words::SEE_LIST });
            let waiting = tf(words::WAITING_COUNT, &[&l.applied.to_string()]);
            let kind = if edits { ButtonKind::Primary } else { ButtonKind::Secondary };
            let notice = l.notice_id;
            view! {
                <div class="badges">
                    <ListBadge status=l.status/>
                    {(l.status == ListStatus::Open && l.applied > 0).then(|| view! { <Badge>{waiting}</Badge> })}
                </div>
                <Slots listed=l.listed slots=l.slots/>
                <LockDate list=l.clone()/>
                {l.returned_reason.clone().map(|why| view! {
                    <p class="notice notice-warning">{tf(words::RETURNED_REASON, &[&why])}</p>
                })}
                <div class="card-actions">
                    <ButtonLink href=href(l.id) kind>{label}</ButtonLink>
                    {notice.map(|id| view! {
                        <ButtonLink href=format!("/public-notices/{id}")>{t(public_notice::NOTICE)}</ButtonLink>
                    })}
                </div>
            }
            .into_any()
        }
    };
    view! {
        <section class="card">
            <h2 class="card-title">{subject_name(subject)}</h2>
            {inside}
        </section>
    }
}

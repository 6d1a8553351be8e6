//! The summaries that are one's own, those of the level below, and those of organisations.

use domain::access::{Actor, Role};
use domain::account::Me;
use domain::id::OrganizationId;
use domain::region::RegionCode;
use domain::summary::{NewSummary, SummaryItem, SummaryLevel};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::overview::{Overview, Row};
use super::{LIST, href};
use crate::api::summary as calls;
use crate::i18n::{summary as words, t};
use crate::listing::{Listed, Listing};
use crate::load::Loaded;
use crate::page;
use crate::pages::reporting::Tabs;
use crate::session::use_session;
use crate::shell::SignedIn;
use crate::ui::{Button, ButtonKind, EmptyState, IconName, toast};

#[component]
pub fn ListPage() -> impl IntoView {
    page::title(t(words::LIST));
    view! {
        <SignedIn>
            <div class="wrap page">
                <Tabs/>
                <Own/>
            </div>
        </SignedIn>
    }
}

/// The regions whose officials somebody is, each once.
fn regions(actor: &Actor) -> Vec<RegionCode> {
    let mut all: Vec<RegionCode> = actor
        .over_regions()
        .map(|g| g.region.clone().unwrap_or_else(RegionCode::country))
        .collect();
    if all.is_empty() && actor.has(Role::SystemAdmin) {
        all.push(RegionCode::country());
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// The organisations that somebody administers.
fn organizations(me: &Me) -> Vec<(OrganizationId, String)> {
    let own = me.grants.iter().filter(|g| g.role == Role::OrgAdmin);
    own.filter_map(|g| {
        Some((
            g.organization_id?,
            g.organization_name.clone().unwrap_or_default(),
        ))
    })
    .collect()
}

#[component]
fn Own() -> impl IntoView {
    let session = use_session();
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        query
            .with(|q| q.get("region"))
            .and_then(|code| code.parse::<RegionCode>().ok())
    });
    move || {
        let (actor, me) = (session.actor()?, session.me()?);
        let (regions, organizations) = (regions(&actor), organizations(&me));
        let asked = asked.get();
        let shown = match asked.clone() {
            Some(region) => vec![region],
            None => regions.clone(),
        };
        if shown.is_empty() && organizations.is_empty() {
            return Some(
                view! {
                    <h1 class="page-title">{t(words::LIST)}</h1>
                    <EmptyState title=t(words::NOBODY) text=t(words::NOBODY_HINT) icon=IconName::Flag/>
                }
                .into_any(),
            );
        }
        let titled = shown.is_empty();
        let own_organizations = asked.is_none().then(|| {
            organizations
                .into_iter()
                .map(|(id, name)| view! { <OfOrganization id name/> })
                .collect_view()
        });
        Some(
            view! {
                {titled.then(|| view! { <h1 class="page-title">{t(words::LIST)}</h1> })}
                {shown.into_iter().enumerate().map(|(n, region)| {
                    let drilled = !regions.contains(&region);
                    view! { <OfRegion region drilled first={n == 0}/> }
                }).collect_view()}
                {own_organizations}
            }
            .into_any(),
        )
    }
}

#[component]
fn OfRegion(
    region: RegionCode,
    drilled: bool,
    /// The first on the page, whose heading is the page's.
    first: bool,
) -> impl IntoView {
    let listing = {
        let region = region.clone();
        Listing::new(move |cursor| {
            calls::list(SummaryLevel::Organization.as_str(), Some(region.clone()), cursor)
        })
    };
    let fetched = region.clone();
    let fetch = move || {
        let region = fetched.clone();
        async move { calls::overview(&region, "current").await }
    };
    let empty = || view! { <p class="page-note">{t(words::ORGANIZATIONS_EMPTY)}</p> };
    view! {
        <Loaded heading=first lines=8 fetch draw=move |o| view! { <Overview o drilled/> }.into_any()/>
        <section class="stack">
            <h2 class="section-title">{t(words::ORGANIZATIONS)}</h2>
            <Listed listing class="summary-rows" lines=2 empty draw=move |item: SummaryItem| {
                let name = item.unit_name.clone();
                view! { <Row name item=Some(item) overdue=false/> }.into_any()
            }/>
        </section>
    }
}

#[component]
fn OfOrganization(id: OrganizationId, name: String) -> impl IntoView {
    let fetch = move || calls::list(SummaryLevel::Organization.as_str(), None, None);
    let draw = move |page: domain::page::Page<SummaryItem>| {
        let item = page
            .items
            .into_iter()
            .find(|item| item.organization_id == Some(id));
        let new = NewSummary {
            edition: "current".to_owned(),
            organization_id: Some(id),
            ..NewSummary::default()
        };
        match item {
            Some(item) => {
                let name = item.unit_name.clone();
                view! { <ul class="summary-rows"><li><Row name overdue=item.overdue item=Some(item)/></li></ul> }.into_any()
            }
            None => view! { <Begin new/> }.into_any(),
        }
    };
    view! {
        <section class="card">
            <h2 class="card-title">{t(words::OF_ORGANIZATION)}"："{name}</h2>
            <Loaded lines=2 fetch draw/>
        </section>
    }
}

/// Begins a summary and leads to it.
#[component]
pub fn Begin(new: NewSummary) -> impl IntoView {
    let busy = RwSignal::new(false);
    let navigate = use_navigate();
    let press = Callback::new(move |()| {
        let (navigate, new) = (navigate.clone(), new.clone());
        busy.set(true);
        spawn_local(async move {
            let answer = calls::open(&new).await;
            // The page may be gone by now.
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(s) => navigate(&href(s.item.id), NavigateOptions::default()),
                Err(failure) => toast::failure(failure.message()),
            }
        });
    });
    view! { <div><Button kind=ButtonKind::Primary busy icon=IconName::Edit on_press=press>{t(words::BEGIN)}</Button></div> }
}

/// Where the regions below a region are shown.
pub fn drilled(region: &RegionCode) -> String {
    format!("{LIST}?region={region}")
}

//! The organisations one belongs to.

use domain::id::OrganizationId;
use domain::organization::Certification;
use leptos::prelude::*;

use crate::api::organization as calls;
use crate::i18n::{Text, names, organization, t};
use crate::load::Loaded;
use crate::page;
use crate::pages::recommendation::{Candidate, Recommend};
use crate::session::use_session;
use crate::shell::SignedIn;
use crate::ui::{Badge, ButtonKind, ButtonLink, EmptyState, IconName, Tone};

pub(super) const fn certification(certification: Certification) -> (Text, Tone) {
    match certification {
        Certification::Certified => (organization::CERTIFIED, Tone::Good),
        Certification::Pending => (organization::PENDING, Tone::Accent),
        Certification::Provisional => (organization::PROVISIONAL, Tone::Warning),
        Certification::Returned => (organization::RETURNED, Tone::Warning),
        Certification::Suspended | Certification::Merged => (organization::SUSPENDED, Tone::Bad),
        Certification::Draft => (organization::OTHER, Tone::Neutral),
    }
}

#[component]
pub fn ListPage() -> impl IntoView {
    page::title(t(organization::LIST));
    view! {
        <SignedIn>
            <div class="wrap page">
                <div class="page-head">
                    <h1 class="page-title">{t(organization::LIST)}</h1>
                    <ButtonLink href="/my/organizations/new" kind=ButtonKind::Primary icon=IconName::Plus>{t(organization::NEW)}</ButtonLink>
                </div>
                <Own/>
            </div>
        </SignedIn>
    }
}

#[component]
fn Own() -> impl IntoView {
    let session = use_session();
    let grants = session.me().map(|me| me.grants).unwrap_or_default();
    let own: Vec<_> = grants
        .into_iter()
        .filter_map(|g| g.organization_id.map(|id| (id, g.role)))
        .collect();
    if own.is_empty() {
        return view! {
            <EmptyState title=t(organization::LIST_EMPTY) text=t(organization::LIST_EMPTY_HINT) icon=IconName::Building>
                <ButtonLink href="/my/organizations/new" kind=ButtonKind::Primary>{t(organization::NEW)}</ButtonLink>
            </EmptyState>
        }
        .into_any();
    }
    view! {
        <ul class="work-list">
            {own.into_iter().map(|(id, role)| view! { <li class="work"><Row id role=names::role(role)/></li> }).collect_view()}
        </ul>
    }
    .into_any()
}

#[component]
fn Row(id: OrganizationId, role: &'static str) -> impl IntoView {
    view! {
        <Loaded lines=2 fetch=move || calls::show(id) draw=move |o| {
            let (text, tone) = certification(o.certification);
            view! {
                <div class="work-main">
                    <span class="work-title">{o.full_name}</span>
                    <p class="work-note">{o.region_name}" · "{role}</p>
                    {o.uscc.map(|code| view! { <p class="work-note">{code}</p> })}
                </div>
                <div class="work-side">
                    <Badge tone>{t(text)}</Badge>
                    <ButtonLink href="/my/activities/new">{t(organization::FILE_ACTIVITY)}</ButtonLink>
                </div>
                <div class="work-whole"><Recommend of=Candidate::Organization(id)/></div>
            }.into_any()
        }/>
    }
}

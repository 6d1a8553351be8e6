//! The organisations one belongs to, and the way to others.

use domain::access::Role;
use domain::id::OrganizationId;
use domain::organization::Certification;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;

use super::find::Find;
use super::kinds::Kinds;
use super::status::CertificationBadge;
use super::{NEW, href};
use crate::api::organization as calls;
use crate::i18n::{names, organization, t};
use crate::load::Loaded;
use crate::page;
use crate::session::{self, use_session};
use crate::shell::SignedIn;
use crate::ui::{ButtonKind, ButtonLink, EmptyState, Icon, IconName};

#[component]
pub fn ListPage() -> impl IntoView {
    page::title(t(organization::LIST));
    view! {
        <SignedIn>
            <div class="wrap page">
                <div class="page-head">
                    <h1 class="page-title">{t(organization::LIST)}</h1>
                    <ButtonLink href=NEW kind=ButtonKind::Primary icon=IconName::Plus>{t(organization::NEW)}</ButtonLink>
                </div>
                <Own/>
                <Find/>
            </div>
        </SignedIn>
    }
}

#[component]
fn Own() -> impl IntoView {
    let session = use_session();
    // Somebody may have let one in since this browser last asked.
    spawn_local(async {
        session::refresh().await;
    });
    let own = Memo::new(move |_| {
        let grants = session.me().map(|me| me.grants).unwrap_or_default();
        let mut all: Vec<(OrganizationId, Role)> = Vec::new();
        for grant in grants {
            let Some(id) = grant.organization_id else { continue };
            match all.iter_mut().find(|(known, _)| *known == id) {
                Some((_, role)) => *role = (*role).max(grant.role),
                None => all.push((id, grant.role)),
            }
        }
        all
    });
    move || {
        let own = own.get();
        if own.is_empty() {
            return view! {
                <EmptyState title=t(organization::LIST_EMPTY) text=t(organization::LIST_EMPTY_HINT) icon=IconName::Building/>
            }
            .into_any();
        }
        view! {
            <ul class="own-organizations">
                {own.into_iter().map(|(id, role)| view! { <li class="own-organization"><Row id role=names::role(role)/></li> }).collect_view()}
            </ul>
        }
        .into_any()
    }
}

#[component]
fn Row(id: OrganizationId, role: &'static str) -> impl IntoView {
    let kinds = Kinds::here();
    view! {
        <Loaded lines=2 fetch=move || calls::show(id) draw=move |o| {
            let kind = o.kind.clone();
            let returned = o.certification == Certification::Returned;
            let note = move || {
                let parts = [kinds.name(&kind), o.region_name.clone()];
                let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
                parts.join(" · ")
            };
            view! {
                <span class="own-icon"><Icon name=IconName::Building/></span>
                <div class="own-main">
                    <h2 class="own-name"><A href=href(id)>{o.full_name.clone()}</A></h2>
                    <p class="work-note">{note}</p>
                    <div class="badges"><CertificationBadge of=o.certification/><span class="row-note">{role}</span></div>
                    {returned.then(|| view! { <p class="own-hint"><Icon name=IconName::Edit/>{t(organization::IS_RETURNED)}</p> })}
                </div>
                <div class="own-tools">
                    <ButtonLink href=href(id)>{t(organization::OPEN)}</ButtonLink>
                    <ButtonLink href="/my/activities/new">{t(organization::FILE_ACTIVITY)}</ButtonLink>
                </div>
            }.into_any()
        }/>
    }
}

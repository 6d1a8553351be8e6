//! The page of an organisation: where it stands, what it is, who belongs to it, what happened to it.

use domain::id::OrganizationId;
use domain::organization::{Organization, OrganizationAction, OrganizationEvent, OrganizationHappening};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::facts::Facts;
use super::history::History;
use super::join::JoinCard;
use super::kinds::Kinds;
use super::lookalikes::Lookalikes;
use super::members::Members;
use super::opened::{Opened, use_opened};
use super::proof::ProofCard;
use super::standing::Standing;
use super::status::CertificationBadge;
use super::{LIST, desk, href};
use crate::api::organization as calls;
use crate::i18n::{organization, organization_desk, reporting, t, tf, venue as venue_words};
use crate::load::Loaded;
use crate::page;
use crate::pages::NotFound;
use crate::pages::recommendation::{Candidate, Recommend};
use crate::pages::venue;
use crate::session::use_session;
use crate::shell::SignedIn;
use crate::ui::{Breadcrumb, ButtonKind, ButtonLink, Crumb, IconName, Skeleton};

#[component]
pub fn ShowPage() -> impl IntoView {
    page::title(t(organization::LIST));
    let id = page::id_in_path::<OrganizationId>("id");
    // The address that led here, of one that became this one.
    let moved = RwSignal::new(None::<OrganizationId>);
    let page = move || match id.get() {
        None => view! { <NotFound/> }.into_any(),
        Some(id) => view! {
            <div class="wrap page">
                <Loaded heading=true lines=10 fetch=move || calls::show(id) draw=move |o| if o.id == id {
                    view! { <Shown o moved/> }.into_any()
                } else {
                    view! { <Elsewhere from=id to=o.id moved/> }.into_any()
                }/>
            </div>
        }
        .into_any(),
    };
    view! { <SignedIn>{page}</SignedIn> }
}

/// Corrects the address: what it names has become another one.
#[component]
fn Elsewhere(
    from: OrganizationId,
    to: OrganizationId,
    moved: RwSignal<Option<OrganizationId>>,
) -> impl IntoView {
    let navigate = use_navigate();
    request_animation_frame(move || {
        moved.set(Some(from));
        let options = NavigateOptions {
            replace: true,
            ..NavigateOptions::default()
        };
        navigate(&href(to), options);
    });
    view! { <Skeleton lines=10/> }
}

#[component]
fn Shown(o: Organization, moved: RwSignal<Option<OrganizationId>>) -> impl IntoView {
    page::title(&o.full_name);
    let navigate = use_navigate();
    let id = o.id;
    let settled = Callback::new(move |now: Organization| {
        // Merged into another, whose page this is not.
        if now.id != id {
            navigate(&href(now.id), NavigateOptions::default());
        }
    });
    let own = o.actions.contains(&OrganizationAction::Leave);
    let charge = !own && o.actions.contains(&OrganizationAction::Edit);
    let opened = Opened::new(o, settled);
    provide_context(opened);
    let above = if charge {
        Crumb::new(desk::DESK, t(organization_desk::TITLE))
    } else {
        Crumb::new(LIST, t(organization::LIST))
    };
    let name = Signal::derive(move || opened.o.with(|o| o.full_name.clone()));
    let inside = Memo::new(move |_| opened.is_inside());
    view! {
        <Breadcrumb above=vec![above] here=name/>
        <header class="page-head">
            <div>
                <h1 class="page-title">{name}</h1>
                <Under/>
            </div>
            <Ways/>
        </header>
        {move || moved.get().map(|from| view! { <MovedHere from/> })}
        <div class="columns">
            <div class="columns-main">
                <Standing/>
                <JoinCard/>
                {move || inside.get().then(|| view! { <Lookalikes/> })}
                <Facts/>
                {move || inside.get().then(|| view! {
                    <ProofCard/>
                    <Members/>
                })}
                {own.then(|| view! { <Recommend of=Candidate::Organization(id)/> })}
            </div>
            <div class="columns-side"><History/></div>
        </div>
    }
}

/// Certification, kind, region, below the name.
#[component]
pub fn Under() -> impl IntoView {
    let opened = use_opened();
    let kinds = Kinds::here();
    move || {
        let o = opened.o.get();
        let parts = [kinds.name(&o.kind), o.region_name, o.uscc.unwrap_or_default()];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        view! {
            <div class="under-name">
                <CertificationBadge of=o.certification/>
                {parts.map(|part| view! { <span class="under-part">{part}</span> }).collect_view()}
            </div>
        }
    }
}

/// What else can be done with it.
#[component]
fn Ways() -> impl IntoView {
    let opened = use_opened();
    let edits = Memo::new(move |_| opened.can(OrganizationAction::Edit));
    let files = Memo::new(move |_| opened.is_own());
    let session = use_session();
    let manages = Memo::new(move |_| {
        session
            .actor()
            .is_some_and(|actor| actor.administers(opened.id()))
    });
    let edit = move || format!("{}/edit", href(opened.id()));
    view! {
        <div class="cluster">
            {move || edits.get().then(|| view! {
                <ButtonLink href=edit() icon=IconName::Edit>{t(organization::EDIT)}</ButtonLink>
            })}
            {move || manages.get().then(|| view! {
                <ButtonLink href="/summaries" icon=IconName::Flag>{t(reporting::SUMMARIES)}</ButtonLink>
            })}
            {move || files.get().then(|| view! {
                <ButtonLink href=venue::of_organization(opened.id()) icon=IconName::Place>{t(venue_words::LIST)}</ButtonLink>
            })}
            {move || files.get().then(|| view! {
                <ButtonLink href="/my/activities/new" kind=ButtonKind::Primary icon=IconName::Plus>{t(organization::FILE_ACTIVITY)}</ButtonLink>
            })}
        </div>
    }
}

#[component]
fn MovedHere(from: OrganizationId) -> impl IntoView {
    let opened = use_opened();
    let named = move |e: OrganizationEvent| match e.happening {
        OrganizationHappening::TookIn { id, name } if id == from => Some(name),
        _ => None,
    };
    let text = move || {
        let page = opened.history.get().and_then(Result::ok);
        match page.and_then(|page| page.items.into_iter().find_map(named)) {
            Some(name) => tf(organization::MOVED_HERE_NAMED, &[&name]),
            None => t(organization::MOVED_HERE).to_owned(),
        }
    };
    view! { <p class="notice" role="status">{text}</p> }
}

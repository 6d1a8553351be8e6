//! Adding a venue, changing it, deleting it.

use domain::id::{OrganizationId, VenueId};
use domain::venue::{Venue, VenueAction, VenueContent};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::form::{Entry, Fields};
use super::of_organization;
use crate::api::{self, ApiFailure, venue as calls};
use crate::i18n::{check_in, general, t, tf, venue as words};
use crate::load::Loaded;
use crate::page;
use crate::pages::NotFound;
use crate::shell::SignedIn;
use crate::ui::{Breadcrumb, Button, ButtonKind, ButtonLink, Confirm, Crumb, IconName, toast};
use crate::unsaved::ask_before_leaving;

#[component]
pub fn NewPage() -> impl IntoView {
    page::title(t(words::NEW));
    let id = page::id_in_path::<OrganizationId>("id");
    view! {
        <SignedIn>
            {move || match id.get() {
                None => view! { <NotFound/> }.into_any(),
                Some(id) => view! { <New id/> }.into_any(),
            }}
        </SignedIn>
    }
}

/// Asks before a page is left whose changes are not saved; answers what is saved of it.
fn keep_changes(entry: Entry) -> RwSignal<VenueContent> {
    let saved = RwSignal::new(untrack(|| entry.entered()));
    ask_before_leaving(Signal::derive(move || {
        saved.with(|saved| *saved != entry.entered())
    }));
    saved
}

#[component]
fn New(id: OrganizationId) -> impl IntoView {
    let entry = Entry::of(&VenueContent::default());
    keep_changes(entry);
    let (busy, key) = (RwSignal::new(false), StoredValue::new(api::idempotency_key()));
    let navigate = StoredValue::new_local(use_navigate());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let content = entry.entered();
        if busy.get_untracked() || entry.faults.show(&entry.check()) {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let answer = calls::create(id, &content, &key.get_value()).await;
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(_) => {
                    toast::success(t(words::SAVED));
                    navigate.with_value(|go| go(&of_organization(id), NavigateOptions::default()));
                }
                Err(failure) => {
                    // Without an answer it may have been made: sent again by the same key, it is not made twice.
                    if failure != ApiFailure::Offline {
                        key.set_value(api::idempotency_key());
                    }
                    entry.faults.fail(&failure);
                }
            }
        });
    };
    view! {
        <div class="wrap narrow page">
            <Breadcrumb above=vec![Crumb::new(of_organization(id), t(words::OWN))] here=t(words::NEW).to_owned()/>
            <h1 class="page-title">{t(words::NEW)}</h1>
            <form class="venue-form" novalidate on:submit=send>
                <p class="form-summary" aria-live="polite">{move || entry.faults.summary()}</p>
                <Fields entry/>
                <div class="form-actions"><Button kind=ButtonKind::Primary submit=true busy>{t(general::SAVE)}</Button></div>
            </form>
        </div>
    }
}

#[component]
pub fn EditPage() -> impl IntoView {
    page::title(t(words::EDIT));
    let id = page::id_in_path::<VenueId>("id");
    view! {
        <SignedIn>
            {move || match id.get() {
                None => view! { <NotFound/> }.into_any(),
                Some(id) => view! {
                    <div class="wrap narrow page">
                        <Loaded heading=true lines=10 fetch=move || calls::show(id) draw=|v: Venue| {
                            if v.actions.contains(&VenueAction::Edit) {
                                view! { <Edit v/> }.into_any()
                            } else {
                                view! { <NotFound/> }.into_any()
                            }
                        }/>
                    </div>
                }.into_any(),
            }}
        </SignedIn>
    }
}

#[component]
fn Edit(v: Venue) -> impl IntoView {
    page::title(&v.content.name);
    let (id, organization) = (v.id, v.organization_id);
    let entry = Entry::of(&v.content);
    let saved = keep_changes(entry);
    let (version, busy, deleting) = (
        RwSignal::new(v.version),
        RwSignal::new(false),
        RwSignal::new(false),
    );
    let navigate = StoredValue::new_local(use_navigate());
    let leave =
        move || navigate.with_value(|go| go(&of_organization(organization), NavigateOptions::default()));
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let content = entry.entered();
        if busy.get_untracked() || entry.faults.show(&entry.check()) {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let answer = calls::change(id, version.get_untracked(), &content).await;
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(now) => {
                    version.set(now.version);
                    saved.set(content);
                    toast::success(t(words::SAVED));
                }
                Err(failure) => entry.faults.fail(&failure),
            }
        });
    };
    let delete = Callback::new(move |()| {
        busy.set(true);
        spawn_local(async move {
            let answer = calls::remove(id, version.get_untracked()).await;
            if busy.try_set(false).is_some() {
                return;
            }
            deleting.set(false);
            match answer {
                Ok(()) => {
                    toast::success(t(words::DELETED));
                    leave();
                }
                Err(failure) => toast::failure(failure.message()),
            }
        });
    });
    let hidden = v.hidden_reason.map(|why| tf(words::HIDDEN_WHY, &[&why]));
    view! {
        <Breadcrumb above=vec![Crumb::new(of_organization(organization), t(words::OWN))] here=v.content.name.clone()/>
        <div class="page-head">
            <h1 class="page-title">{v.content.name.clone()}</h1>
            <ButtonLink href=format!("/my/venues/{id}/check-in") icon=IconName::Flag>{t(check_in::TITLE)}</ButtonLink>
            {v.public.then(|| view! {
                <ButtonLink href=format!("/venues/{id}") icon=IconName::Globe>{t(words::SEE_PUBLIC)}</ButtonLink>
            })}
        </div>
        {hidden.map(|text| view! { <p class="notice" role="status">{text}</p> })}
        <form class="venue-form" novalidate on:submit=send>
            <p class="form-summary" aria-live="polite">{move || entry.faults.summary()}</p>
            <Fields entry/>
            <div class="form-actions">
                <Button kind=ButtonKind::Quiet icon=IconName::Trash on_press=move || deleting.set(true)>{t(words::DELETE)}</Button>
                <Button kind=ButtonKind::Primary submit=true busy>{t(general::SAVE)}</Button>
            </div>
        </form>
        <Confirm open=deleting title=t(words::DELETE_TITLE) action=t(words::DELETE) kind=ButtonKind::Danger busy on_confirm=delete>
            <p>{t(words::DELETE_TEXT)}</p>
        </Confirm>
    }
}

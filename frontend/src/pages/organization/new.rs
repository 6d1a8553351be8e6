//! Registering one's organisation (组织入驻).

use domain::organization::check_new;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::form::{Fields, OrganizationFields};
use super::join::{JoinDialog, Joining};
use super::proof::ProofField;
use super::similar::{Similar, SimilarDialog, SimilarHint};
use super::{LIST, href};
use crate::api::{self, organization as calls};
use crate::i18n::{organization, t};
use crate::page;
use crate::session;
use crate::shell::SignedIn;
use crate::ui::{Breadcrumb, Button, ButtonKind, Crumb, toast};

#[component]
pub fn NewPage() -> impl IntoView {
    page::title(t(organization::NEW));
    view! {
        <SignedIn>
            <div class="wrap narrow page">
                <Breadcrumb above=vec![Crumb::new(LIST, t(organization::LIST))] here=t(organization::NEW).to_owned()/>
                <div>
                    <h1 class="page-title">{t(organization::NEW)}</h1>
                    <p class="page-note">{t(organization::NEW_HINT)}</p>
                </div>
                <NewForm/>
            </div>
        </SignedIn>
    }
}

#[component]
fn NewForm() -> impl IntoView {
    let name = use_query_map()
        .with_untracked(|q| q.get("name"))
        .unwrap_or_default();
    let fields = Fields::empty(name);
    let faults = fields.faults;
    fields.recheck(move || check_new(&fields.new_organization()));
    let joining = Joining::new();
    let similar = Similar::start(fields, joining);
    let busy = RwSignal::new(false);
    let key = StoredValue::new(api::idempotency_key());
    let navigate = StoredValue::new_local(use_navigate());
    let go = move |to: String| {
        let _ = navigate.try_with_value(|navigate| navigate(&to, NavigateOptions::default()));
    };
    let create = Callback::new(move |()| {
        let new = fields.new_organization();
        busy.set(true);
        spawn_local(async move {
            match calls::create(&new, &key.get_value()).await {
                Ok(made) => {
                    // The new role comes with a new token.
                    session::refresh().await;
                    toast::success(t(organization::CREATED));
                    go(href(made.id));
                }
                Err(failure) => {
                    if busy.try_set(false).is_some() {
                        return;
                    }
                    // Another try is another creation.
                    key.set_value(api::idempotency_key());
                    faults.fail(&failure);
                }
            }
        });
    });
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() || fields.proofs.is_busy() {
            return;
        }
        if faults.show(&check_new(&fields.new_organization())) {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let is_new = similar.look().await;
            if busy.try_set(false).is_some() {
                return;
            }
            if is_new {
                similar.asking.set(true);
            } else {
                create.run(());
            }
        });
    };
    let blocked = Signal::derive(move || fields.proofs.is_busy());
    view! {
        <form class="organization-form" novalidate on:submit=send>
            <p class="form-summary" aria-live="polite">{move || faults.summary()}</p>
            <OrganizationFields fields under_name=move || view! { <SimilarHint similar/> }/>
            <h2 class="form-heading">{t(organization::PROOF)}</h2>
            <ProofField proofs=fields.proofs fault=faults.at("/proof_media_ids") headed=true/>
            {move || blocked.get().then(|| view! { <p class="field-hint">{t(organization::PROOF_WAIT)}</p> })}
            <div class="form-actions">
                <Button kind=ButtonKind::Primary submit=true busy disabled=blocked>{t(organization::NEW)}</Button>
            </div>
        </form>
        <SimilarDialog similar on_none=create/>
        <JoinDialog joining on_joined=move |id| go(href(id))/>
    }
}

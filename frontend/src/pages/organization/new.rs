//! Registering one's organisation (组织入驻).

use domain::dictionary::DictionaryName;
use domain::organization::{NewOrganization, check_new};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::api::{self, organization as calls, reference};
use crate::form::{FormFaults, RegionSelect};
use crate::i18n::{general, names, organization, t};
use crate::page;
use crate::session;
use crate::shell::SignedIn;
use crate::ui::{Breadcrumb, Button, ButtonKind, Choice, Crumb, Select, TextInput, toast};

#[component]
pub fn NewPage() -> impl IntoView {
    page::title(t(organization::NEW));
    view! {
        <SignedIn>
            <div class="wrap page">
                <Breadcrumb above=vec![Crumb::new("/my/organizations", t(organization::LIST))] here=t(organization::NEW).to_owned()/>
                <h1 class="page-title">{t(organization::NEW)}</h1>
                <p class="page-note">{t(organization::NEW_HINT)}</p>
                <NewForm/>
            </div>
        </SignedIn>
    }
}

#[component]
fn NewForm() -> impl IntoView {
    let text = || RwSignal::new(String::new());
    let (full_name, kind, region, uscc, host, name, phone) =
        (text(), text(), text(), text(), text(), text(), text());
    let kinds = RwSignal::new(Vec::<Choice>::new());
    leptos::task::spawn_local(async move {
        if let Ok(page) = reference::dictionary(DictionaryName::OrganizationKinds).await {
            kinds.try_set(
                page.items
                    .iter()
                    .map(|e| Choice::new(&e.code, names::entry(e)))
                    .collect(),
            );
        }
    });
    let faults = FormFaults::default();
    let busy = RwSignal::new(false);
    let key = StoredValue::new(api::idempotency_key());
    let navigate = use_navigate();
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let filled =
            |value: RwSignal<String>| Some(value.get_untracked()).filter(|text| !text.trim().is_empty());
        let new = NewOrganization {
            full_name: full_name.get_untracked(),
            kind: kind.get_untracked(),
            region_code: region.get_untracked(),
            uscc: filled(uscc),
            host_unit: filled(host),
            contact_name: filled(name),
            contact_phone: filled(phone),
            ..NewOrganization::default()
        };
        if faults.show(&check_new(&new)) {
            return;
        }
        busy.set(true);
        let navigate = navigate.clone();
        leptos::task::spawn_local(async move {
            match calls::create(&new, &key.get_value()).await {
                Ok(_) => {
                    // The new role comes with a new token.
                    session::refresh().await;
                    toast::success(t(organization::CREATED));
                    navigate("/my/organizations", NavigateOptions::default());
                }
                Err(failure) => {
                    busy.set(false);
                    // Another try is another creation.
                    key.set_value(api::idempotency_key());
                    faults.fail(&failure);
                }
            }
        });
    };
    view! {
        <form class="narrow" novalidate on:submit=send>
            <p class="form-summary" aria-live="polite">{move || faults.summary()}</p>
            <TextInput
                label=t(organization::FULL_NAME) value=full_name hint=t(organization::FULL_NAME_HINT)
                fault=faults.at("/full_name") required=true
            />
            <Select
                label=t(organization::KIND) value=kind choices=kinds empty=t(general::PLEASE_CHOOSE) fault=faults.at("/kind") required=true
            />
            <h3 class="form-heading">{t(organization::REGION)}</h3>
            <RegionSelect value=region fault=faults.at("/region_code") required=true/>
            <TextInput label=t(organization::USCC) value=uscc hint=t(organization::USCC_HINT) fault=faults.at("/uscc")/>
            <TextInput label=t(organization::HOST_UNIT) value=host hint=t(organization::HOST_UNIT_HINT) fault=faults.at("/host_unit")/>
            <TextInput label=t(organization::CONTACT_NAME) value=name autocomplete="name" fault=faults.at("/contact_name")/>
            <TextInput
                label=t(organization::CONTACT_PHONE) value=phone kind="tel" inputmode="tel" autocomplete="tel"
                fault=faults.at("/contact_phone")
            />
            <Button kind=ButtonKind::Primary submit=true busy>{t(organization::NEW)}</Button>
        </form>
    }
}

//! Whether a certificate holds: the verdict first, then everything else.

use domain::certificate::{Certificate, CertificateStatus, is_well_formed};
use domain::problem::{Code, Fault, FaultCode, Faults};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::{use_navigate, use_params_map};

use super::change::Changes;
use super::facts::{Facts, Log};
use crate::api::{Answer, certificate as calls};
use crate::form::FormFaults;
use crate::i18n::{certificate as words, t, tf};
use crate::load::Loaded;
use crate::page;
use crate::session::use_session;
use crate::ui::{Button, ButtonKind, ButtonLink, EmptyState, Icon, IconName, TextInput};

#[component]
pub fn LookUpPage() -> impl IntoView {
    page::title(t(words::VERIFY));
    view! {
        <div class="wrap narrow page">
            <h1 class="page-title">{t(words::VERIFY)}</h1>
            <LookUp number=String::new()/>
        </div>
    }
}

#[component]
pub fn ShowPage() -> impl IntoView {
    page::title(t(words::VERIFY));
    let params = use_params_map();
    let session = use_session();
    let number = Memo::new(move |_| {
        params
            .with(|p| p.get("number"))
            .unwrap_or_default()
            .trim()
            .to_uppercase()
    });
    let again = RwSignal::new(0_u32);
    // What the caller may do depends on who they are, which is known a moment after start.
    let ready = Memo::new(move |_| session.is_known());
    view! {
        <div class="wrap narrow page">
            <h1 class="page-title">{t(words::VERIFY)}</h1>
            {move || {
                let number = number.get();
                if !ready.get() {
                    return ().into_any();
                }
                if !is_well_formed(&number) {
                    return view! { <Mistyped number/> }.into_any();
                }
                let shown = number.clone();
                let fetch = move || {
                    again.track();
                    look_up(number.clone())
                };
                let renew = Callback::new(move |()| again.update(|n| *n += 1));
                view! {
                    <Loaded lines=6 fetch draw=move |found| match found {
                        Some(certificate) => view! { <Shown certificate renew/> }.into_any(),
                        None => view! { <Unknown number=shown.clone()/> }.into_any(),
                    }/>
                }.into_any()
            }}
            {move || view! { <LookUp number=number.get()/> }}
        </div>
    }
}

/// `None` where no certificate has this number.
async fn look_up(number: String) -> Answer<Option<Certificate>> {
    match calls::show(&number).await {
        Err(failure) if failure.code() == Some(Code::NotFound) => Ok(None),
        answer => answer.map(Some),
    }
}

#[component]
fn Mistyped(number: String) -> impl IntoView {
    let text = tf(words::MISTYPED_HINT, &[&number]);
    view! { <EmptyState title=t(words::MISTYPED) text icon=IconName::Edit/> }
}

#[component]
fn Unknown(number: String) -> impl IntoView {
    let text = tf(words::UNKNOWN_HINT, &[&number]);
    view! { <EmptyState title=t(words::UNKNOWN) text icon=IconName::Warning/> }
}

/// A number to type; where it can be none, that is said at once.
#[component]
fn LookUp(number: String) -> impl IntoView {
    let number = RwSignal::new(number);
    let faults = FormFaults::default();
    let navigate = use_navigate();
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = number.get_untracked().trim().to_uppercase();
        if typed.is_empty() {
            let missing = Fault::new("/number", FaultCode::Required).with(t(words::NUMBER));
            faults.show(&Faults::one(missing));
        } else if !is_well_formed(&typed) {
            faults.show_at("/number", tf(words::MISTYPED_HINT, &[&typed]));
        } else {
            faults.clear();
            let address = format!("/certificates/{}", js_sys::encode_uri_component(&typed));
            navigate(&address, NavigateOptions::default());
        }
    };
    view! {
        <form class="receipt-form no-print" role="search" novalidate on:submit=send>
            <TextInput
                label=t(words::NUMBER) hint=t(words::NUMBER_HINT) value=number autocomplete="off"
                fault=faults.at("/number")
            />
            <Button kind=ButtonKind::Primary submit=true icon=IconName::Search>{t(words::LOOK_UP)}</Button>
        </form>
    }
}

#[component]
fn Shown(certificate: Certificate, renew: Callback<()>) -> impl IntoView {
    let c = certificate;
    let (class, icon, title, text) = match c.status {
        CertificateStatus::Valid => ("seal seal-good", IconName::Check, words::VALID, words::VALID_TEXT),
        CertificateStatus::Replaced => (
            "seal seal-open",
            IconName::Refresh,
            words::REPLACED,
            words::REPLACED_TEXT,
        ),
        CertificateStatus::Revoked => (
            "seal seal-bad",
            IconName::Stop,
            words::REVOKED,
            words::REVOKED_TEXT,
        ),
    };
    let printed = (c.status != CertificateStatus::Revoked).then(|| calls::pdf(&c.number));
    let next = c.replaced_by.clone();
    let before = c.replaces.clone();
    view! {
        <section class=class aria-live="polite">
            <span class="seal-icon"><Icon name=icon/></span>
            <div>
                <p class="seal-verdict">{t(title)}</p>
                <p class="seal-number">{c.number.clone()}</p>
                <p>
                    {t(text)}
                    {next.map(|number| view! { <A href=format!("/certificates/{number}")>{number}</A> })}
                </p>
                {before.map(|number| view! { <p class="seal-before">{tf(words::REPLACES, &[&number])}</p> })}
                {c.demo.then(|| view! { <p class="seal-demo">{t(words::DEMO)}</p> })}
            </div>
        </section>
        <Facts c=c.clone()/>
        {printed.map(|href| view! {
            <div><ButtonLink href external=true icon=IconName::Download kind=ButtonKind::Primary>{t(words::PDF)}</ButtonLink></div>
        })}
        <Log log=c.log.clone()/>
        <Changes c renew/>
    }
}

//! What became of a report, for whoever holds its receipt.

use domain::problem::{Code, Fault, FaultCode, Faults};
use domain::report::ReportProgress;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};

use super::StatusBadge;
use crate::api::{self, Answer};
use crate::form::FormFaults;
use crate::format;
use crate::i18n::{report, t};
use crate::load::Loaded;
use crate::page;
use crate::ui::{Button, ButtonKind, EmptyState, IconName, TextInput};

#[component]
pub fn ReceiptPage() -> impl IntoView {
    page::title(t(report::PROGRESS));
    let params = use_params_map();
    let named = Memo::new(move |_| params.with(|p| p.get("receipt")).unwrap_or_default());
    view! {
        <div class="wrap narrow page">
            <h1 class="page-title">{t(report::PROGRESS)}</h1>
            {move || view! { <LookUp named=named.get()/> }}
            {move || (!named.with(String::is_empty)).then(|| view! {
                <Loaded
                    fetch=move || look_up(named.get())
                    draw=|found| match found {
                        Some(progress) => view! { <Progress progress/> }.into_any(),
                        None => view! { <EmptyState title=t(report::UNKNOWN) text=t(report::UNKNOWN_HINT)/> }.into_any(),
                    }
                />
            })}
        </div>
    }
}

/// `None` where nobody was given this receipt.
async fn look_up(receipt: String) -> Answer<Option<ReportProgress>> {
    match api::report::progress(&receipt).await {
        Err(failure) if failure.code() == Some(Code::NotFound) => Ok(None),
        answer => answer.map(Some),
    }
}

#[component]
fn LookUp(named: String) -> impl IntoView {
    let receipt = RwSignal::new(named);
    let faults = FormFaults::default();
    let navigate = use_navigate();
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let receipt = receipt.get_untracked();
        let receipt = receipt.trim();
        if receipt.is_empty() {
            let missing = Fault::new("/receipt", FaultCode::Required).with(t(report::RECEIPT));
            faults.show(&Faults::one(missing));
            return;
        }
        faults.clear();
        let address = format!("/reports/receipt/{}", js_sys::encode_uri_component(receipt));
        navigate(&address, NavigateOptions::default());
    };
    view! {
        <form class="receipt-form" novalidate on:submit=send>
            <TextInput
                label=t(report::RECEIPT)
                hint=t(report::PROGRESS_LEAD)
                value=receipt
                autocomplete="off"
                fault=faults.at("/receipt")
            />
            <Button kind=ButtonKind::Primary submit=true icon=IconName::Search>{t(report::LOOK_UP)}</Button>
        </form>
    }
}

#[component]
fn Progress(progress: ReportProgress) -> impl IntoView {
    let ReportProgress {
        status,
        activity_title,
        answer,
        created_at,
        answered_at,
    } = progress;
    view! {
        <section class="card" aria-live="polite">
            <div class="report-head">
                <h2 class="card-title">{activity_title}</h2>
                <StatusBadge status/>
            </div>
            <dl class="pairs">
                <div><dt>{t(report::SENT_AT)}</dt><dd>{format::moment(created_at)}</dd></div>
                {answered_at.map(|at| view! {
                    <div><dt>{t(report::ANSWERED_AT)}</dt><dd>{format::moment(at)}</dd></div>
                })}
            </dl>
            {match answer {
                Some(answer) => view! {
                    <h3 class="list-heading">{t(report::ANSWER)}</h3>
                    <p class="report-quote">{answer}</p>
                }.into_any(),
                None => view! { <p class="row-note">{t(report::WAITING)}</p> }.into_any(),
            }}
        </section>
    }
}

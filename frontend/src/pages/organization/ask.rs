//! Asking for certification, and giving further proof while it is waited for.

use domain::organization::{Certification, CertificationRequest};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::opened::use_opened;
use super::proof::{ProofField, Proofs};
use crate::api::organization as calls;
use crate::form::FormFaults;
use crate::i18n::{general, organization, t};
use crate::ui::{Button, ButtonKind, Dialog};

#[component]
pub fn AskDialog(open: RwSignal<bool>) -> impl IntoView {
    let opened = use_opened();
    let waits = move || opened.o.with(|o| o.certification == Certification::Pending);
    move || {
        let title = t(if waits() {
            organization::PROOF_ADD
        } else {
            organization::ASK_TITLE
        });
        view! { <Dialog open title>{move || view! { <Form open waits=waits()/> }}</Dialog> }.into_any()
    }
}

#[component]
fn Form(open: RwSignal<bool>, waits: bool) -> impl IntoView {
    let opened = use_opened();
    let proofs = Proofs::new();
    let faults = FormFaults::default();
    let fault = faults.at("/proof_media_ids");
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if opened.busy.get_untracked() || proofs.is_busy() {
            return;
        }
        opened.busy.set(true);
        let request = CertificationRequest {
            proof_media_ids: proofs.ids(),
        };
        let done = t(if waits {
            organization::PROOF_ADDED
        } else {
            organization::ASKED
        });
        spawn_local(async move {
            let answer = calls::request_certification(opened.id(), opened.version(), &request).await;
            if opened.settle(answer, done.to_owned(), Some(faults)) {
                open.set(false);
            }
        });
    };
    // Nothing to give is nothing to send.
    let blocked = Signal::derive(move || proofs.is_busy() || (waits && !proofs.any()));
    view! {
        <form class="dialog-form" novalidate on:submit=send>
            {(!waits).then(|| view! { <p>{t(organization::ASK_LEAD)}</p> })}
            <ProofField proofs fault/>
            {move || proofs.is_busy().then(|| view! { <p class="field-hint">{t(organization::PROOF_WAIT)}</p> })}
            <div class="form-buttons">
                <Button on_press=move || open.set(false)>{t(general::CANCEL)}</Button>
                <Button kind=ButtonKind::Primary submit=true busy=opened.busy disabled=blocked>
                    {t(if waits { organization::PROOF_ADD } else { organization::ASK_SEND })}
                </Button>
            </div>
        </form>
    }
}

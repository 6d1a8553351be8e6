//! The field for a code of the authenticator, with its button.

use std::future::Future;

use domain::account::{RecoveryCodes, TOTP_LOCK_SECONDS};
use domain::problem::{Code, Fault, FaultCode};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{Answer, ApiFailure};
use crate::form::FormFaults;
use crate::i18n::{Text, account, general, second_factor as words, t, tf};
use crate::ui::{Button, ButtonKind, TextInput};

/// Sends what is entered; `on_done` gets recovery codes, where there are new ones.
#[component]
pub fn CodeEntry<F, Fut>(
    /// What the button says.
    action: Text,
    /// Takes something away.
    #[prop(optional)]
    danger: bool,
    /// Whether a recovery code does as well.
    #[prop(optional)]
    recovery: bool,
    send: F,
    #[prop(into)] on_done: Callback<Vec<String>>,
    #[prop(optional, into)] on_cancel: Option<Callback<()>>,
) -> impl IntoView
where
    F: Fn(String) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Answer<RecoveryCodes>> + 'static,
{
    let code = RwSignal::new(String::new());
    let faults = FormFaults::default();
    let busy = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let given = code.get_untracked().trim().to_owned();
        if given.is_empty() {
            faults.show(
                &Fault::new("/totp", FaultCode::Required)
                    .with(t(words::CODE))
                    .into(),
            );
            return;
        }
        faults.clear();
        busy.set(true);
        let sending = send(given);
        spawn_local(async move {
            let answer = sending.await;
            // The page may be gone by now.
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(given) => on_done.run(given.codes),
                Err(failure) => {
                    code.set(String::new());
                    refused(faults, &failure);
                }
            }
        });
    };
    let kind = if danger {
        ButtonKind::Danger
    } else {
        ButtonKind::Primary
    };
    // Only digits are on the keyboard where nothing else can be right.
    let inputmode = if recovery { "text" } else { "numeric" };
    view! {
        <form class="code-entry" novalidate on:submit=submit>
            <TextInput
                label=t(words::CODE)
                hint=if recovery { t(account::TOTP_HINT) } else { "" }
                value=code
                inputmode
                autocomplete="off"
                fault=faults.at("/totp")
            />
            <div class="form-buttons">
                {on_cancel.map(|cancel| view! { <Button on_press=cancel>{t(general::CANCEL)}</Button> })}
                <Button kind submit=true busy>{t(action)}</Button>
            </div>
        </form>
    }
}

fn refused(faults: FormFaults, failure: &ApiFailure) {
    match failure.code() {
        Some(Code::InvalidSecondFactor) => faults.show_at("/totp", failure.message()),
        Some(Code::TooManyAttempts) => {
            let minutes = (TOTP_LOCK_SECONDS / 60).to_string();
            faults.show_at("/totp", tf(words::CODE_TOO_MANY, &[&minutes]));
        }
        _ => faults.fail(failure),
    }
}

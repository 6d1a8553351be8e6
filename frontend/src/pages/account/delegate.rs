//! Asking somebody to stand in.

use domain::problem::{Fault, FaultCode, Faults};
use domain::review::{DELEGATION_DAYS, NewDelegation};
use domain::text::Phone;
use domain::time::Instant;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api;
use crate::form::FormFaults;
use crate::i18n::{delegation, general, t, tf};
use crate::page;
use crate::ui::{Button, ButtonKind, DateTimeInput, Dialog, TextInput, toast};

#[component]
pub fn Delegate(open: RwSignal<bool>, on_made: Callback<()>) -> impl IntoView {
    let phone = RwSignal::new(String::new());
    let (starts, ends) = (RwSignal::new(None::<Instant>), RwSignal::new(None::<Instant>));
    // From now on, unless one has begun to say otherwise.
    Effect::new(move |_| {
        if open.get() && ends.with_untracked(Option::is_none) {
            starts.set(page::now());
        }
    });
    let faults = FormFaults::default();
    let busy = RwSignal::new(false);
    let key = StoredValue::new(api::idempotency_key());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let new = match filled(
            &phone.get_untracked(),
            starts.get_untracked(),
            ends.get_untracked(),
        ) {
            Ok(new) => new,
            Err(found) => {
                faults.show(&found);
                return;
            }
        };
        faults.clear();
        busy.set(true);
        spawn_local(async move {
            let answer = api::delegation::create(&new, &key.get_value()).await;
            // The page may be gone by now.
            if busy.try_set(false).is_some() {
                return;
            }
            // Another try is another delegation.
            key.set_value(api::idempotency_key());
            match answer {
                Ok(made) => {
                    toast::success(tf(delegation::MADE, &[&made.delegate_name]));
                    open.set(false);
                    phone.set(String::new());
                    ends.set(None);
                    on_made.run(());
                }
                Err(failure) => faults.fail(&failure),
            }
        });
    };
    view! {
        <Dialog open title=t(delegation::NEW)>
            <form class="dialog-form" novalidate on:submit=send>
                <TextInput
                    label=t(delegation::PHONE)
                    hint=t(delegation::PHONE_HINT)
                    value=phone
                    kind="tel"
                    autocomplete="off"
                    fault=faults.at("/delegate_phone")
                    required=true
                />
                <DateTimeInput label=t(delegation::STARTS) value=starts fault=faults.at("/starts_at") required=true/>
                <DateTimeInput
                    label=t(delegation::ENDS)
                    hint=tf(delegation::TIME_HINT, &[&DELEGATION_DAYS.to_string()])
                    value=ends
                    fault=faults.at("/ends_at")
                    required=true
                />
                <div class="form-buttons">
                    <Button on_press=Callback::new(move |()| open.set(false))>{t(general::CANCEL)}</Button>
                    <Button kind=ButtonKind::Primary submit=true busy>{t(delegation::SEND)}</Button>
                </div>
            </form>
        </Dialog>
    }
}

/// What is to be sent, or what is missing; the rest is the server's to judge.
fn filled(phone: &str, starts: Option<Instant>, ends: Option<Instant>) -> Result<NewDelegation, Faults> {
    let mut faults = Faults::new();
    let delegate_phone = match Phone::parse(phone) {
        Ok(phone) => phone.as_str().to_owned(),
        Err(_) => {
            faults.add("/delegate_phone", FaultCode::InvalidPhone);
            String::new()
        }
    };
    let mut missing = |pointer: &str, name| {
        faults.push(Fault::new(pointer, FaultCode::Required).with(t(name)));
    };
    if starts.is_none() {
        missing("/starts_at", delegation::STARTS);
    }
    if ends.is_none() {
        missing("/ends_at", delegation::ENDS);
    }
    match (starts, ends) {
        (Some(starts_at), Some(ends_at)) if faults.is_empty() => Ok(NewDelegation {
            delegate_phone,
            starts_at,
            ends_at,
        }),
        _ => Err(faults),
    }
}

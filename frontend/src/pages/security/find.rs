//! Looking an account up by its number: there is no list of everybody.

use domain::text::Phone;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::state::use_desk;
use crate::api::{ApiFailure, grant as calls};
use crate::form::FormFaults;
use crate::i18n::{security as words, t};
use crate::ui::{Button, ButtonKind, Card, IconName, TextInput};

#[component]
pub fn Find() -> impl IntoView {
    let desk = use_desk();
    let phone = RwSignal::new(String::new());
    let faults = FormFaults::default();
    let busy = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let asked = match Phone::parse(&phone.get_untracked()) {
            Ok(phone) => phone.as_str().to_owned(),
            Err(fault) => {
                faults.show(&fault.into());
                return;
            }
        };
        faults.clear();
        busy.set(true);
        spawn_local(async move {
            let answer = calls::find(&asked).await;
            // The page may be gone by now.
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(Some(account)) => desk.show(account, asked),
                Ok(None) => {
                    desk.account.set(None);
                    desk.giving.set(false);
                    desk.phone.set(asked);
                    desk.unknown.set(true);
                }
                Err(failure) => refused(faults, &failure),
            }
        });
    };
    let give = move || desk.giving.set(true);
    view! {
        <Card title=t(words::FIND)>
            <form class="receipt-form" novalidate on:submit=submit>
                <TextInput
                    label=t(words::PHONE) hint=t(words::FIND_HINT) value=phone kind="tel" autocomplete="off"
                    fault=faults.at("/phone")
                />
                <Button kind=ButtonKind::Primary submit=true busy icon=IconName::Search>{t(words::FIND_GO)}</Button>
            </form>
            <div role="status">
                {move || desk.unknown.get().then(|| view! {
                    <p class="account-unknown">{t(words::UNKNOWN)}</p>
                    <p class="row-note">{t(words::UNKNOWN_HINT)}</p>
                })}
            </div>
            {move || (desk.unknown.get() && !desk.giving.get()).then(|| view! {
                <div><Button icon=IconName::Plus on_press=give>{t(words::GIVE)}</Button></div>
            })}
        </Card>
    }
}

fn refused(faults: FormFaults, failure: &ApiFailure) {
    if failure.errors().is_empty() && !failure.is_passing() {
        faults.show_at("/phone", failure.message());
    } else {
        faults.fail(failure);
    }
}

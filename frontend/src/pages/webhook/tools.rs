//! Pausing an address, giving it a new secret, removing it.

use domain::webhook::{Webhook, WebhookChange};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::LIST;
use crate::api::webhook as calls;
use crate::form::FormFaults;
use crate::i18n::{t, webhook as words};
use crate::pages::connection::{Opened, Step};
use crate::ui::{Button, IconName, toast};

#[component]
pub(super) fn Pause(opened: Opened<Webhook>) -> impl IntoView {
    let faults = FormFaults::default();
    let active = Memo::new(move |_| opened.it.with(|w| w.active));
    let turn = move || {
        let on = !active.get_untracked();
        let change = WebhookChange {
            active: Some(on),
            ..WebhookChange::default()
        };
        let (id, version) = opened.it.with_untracked(|w| (w.id, w.version));
        let step = async move { calls::change(id, version, &change).await };
        opened.take(None, faults, step, calls::show(id), move |now| {
            opened.it.set(now);
            toast::success(t(if on { words::RESUMED } else { words::PAUSED_NOW }));
        });
    };
    let text = move || t(if active.get() { words::PAUSE } else { words::RESUME });
    // One button, so that it keeps the focus.
    view! {
        <div class="card-actions">
            <Button busy=opened.busy on_press=turn>{text}</Button>
        </div>
    }
}

#[component]
pub(super) fn Rotate(opened: Opened<Webhook>) -> impl IntoView {
    let open = RwSignal::new(false);
    let faults = FormFaults::default();
    let rotate = move || {
        let (id, version) = opened.it.with_untracked(|w| (w.id, w.version));
        let step = calls::rotate(id, version);
        opened.take(Some(open), faults, step, calls::show(id), move |made| {
            opened.issued.set(Some(super::issued(&made)));
            opened.it.set(made.webhook);
        });
    };
    view! {
        <Step
            title=words::SECRET lead=words::ROTATE_LEAD action=words::ROTATE icon=IconName::Refresh
            question=t(words::ROTATE).to_owned() open busy=opened.busy on_confirm=rotate
        >
            <p>{t(words::ROTATE_TEXT)}</p>
        </Step>
    }
}

#[component]
pub(super) fn Remove(opened: Opened<Webhook>) -> impl IntoView {
    let open = RwSignal::new(false);
    let faults = FormFaults::default();
    let navigate = StoredValue::new_local(use_navigate());
    let remove = move || {
        let (id, version) = opened.it.with_untracked(|w| (w.id, w.version));
        let step = calls::remove(id, version);
        opened.take(Some(open), faults, step, calls::show(id), move |()| {
            toast::success(t(words::REMOVED));
            navigate.with_value(|navigate| navigate(LIST, NavigateOptions::default()));
        });
    };
    view! {
        <Step
            title=words::REMOVE_HEAD lead=words::REMOVE_LEAD action=words::REMOVE icon=IconName::Trash danger=true
            question=t(words::REMOVE_TITLE).to_owned() open busy=opened.busy on_confirm=remove
        >
            <p>{t(words::REMOVE_TEXT)}</p>
        </Step>
    }
}

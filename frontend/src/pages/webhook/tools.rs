//! Pausing an address, giving it a new secret, removing it.

use domain::webhook::{Webhook, WebhookChange};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::LIST;
use crate::api::webhook as calls;
use crate::form::FormFaults;
use crate::i18n::{t, webhook as words};
use crate::pages::client::confirm::Confirm;
use crate::pages::client::opened::Opened;
use crate::ui::{Button, ButtonKind, Card, IconName, toast};

#[component]
pub(super) fn Pause(opened: Opened<Webhook>) -> impl IntoView {
    let faults = FormFaults::default();
    let active = Memo::new(move |_| opened.it.with(|w| w.active));
    let turn = move || {
        if !opened.begin() {
            return;
        }
        let on = !active.get_untracked();
        let change = WebhookChange {
            active: Some(on),
            ..WebhookChange::default()
        };
        let (id, version) = opened.it.with_untracked(|w| (w.id, w.version));
        spawn_local(async move {
            let answer = calls::change(id, version, &change).await;
            if let Some(now) = opened.settle(answer, faults, calls::show(id)).await {
                opened.it.set(now);
                toast::success(t(if on { words::RESUMED } else { words::PAUSED_NOW }));
            }
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
        if !opened.begin() {
            return;
        }
        let (id, version) = opened.it.with_untracked(|w| (w.id, w.version));
        spawn_local(async move {
            let answer = calls::rotate(id, version).await;
            // What is said of it stands on the page, behind the dialog.
            let _ = open.try_set(false);
            if let Some(made) = opened.settle(answer, faults, calls::show(id)).await {
                opened.issued.set(Some(super::issued(&made)));
                opened.it.set(made.webhook);
            }
        });
    };
    view! {
        <Card title=t(words::SECRET)>
            <p class="row-note">{t(words::ROTATE_LEAD)}</p>
            <div class="card-actions">
                <Button icon=IconName::Refresh on_press=move || open.set(true)>{t(words::ROTATE)}</Button>
            </div>
        </Card>
        <Confirm
            open title=t(words::ROTATE) action=t(words::ROTATE) kind=ButtonKind::Primary busy=opened.busy
            on_confirm=rotate
        >
            <p>{t(words::ROTATE_TEXT)}</p>
        </Confirm>
    }
}

#[component]
pub(super) fn Remove(opened: Opened<Webhook>) -> impl IntoView {
    let open = RwSignal::new(false);
    let faults = FormFaults::default();
    let navigate = StoredValue::new_local(use_navigate());
    let remove = move || {
        if !opened.begin() {
            return;
        }
        let (id, version) = opened.it.with_untracked(|w| (w.id, w.version));
        spawn_local(async move {
            let answer = calls::remove(id, version).await;
            let _ = open.try_set(false);
            if opened.settle(answer, faults, calls::show(id)).await.is_some() {
                toast::success(t(words::REMOVED));
                navigate.with_value(|navigate| navigate(LIST, NavigateOptions::default()));
            }
        });
    };
    view! {
        <Card title=t(words::REMOVE_HEAD)>
            <p class="row-note">{t(words::REMOVE_LEAD)}</p>
            <div class="card-actions">
                <Button kind=ButtonKind::Danger icon=IconName::Trash on_press=move || open.set(true)>
                    {t(words::REMOVE)}
                </Button>
            </div>
        </Card>
        <Confirm
            open title=t(words::REMOVE_TITLE) action=t(words::REMOVE) kind=ButtonKind::Danger busy=opened.busy
            on_confirm=remove
        >
            <p>{t(words::REMOVE_TEXT)}</p>
        </Confirm>
    }
}

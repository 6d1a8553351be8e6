//! Changing where events are sent, and which.

use domain::webhook::{Webhook, WebhookChange};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::form::{Fields, WebhookFields};
use crate::api::webhook as calls;
use crate::i18n::{api_client, general, t, webhook as words};
use crate::pages::client::opened::Opened;
use crate::ui::{Button, ButtonKind, Card, toast};
use crate::unsaved::ask_before_leaving;

#[component]
pub(super) fn Change(opened: Opened<Webhook>) -> impl IntoView {
    let fields = Fields::empty();
    let faults = fields.faults;
    opened.it.with_untracked(|w| fields.put(w));
    opened.on_renewed(move |w| fields.put(w));
    let change = Memo::new(move |_| opened.it.with(|w| fields.change(w)));
    let dirty = Memo::new(move |_| change.with(|change| *change != WebhookChange::default()));
    ask_before_leaving(dirty.into());
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !dirty.get_untracked() || faults.show(&untrack(|| fields.check())) || !opened.begin() {
            return;
        }
        let (id, version) = opened.it.with_untracked(|w| (w.id, w.version));
        let change = change.get_untracked();
        spawn_local(async move {
            let answer = calls::change(id, version, &change).await;
            if let Some(now) = opened.settle(answer, faults, calls::show(id)).await {
                fields.put(&now);
                opened.it.set(now);
                toast::success(t(words::SAVED));
            }
        });
    };
    let discard = move || {
        opened.it.with_untracked(|w| fields.put(w));
        faults.clear();
    };
    view! {
        <Card title=t(words::SETTINGS)>
            <form class="connection-form" novalidate on:submit=save>
                <WebhookFields fields/>
                <div class="form-buttons">
                    {move || dirty.get().then(|| view! {
                        <Button kind=ButtonKind::Quiet on_press=discard>{t(api_client::DISCARD)}</Button>
                    })}
                    <Button
                        kind=ButtonKind::Primary submit=true busy=opened.busy
                        disabled=Signal::derive(move || !dirty.get())
                    >{t(general::SAVE)}</Button>
                </div>
            </form>
        </Card>
    }
}

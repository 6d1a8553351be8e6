//! Changing what a system may do.

use domain::api_client::{ApiClient, ApiClientChange};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::form::{ClientFields, Fields};
use super::opened::Opened;
use crate::api::api_client as calls;
use crate::i18n::{api_client as words, general, t};
use crate::ui::{Button, ButtonKind, Card, toast};
use crate::unsaved::ask_before_leaving;

#[component]
pub(super) fn Change(opened: Opened<ApiClient>) -> impl IntoView {
    let fields = Fields::empty();
    let faults = fields.faults;
    opened.it.with_untracked(|c| fields.put(c));
    opened.on_renewed(move |c| fields.put(c));
    let change = Memo::new(move |_| opened.it.with(|c| fields.change(c)));
    let dirty = Memo::new(move |_| change.with(|change| *change != ApiClientChange::default()));
    ask_before_leaving(dirty.into());
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !dirty.get_untracked() || faults.show(&untrack(|| fields.check())) || !opened.begin() {
            return;
        }
        let (id, version) = opened.it.with_untracked(|c| (c.id, c.version));
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
        opened.it.with_untracked(|c| fields.put(c));
        faults.clear();
    };
    view! {
        <Card title=t(words::PERMISSIONS)>
            <p class="row-note">{t(words::PERMISSIONS_HINT)}</p>
            <form class="connection-form" novalidate on:submit=save>
                <ClientFields fields/>
                <div class="form-buttons">
                    {move || dirty.get().then(|| view! {
                        <Button kind=ButtonKind::Quiet on_press=discard>{t(words::DISCARD)}</Button>
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

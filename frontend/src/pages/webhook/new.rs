//! Adding an address that is told of events.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::form::{Fields, WebhookFields};
use crate::api::webhook as calls;
use crate::i18n::{general, t, webhook as words};
use crate::page;
use crate::pages::client::secret::Issued;
use crate::ui::{Button, ButtonKind, Card};

#[component]
pub(super) fn New(
    open: RwSignal<bool>,
    issued: RwSignal<Option<Issued>>,
    #[prop(into)] on_added: Callback<()>,
) -> impl IntoView {
    let fields = Fields::empty();
    let faults = fields.faults;
    let busy = RwSignal::new(false);
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() || faults.show(&untrack(|| fields.check())) {
            return;
        }
        busy.set(true);
        let new = untrack(|| fields.webhook());
        spawn_local(async move {
            let answer = calls::create(&new).await;
            // The page may be gone by now.
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(made) => {
                    issued.set(Some(super::issued(&made)));
                    on_added.run(());
                    open.set(false);
                }
                Err(failure) => faults.fail(&failure),
            }
        });
    };
    let cancel = move || {
        open.set(false);
        page::focus(page::MAIN);
    };
    view! {
        <Card title=t(words::NEW)>
            <form class="connection-form webhook-form" novalidate on:submit=add>
                <WebhookFields fields/>
                <div class="form-buttons">
                    <Button on_press=cancel>{t(general::CANCEL)}</Button>
                    <Button kind=ButtonKind::Primary submit=true busy>{t(words::NEW)}</Button>
                </div>
            </form>
        </Card>
    }
}

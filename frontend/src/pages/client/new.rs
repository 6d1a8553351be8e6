//! Adding a system.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::form::{ClientFields, Fields};
use super::secret::Issued;
use crate::api::api_client as calls;
use crate::i18n::{api_client as words, general, t};
use crate::page;
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
        let new = untrack(|| fields.client());
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
            <form class="connection-form client-form" novalidate on:submit=add>
                <ClientFields fields/>
                <div class="form-buttons">
                    <Button on_press=cancel>{t(general::CANCEL)}</Button>
                    <Button kind=ButtonKind::Primary submit=true busy>{t(words::NEW)}</Button>
                </div>
            </form>
        </Card>
    }
}

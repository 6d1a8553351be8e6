//! The frames of forms: adding a connection, and changing one.

use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::secret::Issued;
use crate::api::Answer;
use crate::form::FormFaults;
use crate::i18n::{Text, connection as words, general, t};
use crate::page;
use crate::ui::{Button, ButtonKind, Card};
use crate::unsaved::ask_before_leaving;

/// The children are the fields.
#[component]
pub fn Adding<F, Fut>(
    /// Of the card and its button.
    title: Text,
    adding: RwSignal<bool>,
    issued: RwSignal<Option<Issued>>,
    faults: FormFaults,
    /// Sends what is entered; nothing where something is wrong with it, which is shown then.
    send: F,
    on_added: Callback<()>,
    children: Children,
) -> impl IntoView
where
    F: Fn() -> Option<Fut> + Send + Sync + 'static,
    Fut: Future<Output = Answer<Issued>> + 'static,
{
    let busy = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let Some(sending) = untrack(&send) else { return };
        busy.set(true);
        spawn_local(async move {
            let answer = sending.await;
            // The page may be gone by now.
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(made) => {
                    issued.set(Some(made));
                    on_added.run(());
                    adding.set(false);
                }
                Err(failure) => faults.fail(&failure),
            }
        });
    };
    let cancel = move || {
        adding.set(false);
        page::focus(page::MAIN);
    };
    view! {
        <Card title=t(title)>
            <form class="connection-form" novalidate on:submit=submit>
                {children()}
                <div class="form-buttons">
                    <Button on_press=cancel>{t(general::CANCEL)}</Button>
                    <Button kind=ButtonKind::Primary submit=true busy>{t(title)}</Button>
                </div>
            </form>
        </Card>
    }
}

/// The children are what stands in the card: a note, the fields. Leaving with changes is asked about.
#[component]
pub fn Changing(
    title: Text,
    dirty: Memo<bool>,
    busy: RwSignal<bool>,
    #[prop(into)] on_save: Callback<()>,
    #[prop(into)] on_discard: Callback<()>,
    children: Children,
) -> impl IntoView {
    ask_before_leaving(dirty.into());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if dirty.get_untracked() {
            on_save.run(());
        }
    };
    view! {
        <Card title=t(title)>
            <form class="connection-form" novalidate on:submit=submit>
                {children()}
                <div class="form-buttons">
                    {move || dirty.get().then(|| view! {
                        <Button kind=ButtonKind::Quiet on_press=on_discard>{t(words::DISCARD)}</Button>
                    })}
                    <Button
                        kind=ButtonKind::Primary submit=true busy
                        disabled=Signal::derive(move || !dirty.get())
                    >{t(general::SAVE)}</Button>
                </div>
            </form>
        </Card>
    }
}

//! A step for which a code of the authenticator is asked.

use std::future::Future;

use domain::account::RecoveryCodes;
use leptos::prelude::*;

use super::entry::CodeEntry;
use crate::api::Answer;
use crate::i18n::{Text, t};
use crate::page;
use crate::ui::Dialog;

/// The children say what follows. `send` gets the code.
#[component]
pub fn AskDialog<Fut>(
    open: RwSignal<bool>,
    title: Text,
    action: Text,
    /// Takes something away.
    #[prop(optional)]
    danger: bool,
    send: fn(String) -> Fut,
    #[prop(into)] on_done: Callback<Vec<String>>,
    children: ChildrenFn,
) -> impl IntoView
where
    Fut: Future<Output = Answer<RecoveryCodes>> + 'static,
{
    Effect::new(move |_| {
        if open.get() {
            page::focus_input_in("dialog[open] .code-entry");
        }
    });
    let children = StoredValue::new(children);
    let done = move |codes: Vec<String>| {
        open.set(false);
        on_done.run(codes);
    };
    let cancel = move || open.set(false);
    view! {
        <Dialog open title=t(title)>
            {children.with_value(|children| children())}
            <CodeEntry action danger recovery=true send on_done=done on_cancel=cancel/>
        </Dialog>
    }
}

//! A modal dialog: the browser's own, which keeps the focus inside and closes on Escape.

use leptos::html;
use leptos::prelude::*;

use super::field::next_id;
use super::icon::{Icon, IconName};
use super::toast::Failures;
use crate::i18n::{general, t};

/// `actions` are the buttons below; the children stand above them.
#[component]
pub fn Dialog(
    open: RwSignal<bool>,
    #[prop(into)] title: String,
    #[prop(optional, into)] actions: ViewFn,
    children: ChildrenFn,
) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    let heading = next_id("dialog");
    let labelled = heading.clone();
    Effect::new(move |_| {
        let Some(dialog) = element.get() else { return };
        match (open.get(), dialog.open()) {
            (true, false) => {
                let _ = dialog.show_modal();
            }
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    view! {
        <dialog class="dialog" node_ref=element aria-labelledby=labelled on:close=move |_| open.set(false)>
            <div class="dialog-head">
                <h2 class="dialog-title" id=heading>{title}</h2>
                <button class="icon-button" type="button" aria-label=t(general::CLOSE) on:click=move |_| open.set(false)>
                    <Icon name=IconName::Close/>
                </button>
            </div>
            // Built anew each time, so that nothing of the last time is left in it.
            {move || open.get().then(|| view! {
                <div class="dialog-body">{children()}</div>
                <Failures open/>
                <div class="dialog-actions">{actions.run()}</div>
            })}
        </dialog>
    }
}

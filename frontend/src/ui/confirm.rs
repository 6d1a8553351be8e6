//! Asking once more before something is done.

use leptos::prelude::*;

use super::button::{Button, ButtonKind};
use super::dialog::Dialog;
use crate::i18n::{general, t};

/// The children say what follows.
#[component]
pub fn Confirm(
    open: RwSignal<bool>,
    #[prop(into)] title: String,
    #[prop(into)] action: String,
    kind: ButtonKind,
    #[prop(into)] busy: Signal<bool>,
    #[prop(into)] on_confirm: Callback<()>,
    children: ChildrenFn,
) -> impl IntoView {
    let (action, children) = (StoredValue::new(action), StoredValue::new(children));
    let actions = move || {
        view! {
            <Button on_press=move || open.set(false)>{t(general::CANCEL)}</Button>
            <Button kind busy on_press=on_confirm>{action.get_value()}</Button>
        }
    };
    view! { <Dialog open title actions>{children.with_value(|children| children())}</Dialog> }
}

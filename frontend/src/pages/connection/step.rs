//! A step that is asked about before it is taken.

use leptos::prelude::*;

use crate::i18n::{Text, t};
use crate::ui::{Button, ButtonKind, Card, Confirm, IconName};

/// The children say in the dialog what follows.
#[component]
pub fn Step(
    /// Of the card.
    title: Text,
    lead: Text,
    /// What the buttons say.
    action: Text,
    icon: IconName,
    /// Whether something is taken away.
    #[prop(optional)]
    danger: bool,
    /// Of the dialog.
    #[prop(into)]
    question: Signal<String>,
    open: RwSignal<bool>,
    busy: RwSignal<bool>,
    #[prop(into)] on_confirm: Callback<()>,
    children: ChildrenFn,
) -> impl IntoView {
    let (button, confirm) = match danger {
        true => (ButtonKind::Danger, ButtonKind::Danger),
        false => (ButtonKind::Secondary, ButtonKind::Primary),
    };
    let children = StoredValue::new(children);
    view! {
        <Card title=t(title)>
            <p class="row-note">{t(lead)}</p>
            <div class="card-actions">
                <Button kind=button icon on_press=move || open.set(true)>{t(action)}</Button>
            </div>
        </Card>
        {move || view! {
            <Confirm open title=question.get() action=t(action) kind=confirm busy on_confirm>
                {children.with_value(|children| children())}
            </Confirm>
        }}
    }
}

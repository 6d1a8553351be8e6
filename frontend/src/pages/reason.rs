//! Asking for a reason before something is done.

use domain::activity::view::REASON_MAX;
use leptos::prelude::*;

use crate::form::FormFaults;
use crate::i18n::{general, t};
use crate::ui::{Button, ButtonKind, Dialog, TextArea};

/// `on_confirm` gets what was written; `templates` are put into the text by a press.
#[component]
pub fn ReasonDialog(
    open: RwSignal<bool>,
    #[prop(into)] title: String,
    #[prop(optional, into)] text: String,
    #[prop(into)] label: String,
    #[prop(into)] action: String,
    #[prop(optional)] danger: bool,
    #[prop(optional)] templates: Vec<&'static str>,
    faults: FormFaults,
    #[prop(into)] busy: Signal<bool>,
    #[prop(into)] on_confirm: Callback<String>,
) -> impl IntoView {
    let reason = RwSignal::new(String::new());
    let kind = if danger {
        ButtonKind::Danger
    } else {
        ButtonKind::Primary
    };
    let (action, text) = (StoredValue::new(action), StoredValue::new(text));
    let (label, templates) = (StoredValue::new(label), StoredValue::new(templates));
    let actions = move || {
        view! {
            <Button on_press=move || open.set(false)>{t(general::CANCEL)}</Button>
            <Button kind busy on_press=move || on_confirm.run(reason.get_untracked())>{action.get_value()}</Button>
        }
    };
    view! {
        <Dialog open title actions>
            {text.with_value(|text| (!text.is_empty()).then(|| view! { <p>{text.clone()}</p> }))}
            <TextArea label=label.get_value() value=reason rows=4 limit=REASON_MAX fault=faults.at("/reason")/>
            <div class="templates">
                {templates.get_value().into_iter().map(|template| view! {
                    <button type="button" class="template" on:click=move |_| reason.update(|text| {
                        if !text.is_empty() && !text.ends_with('\n') {
                            text.push('\n');
                        }
                        text.push_str(template);
                    })>{template}</button>
                }).collect_view()}
            </div>
        </Dialog>
    }
}

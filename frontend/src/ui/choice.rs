//! Choosing among a few options.

use leptos::prelude::*;

use super::field::{Fault, Field, FieldIds, next_id};

/// An option: what is stored, and what is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
        }
    }
}

/// A drop-down. Empty means nothing chosen; `empty` is the text for that.
#[component]
pub fn Select(
    #[prop(into)] label: String,
    value: RwSignal<String>,
    #[prop(into)] choices: Signal<Vec<Choice>>,
    #[prop(optional, into)] empty: Option<String>,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] fault: Fault,
    #[prop(optional)] required: bool,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] on_leave: Option<Callback<()>>,
) -> impl IntoView {
    let ids = FieldIds::new(&hint);
    let described = ids.described_by(fault);
    view! {
        <Field ids=ids.clone() label hint fault required>
            <select
                class="input"
                id=ids.input
                disabled=move || disabled.get()
                aria-required=required.then_some("true")
                aria-invalid=move || fault.with(Option::is_some).then_some("true")
                aria-describedby=move || described.get()
                on:change=move |e| value.set(event_target_value(&e))
                on:blur=move |_| if let Some(leave) = on_leave { leave.run(()) }
            >
                {empty.map(|text| view! { <option value="" prop:selected=move || value.with(String::is_empty)>{text}</option> })}
                {move || choices.get().into_iter().map(|choice| {
                    let own = choice.value.clone();
                    view! {
                        <option value=choice.value prop:selected=move || value.with(|v| *v == own)>{choice.label}</option>
                    }
                }).collect_view()}
            </select>
        </Field>
    }
}

/// One of a few, all visible.
#[component]
pub fn RadioGroup(
    #[prop(into)] label: String,
    value: RwSignal<String>,
    #[prop(into)] choices: Signal<Vec<Choice>>,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] fault: Fault,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let ids = FieldIds::new(&hint);
    let name = next_id("radio");
    view! {
        <Field ids label hint fault required group=true>
            <div class="options">
                {move || choices.get().into_iter().map(|choice| {
                    let own = choice.value.clone();
                    let chosen = choice.value.clone();
                    view! {
                        <label class="option">
                            <input
                                type="radio"
                                name=name.clone()
                                value=choice.value
                                prop:checked=move || value.with(|v| *v == own)
                                on:change=move |_| value.set(chosen.clone())
                            />
                            <span>{choice.label}</span>
                        </label>
                    }
                }).collect_view()}
            </div>
        </Field>
    }
}

/// Any of a few; in the order of the choices.
#[component]
pub fn CheckboxGroup(
    #[prop(into)] label: String,
    value: RwSignal<Vec<String>>,
    #[prop(into)] choices: Signal<Vec<Choice>>,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] fault: Fault,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let ids = FieldIds::new(&hint);
    let toggle = move |code: &str, on: bool| {
        let order = choices.get_untracked();
        value.update(|chosen| {
            chosen.retain(|c| c != code);
            if on {
                chosen.push(code.to_owned());
            }
            chosen.sort_by_key(|c| order.iter().position(|o| o.value == *c));
        });
    };
    view! {
        <Field ids label hint fault required group=true>
            <div class="options">
                {move || choices.get().into_iter().map(|choice| {
                    let own = choice.value.clone();
                    let code = choice.value.clone();
                    view! {
                        <label class="option">
                            <input
                                type="checkbox"
                                value=choice.value
                                prop:checked=move || value.with(|v| v.contains(&own))
                                on:change=move |e| toggle(&code, event_target_checked(&e))
                            />
                            <span>{choice.label}</span>
                        </label>
                    }
                }).collect_view()}
            </div>
        </Field>
    }
}

/// Yes or no.
#[component]
pub fn Checkbox(#[prop(into)] label: String, value: RwSignal<bool>) -> impl IntoView {
    view! {
        <label class="option">
            <input
                type="checkbox"
                prop:checked=move || value.get()
                on:change=move |e| value.set(event_target_checked(&e))
            />
            <span>{label}</span>
        </label>
    }
}

//! Inputs for text and numbers.

use domain::text::half_width;
use leptos::prelude::*;

use super::field::{Fault, Field, FieldIds};

/// One line of text. `kind` is the input's type: `text`, `search`, `tel`, `url`.
#[component]
pub fn TextInput(
    #[prop(into)] label: String,
    value: RwSignal<String>,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] fault: Fault,
    #[prop(optional)] required: bool,
    #[prop(default = "text")] kind: &'static str,
    /// `numeric`, `tel`, `url`: which keyboard a phone shows.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    #[prop(optional)] autocomplete: Option<&'static str>,
    #[prop(optional, into)] placeholder: String,
    #[prop(optional)] maxlength: Option<u32>,
    /// When the field is left.
    #[prop(optional, into)]
    on_leave: Option<Callback<()>>,
) -> impl IntoView {
    let ids = FieldIds::new(&hint);
    let described = ids.described_by(fault);
    view! {
        <Field ids=ids.clone() label hint fault required>
            <input
                class="input"
                id=ids.input
                type=kind
                inputmode=inputmode
                autocomplete=autocomplete
                placeholder=placeholder
                maxlength=maxlength
                aria-required=required.then_some("true")
                aria-invalid=move || fault.with(Option::is_some).then_some("true")
                aria-describedby=move || described.get()
                prop:value=move || value.get()
                on:input=move |e| value.set(event_target_value(&e))
                on:blur=move |_| if let Some(leave) = on_leave { leave.run(()) }
            />
        </Field>
    }
}

/// Several lines. With `limit` it counts characters; more can be typed, and the fault says so.
#[component]
pub fn TextArea(
    #[prop(into)] label: String,
    value: RwSignal<String>,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] fault: Fault,
    #[prop(optional)] required: bool,
    #[prop(default = 5)] rows: u32,
    #[prop(optional)] limit: Option<usize>,
    #[prop(optional, into)] on_leave: Option<Callback<()>>,
) -> impl IntoView {
    let ids = FieldIds::new(&hint);
    let described = ids.described_by(fault);
    let count = move || value.with(|v| v.chars().count());
    view! {
        <Field ids=ids.clone() label hint fault required>
            <textarea
                class="input"
                id=ids.input
                rows=rows
                aria-required=required.then_some("true")
                aria-invalid=move || fault.with(Option::is_some).then_some("true")
                aria-describedby=move || described.get()
                prop:value=move || value.get()
                on:input=move |e| value.set(event_target_value(&e))
                on:blur=move |_| if let Some(leave) = on_leave { leave.run(()) }
            ></textarea>
            {limit.map(|limit| view! {
                <p class="field-count" class:field-count-over=move || { count() > limit }>
                    {move || format!("{} / {limit}", count())}
                </p>
            })}
        </Field>
    }
}

/// A whole number. What is not one reads as absent.
#[component]
pub fn NumberInput(
    #[prop(into)] label: String,
    value: RwSignal<Option<i64>>,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] fault: Fault,
    #[prop(optional)] required: bool,
    /// Shown behind the number: 人次, 元.
    #[prop(optional, into)]
    unit: String,
    #[prop(optional, into)] on_leave: Option<Callback<()>>,
) -> impl IntoView {
    let ids = FieldIds::new(&hint);
    let described = ids.described_by(fault);
    view! {
        <Field ids=ids.clone() label hint fault required>
            <div class="input-row">
                // Not type=number: wheels and arrow keys change those by accident.
                <input
                    class="input input-number"
                    id=ids.input
                    type="text"
                    inputmode="numeric"
                    autocomplete="off"
                    aria-required=required.then_some("true")
                    aria-invalid=move || fault.with(Option::is_some).then_some("true")
                    aria-describedby=move || described.get()
                    prop:value=move || value.get().map(|n| n.to_string()).unwrap_or_default()
                    on:change=move |e| value.set(half_width(&event_target_value(&e)).trim().parse().ok())
                    on:blur=move |_| if let Some(leave) = on_leave { leave.run(()) }
                />
                {(!unit.is_empty()).then(|| view! { <span class="input-unit">{unit}</span> })}
            </div>
        </Field>
    }
}

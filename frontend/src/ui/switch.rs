//! A switch: on or off, in force at once.

use leptos::prelude::*;

use super::field::next_id;

/// While `busy` it keeps the focus and does nothing. What it shows follows `on`.
#[component]
pub fn Switch(
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: String,
    #[prop(into)] on: Signal<bool>,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(into)] on_toggle: Callback<bool>,
) -> impl IntoView {
    let id = next_id("switch");
    let hint_id = (!hint.is_empty()).then(|| format!("{id}-hint"));
    view! {
        <div class="switch">
            <div class="switch-text">
                <label class="switch-label" for=id.clone()>{label}</label>
                {hint_id.clone().map(|id| view! { <p class="field-hint" id=id>{hint}</p> })}
            </div>
            <input
                class="switch-input"
                id=id
                type="checkbox"
                role="switch"
                aria-describedby=hint_id
                aria-busy=move || busy.get().then_some("true")
                prop:checked=move || on.get()
                on:click=move |e| if busy.get_untracked() { e.prevent_default() }
                on:change=move |e| on_toggle.run(event_target_checked(&e))
            />
        </div>
    }
}

//! Type-ahead: a text input with a list of suggestions (ARIA combobox with a listbox).

use leptos::html::Input;
use leptos::prelude::*;

use super::choice::Choice;
use super::field::{Fault, Field, FieldIds};
use crate::i18n::{general, t, tf};

/// Suggestions come in by `choices`, which the page fills when `query` changes (after a pause, see
/// `crate::pause`). Choosing one runs `on_choose` and puts its label into `query`.
#[component]
pub fn Combobox(
    #[prop(into)] label: String,
    /// What is typed.
    query: RwSignal<String>,
    #[prop(into)] choices: Signal<Vec<Choice>>,
    /// While suggestions are on their way.
    #[prop(optional, into)]
    busy: Signal<bool>,
    #[prop(into)] on_choose: Callback<Choice>,
    /// Runs when something is typed, not when a choice fills the text.
    #[prop(optional, into)]
    on_type: Option<Callback<String>>,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] placeholder: String,
    #[prop(optional, into)] fault: Fault,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let ids = FieldIds::new(&hint);
    let described = ids.described_by(fault);
    let list = format!("{}-list", ids.input);
    let open = RwSignal::new(false);
    let active = RwSignal::new(None::<usize>);
    let input = NodeRef::<Input>::new();
    let option_id = {
        let list = list.clone();
        move |n: usize| format!("{list}-{n}")
    };
    let choose = move |choice: Choice| {
        query.set(choice.label.clone());
        open.set(false);
        active.set(None);
        if let Some(input) = input.get_untracked() {
            let _ = input.focus();
        }
        on_choose.run(choice);
    };
    let key = move |event: leptos::ev::KeyboardEvent| {
        let count = choices.with_untracked(Vec::len);
        match event.key().as_str() {
            "ArrowDown" if count > 0 => {
                event.prevent_default();
                open.set(true);
                active.update(|a| *a = Some(a.map_or(0, |n| (n + 1) % count)));
            }
            "ArrowUp" if count > 0 => {
                event.prevent_default();
                open.set(true);
                active.update(|a| *a = Some(a.map_or(count - 1, |n| (n + count - 1) % count)));
            }
            "Enter" if open.get_untracked() => {
                let chosen = active
                    .get_untracked()
                    .and_then(|n| choices.with_untracked(|c| c.get(n).cloned()));
                if let Some(choice) = chosen {
                    event.prevent_default();
                    choose(choice);
                }
            }
            "Escape" if open.get_untracked() => {
                // The dialog around it stays open.
                event.prevent_default();
                event.stop_propagation();
                open.set(false);
                active.set(None);
            }
            _ => {}
        }
    };
    let shown = move || open.get() && (busy.get() || query.with(|q| !q.trim().is_empty()));
    let active_id = {
        let option_id = option_id.clone();
        move || active.get().filter(|_| shown()).map(&option_id)
    };
    let status = move || match (shown(), busy.get(), choices.with(Vec::len)) {
        (false, ..) => String::new(),
        (_, true, _) => t(general::LOADING).to_owned(),
        (_, _, 0) => t(general::NO_MATCH).to_owned(),
        (_, _, n) => tf(general::MATCHES, &[&n.to_string()]),
    };
    let list_label = label.clone();
    view! {
        <Field ids=ids.clone() label hint fault required>
            <div class="combobox">
                <input
                    class="input"
                    node_ref=input
                    id=ids.input
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    placeholder=placeholder
                    aria-autocomplete="list"
                    aria-expanded=move || if shown() { "true" } else { "false" }
                    aria-controls=list.clone()
                    aria-activedescendant=active_id
                    aria-required=required.then_some("true")
                    aria-invalid=move || fault.with(Option::is_some).then_some("true")
                    aria-describedby=move || described.get()
                    prop:value=move || query.get()
                    on:input=move |e| {
                        let typed = event_target_value(&e);
                        query.set(typed.clone());
                        active.set(None);
                        open.set(true);
                        if let Some(on_type) = on_type {
                            on_type.run(typed);
                        }
                    }
                    on:keydown=key
                    on:blur=move |_| open.set(false)
                />
                <ul class="combobox-list" id=list role="listbox" aria-label=list_label hidden=move || !shown()>
                    {move || choices.get().into_iter().enumerate().map(|(n, choice)| {
                        let label = choice.label.clone();
                        view! {
                            <li
                                id=option_id(n)
                                class="combobox-option"
                                role="option"
                                aria-selected=move || if active.get() == Some(n) { "true" } else { "false" }
                                // The press must not take the focus from the input.
                                on:mousedown=|e| e.prevent_default()
                                on:click=move |_| choose(choice.clone())
                            >{label}</li>
                        }
                    }).collect_view()}
                </ul>
                <p class="combobox-status" role="status" class:visually-hidden=move || {
                    !shown() || choices.with(|c| !c.is_empty())
                }>{status}</p>
            </div>
        </Field>
    }
}

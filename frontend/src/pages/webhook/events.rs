//! Which events an address is told of: by what they are about, or all of them.

use domain::webhook::EventKind;
use leptos::prelude::*;

use crate::i18n::{Text, t, webhook as words};
use crate::ui::{CheckboxGroup, Choice, Fault, Field, FieldIds};

/// What the names of its events begin with, and what it is called.
const GROUPS: [(&str, Text); 2] = [
    ("activity.", words::EVENTS_ACTIVITY),
    ("organization.", words::EVENTS_ORGANIZATION),
];

#[component]
pub(super) fn Events(value: RwSignal<Vec<String>>, fault: Fault) -> impl IntoView {
    let count = move || value.with(Vec::len);
    let every = move || {
        EventKind::ALL
            .iter()
            .map(|kind| kind.as_str().to_owned())
            .collect()
    };
    let all = move || count() == EventKind::ALL.len();
    let some = move || count() != 0 && !all();
    let choose_all = move |e| {
        value.set(if event_target_checked(&e) {
            every()
        } else {
            Vec::new()
        })
    };
    let group = move |(prefix, label): (&str, Text)| {
        let choices: Vec<_> = EventKind::ALL
            .iter()
            .filter(|kind| kind.as_str().starts_with(prefix))
            .map(|kind| Choice::new(kind.as_str(), words::event(*kind)))
            .collect();
        view! { <CheckboxGroup label=t(label) value choices/> }
    };
    view! {
        <Field ids=FieldIds::new("") label=t(words::EVENTS) fault required=true group=true>
            <div class="events">
                <label class="option">
                    <input
                        type="checkbox"
                        prop:checked=all
                        prop:indeterminate=some
                        on:change=choose_all
                    />
                    <span>{t(words::EVENTS_ALL)}</span>
                </label>
                {GROUPS.map(group).collect_view()}
            </div>
        </Field>
    }
}

//! What the log is narrowed by.

use domain::audit::AuditOutcome;
use leptos::prelude::*;
use uuid::Uuid;

use super::entry::outcome_name;
use super::looking::use_looking;
use crate::i18n::{Text, audit as words, general, names, operation as operations, t};
use crate::pages::public::More;
use crate::pause::after_pause;
use crate::ui::{Button, ButtonKind, Choice, Combobox, DateInput, IconName, Select, TextInput};

/// After this long without typing it counts.
const PAUSE_MS: u32 = 400;
/// Operations suggested at once.
const SUGGESTED: usize = 12;

#[component]
pub fn Filters() -> impl IntoView {
    let looking = use_looking();
    let outcomes: Vec<_> = AuditOutcome::ALL
        .map(|outcome| Choice::new(outcome.as_str(), t(outcome_name(outcome))))
        .to_vec();
    let clear = move || looking.clear();
    view! {
        <form class="audit-filters" role="search" on:submit=|e| e.prevent_default()>
            <More>
                <Operation/>
                <Select label=t(words::OUTCOME) value=looking.outcome choices=outcomes empty=t(general::ALL)/>
                <DateInput label=t(words::FROM) value=looking.from/>
                <DateInput label=t(words::TO) value=looking.to/>
                <Identifier label=words::ACCOUNT value=looking.account/>
                <Identifier label=words::OBJECT value=looking.object/>
            </More>
            {move || looking.is_narrow().then(|| view! {
                <div><Button kind=ButtonKind::Quiet icon=IconName::Close on_press=clear>{t(words::CLEAR)}</Button></div>
            })}
        </form>
    }
}

fn called(id: &str) -> String {
    names::operation(id).map_or_else(|| id.to_owned(), |name| t(name).to_owned())
}

/// The operation that a text means: its name, or an identifier as it stands in the document.
fn meant(text: &str) -> Option<String> {
    let text = text.trim();
    let named = operations::ALL.iter().find(|(_, name)| t(*name) == text);
    if let Some((id, _)) = named {
        return Some((*id).to_owned());
    }
    let identifier =
        text.is_empty() || (text.contains('_') && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'));
    identifier.then(|| text.to_owned())
}

#[component]
fn Operation() -> impl IntoView {
    let operation = use_looking().operation;
    let query = RwSignal::new(untrack(|| called(&operation.get())));
    // Chosen elsewhere: in an entry, by the address.
    Effect::new(move |_| {
        let now = operation.get();
        if meant(&query.get_untracked()).as_deref() != Some(now.as_str()) {
            query.set(called(&now));
        }
    });
    let choices = Signal::derive(move || {
        let typed = query.with(|text| text.trim().to_lowercase());
        let fits =
            |(id, name): &&(&str, Text)| id.contains(&typed) || t(*name).to_lowercase().contains(&typed);
        operations::ALL
            .iter()
            .filter(fits)
            .take(SUGGESTED)
            .map(|(id, name)| Choice::new(*id, t(*name)))
            .collect::<Vec<_>>()
    });
    let take = move |id: String| {
        if operation.try_with_untracked(|now| *now != id) == Some(true) {
            operation.set(id);
        }
    };
    let settle = after_pause(PAUSE_MS, move |text: String| {
        if let Some(id) = meant(&text) {
            take(id);
        }
    });
    let choose = move |choice: Choice| take(choice.value);
    view! {
        <Combobox label=t(words::OPERATION) hint=t(words::OPERATION_HINT) query choices on_choose=choose on_type=settle/>
    }
}

/// What is typed counts once it is an identifier.
#[component]
fn Identifier(label: Text, value: RwSignal<String>) -> impl IntoView {
    let typed = RwSignal::new(value.get_untracked());
    let wrong = RwSignal::new(None::<String>);
    let settle = after_pause(PAUSE_MS, move |text: String| {
        let text = text.trim().to_lowercase();
        let right = text.is_empty() || Uuid::try_parse(&text).is_ok();
        let gone = wrong.try_set((!right).then(|| t(words::NO_ID).to_owned()));
        if gone.is_none() && right && value.with_untracked(|now| *now != text) {
            value.set(text);
        }
    });
    Effect::new(move |before: Option<()>| {
        let text = typed.get();
        if before.is_some() {
            settle(text);
        }
    });
    // Chosen in an entry, or cleared.
    Effect::new(move |_| {
        let now = value.get();
        if typed.with_untracked(|text| text.trim() != now) {
            typed.set(now);
        }
    });
    view! { <TextInput label=t(label) value=typed autocomplete="off" fault=wrong/> }
}

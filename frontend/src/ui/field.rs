//! What stands around an input: its label, a hint, and what is wrong with it.

use std::cell::Cell;

use leptos::prelude::*;

use super::icon::{Icon, IconName};
use crate::i18n::{general, t};

/// What is wrong with a field, if anything is.
pub type Fault = Signal<Option<String>>;

/// A fresh `id` for an element.
pub fn next_id(prefix: &str) -> String {
    thread_local!(static LAST: Cell<u32> = const { Cell::new(0) });
    let n = LAST.get() + 1;
    LAST.set(n);
    format!("{prefix}-{n}")
}

/// Identifiers that tie an input to the texts around it.
#[derive(Debug, Clone)]
pub struct FieldIds {
    pub input: String,
    pub hint: String,
    pub fault: String,
    has_hint: bool,
}

impl FieldIds {
    pub fn new(hint: &str) -> Self {
        let input = next_id("field");
        Self {
            hint: format!("{input}-hint"),
            fault: format!("{input}-fault"),
            input,
            has_hint: !hint.is_empty(),
        }
    }
    /// For `aria-describedby`: the fault first, where there is one.
    pub fn described_by(&self, fault: Fault) -> Signal<Option<String>> {
        let ids = self.clone();
        Signal::derive(move || match (fault.with(Option::is_some), ids.has_hint) {
            (true, true) => Some(format!("{} {}", ids.fault, ids.hint)),
            (true, false) => Some(ids.fault.clone()),
            (false, true) => Some(ids.hint.clone()),
            (false, false) => None,
        })
    }
}

/// Label, hint and fault around one input (`group` false) or several (`group` true: a fieldset).
#[component]
pub fn Field(
    ids: FieldIds,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] fault: Fault,
    #[prop(optional)] required: bool,
    #[prop(optional)] group: bool,
    children: Children,
) -> impl IntoView {
    let title = view! {
        {label}
        {required.then(|| view! { <span class="field-required">{t(general::REQUIRED)}</span> })}
    };
    let hint_id = ids.hint.clone();
    let hint = (!hint.is_empty()).then(|| view! { <p class="field-hint" id=hint_id>{hint}</p> });
    let fault_id = ids.fault.clone();
    // Announced when it appears, so the element is there from the start.
    let faults = view! {
        <div class="field-fault" id=fault_id aria-live="polite">
            {move || fault.get().map(|text| view! { <Icon name=IconName::Warning/><span>{text}</span> })}
        </div>
    };
    let class = move || {
        if fault.with(Option::is_some) {
            "field field-wrong"
        } else {
            "field"
        }
    };
    if group {
        let described = ids.described_by(fault);
        view! {
            <fieldset class=class id=ids.input tabindex="-1" aria-describedby=move || described.get()>
                <legend class="field-label">{title}</legend>
                {hint}
                {children()}
                {faults}
            </fieldset>
        }
        .into_any()
    } else {
        view! {
            <div class=class>
                <label class="field-label" for=ids.input>{title}</label>
                {hint}
                {children()}
                {faults}
            </div>
        }
        .into_any()
    }
}

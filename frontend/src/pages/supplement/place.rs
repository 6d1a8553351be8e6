//! Places of the form, by the JSON pointer of what is entered there: where faults and rules lead to.

use domain::activity::finding::Finding;
use domain::eligibility::RuleCode;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::cockpit::RuleMark;
use super::judging::Judged;
use crate::i18n::t;
use crate::page;
use crate::pages::sheet::finding::{icon, name, tone};
use crate::ui::Icon;

/// The `id` of the place of a pointer.
pub fn place(pointer: &str) -> String {
    format!("supplement{}", pointer.replace('/', "-"))
}

/// Brings a place into view and the first input in it to the focus; the nearest place around it where it has none.
pub fn go_to(pointer: &str) -> bool {
    let mut near = pointer;
    while !near.is_empty() {
        let id = place(near);
        if page::reveal(&id) {
            focus_inside(&id);
            return true;
        }
        near = near.rsplit_once('/').map_or("", |(above, _)| above);
    }
    false
}

fn focus_inside(id: &str) {
    let inputs = ["input:not([type=file])", "textarea", "select", "input", "button"];
    let selector: Vec<_> = inputs.iter().map(|input| format!("#{id} {input}")).collect();
    // The first in the page, of whichever kind.
    let found = document().query_selector(&selector.join(",")).ok().flatten();
    if let Some(element) = found.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// A part of the form, with how its rule stands.
#[component]
pub fn Part(
    pointer: &'static str,
    #[prop(into)] title: String,
    #[prop(into)] lead: String,
    #[prop(optional_no_strip)] mark: Option<(RuleCode, Signal<Judged>)>,
    children: Children,
) -> impl IntoView {
    let id = place(pointer);
    let heading = format!("{id}-title");
    let labelled = heading.clone();
    view! {
        <section class="card part" id=id tabindex="-1" aria-labelledby=labelled>
            <div class="part-head">
                <h2 class="card-title" id=heading>{title}</h2>
                {mark.map(|(code, judged)| view! { <RuleMark code judged/> })}
            </div>
            <p class="field-hint">{lead}</p>
            {children()}
        </section>
    }
}

/// A place inside a part; its pointer may change, as lines are moved.
#[component]
pub fn Place(#[prop(into)] pointer: Signal<String>, children: Children) -> impl IntoView {
    view! { <div class="place" id=move || pointer.with(|at| place(at))>{children()}</div> }
}

/// What was found in one field, beside it: it warns and never refuses.
#[component]
pub fn FieldFindings(
    #[prop(into)] pointer: Signal<String>,
    #[prop(into)] findings: Signal<Vec<Finding>>,
) -> impl IntoView {
    let own = Memo::new(move |_| {
        let at = pointer.get();
        findings.with(|all| {
            all.iter()
                .filter(|f| f.pointer == at)
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    let line = |f: Finding| {
        view! {
            <p class=format!("field-finding {}", tone(f.severity))>
                <Icon name=icon(f.severity)/>
                <span class="visually-hidden">{t(name(f.severity))}</span>
                <span>{f.message}</span>
            </p>
        }
    };
    view! {
        <div class="field-findings" aria-live="polite">
            {move || own.get().into_iter().map(line).collect_view()}
        </div>
    }
}

//! Asking for a reason before something is done.

use domain::activity::view::REASON_MAX;
use domain::edition::ReviewReason;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::form::FormFaults;
use crate::i18n::{general, review, t};
use crate::page;
use crate::ui::{Button, ButtonKind, Dialog, TextArea, next_id};

/// `on_confirm` gets what was written. `templates` are put into the text by a press; with `quick` a digit sends the one
/// it stands beside at once. Ctrl and Enter send what is written.
#[component]
pub fn ReasonDialog(
    open: RwSignal<bool>,
    #[prop(into)] title: String,
    #[prop(optional, into)] text: String,
    #[prop(into)] label: String,
    #[prop(into)] action: String,
    #[prop(optional)] danger: bool,
    #[prop(optional)] quick: bool,
    /// Characters it may have.
    #[prop(default = REASON_MAX)]
    limit: usize,
    #[prop(optional, into)] templates: Signal<Vec<ReviewReason>>,
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
    let lead = next_id("reason");
    Effect::new({
        let lead = lead.clone();
        move |_| {
            if open.get() {
                reason.set(String::new());
                // What is above the field, not the button that closes: digits work at once, and Tab leads to the field.
                let lead = lead.clone();
                request_animation_frame(move || page::focus(&lead));
            }
        }
    });
    // What was missing is there.
    Effect::new(move |_| {
        if reason.with(|text| !text.trim().is_empty()) {
            faults.clear();
        }
    });
    let send = move || {
        if !busy.get_untracked() {
            on_confirm.run(reason.get_untracked());
        }
    };
    let handle = window_event_listener(ev::keydown, move |event| {
        if !open.get_untracked() || event.repeat() || event.is_composing() {
            return;
        }
        let key = event.key();
        if key == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            send();
        } else if quick && !is_in_field(&event) && !event.ctrl_key() && !event.meta_key() && !event.alt_key()
        {
            let digit = key.parse::<usize>().ok().filter(|n| (1..=9).contains(n));
            let chosen = digit.and_then(|n| templates.with_untracked(|all| all.get(n - 1).cloned()));
            let Some(chosen) = chosen else { return };
            event.prevent_default();
            // What was written is not thrown away: then the template is only added to it.
            let own = reason.with_untracked(|text| !text.trim().is_empty());
            add(reason, &chosen.text);
            if !own {
                send();
            }
        }
    });
    on_cleanup(move || handle.remove());
    let (action, text) = (StoredValue::new(action), StoredValue::new(text));
    let (label, lead) = (StoredValue::new(label), StoredValue::new(lead));
    let actions = move || {
        view! {
            <Button on_press=move || open.set(false)>{t(general::CANCEL)}</Button>
            <Button kind busy on_press=send>{action.get_value()}</Button>
        }
    };
    view! {
        <Dialog open title actions>
            <div class="reason-form" class:reason-quick=quick>
                <div class="reason-lead" id=lead.get_value() tabindex="-1">
                    {text.with_value(|text| (!text.is_empty()).then(|| view! { <p>{text.clone()}</p> }))}
                </div>
                <TextArea label=label.get_value() value=reason rows=3 limit fault=faults.at("/reason")/>
                {move || templates.with(|all| !all.is_empty()).then(|| view! { <Templates templates quick reason/> })}
            </div>
        </Dialog>
    }
}

/// Reasons to choose from; a press puts one into the text.
#[component]
pub fn Templates(
    templates: Signal<Vec<ReviewReason>>,
    /// Shows the digits.
    #[prop(optional)]
    quick: bool,
    reason: RwSignal<String>,
) -> impl IntoView {
    let row = move |(n, template): (usize, ReviewReason)| {
        let text = template.text.clone();
        let digit = (quick && n < 9).then(|| view! { <kbd class="key" aria-hidden="true">{n + 1}</kbd> });
        let named = (!template.title.is_empty() && template.title != template.text)
            .then(|| view! { <strong>{template.title}</strong> });
        view! {
            <button type="button" class="template" on:click=move |_| add(reason, &text)>
                {digit}
                <span class="template-text">{named}<span>{template.text}</span></span>
            </button>
        }
    };
    view! {
        <div class="templates" role="group" aria-label=t(review::TEMPLATES)>
            <p class="field-hint">{if quick { t(review::QUICK_HINT) } else { t(review::TEMPLATES) }}</p>
            {move || templates.get().into_iter().enumerate().map(row).collect_view()}
        </div>
    }
}

fn add(reason: RwSignal<String>, template: &str) {
    reason.update(|text| {
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str(template);
    });
}

fn is_in_field(event: &ev::KeyboardEvent) -> bool {
    event
        .target()
        .is_some_and(|target| target.dyn_ref::<web_sys::HtmlTextAreaElement>().is_some())
}

//! Rich text: what the browser edits itself; the server keeps a small allow-list of elements.

use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::i18n::{activity, general, t};
use crate::ui::{Fault, Icon, IconName, next_id};

/// What a button of the toolbar does.
fn command(name: &str, value: &str) {
    if let Ok(page) = document().dyn_into::<web_sys::HtmlDocument>() {
        // A browser that does not know the command leaves the text as it is.
        let _ = page.exec_command_with_show_ui_and_value(name, false, value);
    }
}

#[component]
pub fn RichText(
    #[prop(into)] label: String,
    #[prop(into)] hint: String,
    value: RwSignal<String>,
    #[prop(into)] fault: Fault,
) -> impl IntoView {
    let editor = NodeRef::<Div>::new();
    let (label_id, hint_id, fault_id) = (next_id("rich"), next_id("rich-hint"), next_id("rich-fault"));
    // Written once: afterwards the browser's own text is the newer one.
    Effect::new(move |done: Option<bool>| {
        let Some(element) = editor.get() else { return false };
        if done != Some(true) {
            element.set_inner_html(&value.get_untracked());
        }
        true
    });
    let read = move || {
        if let Some(element) = editor.get_untracked() {
            let html = element.inner_html();
            let empty = domain::text::plain_text(&html).is_empty();
            value.set(if empty { String::new() } else { html });
        }
    };
    let press = move |name: &'static str, argument: &'static str| {
        if let Some(element) = editor.get_untracked() {
            let _ = element.focus();
        }
        command(name, argument);
        read();
    };
    let buttons: [(&str, &str, &str); 5] = [
        (t(activity::BOLD), "bold", ""),
        (t(activity::HEADING), "formatBlock", "h3"),
        (t(activity::PARAGRAPH), "formatBlock", "p"),
        (t(activity::LIST_BULLETS), "insertUnorderedList", ""),
        (t(activity::LIST_NUMBERS), "insertOrderedList", ""),
    ];
    let described = {
        let (hint_id, fault_id) = (hint_id.clone(), fault_id.clone());
        move || {
            if fault.with(Option::is_some) {
                format!("{fault_id} {hint_id}")
            } else {
                hint_id.clone()
            }
        }
    };
    view! {
        <div class="field" class:field-wrong=move || fault.with(Option::is_some)>
            <span class="field-label" id=label_id.clone()>
                {label}<span class="field-required">{t(general::REQUIRED)}</span>
            </span>
            <p class="field-hint" id=hint_id>{hint}</p>
            <div class="rich">
                <div class="rich-bar" role="toolbar" aria-label=t(activity::TOOLBAR)>
                    {buttons.into_iter().map(|(text, name, argument)| view! {
                        <button
                            type="button" class="rich-button"
                            // The press must not take the selection from the text.
                            on:mousedown=|e| e.prevent_default()
                            on:click=move |_| press(name, argument)
                        >{text}</button>
                    }).collect_view()}
                </div>
                <div
                    class="rich-text prose" node_ref=editor contenteditable="true" role="textbox" aria-multiline="true" tabindex="0"
                    aria-labelledby=label_id aria-describedby=described
                    aria-invalid=move || fault.with(Option::is_some).then_some("true")
                    on:input=move |_| read()
                    on:paste=move |event| {
                        // Text only: what other programs put around it would be thrown away by the server.
                        let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok());
                        if let Some(text) = text {
                            event.prevent_default();
                            command("insertText", &text);
                            read();
                        }
                    }
                ></div>
            </div>
            <div class="field-fault" id=fault_id aria-live="polite">
                {move || fault.get().map(|text| view! { <Icon name=IconName::Warning/><span>{text}</span> })}
            </div>
        </div>
    }
}

//! Single keys that do something on a page, with a help that lists them and a switch to turn them off.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::i18n::{Text, review, t};
use crate::storage::Store;
use crate::ui::{Dialog, Switch};

const STORED: &str = "kepu.desk.keys";

/// Whether single keys do something: whoever steers by voice or strikes keys by accident can switch them off.
#[derive(Clone, Copy)]
pub struct Keys {
    on: RwSignal<bool>,
    pub helping: RwSignal<bool>,
}

impl Keys {
    /// Listens until the page is left. `press` is given the key in lower case and answers whether it was one of its own;
    /// it is not asked while somebody types or a dialog is open. A question mark shows the help.
    pub fn start(press: impl Fn(&str, &ev::KeyboardEvent) -> bool + 'static) -> Self {
        let keys = Self {
            on: RwSignal::new(Store::Device.get::<bool>(STORED).unwrap_or(true)),
            helping: RwSignal::new(false),
        };
        let handle = window_event_listener(ev::keydown, move |event| {
            let free = !event.default_prevented() && !is_typing(&event) && !dialog_is_open();
            if !keys.on.get_untracked() || !free {
                return;
            }
            let Some(key) = key_of(&event) else { return };
            let help = matches!(key.as_str(), "?" | "？") && !event.repeat();
            if help {
                keys.helping.set(true);
            }
            if help || press(&key, &event) {
                event.prevent_default();
            }
        });
        on_cleanup(move || handle.remove());
        keys
    }

    pub fn are_on(self) -> bool {
        self.on.get()
    }
    pub fn switch(self, on: bool) {
        // A browser that keeps nothing still follows until the page is closed.
        Store::Device.set(STORED, &on);
        self.on.set(on);
    }
}

/// The key in lower case; that of the place on the keyboard where an input method has taken it.
fn key_of(event: &ev::KeyboardEvent) -> Option<String> {
    if event.ctrl_key() || event.meta_key() || event.alt_key() || event.is_composing() {
        return None;
    }
    let key = event.key();
    if key == "Process" {
        let code = event.code();
        return code.strip_prefix("Key").map(str::to_ascii_lowercase);
    }
    Some(key.to_ascii_lowercase())
}

fn element_of(event: &ev::KeyboardEvent) -> Option<web_sys::HtmlElement> {
    event.target()?.dyn_into().ok()
}

/// Whether the key belongs to a field.
fn is_typing(event: &ev::KeyboardEvent) -> bool {
    let Some(element) = element_of(event) else {
        return false;
    };
    if let Some(input) = element.dyn_ref::<web_sys::HtmlInputElement>() {
        return !matches!(input.type_().as_str(), "checkbox" | "radio" | "button");
    }
    matches!(element.tag_name().as_str(), "TEXTAREA" | "SELECT") || element.is_content_editable()
}

/// Whether Enter does something of its own there.
pub fn is_on_control(event: &ev::KeyboardEvent) -> bool {
    element_of(event).is_some_and(|e| {
        matches!(
            e.tag_name().as_str(),
            "A" | "BUTTON" | "SUMMARY" | "INPUT" | "VIDEO"
        )
    })
}

fn dialog_is_open() -> bool {
    document().query_selector("dialog[open]").ok().flatten().is_some()
}

/// Names of keys, and what they do.
pub type KeyRow = (&'static [&'static str], Text);

/// Which key does what.
#[component]
pub fn KeyHelp(keys: Keys, rows: &'static [KeyRow]) -> impl IntoView {
    view! {
        <Dialog open=keys.helping title=t(review::KEYS)>
            <dl class="keys">
                {rows.iter().map(|(names, text)| view! {
                    <div>
                        <dt>{names.iter().map(|name| view! { <kbd class="key">{*name}</kbd> }).collect_view()}</dt>
                        <dd>{t(*text)}</dd>
                    </div>
                }).collect_view()}
            </dl>
            <Switch
                label=t(review::KEYS_USE) hint=t(review::KEYS_USE_HINT)
                on=Signal::derive(move || keys.are_on()) on_toggle=move |on| keys.switch(on)
            />
        </Dialog>
    }
}

/// A key, for those who see it: it is no part of a button's name.
#[component]
pub fn Key(name: &'static str) -> impl IntoView {
    view! { <kbd class="key" aria-hidden="true">{name}</kbd> }
}

//! The desk by keyboard alone.

use gloo_storage::{LocalStorage, Storage};
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::state::Desk;

const STORED: &str = "kepu.desk.keys";

/// Whether single keys do something: whoever steers by voice or strikes keys by accident can switch them off.
#[derive(Clone, Copy)]
pub struct Keys {
    on: RwSignal<bool>,
    pub helping: RwSignal<bool>,
}

impl Keys {
    /// Listens until the page is left.
    pub fn start(desk: Desk) -> Self {
        let keys = Self {
            on: RwSignal::new(LocalStorage::get::<bool>(STORED).unwrap_or(true)),
            helping: RwSignal::new(false),
        };
        let handle = window_event_listener(ev::keydown, move |event| {
            let free = !is_typing(&event) && !dialog_is_open();
            if keys.on.get_untracked() && free && keys.press(desk, &event) {
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
        let _ = LocalStorage::set(STORED, on);
        self.on.set(on);
    }

    /// Whether the key was one of ours.
    fn press(self, desk: Desk, event: &ev::KeyboardEvent) -> bool {
        let Some(key) = key_of(event) else { return false };
        match key.as_str() {
            "j" => desk.step(true),
            "k" => desk.step(false),
            // A key held down decides once, not as often as it repeats.
            _ if event.repeat() => return false,
            "a" => desk.approve(),
            "r" => {
                if desk.can_decide() {
                    desk.faults.clear();
                    desk.rejecting.set(true);
                }
            }
            "u" => desk.undo(),
            "x" => {
                if let Some(id) = desk.selected.get_untracked() {
                    desk.toggle(id);
                }
            }
            "o" => open_selected(desk),
            "enter" if !is_on_control(event) => open_selected(desk),
            "escape" if desk.open_id().is_some() => desk.close(),
            "?" | "？" => self.helping.set(true),
            _ => return false,
        }
        true
    }
}

fn open_selected(desk: Desk) {
    if let Some(id) = desk.selected.get_untracked() {
        desk.activate(id);
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
pub fn is_typing(event: &ev::KeyboardEvent) -> bool {
    let Some(element) = element_of(event) else {
        return false;
    };
    if let Some(input) = element.dyn_ref::<web_sys::HtmlInputElement>() {
        return !matches!(input.type_().as_str(), "checkbox" | "radio" | "button");
    }
    matches!(element.tag_name().as_str(), "TEXTAREA" | "SELECT") || element.is_content_editable()
}

/// Whether Enter does something of its own there.
fn is_on_control(event: &ev::KeyboardEvent) -> bool {
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

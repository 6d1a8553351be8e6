//! The browser's page: its title, its focus, its address.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::i18n::{general, t};

/// The element that receives the focus after a change of page.
pub const MAIN: &str = "main";

/// Names the page in the browser's title.
pub fn title(text: &str) {
    let site = t(general::SITE);
    document().set_title(&if text.is_empty() {
        site.to_owned()
    } else {
        format!("{text} · {site}")
    });
}

pub fn focus(id: &str) {
    let element = document().get_element_by_id(id);
    if let Some(element) = element.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Focuses the first input inside what `selector` finds, once it is drawn.
pub fn focus_input_in(selector: &str) {
    let selector = format!("{selector} input");
    request_animation_frame(move || {
        let found = document().query_selector(&selector).ok().flatten();
        if let Some(element) = found.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = element.focus();
        }
    });
}

/// Focuses the first field that is marked as wrong, once the marks are drawn.
pub fn focus_first_fault() {
    request_animation_frame(|| {
        let found = document()
            .query_selector("[aria-invalid='true'], .field-wrong[tabindex]")
            .ok()
            .flatten();
        if let Some(element) = found.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = element.focus();
        }
    });
}

/// The address of the page, with the site.
pub fn address() -> String {
    window().location().href().unwrap_or_default()
}

/// Now, by the clock of this device.
pub fn now() -> Option<domain::time::Instant> {
    domain::time::Instant::from_unix_seconds((js_sys::Date::now() / 1000.0) as i64)
}

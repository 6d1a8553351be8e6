//! Asking before a page with unsaved changes is left.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

use crate::i18n::{settings, t};

/// While `dirty`, the browser asks before the page is closed, and so does every link inside the application.
pub fn ask_before_leaving(dirty: Signal<bool>) {
    let is_dirty = move || dirty.try_get_untracked() == Some(true);
    let closing = window_event_listener(leptos::ev::beforeunload, move |event| {
        if is_dirty() {
            event.prevent_default();
        }
    });
    on_cleanup(move || closing.remove());

    // At the document, so that it comes before the router, which listens at the window and leaves a link alone
    // whose click was prevented.
    let ask = Closure::<dyn Fn(web_sys::MouseEvent)>::new(move |event: web_sys::MouseEvent| {
        let target = event.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok());
        let link = target.and_then(|t| t.closest("a[href]").ok().flatten());
        // A new window leaves this page as it is.
        let leaves = link.is_some_and(|a| a.get_attribute("target").is_none())
            && !(event.ctrl_key() || event.meta_key() || event.shift_key());
        if leaves && is_dirty() && !window().confirm_with_message(t(settings::LEAVE)).unwrap_or(true) {
            event.prevent_default();
        }
    });
    let _ = document().add_event_listener_with_callback("click", ask.as_ref().unchecked_ref());
    let ask = StoredValue::new_local(ask);
    on_cleanup(move || {
        ask.try_with_value(|ask| {
            let _ = document().remove_event_listener_with_callback("click", ask.as_ref().unchecked_ref());
        });
    });
}

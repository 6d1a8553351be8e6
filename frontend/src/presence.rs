//! Whether somebody is at the page. What the page does by itself must not keep the session of somebody who has left.

use std::cell::Cell;

use leptos::prelude::*;

/// Without a key, a pointer or a wheel for so long, nobody is there. With the limits of the server added, an official's
/// session ends that much later than it was left.
const PRESENT_MS: f64 = 600_000.0;

thread_local! {
    static LAST: Cell<f64> = const { Cell::new(0.0) };
}

/// Begins to notice; opening the page is a sign of somebody too.
pub fn start() {
    LAST.set(js_sys::Date::now());
    for sign in ["keydown", "pointerdown", "pointermove", "wheel"] {
        // As long as the page lasts: the handle is not needed.
        drop(window_event_listener_untyped(sign, |_| {
            LAST.set(js_sys::Date::now());
        }));
    }
}

pub fn is_here() -> bool {
    js_sys::Date::now() - LAST.get() < PRESENT_MS
}

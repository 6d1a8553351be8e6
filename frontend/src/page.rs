//! The browser's page: its title, its focus, its address.

use std::cell::Cell;
use std::str::FromStr;

use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use leptos_router::hooks::use_params_map;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

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

/// Gives the focus back to what moves in the page, before the next key can come: moving takes the focus away, and a key
/// that comes in between would be lost. The page is redrawn among the browser's microtasks, and so is this, behind it.
pub fn keep_focus(id: String, then: impl FnOnce() + 'static) {
    spawn_local(async move {
        tick().await;
        focus(&id);
        then();
    });
}

/// Focuses the first field inside what `selector` finds, once it is drawn.
pub fn focus_input_in(selector: &str) {
    let selector = format!("{selector} :is(input, textarea)");
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

/// Gives the page another address as it stands: nothing of it is drawn anew.
pub fn readdress(path: &str) {
    if let Ok(history) = window().history() {
        let state = history.state().unwrap_or_default();
        let _ = history.replace_state_with_url(&state, "", Some(path));
    }
}

/// The address of the page, with the site.
pub fn address() -> String {
    window().location().href().unwrap_or_default()
}

/// The id that stands in the path under `name`; nothing where it is none.
pub fn id_in_path<T>(name: &'static str) -> Memo<Option<T>>
where
    T: FromStr + PartialEq + Send + Sync + 'static,
{
    let params = use_params_map();
    Memo::new(move |_| params.with(|p| p.get(name)).and_then(|id| id.parse::<T>().ok()))
}

thread_local! {
    /// Seconds by which the server's clock is ahead of this device's.
    static AHEAD: Cell<i64> = const { Cell::new(0) };
}

/// Now, by the server's clock as far as it is known, else by that of this device.
pub fn now() -> Option<domain::time::Instant> {
    domain::time::Instant::from_unix_seconds(device_seconds() + AHEAD.get())
}

/// What the server's clock shows at this moment.
pub fn set_clock(now: domain::time::Instant) {
    AHEAD.set(now.unix_seconds() - device_seconds());
}

fn device_seconds() -> i64 {
    (js_sys::Date::now() / 1000.0) as i64
}

/// Brings an element into view and to the focus, out of a folded part where it stands in one; `false` where there is
/// none.
pub fn reveal(id: &str) -> bool {
    let Some(element) = document().get_element_by_id(id) else {
        return false;
    };
    if let Ok(Some(folded)) = element.closest("details") {
        let _ = folded.set_attribute("open", "");
    }
    scroll_to(&element, web_sys::ScrollLogicalPosition::Center);
    focus(id);
    true
}

/// Scrolls as little as it takes to see an element whole.
pub fn scroll_near(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        scroll_to(&element, web_sys::ScrollLogicalPosition::Nearest);
    }
}

/// Scrolls a row to what leads to this very page: on a phone that may be out of sight.
pub fn show_current(row: &str) {
    let current = format!("{row} [aria-current]");
    request_animation_frame(move || {
        if let Ok(Some(element)) = document().query_selector(&current) {
            scroll_to(&element, web_sys::ScrollLogicalPosition::Nearest);
        }
    });
}

fn scroll_to(element: &web_sys::Element, block: web_sys::ScrollLogicalPosition) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(block);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Whether the window is at least so many pixels wide, now and later.
pub fn at_least(pixels: u32) -> Signal<bool> {
    let query = format!("(min-width: {pixels}px)");
    let media = window().match_media(&query).ok().flatten();
    let wide = RwSignal::new(media.as_ref().is_some_and(web_sys::MediaQueryList::matches));
    if let Some(media) = media {
        let watched = media.clone();
        let changed = Closure::<dyn FnMut()>::new(move || {
            let _ = wide.try_set(watched.matches());
        });
        let _ = media.add_event_listener_with_callback("change", changed.as_ref().unchecked_ref());
        let kept = StoredValue::new_local((media, changed));
        on_cleanup(move || {
            let _ = kept.try_with_value(|(media, changed)| {
                media.remove_event_listener_with_callback("change", changed.as_ref().unchecked_ref())
            });
        });
    }
    wide.into()
}

/// Whether nothing has the focus: what had it is gone.
pub fn focus_is_lost() -> bool {
    document()
        .active_element()
        .is_none_or(|element| element.tag_name().eq_ignore_ascii_case("body"))
}

/// Scrolls up to where an element begins, if that has gone out of view.
pub fn show_top_of(id: &str) {
    if let Some(element) = document().get_element_by_id(id)
        && element.get_bounding_client_rect().top() < 0.0
    {
        scroll_to(&element, web_sys::ScrollLogicalPosition::Start);
    }
}

/// The `id` of what has the focus; empty where it has none.
pub fn focused_id() -> String {
    document().active_element().map(|e| e.id()).unwrap_or_default()
}

//! The single-page application of the platform.
//!
//! **Invariants**
//! - Rules and wire types come from `domain`; nothing here states a rule again.
//! - Every visible text stands in `i18n`; every look is a class in `style/`: the content security policy forbids
//!   inline scripts and styles.
//! - `ui` knows nothing of the domain's nouns, `api` nothing of pages; pages are `pages/<noun>/<verb>.rs`.

pub mod admission;
pub mod api;
pub mod app;
pub mod autosave;
pub mod clipboard;
pub mod demo_clock;
pub mod download;
pub mod fetched;
pub mod form;
pub mod format;
pub mod i18n;
pub mod inbox;
pub mod keys;
pub mod listing;
pub mod load;
pub mod locate;
pub mod opening;
pub mod page;
pub mod pages;
pub mod pause;
pub mod presence;
pub mod saved;
pub mod session;
pub mod shell;
pub mod storage;
pub mod ui;
pub mod unsaved;
pub mod upload;

/// Draws an application into the page, in the place of what stands there until then.
pub fn start(routes: fn() -> leptos::prelude::AnyView) {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(move || app::App(app::AppProps { routes }));
    opening::take_over();
}

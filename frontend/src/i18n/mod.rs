//! Every visible text, in Chinese and English, one file per noun.
//!
//! `t(general::SAVE)` is the text in the language of the page. A change of language draws the whole application
//! anew, so that texts need no signals.

pub mod account;
pub mod activity;
pub mod agenda;
pub mod api_client;
pub mod audit;
pub mod certificate;
pub mod check_in;
pub mod circular;
pub mod connection;
pub mod delegation;
pub mod design;
pub mod edition;
pub mod exchange;
pub mod general;
pub mod help;
pub mod home;
pub mod member;
pub mod message;
pub mod names;
pub mod operation;
pub mod organization;
pub mod organization_desk;
pub mod public;
pub mod public_notice;
pub mod quota;
pub mod recommendation;
pub mod registry;
pub mod report;
pub mod reporting;
pub mod resource;
pub mod review;
pub mod route;
pub mod second_factor;
pub mod security;
pub mod settings;
pub mod statistics;
pub mod summary;
pub mod supplement;
pub mod venue;
pub mod webhook;
pub mod word;

use std::cell::Cell;

use domain::problem::Lang;
use domain::wording::filled;
use leptos::prelude::*;

use crate::storage::Store;

/// One text in both languages. `{0}`, `{1}` stand for arguments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text {
    pub zh: &'static str,
    pub en: &'static str,
}

/// Rows of a catalogue: `NAME "中文" "English";`
macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident $zh:literal $en:literal;)*) => {
        $($(#[$doc])* pub const $name: $crate::i18n::Text = $crate::i18n::Text { zh: $zh, en: $en };)*
    };
}
pub(crate) use texts;

const STORED: &str = "kepu.language";

thread_local! {
    static LANG: Cell<Lang> = const { Cell::new(Lang::Zh) };
}

/// The language of the page as a signal, for what must follow a change; kept across visits.
#[derive(Clone, Copy)]
pub struct Language(RwSignal<Lang>);

impl Language {
    /// The language chosen earlier, else that of the page: Chinese.
    pub fn restore() -> Self {
        let chosen = match Store::Device.get::<String>(STORED).as_deref() {
            Some("en") => Lang::En,
            _ => Lang::Zh,
        };
        apply(chosen);
        Self(RwSignal::new(chosen))
    }
    pub fn get(self) -> Lang {
        self.0.get()
    }
    pub fn choose(self, lang: Lang) {
        // A browser that keeps nothing still shows the chosen language until the page is closed.
        Store::Device.set(STORED, &code(lang));
        apply(lang);
        self.0.set(lang);
    }
}

fn apply(lang: Lang) {
    LANG.set(lang);
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("lang", if lang == Lang::En { "en" } else { "zh-CN" });
    }
}

/// The language of the page now.
pub fn lang() -> Lang {
    LANG.get()
}

/// `zh` or `en`, as `Accept-Language` takes it.
pub fn code(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "zh",
        Lang::En => "en",
    }
}

/// The text in the language of the page.
pub fn t(text: Text) -> &'static str {
    match lang() {
        Lang::Zh => text.zh,
        Lang::En => text.en,
    }
}

/// The text with its arguments filled in.
pub fn tf(text: Text, args: &[&str]) -> String {
    filled(t(text), args)
}

//! What the browser keeps for a page, as far as it keeps anything: where that is blocked nothing is kept, and every page
//! works all the same.

use leptos::prelude::window;
use serde::Serialize;
use serde::de::DeserializeOwned;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Store {
    /// Across visits.
    Device,
    /// Until the browser's tab is closed.
    Tab,
}

impl Store {
    fn raw(self) -> Option<web_sys::Storage> {
        let found = match self {
            Self::Device => window().local_storage(),
            Self::Tab => window().session_storage(),
        };
        found.ok().flatten()
    }
    pub fn get<T: DeserializeOwned>(self, name: &str) -> Option<T> {
        let text = self.raw()?.get_item(name).ok().flatten()?;
        serde_json::from_str(&text).ok()
    }
    /// A browser without room leaves the page as the only place of it.
    pub fn set(self, name: &str, value: &impl Serialize) {
        if let (Some(storage), Ok(text)) = (self.raw(), serde_json::to_string(value)) {
            let _ = storage.set_item(name, &text);
        }
    }
    pub fn forget(self, name: &str) {
        if let Some(storage) = self.raw() {
            let _ = storage.remove_item(name);
        }
    }
    /// Forgets everything whose name begins so.
    pub fn forget_all(self, prefix: &str) {
        let Some(storage) = self.raw() else { return };
        let names = (0..storage.length().unwrap_or_default()).filter_map(|n| storage.key(n).ok().flatten());
        let ours: Vec<String> = names.filter(|name| name.starts_with(prefix)).collect();
        for name in ours {
            let _ = storage.remove_item(&name);
        }
    }
}

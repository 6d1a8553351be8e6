//! What could not be saved for want of a connection, kept on this device until it can be: also when the page is closed
//! meanwhile. Signing out empties it, since a form names people.

use gloo_storage::{LocalStorage, Storage};
use serde::Serialize;
use serde::de::DeserializeOwned;

const PREFIX: &str = "kepu.outbox.";

fn key(form: &str) -> String {
    format!("{PREFIX}{form}")
}

/// Keeps the newest change of a form. A browser without room leaves the page as the only place of it, as before.
pub fn keep(form: &str, change: &impl Serialize) {
    let _ = LocalStorage::set(key(form), change);
}

/// The change of a form that waits here.
pub fn waiting<C: DeserializeOwned>(form: &str) -> Option<C> {
    LocalStorage::get(key(form)).ok()
}

pub fn forget(form: &str) {
    LocalStorage::delete(key(form));
}

/// Forgets what waits of every form.
pub fn empty() {
    let storage = LocalStorage::raw();
    let names = (0..storage.length().unwrap_or_default()).filter_map(|n| storage.key(n).ok().flatten());
    let ours: Vec<String> = names.filter(|name| name.starts_with(PREFIX)).collect();
    for name in ours {
        LocalStorage::delete(name);
    }
}

//! What could not be saved for want of a connection, kept on this device until it can be: also when the page is closed
//! meanwhile. Signing out empties it, since a form names people.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::storage::Store;

const PREFIX: &str = "kepu.outbox.";

fn key(form: &str) -> String {
    format!("{PREFIX}{form}")
}

/// Keeps the newest change of a form. A browser without room leaves the page as the only place of it, as before.
pub fn keep(form: &str, change: &impl Serialize) {
    Store::Device.set(&key(form), change);
}

/// The change of a form that waits here.
pub fn waiting<C: DeserializeOwned>(form: &str) -> Option<C> {
    Store::Device.get(&key(form))
}

pub fn forget(form: &str) {
    Store::Device.forget(&key(form));
}

/// Forgets what waits of every form.
pub fn empty() {
    Store::Device.forget_all(PREFIX);
}

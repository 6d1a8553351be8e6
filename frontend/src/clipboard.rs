//! The clipboard of the device.

use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::i18n::{Text, t};
use crate::ui::toast;

/// Puts `text` into the clipboard and says so, or that it could not.
pub async fn copy(text: String, done: Text, failed: Text) {
    // Only in secure contexts.
    let clipboard =
        js_sys::Reflect::get(&window().navigator(), &"clipboard".into()).is_ok_and(|c| !c.is_undefined());
    let copied = clipboard
        && JsFuture::from(window().navigator().clipboard().write_text(&text))
            .await
            .is_ok();
    if copied {
        toast::success(t(done));
    } else {
        toast::failure(t(failed));
    }
}

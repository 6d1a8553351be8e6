//! A picture, film or document that is not public: its address comes from the API, good for a few minutes.

use domain::id::MediaId;
use domain::media::MediaKind;
use leptos::prelude::*;

use crate::api::media;
use crate::fetched::Fetched;

#[component]
pub fn Preview(
    id: MediaId,
    kind: MediaKind,
    /// The whole picture instead of a small one.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    let found = Fetched::new(move || media::show(id));
    move || {
        let file = found.get()?.ok()?;
        let original = file.variants.get("original").cloned().unwrap_or_default();
        let drawn = if kind == MediaKind::Attachment {
            view! { <a href=original target="_blank" rel="noopener">{file.file_name}</a> }.into_any()
        } else if kind == MediaKind::Video {
            view! { <video class="preview" src=original controls preload="metadata"></video> }.into_any()
        } else {
            let small = file
                .variants
                .get("thumb")
                .cloned()
                .unwrap_or_else(|| original.clone());
            let (width, height) = (file.width.unwrap_or(320), file.height.unwrap_or(187));
            view! {
                <img
                    class="preview" src=if large { original } else { small } alt=file.file_name
                    width=width.to_string() height=height.to_string()
                />
            }
            .into_any()
        };
        Some(drawn)
    }
}

//! Uploaded files: announced, sent straight to object storage, verified, shown.

mod announce;
mod clean_up;
mod complete;
pub(crate) mod named;
mod show;

pub use announce::announce;
pub use clean_up::clean_up;
pub use complete::complete;
pub use show::{content, show};

use std::collections::BTreeMap;

use domain::media::{Media, MediaStatus};
use persistence::media::MediaRecord;

use crate::app::App;
use crate::error::AppResult;

/// Seconds for which the address of a file is good.
const ADDRESS_SECONDS: u64 = 900;

/// How a browser is to treat a file: pictures and films are shown, documents saved.
fn disposition(m: &MediaRecord) -> String {
    let shown = m.content_type.starts_with("image/") || m.content_type.starts_with("video/");
    let kind = if shown { "inline" } else { "attachment" };
    domain::text::content_disposition(kind, &m.file_name)
}

/// A presigned address of one variant.
async fn address(app: &App, m: &MediaRecord, key: &str) -> AppResult<String> {
    let seconds = std::time::Duration::from_secs(ADDRESS_SECONDS);
    // Variants of pictures are JPEG; the original is what its check found.
    let is_original = m
        .variants
        .get(media::verify::ORIGINAL)
        .is_some_and(|original| original == key);
    let content_type = if is_original {
        m.content_type.as_str()
    } else {
        "image/jpeg"
    };
    Ok(app
        .storage()
        .presign_get(key, seconds, content_type, &disposition(m))
        .await?)
}

/// A file with addresses of its variants.
pub(crate) async fn view(app: &App, m: &MediaRecord) -> AppResult<Media> {
    let mut variants = BTreeMap::new();
    if m.status == MediaStatus::Ready {
        for (name, key) in &m.variants {
            variants.insert(name.clone(), address(app, m, key).await?);
        }
    }
    let natural = |n: Option<i32>| n.and_then(|n| u32::try_from(n).ok());
    Ok(Media {
        id: m.id,
        kind: m.kind,
        status: m.status,
        file_name: m.file_name.clone(),
        content_type: m.content_type.clone(),
        size: u64::try_from(m.size).unwrap_or(0),
        width: natural(m.width),
        height: natural(m.height),
        duration_seconds: m.duration_ms.map(|ms| ms as f64 / 1_000.0),
        variants,
        created_at: m.created_at,
    })
}

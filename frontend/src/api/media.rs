//! Files: announced to the API, sent to storage, verified by the API.

use domain::id::MediaId;
use domain::media::{CompleteMedia, Media, MediaCreated, NewMedia};

use super::{Answer, Request};

/// Announces a file; the answer says where its bytes go.
pub async fn announce(new: &NewMedia, key: &str) -> Answer<MediaCreated> {
    Request::post("/media").idempotent(key).body(new).send().await
}

/// All bytes are there: have them verified.
pub async fn complete(id: MediaId, done: &CompleteMedia) -> Answer<Media> {
    Request::post(format!("/media/{id}/completions"))
        .body(done)
        .send()
        .await
}

pub async fn show(id: MediaId) -> Answer<Media> {
    Request::get(format!("/media/{id}")).send().await
}

/// The address of a picture or film: `variant` is `original` or `thumb`.
pub fn content(id: MediaId, variant: &str) -> String {
    format!("/api/v1/media/{id}/content?variant={variant}")
}

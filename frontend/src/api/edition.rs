//! Editions (届) as those see them who set them up. For everybody else they are reference data.

use domain::edition::{Edition, EditionSummary};
use domain::page::Page;
use serde_json::Value;

use super::{Answer, Request};

pub async fn list() -> Answer<Page<EditionSummary>> {
    Request::get("/editions").fresh().send().await
}

/// As it is now: what the browser has kept may have another version.
pub async fn show(key: &str) -> Answer<Edition> {
    Request::get(format!("/editions/{key}")).fresh().send().await
}

/// Changes what is named in `change`.
pub async fn change(key: &str, version: i32, change: &Value) -> Answer<Edition> {
    Request::patch(format!("/editions/{key}"))
        .if_match(version)
        .body(change)
        .send()
        .await
}

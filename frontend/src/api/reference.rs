//! Regions, editions and option lists.

use domain::dictionary::{DictionaryEntry, DictionaryName};
use domain::edition::Edition;
use domain::page::Page;
use domain::region::Region;

use super::{Answer, Request};

/// The edition with this key; `current` names the current one.
pub async fn edition(key: &str) -> Answer<Edition> {
    Request::get(format!("/editions/{key}")).send().await
}

/// Every edition, the newest first.
pub async fn editions() -> Answer<Page<Edition>> {
    Request::get("/editions").send().await
}

/// The regions directly below one; below `100000` the provinces.
pub async fn regions_below(parent: &str) -> Answer<Page<Region>> {
    Request::get("/regions").query("parent", parent).send().await
}

/// Regions by part of their name.
pub async fn regions_named(q: &str) -> Answer<Page<Region>> {
    Request::get("/regions").query("q", q).send().await
}

pub async fn region(code: &str) -> Answer<Region> {
    Request::get(format!("/regions/{code}")).send().await
}

pub async fn dictionary(name: DictionaryName) -> Answer<Page<DictionaryEntry>> {
    Request::get(format!("/dictionaries/{}", name.as_str()))
        .send()
        .await
}

//! What anyone may see.

use domain::activity::content::Mode;
use domain::page::Page;
use domain::public::{PublicActivity, PublicActivityCard};

use super::{Answer, Request};

/// What is searched for. Texts as they stand in the address; empty ones say nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    pub q: String,
    pub region: String,
    pub category: String,
    pub mode: Option<Mode>,
    /// First and last day of the start: `2026-09-15`.
    pub from: String,
    pub to: String,
    /// `soonest` or `latest`.
    pub sort: String,
}

pub async fn activities(
    search: &Search,
    limit: u32,
    cursor: Option<String>,
) -> Answer<Page<PublicActivityCard>> {
    let some = |text: &str| Some(text.to_owned());
    Request::get("/public/activities")
        .query_some("q", some(search.q.trim()))
        .query_some("region", some(&search.region))
        .query_some("category", some(&search.category))
        .query_some("mode", search.mode.map(Mode::as_str))
        .query_some("from", some(&search.from))
        .query_some("to", some(&search.to))
        .query_some("sort", some(&search.sort))
        .query("limit", limit)
        .query_some("cursor", cursor)
        .send()
        .await
}

pub async fn activity(id: &str) -> Answer<PublicActivity> {
    Request::get(format!("/public/activities/{id}")).send().await
}

/// The address of the calendar entry.
pub fn calendar(id: &str) -> String {
    format!("/api/v1/public/activities/{id}.ics")
}

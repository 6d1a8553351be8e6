//! Summaries (总结报送).

use domain::id::SummaryId;
use domain::page::Page;
use domain::region::RegionCode;
use domain::summary::{NewSummary, Summary, SummaryContent, SummaryItem, SummaryOverview, SummaryReturn};

use super::{Answer, Request};

fn address(id: SummaryId) -> String {
    format!("/summaries/{id}")
}

/// One's own, drafts included, and what was handed in below.
pub async fn list(
    level: &'static str,
    recipient: Option<RegionCode>,
    cursor: Option<String>,
) -> Answer<Page<SummaryItem>> {
    Request::get("/summaries")
        .query("edition", "current")
        .query("level", level)
        .query_some("recipient", recipient)
        .query_some("cursor", cursor)
        .send()
        .await
}

/// How a region and those directly below it stand.
pub async fn overview(region: &RegionCode, edition: &str) -> Answer<SummaryOverview> {
    Request::get(format!("/regions/{region}/summaries"))
        .query("edition", edition)
        .send()
        .await
}

/// Begins a summary, or gives the one there is.
pub async fn open(new: &NewSummary) -> Answer<Summary> {
    Request::post("/summaries").body(new).send().await
}

pub async fn show(id: SummaryId) -> Answer<Summary> {
    Request::get(address(id)).send().await
}

/// Saves the text whole; a draft always saves.
pub async fn save(id: SummaryId, version: i32, content: &SummaryContent) -> Answer<Summary> {
    Request::put(address(id))
        .if_match(version)
        .body(content)
        .send()
        .await
}

pub async fn submit(id: SummaryId, version: i32) -> Answer<Summary> {
    Request::post(format!("{}/submissions", address(id)))
        .if_match(version)
        .send()
        .await
}

pub async fn accept(id: SummaryId, version: i32) -> Answer<Summary> {
    Request::post(format!("{}/acceptances", address(id)))
        .if_match(version)
        .send()
        .await
}

pub async fn give_back(id: SummaryId, version: i32, reason: String) -> Answer<Summary> {
    Request::post(format!("{}/returns", address(id)))
        .if_match(version)
        .body(&SummaryReturn { reason })
        .send()
        .await
}

/// The official document or the table.
pub async fn file(id: SummaryId, name: &'static str) -> Answer<Vec<u8>> {
    Request::get(format!("{}/{name}", address(id))).send_file().await
}

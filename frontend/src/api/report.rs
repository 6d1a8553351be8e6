//! Reports of public content (举报): made by visitors, answered by reviewers.

use domain::id::ReportId;
use domain::page::Page;
use domain::report::{AnswerReport, ContentReport, NewReport, ReportProgress, ReportReceipt, ReportStatus};

use super::{Answer, Request};

pub async fn create(new: &NewReport, key: &str) -> Answer<ReportReceipt> {
    Request::post("/public/content-reports")
        .idempotent(key)
        .body(new)
        .send()
        .await
}

/// What became of a report, for whoever holds its receipt.
pub async fn progress(receipt: &str) -> Answer<ReportProgress> {
    let receipt = js_sys::encode_uri_component(receipt);
    Request::get(format!("/public/content-reports/{receipt}"))
        .send()
        .await
}

pub async fn list(status: ReportStatus, cursor: Option<String>) -> Answer<Page<ContentReport>> {
    Request::get("/content-reports")
        .query("status", status.as_str())
        .query_some("cursor", cursor)
        .send()
        .await
}

pub async fn answer(id: ReportId, version: i32, answer: &AnswerReport) -> Answer<ContentReport> {
    Request::post(format!("/content-reports/{id}/answers"))
        .if_match(version)
        .body(answer)
        .send()
        .await
}

//! Public notices, objections, results; working days.

use chrono::NaiveDate;
use domain::calendar::WorkingPeriod;
use domain::id::NoticeId;
use domain::page::Page;
use domain::public_notice::{
    NewNotice, NewObjection, NoticeItem, NoticeLine, NoticePage, Objection, ObjectionDecision, PublicNotice,
};

use super::{Answer, Request};

fn address(id: NoticeId) -> String {
    format!("/public-notices/{id}")
}

/// The last day of a period in working days, and what is skipped on the way.
pub async fn working_period(edition: &str, starts_on: NaiveDate, working_days: u32) -> Answer<WorkingPeriod> {
    Request::get(format!("/editions/{edition}/working-period"))
        .query("starts_on", starts_on)
        .query("working_days", working_days)
        .send()
        .await
}

/// Begins a notice.
pub async fn begin(new: &NewNotice, key: &str) -> Answer<PublicNotice> {
    Request::post("/public-notices")
        .idempotent(key)
        .body(new)
        .send()
        .await
}

/// Those of one's regions and below.
pub async fn list(cursor: Option<String>) -> Answer<Page<PublicNotice>> {
    Request::get("/public-notices")
        .query_some("cursor", cursor)
        .send()
        .await
}

pub async fn show(id: NoticeId) -> Answer<PublicNotice> {
    Request::get(address(id)).send().await
}

/// All of them for officials, one's own for everybody else.
pub async fn objections(id: NoticeId, cursor: Option<String>) -> Answer<Page<Objection>> {
    Request::get(format!("{}/objections", address(id)))
        .query_some("cursor", cursor)
        .send()
        .await
}

pub async fn object(id: NoticeId, new: &NewObjection, key: &str) -> Answer<Objection> {
    Request::post(format!("{}/objections", address(id)))
        .idempotent(key)
        .body(new)
        .send()
        .await
}

pub async fn decide(id: NoticeId, n: i32, decision: &ObjectionDecision) -> Answer<Objection> {
    Request::post(format!("{}/objections/{n}/decisions", address(id)))
        .body(decision)
        .send()
        .await
}

pub async fn publish(id: NoticeId, version: i32) -> Answer<PublicNotice> {
    Request::post(format!("{}/results", address(id)))
        .if_match(version)
        .send()
        .await
}

/// Notices that have begun, the latest first; only those whose result is published with `results`.
pub async fn public_list(results: bool, cursor: Option<String>) -> Answer<Page<NoticeItem>> {
    let path = if results {
        "/public/results"
    } else {
        "/public/notices"
    };
    Request::get(path).query_some("cursor", cursor).send().await
}

/// As it is at this moment: whether one can still object must not come from what the browser kept.
pub async fn public_page(id: NoticeId) -> Answer<NoticePage> {
    Request::get(format!("/public/notices/{id}")).fresh().send().await
}

/// `published`: with certificate numbers, which what the browser kept from before has not.
pub async fn public_lines(
    id: NoticeId,
    published: bool,
    limit: u32,
    cursor: Option<String>,
) -> Answer<Page<NoticeLine>> {
    let request = Request::get(format!("/public/notices/{id}/lines"))
        .query("limit", limit)
        .query_some("cursor", cursor);
    let request = if published { request.fresh() } else { request };
    request.send().await
}

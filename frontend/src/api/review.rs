//! The review queue, who is on what, and decisions.

use domain::activity::view::{Activity, Review};
use domain::id::ActivityId;
use domain::page::Page;
use domain::review::{
    BatchItem, BatchResults, ClaimRequest, ClaimResults, Distribution, ReviewBatch, ReviewQueueItem,
    SetDistribution, UndoBatch,
};

use super::{Answer, ApiFailure, Request};

/// What of the queue is wanted, as it stands in the address; empty texts say nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QueueFilter {
    pub stage: String,
    pub line: String,
    pub region: String,
    /// `age`, `start` or `risk`.
    pub sort: String,
    /// `all`, `mine` or `free`.
    pub share: String,
}

pub async fn queue(
    filter: &QueueFilter,
    limit: u32,
    cursor: Option<String>,
) -> Answer<Page<ReviewQueueItem>> {
    Request::get("/review-queue")
        .query_some("stage", Some(&filter.stage))
        .query_some("line", Some(&filter.line))
        .query_some("region", Some(&filter.region))
        .query_some("sort", Some(&filter.sort))
        .query_some("share", Some(&filter.share))
        .query("limit", limit)
        .query_some("cursor", cursor)
        .send()
        .await
}

/// Keeps others off for a while; claiming one's own again begins the while anew.
pub async fn claim(activity_ids: Vec<ActivityId>) -> Answer<ClaimResults> {
    Request::post("/review-queue/claims")
        .body(&ClaimRequest { activity_ids })
        .send()
        .await
}

pub async fn release(activity_ids: Vec<ActivityId>) -> Answer<()> {
    Request::post("/review-queue/releases")
        .body(&ClaimRequest { activity_ids })
        .send_empty()
        .await
}

pub async fn decide(id: ActivityId, version: i32, review: &Review) -> Answer<Activity> {
    Request::post(format!("/activities/{id}/reviews"))
        .if_match(version)
        .body(review)
        .send()
        .await
}

/// Takes one's last decision back.
pub async fn undo(id: ActivityId, version: i32) -> Answer<Activity> {
    Request::post(format!("/activities/{id}/undos"))
        .if_match(version)
        .send()
        .await
}

pub async fn decide_all(batch: &ReviewBatch) -> Answer<BatchResults> {
    Request::post("/review-batches").body(batch).send().await
}

pub async fn undo_all(items: Vec<BatchItem>) -> Answer<BatchResults> {
    Request::post("/review-batches/undos")
        .body(&UndoBatch { items })
        .send()
        .await
}

/// The regions and stages whose sharing out the caller looks after.
pub async fn distribution() -> Answer<Page<Distribution>> {
    Request::get("/review-distribution").send().await
}

pub async fn set_distribution(set: &SetDistribution) -> Answer<Distribution> {
    Request::put("/review-distribution").body(set).send().await
}

/// Whether somebody else is on it at the moment.
pub fn is_claimed(failure: &ApiFailure) -> bool {
    matches!(failure, ApiFailure::Problem(p) if p.code == "claimed_by_other")
}

//! The review queue and decisions.

use domain::activity::status::Stage;
use domain::activity::view::{Activity, Review, ReviewQueueItem};
use domain::id::ActivityId;
use domain::page::Page;

use super::{Answer, Request};

pub async fn queue(
    stage: Option<Stage>,
    region: &str,
    cursor: Option<String>,
) -> Answer<Page<ReviewQueueItem>> {
    Request::get("/review-queue")
        .query_some("stage", stage.and_then(wire))
        .query_some("region", Some(region))
        .query_some("cursor", cursor)
        .send()
        .await
}

pub async fn decide(id: ActivityId, version: i32, review: &Review) -> Answer<Activity> {
    Request::post(format!("/activities/{id}/reviews"))
        .if_match(version)
        .body(review)
        .send()
        .await
}

/// The stage as the API writes it.
fn wire(stage: Stage) -> Option<String> {
    serde_json::to_value(stage).ok()?.as_str().map(str::to_owned)
}

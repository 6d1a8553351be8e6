//! Filing: activities of one's own organisations and in one's own reach.

use domain::activity::diff::RevisionDiff;
use domain::activity::similarity::{JoinFiling, SimilarActivities};
use domain::activity::status::Status;
use domain::activity::view::{Activity, ActivityEvent, ActivityItem, NewActivity, Revision, StepReason};
use domain::id::ActivityId;
use domain::page::Page;
use leptos_router::params::ParamsMap;
use serde_json::{Map, Value};

use super::{Answer, Request};

/// What of the list is wanted; empty texts say nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    pub q: String,
    pub edition: String,
    pub status: Option<Status>,
    pub category: String,
    pub organization: String,
}

pub async fn list(filter: &Filter, cursor: Option<String>) -> Answer<Page<ActivityItem>> {
    Request::get("/activities")
        .query_some("q", Some(filter.q.trim()))
        .query_some("edition", Some(&filter.edition))
        .query_some("status", filter.status.map(Status::as_str))
        .query_some("category", Some(&filter.category))
        .query_some("organization", Some(&filter.organization))
        .query_some("cursor", cursor)
        .send()
        .await
}

/// What a list of the activities behind a figure is asked by.
pub const BEHIND: [&str; 5] = ["edition", "region", "counted", "by", "key"];

/// The activities behind a figure, by the parameters of the page that lists them.
pub async fn behind(asked: &ParamsMap, cursor: Option<String>) -> Answer<Page<ActivityItem>> {
    let mut request = Request::get("/activities");
    for name in BEHIND {
        request = request.query_some(name, asked.get(name));
    }
    request.query_some("cursor", cursor).fresh().send().await
}

pub async fn create(new: &NewActivity, key: &str) -> Answer<Activity> {
    Request::post("/activities")
        .idempotent(key)
        .body(new)
        .send()
        .await
}

pub async fn show(id: ActivityId) -> Answer<Activity> {
    Request::get(format!("/activities/{id}")).send().await
}

/// Changes the fields named in `change`; `null` empties one.
pub async fn change(id: ActivityId, version: i32, change: &Map<String, Value>) -> Answer<Activity> {
    Request::patch(format!("/activities/{id}"))
        .if_match(version)
        .body(change)
        .send()
        .await
}

pub async fn delete(id: ActivityId, version: i32) -> Answer<()> {
    Request::delete(format!("/activities/{id}"))
        .if_match(version)
        .send_empty()
        .await
}

pub async fn clone(id: ActivityId, key: &str) -> Answer<Activity> {
    Request::post(format!("/activities/{id}/clones"))
        .idempotent(key)
        .send()
        .await
}

pub async fn submit(id: ActivityId, version: i32) -> Answer<Activity> {
    Request::post(format!("/activities/{id}/submissions"))
        .if_match(version)
        .send()
        .await
}

pub async fn withdraw(id: ActivityId, version: i32, reason: StepReason) -> Answer<Activity> {
    step(id, "withdrawals", version, reason).await
}

pub async fn take_down(id: ActivityId, version: i32, reason: StepReason) -> Answer<Activity> {
    step(id, "takedowns", version, reason).await
}

pub async fn restore(id: ActivityId, version: i32, reason: StepReason) -> Answer<Activity> {
    step(id, "restorations", version, reason).await
}

async fn step(id: ActivityId, noun: &str, version: i32, reason: StepReason) -> Answer<Activity> {
    Request::post(format!("/activities/{id}/{noun}"))
        .if_match(version)
        .body(&reason)
        .send()
        .await
}

pub async fn events(id: ActivityId) -> Answer<Page<ActivityEvent>> {
    Request::get(format!("/activities/{id}/events")).send().await
}

pub async fn revisions(id: ActivityId) -> Answer<Page<Revision>> {
    Request::get(format!("/activities/{id}/revisions")).send().await
}

/// What changed up to a revision since the last one that somebody decided on.
pub async fn difference(id: ActivityId, revision: i32) -> Answer<RevisionDiff> {
    Request::get(format!("/activities/{id}/revisions/{revision}/diff"))
        .send()
        .await
}

/// Filings that may be the same event, and the joint filing this one belongs to.
pub async fn similar(id: ActivityId) -> Answer<SimilarActivities> {
    Request::get(format!("/activities/{id}/similar")).send().await
}

/// Says that another filing is the same event.
pub async fn join(id: ActivityId, version: i32, other: ActivityId) -> Answer<Activity> {
    Request::post(format!("/activities/{id}/joint-filings"))
        .if_match(version)
        .body(&JoinFiling { activity_id: other })
        .send()
        .await
}

/// Takes a filing out of its joint filing.
pub async fn part(id: ActivityId, version: i32) -> Answer<Activity> {
    Request::delete(format!("/activities/{id}/joint-filings"))
        .if_match(version)
        .send()
        .await
}

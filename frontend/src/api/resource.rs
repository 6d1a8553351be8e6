//! The resource library: everyone's, one's own, the reviewers'.

use domain::id::{ActivityId, ResourceId};
use domain::page::Page;
use domain::resource::{
    NewResource, NewReuse, PublicResource, PublicResourceCard, RecommendBatch, Resource,
    ResourceBatchResults, ResourceContent, ResourceItem, ResourceReview, ResourceSelection, ResourceStatus,
    Reuse,
};

use super::{Answer, Request};

/// A page of the library; `asked` are names and values of its query.
pub async fn library(
    asked: Vec<(&'static str, String)>,
    cursor: Option<String>,
) -> Answer<Page<PublicResourceCard>> {
    asked
        .into_iter()
        .fold(Request::get("/public/resources"), |request, (name, value)| {
            request.query_some(name, Some(value))
        })
        .query_some("cursor", cursor)
        .send()
        .await
}

pub async fn public(id: &str) -> Answer<PublicResource> {
    Request::get(format!("/public/resources/{id}")).send().await
}

/// Counts a view or a share; whether that worked is nobody's concern.
pub async fn count(id: ResourceId, what: &'static str) {
    let _ = Request::post(format!("/public/resources/{id}/{what}"))
        .send_empty()
        .await;
}

pub async fn begin(activity_id: ActivityId, key: &str) -> Answer<Resource> {
    Request::post("/resources")
        .idempotent(key)
        .body(&NewResource { activity_id })
        .send()
        .await
}

pub async fn own(cursor: Option<String>) -> Answer<Page<ResourceItem>> {
    Request::get("/resources")
        .query_some("cursor", cursor)
        .send()
        .await
}

pub async fn desk(status: ResourceStatus, cursor: Option<String>) -> Answer<Page<ResourceItem>> {
    Request::get("/resource-desk")
        .query("status", status.as_str())
        .query_some("cursor", cursor)
        .send()
        .await
}

pub async fn show(id: ResourceId) -> Answer<Resource> {
    Request::get(format!("/resources/{id}")).send().await
}

pub async fn save(id: ResourceId, version: i32, content: &ResourceContent) -> Answer<Resource> {
    Request::put(format!("/resources/{id}"))
        .if_match(version)
        .body(content)
        .send()
        .await
}

pub async fn delete(id: ResourceId, version: i32) -> Answer<()> {
    Request::delete(format!("/resources/{id}"))
        .if_match(version)
        .send_empty()
        .await
}

pub async fn submit(id: ResourceId, version: i32) -> Answer<Resource> {
    Request::post(format!("/resources/{id}/submissions"))
        .if_match(version)
        .send()
        .await
}

pub async fn withdraw(id: ResourceId, version: i32) -> Answer<Resource> {
    Request::post(format!("/resources/{id}/withdrawals"))
        .if_match(version)
        .send()
        .await
}

pub async fn review(id: ResourceId, version: i32, given: &ResourceReview) -> Answer<Resource> {
    Request::post(format!("/resources/{id}/reviews"))
        .if_match(version)
        .body(given)
        .send()
        .await
}

pub async fn select(id: ResourceId, version: i32, given: &ResourceSelection) -> Answer<Resource> {
    Request::post(format!("/resources/{id}/selections"))
        .if_match(version)
        .body(given)
        .send()
        .await
}

pub async fn recommend(batch: &RecommendBatch) -> Answer<ResourceBatchResults> {
    Request::post("/resource-batches").body(batch).send().await
}

pub async fn report_use(id: ResourceId, new: &NewReuse) -> Answer<Reuse> {
    Request::post(format!("/resources/{id}/reuses"))
        .body(new)
        .send()
        .await
}

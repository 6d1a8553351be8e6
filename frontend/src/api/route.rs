//! Themed routes: found by everybody, made by officials.

use domain::id::RouteId;
use domain::page::Page;
use domain::route::{PublicRoute, Route, RouteCard, RouteContent, RouteItem};

use super::{Answer, Request};

pub async fn public_list(q: &str, region: &str, cursor: Option<String>) -> Answer<Page<RouteCard>> {
    Request::get("/public/routes")
        .query_some("q", Some(q.trim()))
        .query_some("region", Some(region))
        .query_some("cursor", cursor)
        .send()
        .await
}

pub async fn public(id: &str) -> Answer<PublicRoute> {
    Request::get(format!("/public/routes/{id}")).send().await
}

/// The routes of the caller's own region.
pub async fn list(cursor: Option<String>) -> Answer<Page<RouteItem>> {
    Request::get("/routes").query_some("cursor", cursor).send().await
}

pub async fn show(id: RouteId) -> Answer<Route> {
    Request::get(format!("/routes/{id}")).send().await
}

pub async fn create(content: &RouteContent, key: &str) -> Answer<Route> {
    Request::post("/routes")
        .idempotent(key)
        .body(content)
        .send()
        .await
}

pub async fn change(id: RouteId, version: i32, content: &RouteContent) -> Answer<Route> {
    Request::patch(format!("/routes/{id}"))
        .if_match(version)
        .body(content)
        .send()
        .await
}

pub async fn remove(id: RouteId, version: i32) -> Answer<()> {
    Request::delete(format!("/routes/{id}"))
        .if_match(version)
        .send_empty()
        .await
}

/// `publications` or `withdrawals`.
pub async fn step(id: RouteId, version: i32, step: &str) -> Answer<Route> {
    Request::post(format!("/routes/{id}/{step}"))
        .if_match(version)
        .send()
        .await
}

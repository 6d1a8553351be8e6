//! Addresses that are told of events, and what was sent to each.

use domain::id::WebhookId;
use domain::page::Page;
use domain::webhook::{Delivery, IssuedWebhook, NewWebhook, Webhook, WebhookChange};

use super::{Answer, Request};

pub async fn list(cursor: Option<String>) -> Answer<Page<Webhook>> {
    Request::get("/webhooks")
        .query_some("cursor", cursor)
        .send()
        .await
}

pub async fn show(id: WebhookId) -> Answer<Webhook> {
    Request::get(format!("/webhooks/{id}")).send().await
}

/// The secret that its deliveries are signed with is in this answer and nowhere else.
pub async fn create(new: &NewWebhook) -> Answer<IssuedWebhook> {
    Request::post("/webhooks").body(new).send().await
}

pub async fn change(id: WebhookId, version: i32, change: &WebhookChange) -> Answer<Webhook> {
    Request::patch(format!("/webhooks/{id}"))
        .if_match(version)
        .body(change)
        .send()
        .await
}

/// A new secret; for a day deliveries are signed with the one before as well.
pub async fn rotate(id: WebhookId, version: i32) -> Answer<IssuedWebhook> {
    Request::post(format!("/webhooks/{id}/secrets"))
        .if_match(version)
        .send()
        .await
}

pub async fn remove(id: WebhookId, version: i32) -> Answer<()> {
    Request::delete(format!("/webhooks/{id}"))
        .if_match(version)
        .send_empty()
        .await
}

/// What was sent, the latest first; all where `status` is empty.
pub async fn deliveries(id: WebhookId, status: &str, cursor: Option<String>) -> Answer<Page<Delivery>> {
    Request::get(format!("/webhooks/{id}/deliveries"))
        .query_some("status", Some(status))
        .query_some("cursor", cursor)
        .send()
        .await
}

/// Sends one again, as a delivery of its own.
pub async fn replay(id: WebhookId, n: i32) -> Answer<Delivery> {
    Request::post(format!("/webhooks/{id}/deliveries/{n}/replays"))
        .send()
        .await
}

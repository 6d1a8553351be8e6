//! Notices (通知公告): issued, forwarded, read, done.

use domain::circular::{
    Circular, CircularItem, CircularReceipt, CircularRevision, Completion, Correction, Dispatch, NewCircular,
    NewForward, NewReminder, Todo, Withdrawal,
};
use domain::id::CircularId;
use domain::page::Page;

use super::{Answer, Request};

/// What reached one, or with `issued` what one's regions issued.
pub async fn list(issued: bool, cursor: Option<String>) -> Answer<Page<CircularItem>> {
    Request::get("/notices")
        .query("box", if issued { "issued" } else { "received" })
        .query_some("cursor", cursor)
        .send()
        .await
}

pub async fn show(id: CircularId) -> Answer<Circular> {
    Request::get(format!("/notices/{id}")).send().await
}

pub async fn create(new: &NewCircular, key: &str) -> Answer<Circular> {
    Request::post("/notices").idempotent(key).body(new).send().await
}

pub async fn change(id: CircularId, version: i32, new: &NewCircular) -> Answer<Circular> {
    Request::put(format!("/notices/{id}"))
        .if_match(version)
        .body(new)
        .send()
        .await
}

pub async fn delete(id: CircularId, version: i32) -> Answer<()> {
    Request::delete(format!("/notices/{id}"))
        .if_match(version)
        .send_empty()
        .await
}

pub async fn publish(id: CircularId, version: i32) -> Answer<Circular> {
    Request::post(format!("/notices/{id}/publications"))
        .if_match(version)
        .send()
        .await
}

pub async fn correct(id: CircularId, version: i32, correction: &Correction) -> Answer<Circular> {
    Request::post(format!("/notices/{id}/revisions"))
        .if_match(version)
        .body(correction)
        .send()
        .await
}

pub async fn revisions(id: CircularId, cursor: Option<String>) -> Answer<Page<CircularRevision>> {
    Request::get(format!("/notices/{id}/revisions"))
        .query_some("cursor", cursor)
        .send()
        .await
}

pub async fn withdraw(id: CircularId, version: i32, withdrawal: &Withdrawal) -> Answer<Circular> {
    Request::post(format!("/notices/{id}/withdrawals"))
        .if_match(version)
        .body(withdrawal)
        .send()
        .await
}

pub async fn forward(id: CircularId, new: &NewForward, key: &str) -> Answer<Circular> {
    Request::post(format!("/notices/{id}/forwards"))
        .idempotent(key)
        .body(new)
        .send()
        .await
}

pub async fn forwards(id: CircularId, cursor: Option<String>) -> Answer<Page<Dispatch>> {
    Request::get(format!("/notices/{id}/forwards"))
        .query_some("cursor", cursor)
        .send()
        .await
}

/// Of the sending of a region: officials, or with `organizations` these; all, the read or the unread.
pub async fn receipts(
    id: CircularId,
    region: &str,
    organizations: bool,
    read: Option<bool>,
    cursor: Option<String>,
) -> Answer<Page<CircularReceipt>> {
    Request::get(format!("/notices/{id}/receipts"))
        .query("region", region)
        .query("of", if organizations { "organizations" } else { "regions" })
        .query_some("read", read)
        .query_some("cursor", cursor)
        .send()
        .await
}

pub async fn remind(id: CircularId, reminder: &NewReminder) -> Answer<Circular> {
    Request::post(format!("/notices/{id}/reminders"))
        .body(reminder)
        .send()
        .await
}

pub async fn complete(id: CircularId, completion: &Completion) -> Answer<Circular> {
    Request::post(format!("/notices/{id}/completions"))
        .body(completion)
        .send()
        .await
}

/// What one has to do by a day, the next first.
pub async fn todos(cursor: Option<String>) -> Answer<Page<Todo>> {
    Request::get("/todos").query_some("cursor", cursor).send().await
}

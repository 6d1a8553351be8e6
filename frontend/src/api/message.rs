//! Messages, and what of them goes out by SMS as well.

use domain::message::{MarkRead, Message, Preferences, PreferencesChange, Unread};
use domain::page::Page;

use super::{Answer, Request};

pub async fn list(unread: bool, cursor: Option<String>) -> Answer<Page<Message>> {
    Request::get("/messages")
        .query_some("unread", unread.then_some("true"))
        .query_some("cursor", cursor)
        .send()
        .await
}

pub async fn unread() -> Answer<Unread> {
    Request::get("/messages/unread").send().await
}

pub async fn mark_read(which: &MarkRead) -> Answer<Unread> {
    Request::post("/messages/read").body(which).send().await
}

pub async fn preferences() -> Answer<Preferences> {
    Request::get("/me/preferences").send().await
}

pub async fn prefer(change: &PreferencesChange) -> Answer<Preferences> {
    Request::patch("/me/preferences").body(change).send().await
}

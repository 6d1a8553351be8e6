//! What is added after the event, and whether the activity can be recommended.

use domain::eligibility::Eligibility;
use domain::id::ActivityId;
use domain::supplement::{NewExtension, PhotoCheck, Supplement, SupplementContent};

use super::{Answer, Request};

/// What an eligibility is judged by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// What is on the form.
    Draft,
    /// What was submitted.
    Submitted,
}

impl Basis {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
        }
    }
}

fn address(id: ActivityId) -> String {
    format!("/activities/{id}/supplement")
}

pub async fn show(id: ActivityId) -> Answer<Supplement> {
    Request::get(address(id)).send().await
}

/// Saves the form whole; a draft always saves.
pub async fn save(id: ActivityId, version: i32, content: &SupplementContent) -> Answer<Supplement> {
    Request::put(address(id))
        .if_match(version)
        .body(content)
        .send()
        .await
}

pub async fn submit(id: ActivityId, version: i32) -> Answer<Supplement> {
    Request::post(format!("{}/submissions", address(id)))
        .if_match(version)
        .send()
        .await
}

/// Moves the deadline (延期).
pub async fn extend(id: ActivityId, new: &NewExtension) -> Answer<Supplement> {
    Request::post(format!("{}/extensions", address(id)))
        .body(new)
        .send()
        .await
}

/// Where else the photos were used, and what the cameras wrote.
pub async fn photo_check(id: ActivityId) -> Answer<PhotoCheck> {
    Request::get(format!("{}/photo-check", address(id))).send().await
}

pub async fn eligibility(id: ActivityId, basis: Basis) -> Answer<Eligibility> {
    Request::get(format!("/activities/{id}/eligibility"))
        .query("basis", basis.as_str())
        .send()
        .await
}

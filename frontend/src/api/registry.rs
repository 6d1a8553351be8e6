//! The external registry of organisations: how the connection stands, and what a person has to decide.

use domain::id::ConflictId;
use domain::page::Page;
use domain::registry::{DecideConflict, RegistryConflict, RegistryState};

use super::{Answer, Request};

pub async fn state() -> Answer<RegistryState> {
    Request::get("/registry").fresh().send().await
}

/// Differences of a region and one status, the oldest first; of one's whole reach where no region is named.
pub async fn conflicts(region: &str, status: &str, cursor: Option<String>) -> Answer<Page<RegistryConflict>> {
    Request::get("/registry/conflicts")
        .query("status", status)
        .query_some("region", Some(region))
        .query_some("cursor", cursor)
        .fresh()
        .send()
        .await
}

pub async fn decide(id: ConflictId, version: i32, decided: &DecideConflict) -> Answer<RegistryConflict> {
    Request::post(format!("/registry/conflicts/{id}/decisions"))
        .if_match(version)
        .body(decided)
        .send()
        .await
}

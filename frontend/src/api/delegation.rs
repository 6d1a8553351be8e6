//! Standing in for one another (委托).

use domain::id::DelegationId;
use domain::page::Page;
use domain::review::{Delegation, NewDelegation};

use super::{Answer, Request};

/// One's own, and those of others who asked one to stand in.
pub async fn list() -> Answer<Page<Delegation>> {
    Request::get("/delegations").send().await
}

pub async fn create(new: &NewDelegation, key: &str) -> Answer<Delegation> {
    Request::post("/delegations")
        .idempotent(key)
        .body(new)
        .send()
        .await
}

/// Ends one before its time.
pub async fn end(id: DelegationId) -> Answer<()> {
    Request::delete(format!("/delegations/{id}")).send_empty().await
}

//! Organisations: found while typing, added, changed.

use domain::id::OrganizationId;
use domain::organization::{NewOrganization, Organization, OrganizationChange, OrganizationItem};
use domain::page::Page;

use super::{Answer, Request};

/// By name, alias, pinyin initials or code.
pub async fn search(q: &str, limit: u32) -> Answer<Page<OrganizationItem>> {
    Request::get("/organizations")
        .query("q", q)
        .query("limit", limit)
        .send()
        .await
}

pub async fn create(new: &NewOrganization, key: &str) -> Answer<Organization> {
    Request::post("/organizations")
        .idempotent(key)
        .body(new)
        .send()
        .await
}

pub async fn show(id: OrganizationId) -> Answer<Organization> {
    Request::get(format!("/organizations/{id}")).send().await
}

pub async fn change(id: OrganizationId, version: i32, change: &OrganizationChange) -> Answer<Organization> {
    Request::patch(format!("/organizations/{id}"))
        .if_match(version)
        .body(change)
        .send()
        .await
}

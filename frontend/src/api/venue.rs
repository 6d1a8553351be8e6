//! Science venues: found by everybody, kept by organisations, watched by officials.

use domain::activity::view::StepReason;
use domain::id::{OrganizationId, VenueId};
use domain::page::Page;
use domain::venue::{PublicVenue, Venue, VenueCard, VenueContent, VenueItem};

use super::public::Search;
use super::{Answer, Request};

pub async fn public_list(search: &Search, limit: u32, cursor: Option<String>) -> Answer<Page<VenueCard>> {
    search
        .venue_parameters()
        .into_iter()
        .fold(Request::get("/public/venues"), |request, (name, value)| {
            request.query(name, value)
        })
        .query("limit", limit)
        .query_some("cursor", cursor)
        .send()
        .await
}

pub async fn public(id: &str) -> Answer<PublicVenue> {
    Request::get(format!("/public/venues/{id}")).send().await
}

pub async fn of_organization(id: OrganizationId, cursor: Option<String>) -> Answer<Page<VenueItem>> {
    Request::get(format!("/organizations/{id}/venues"))
        .query_some("cursor", cursor)
        .send()
        .await
}

pub async fn create(organization: OrganizationId, content: &VenueContent, key: &str) -> Answer<Venue> {
    Request::post(format!("/organizations/{organization}/venues"))
        .idempotent(key)
        .body(content)
        .send()
        .await
}

pub async fn show(id: VenueId) -> Answer<Venue> {
    Request::get(format!("/venues/{id}")).send().await
}

pub async fn change(id: VenueId, version: i32, content: &VenueContent) -> Answer<Venue> {
    Request::patch(format!("/venues/{id}"))
        .if_match(version)
        .body(content)
        .send()
        .await
}

pub async fn remove(id: VenueId, version: i32) -> Answer<()> {
    Request::delete(format!("/venues/{id}"))
        .if_match(version)
        .send_empty()
        .await
}

/// The venues of a region for its officials; the caller's own region when empty.
pub async fn in_region(
    region: String,
    q: String,
    hidden: bool,
    cursor: Option<String>,
) -> Answer<Page<VenueItem>> {
    Request::get("/venues")
        .query_some("region", Some(region))
        .query_some("q", Some(q))
        .query_some("hidden", hidden.then_some(true))
        .query_some("cursor", cursor)
        .send()
        .await
}

/// Hides a venue, or shows it again.
pub async fn judge(id: VenueId, version: i32, hide: bool, reason: String) -> Answer<Venue> {
    let step = if hide { "takedowns" } else { "restorations" };
    Request::post(format!("/venues/{id}/{step}"))
        .if_match(version)
        .body(&StepReason { reason: Some(reason) })
        .send()
        .await
}

//! Checking in at activities and venues.

use domain::check_in::{
    CheckIn, CheckInPoint, NewPoint, PointChange, PointScreen, PublicPoint, Stamp, StampCard, Ticket,
    VenuePoint, VenuePointChange,
};
use domain::id::{ActivityId, CheckInPointId, RouteId, VenueId};
use domain::page::Page;

use super::{Answer, Request};

pub async fn points(activity: ActivityId) -> Answer<Page<CheckInPoint>> {
    Request::get(format!("/activities/{activity}/check-in-points"))
        .send()
        .await
}

/// `key` is the same for every attempt of one form.
pub async fn create(activity: ActivityId, new: &NewPoint, key: &str) -> Answer<CheckInPoint> {
    Request::post(format!("/activities/{activity}/check-in-points"))
        .idempotent(key)
        .body(new)
        .send()
        .await
}

pub async fn change(id: CheckInPointId, version: i32, change: &PointChange) -> Answer<CheckInPoint> {
    Request::patch(format!("/check-in-points/{id}"))
        .if_match(version)
        .body(change)
        .send()
        .await
}

pub async fn remove(id: CheckInPointId, version: i32) -> Answer<()> {
    Request::delete(format!("/check-in-points/{id}"))
        .if_match(version)
        .send_empty()
        .await
}

/// What the screen at a point shows now.
pub async fn screen(id: CheckInPointId) -> Answer<PointScreen> {
    Request::get(format!("/check-in-points/{id}/screen")).send().await
}

/// Whether visitors check in at a venue.
pub async fn venue_point(id: VenueId) -> Answer<VenuePoint> {
    Request::get(format!("/venues/{id}/check-in-point")).send().await
}

pub async fn change_venue_point(id: VenueId, version: i32, change: &VenuePointChange) -> Answer<VenuePoint> {
    Request::patch(format!("/venues/{id}/check-in-point"))
        .if_match(version)
        .body(change)
        .send()
        .await
}

/// What the screen at a venue shows now.
pub async fn venue_screen(id: VenueId) -> Answer<PointScreen> {
    Request::get(format!("/venues/{id}/check-in-screen")).send().await
}

/// One's own stamps on a route.
pub async fn card(id: RouteId) -> Answer<StampCard> {
    Request::get(format!("/me/routes/{id}/stamps")).send().await
}

pub async fn point(id: CheckInPointId) -> Answer<PublicPoint> {
    Request::get(format!("/public/check-in-points/{id}"))
        .fresh()
        .send()
        .await
}

/// A ticket for what was scanned: time to sign in.
pub async fn ticket(id: CheckInPointId, scanned: String) -> Answer<Ticket> {
    Request::post(format!("/public/check-in-points/{id}/tickets"))
        .body(&CheckIn { token: scanned })
        .send()
        .await
}

pub async fn check_in(id: CheckInPointId, token: String) -> Answer<Stamp> {
    Request::post(format!("/check-in-points/{id}/check-ins"))
        .body(&CheckIn { token })
        .send()
        .await
}

pub async fn stamps(cursor: Option<String>) -> Answer<Page<Stamp>> {
    Request::get("/me/stamps")
        .query_some("cursor", cursor)
        .send()
        .await
}

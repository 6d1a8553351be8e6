//! Check-in at science venues (阵地打卡), and the stamp cards of routes (集章卡).

use actix_web::{HttpResponse, get, patch, web};
use app::{App, check_in};
use domain::check_in::{PointScreen, StampCard, VenuePoint, VenuePointChange};
use domain::id::{RouteId, VenueId};
use utoipa_actix_web::service_config::ServiceConfig;

use super::check_in::scanned_at;
use crate::answer;
use crate::extract::{Body, Id, IfMatch, SignedIn};
use crate::problem::{ApiError, Problems};
use crate::server::PublicUrl;

pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(show).service(change).service(screen).service(card);
}

/// Whether visitors check in at a venue, and how many did.
///
/// For members of its organisation and the officials over its region. Version 0 before it is first set up.
#[utoipa::path(operation_id = "venue_check_in_show", tag = "check-in", security(("bearer" = [])), params(("id" = VenueId, Path)),
    responses((status = 200, body = VenuePoint, headers(("ETag" = String))), Problems))]
#[get("/venues/{id}/check-in-point")]
async fn show(app: web::Data<App>, me: SignedIn, id: Id<VenueId>) -> Result<HttpResponse, ApiError> {
    let p = check_in::venue_point(&app, &me.0, id.0).await?;
    Ok(answer::versioned(&p, p.version))
}

/// Sets check-in at a venue up, stops it, or makes its codes anew.
///
/// For members of its organisation. With `renew`, every QR code, ticket and number given out so far is worthless. Visitors
/// check in through the same operations as at an activity, with the venue's id as that of the point.
#[utoipa::path(operation_id = "venue_check_in_change", tag = "check-in", security(("bearer" = [])),
    params(("id" = VenueId, Path), ("If-Match" = String, Header)), request_body = VenuePointChange,
    responses((status = 200, body = VenuePoint, headers(("ETag" = String))), Problems))]
#[patch("/venues/{id}/check-in-point")]
async fn change(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<VenueId>,
    IfMatch(expected): IfMatch,
    body: Body<VenuePointChange>,
) -> Result<HttpResponse, ApiError> {
    let p = check_in::change_venue_point(&app, &me.0, id.0, expected, body.into_inner()).await?;
    Ok(answer::versioned(&p, p.version))
}

/// What the screen at a venue shows now: the address for the QR code, the six digits of the day, how many have come.
///
/// For members of its organisation. 409 `nothing_to_check_in` before check-in is set up there.
#[utoipa::path(operation_id = "venue_check_in_screen", tag = "check-in", security(("bearer" = [])), params(("id" = VenueId, Path)),
    responses((status = 200, body = PointScreen), Problems))]
#[get("/venues/{id}/check-in-screen")]
async fn screen(
    app: web::Data<App>,
    site: web::Data<PublicUrl>,
    me: SignedIn,
    id: Id<VenueId>,
) -> Result<HttpResponse, ApiError> {
    let address_of = scanned_at(&site, id.0.uuid().into());
    Ok(answer::ok(
        &check_in::venue_screen(&app, &me.0, id.0, address_of).await?,
    ))
}

/// One's own stamp card of a themed route: its venues in order, each with the day of the first stamp.
///
/// For everyone who is signed in; nobody else sees it. 404 for a route that is not published.
#[utoipa::path(operation_id = "route_stamps", tag = "check-in", security(("bearer" = [])), params(("id" = RouteId, Path)),
    responses((status = 200, body = StampCard), Problems))]
#[get("/me/routes/{id}/stamps")]
async fn card(app: web::Data<App>, me: SignedIn, id: Id<RouteId>) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(&check_in::stamp_card(&app, &me.0, id.0).await?))
}

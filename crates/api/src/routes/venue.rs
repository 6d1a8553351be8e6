//! Science venues (科普阵地) for those who keep them and those who watch them.

use actix_web::{HttpResponse, delete, get, patch, post, web};
use app::{App, venue};
use domain::activity::view::StepReason;
use domain::id::{OrganizationId, VenueId};
use domain::page::Page;
use domain::region::RegionCode;
use domain::venue::{Venue, VenueContent, VenueItem};
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer;
use crate::extract::{Body, Id, IfMatch, Query, RepeatKey, SignedIn};
use crate::problem::{ApiError, Problems};
use crate::routes::{limit, own_region};

pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(of_organization)
        .service(create)
        .service(in_region)
        .service(show)
        .service(change)
        .service(remove)
        .service(take_down)
        .service(restore);
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct PageParams {
    /// 1–100, 20 when left out.
    limit: Option<u32>,
    cursor: Option<String>,
}

/// The venues of an organisation by name, whether everybody sees them or not.
///
/// For its members and the officials over its region.
#[utoipa::path(operation_id = "organization_venues", tag = "venues", security(("bearer" = [])),
    params(("id" = OrganizationId, Path), PageParams),
    responses((status = 200, body = Page<VenueItem>), Problems))]
#[get("/organizations/{id}/venues")]
async fn of_organization(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<OrganizationId>,
    params: Query<PageParams>,
) -> Result<HttpResponse, ApiError> {
    let p = params.into_inner();
    let page = venue::of_organization(&app, &me.0, id.0, limit(p.limit)?, p.cursor.as_deref()).await?;
    Ok(answer::ok(&page))
}

/// Adds a venue of an organisation.
///
/// For its members. It is public as soon as the organisation is certified. Every fault is named at once; at most 100
/// venues for one organisation.
#[utoipa::path(operation_id = "venue_create", tag = "venues", security(("bearer" = [])), request_body = VenueContent,
    params(("id" = OrganizationId, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = Venue, headers(("Location" = String), ("ETag" = String))), Problems))]
#[post("/organizations/{id}/venues")]
async fn create(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<OrganizationId>,
    key: RepeatKey,
    body: Body<Map<String, Value>>,
) -> Result<HttpResponse, ApiError> {
    let repeat = key.with(&body.digest);
    let made = venue::create(&app, &me.0, id.0, body.into_inner(), repeat).await?;
    Ok(answer::created(
        &made,
        |v| format!("/api/v1/venues/{}", v.id),
        |v| Some(v.version),
    ))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct ListParams {
    /// Words in name, address, introduction or region.
    q: Option<String>,
    /// In the subtree of this region; the caller's own when left out.
    region: Option<RegionCode>,
    /// Only those that an official hid.
    hidden: Option<bool>,
    /// 1–100, 20 when left out.
    limit: Option<u32>,
    cursor: Option<String>,
}

/// The venues of a region by name, the hidden ones and those of uncertified organisations too.
///
/// For the officials over the region.
#[utoipa::path(operation_id = "venue_list", tag = "venues", security(("bearer" = [])), params(ListParams),
    responses((status = 200, body = Page<VenueItem>), Problems))]
#[get("/venues")]
async fn in_region(
    app: web::Data<App>,
    me: SignedIn,
    params: Query<ListParams>,
) -> Result<HttpResponse, ApiError> {
    let p = params.into_inner();
    let region = own_region(&me.0, p.region)?;
    let (hidden, cursor) = (p.hidden.unwrap_or_default(), p.cursor.as_deref());
    let page = venue::in_region(&app, &me.0, region, p.q, hidden, limit(p.limit)?, cursor).await?;
    Ok(answer::ok(&page))
}

/// One venue with what the caller may do.
///
/// For its organisation and the officials over its region; 404 for everyone else, who read it at `/public/venues`.
#[utoipa::path(operation_id = "venue_show", tag = "venues", security(("bearer" = [])), params(("id" = VenueId, Path)),
    responses((status = 200, body = Venue, headers(("ETag" = String))), Problems))]
#[get("/venues/{id}")]
async fn show(app: web::Data<App>, me: SignedIn, id: Id<VenueId>) -> Result<HttpResponse, ApiError> {
    let v = venue::show(&app, &me.0, id.0).await?;
    Ok(answer::versioned(&v, v.version))
}

/// Changes fields of a venue (JSON merge patch): what is left out stays, `null` empties.
///
/// For members of its organisation. A hidden venue stays hidden until an official shows it again.
#[utoipa::path(operation_id = "venue_change", tag = "venues", security(("bearer" = [])), request_body = VenueContent,
    params(("id" = VenueId, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = Venue, headers(("ETag" = String))), Problems))]
#[patch("/venues/{id}")]
async fn change(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<VenueId>,
    IfMatch(expected): IfMatch,
    body: Body<Map<String, Value>>,
) -> Result<HttpResponse, ApiError> {
    let v = venue::change(&app, &me.0, id.0, expected, body.into_inner()).await?;
    Ok(answer::versioned(&v, v.version))
}

/// Deletes a venue. Routes lead past it from now on.
///
/// For members of its organisation.
#[utoipa::path(operation_id = "venue_delete", tag = "venues", security(("bearer" = [])),
    params(("id" = VenueId, Path), ("If-Match" = String, Header)), responses((status = 204), Problems))]
#[delete("/venues/{id}")]
async fn remove(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<VenueId>,
    IfMatch(expected): IfMatch,
) -> Result<HttpResponse, ApiError> {
    venue::delete(&app, &me.0, id.0, expected).await?;
    Ok(answer::no_content())
}

/// Hides a venue from everybody, with a reason that its organisation is told.
///
/// For the officials over its region; 403 `recused` for members of its organisation. 409 when it is hidden already.
#[utoipa::path(operation_id = "venue_take_down", tag = "venues", security(("bearer" = [])), request_body = StepReason,
    params(("id" = VenueId, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = Venue, headers(("ETag" = String))), Problems))]
#[post("/venues/{id}/takedowns")]
async fn take_down(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<VenueId>,
    IfMatch(expected): IfMatch,
    body: Body<StepReason>,
) -> Result<HttpResponse, ApiError> {
    let v = venue::take_down(&app, &me.0, id.0, expected, body.into_inner()).await?;
    Ok(answer::versioned(&v, v.version))
}

/// Shows a hidden venue again, with a note that its organisation is told.
///
/// For the officials over its region; 403 `recused` for members of its organisation. 409 when it is not hidden.
#[utoipa::path(operation_id = "venue_restore", tag = "venues", security(("bearer" = [])), request_body = StepReason,
    params(("id" = VenueId, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = Venue, headers(("ETag" = String))), Problems))]
#[post("/venues/{id}/restorations")]
async fn restore(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<VenueId>,
    IfMatch(expected): IfMatch,
    body: Body<StepReason>,
) -> Result<HttpResponse, ApiError> {
    let v = venue::restore(&app, &me.0, id.0, expected, body.into_inner()).await?;
    Ok(answer::versioned(&v, v.version))
}

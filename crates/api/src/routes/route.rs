//! Themed routes (科普研学路线) for the officials who make them.

use actix_web::{HttpResponse, delete, get, patch, post, web};
use app::route::RouteQuery;
use app::{App, route};
use domain::id::RouteId;
use domain::page::Page;
use domain::region::RegionCode;
use domain::route::{Route, RouteContent, RouteItem, RouteStatus};
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer;
use crate::extract::{Body, Id, IfMatch, Query, RepeatKey, SignedIn};
use crate::problem::{ApiError, Problems};
use crate::routes::{limit, own_region};

pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(list)
        .service(create)
        .service(show)
        .service(change)
        .service(remove)
        .service(publish)
        .service(withdraw);
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct ListParams {
    /// Words in title, theme, introduction or region.
    q: Option<String>,
    /// In the subtree of this region; the caller's own when left out.
    region: Option<RegionCode>,
    status: Option<RouteStatus>,
    /// 1–100, 20 when left out.
    limit: Option<u32>,
    cursor: Option<String>,
}

/// The routes of a region in any status, the latest first.
///
/// For the officials over the region.
#[utoipa::path(operation_id = "route_list", tag = "venues", security(("bearer" = [])), params(ListParams),
    responses((status = 200, body = Page<RouteItem>), Problems))]
#[get("/routes")]
async fn list(
    app: web::Data<App>,
    me: SignedIn,
    params: Query<ListParams>,
) -> Result<HttpResponse, ApiError> {
    let p = params.into_inner();
    let region = own_region(&me.0, p.region)?;
    let query = RouteQuery {
        q: p.q,
        region: None,
        status: p.status,
        limit: limit(p.limit)?,
        cursor: p.cursor,
    };
    Ok(answer::ok(&route::list(&app, &me.0, region, query).await?))
}

/// Begins a route as a draft. Everything but its region may be missing.
///
/// For officials whose reach holds the region.
#[utoipa::path(operation_id = "route_create", tag = "venues", security(("bearer" = [])), request_body = RouteContent,
    params(("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = Route, headers(("Location" = String), ("ETag" = String))), Problems))]
#[post("/routes")]
async fn create(
    app: web::Data<App>,
    me: SignedIn,
    key: RepeatKey,
    body: Body<Map<String, Value>>,
) -> Result<HttpResponse, ApiError> {
    let repeat = key.with(&body.digest);
    let made = route::create(&app, &me.0, body.into_inner(), repeat).await?;
    Ok(answer::created(
        &made,
        |r| format!("/api/v1/routes/{}", r.id),
        |r| Some(r.version),
    ))
}

/// One route with those of its venues that everybody sees, and what the caller may do.
///
/// For the officials over its region; 404 for everyone else, who read it at `/public/routes`.
#[utoipa::path(operation_id = "route_show", tag = "venues", security(("bearer" = [])), params(("id" = RouteId, Path)),
    responses((status = 200, body = Route, headers(("ETag" = String))), Problems))]
#[get("/routes/{id}")]
async fn show(app: web::Data<App>, me: SignedIn, id: Id<RouteId>) -> Result<HttpResponse, ApiError> {
    let r = route::show(&app, &me.0, id.0).await?;
    Ok(answer::versioned(&r, r.version))
}

/// Changes fields of a route (JSON merge patch): what is left out stays, `null` empties, stops are sent whole.
///
/// For officials whose reach holds its region, and the new one. What is published must stay complete; what was withdrawn
/// is not changed any more (409 `step_not_allowed`).
#[utoipa::path(operation_id = "route_change", tag = "venues", security(("bearer" = [])), request_body = RouteContent,
    params(("id" = RouteId, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = Route, headers(("ETag" = String))), Problems))]
#[patch("/routes/{id}")]
async fn change(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<RouteId>,
    IfMatch(expected): IfMatch,
    body: Body<Map<String, Value>>,
) -> Result<HttpResponse, ApiError> {
    let r = route::change(&app, &me.0, id.0, expected, body.into_inner()).await?;
    Ok(answer::versioned(&r, r.version))
}

/// Deletes a draft, or a route that was withdrawn.
///
/// For officials whose reach holds its region; 409 `step_not_allowed` while it is published.
#[utoipa::path(operation_id = "route_delete", tag = "venues", security(("bearer" = [])),
    params(("id" = RouteId, Path), ("If-Match" = String, Header)), responses((status = 204), Problems))]
#[delete("/routes/{id}")]
async fn remove(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<RouteId>,
    IfMatch(expected): IfMatch,
) -> Result<HttpResponse, ApiError> {
    route::delete(&app, &me.0, id.0, expected).await?;
    Ok(answer::no_content())
}

/// Publishes a route: everybody sees it.
///
/// For officials whose reach holds its region. Every fault is named at once: 2 to 20 stops, each with a venue that
/// everybody sees and the minutes to stay.
#[utoipa::path(operation_id = "route_publish", tag = "venues", security(("bearer" = [])),
    params(("id" = RouteId, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = Route, headers(("ETag" = String))), Problems))]
#[post("/routes/{id}/publications")]
async fn publish(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<RouteId>,
    IfMatch(expected): IfMatch,
) -> Result<HttpResponse, ApiError> {
    let r = route::publish(&app, &me.0, id.0, expected).await?;
    Ok(answer::versioned(&r, r.version))
}

/// Withdraws a published route for good.
///
/// For officials whose reach holds its region.
#[utoipa::path(operation_id = "route_withdraw", tag = "venues", security(("bearer" = [])),
    params(("id" = RouteId, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = Route, headers(("ETag" = String))), Problems))]
#[post("/routes/{id}/withdrawals")]
async fn withdraw(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<RouteId>,
    IfMatch(expected): IfMatch,
) -> Result<HttpResponse, ApiError> {
    let r = route::withdraw(&app, &me.0, id.0, expected).await?;
    Ok(answer::versioned(&r, r.version))
}

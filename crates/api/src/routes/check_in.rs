//! Checking in at activities (打卡).

use actix_web::{HttpResponse, delete, get, patch, post, web};
use app::{App, Outcome, check_in};
use domain::check_in::{
    CheckIn, CheckInPoint, NewPoint, PointChange, PointScreen, PublicPoint, Stamp, Ticket,
};
use domain::id::{ActivityId, CheckInPointId};
use domain::page::Page;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer;
use crate::extract::{Body, Id, IfMatch, Query, RepeatKey, SignedIn};
use crate::problem::{ApiError, Problems};
use crate::routes::limit;
use crate::server::PublicUrl;

pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(list)
        .service(create)
        .service(change)
        .service(remove)
        .service(screen)
        .service(show)
        .service(ticket)
        .service(take)
        .service(stamps);
}

/// The points of an activity, each with how many checked in.
///
/// For everybody who may see the activity with its files: its organisation and the officials in charge.
#[utoipa::path(operation_id = "check_in_points", tag = "check-in", security(("bearer" = [])), params(("id" = ActivityId, Path)),
    responses((status = 200, body = Page<CheckInPoint>), Problems))]
#[get("/activities/{id}/check-in-points")]
async fn list(app: web::Data<App>, me: SignedIn, id: Id<ActivityId>) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(&check_in::list(&app, &me.0, id.0).await?))
}

/// Makes a point at which visitors check in.
///
/// For members of the activity's organisation. 409 `nothing_to_check_in` unless the activity is approved and has a place.
/// At most 20 for one activity. Without times it is open from half an hour before the first session to half an hour after
/// the last.
#[utoipa::path(operation_id = "check_in_point_create", tag = "check-in", security(("bearer" = [])),
    params(("id" = ActivityId, Path), ("Idempotency-Key" = Option<String>, Header)), request_body = NewPoint,
    responses((status = 201, body = CheckInPoint, headers(("Location" = String), ("ETag" = String))), Problems))]
#[post("/activities/{id}/check-in-points")]
async fn create(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ActivityId>,
    key: RepeatKey,
    body: Body<NewPoint>,
) -> Result<HttpResponse, ApiError> {
    let repeat = key.with(&body.digest);
    let made = check_in::create(&app, &me.0, id.0, body.into_inner(), repeat).await?;
    Ok(answer::created(
        &made,
        |p| format!("/api/v1/check-in-points/{}", p.id),
        |p| Some(p.version),
    ))
}

/// Changes a point: its name, its times, whether it is closed; makes its codes anew.
///
/// For members of the activity's organisation. With `renew`, every QR code, ticket and number given out so far is worthless.
#[utoipa::path(operation_id = "check_in_point_change", tag = "check-in", security(("bearer" = [])),
    params(("id" = CheckInPointId, Path), ("If-Match" = String, Header)), request_body = PointChange,
    responses((status = 200, body = CheckInPoint, headers(("ETag" = String))), Problems))]
#[patch("/check-in-points/{id}")]
async fn change(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<CheckInPointId>,
    IfMatch(expected): IfMatch,
    body: Body<PointChange>,
) -> Result<HttpResponse, ApiError> {
    let p = check_in::change(&app, &me.0, id.0, expected, body.into_inner()).await?;
    Ok(answer::versioned(&p, p.version))
}

/// Deletes a point at which nobody has checked in; others can be closed.
///
/// For members of the activity's organisation; 409 `in_use` once somebody has a stamp of it.
#[utoipa::path(operation_id = "check_in_point_delete", tag = "check-in", security(("bearer" = [])),
    params(("id" = CheckInPointId, Path), ("If-Match" = String, Header)), responses((status = 204), Problems))]
#[delete("/check-in-points/{id}")]
async fn remove(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<CheckInPointId>,
    IfMatch(expected): IfMatch,
) -> Result<HttpResponse, ApiError> {
    check_in::delete(&app, &me.0, id.0, expected).await?;
    Ok(answer::no_content())
}

/// What the screen at a point shows now: the address for the QR code, the six digits of the day, how many have come.
///
/// For members of the activity's organisation. Ask again at `renews_at`; an address is good for two minutes after it was
/// first shown.
#[utoipa::path(operation_id = "check_in_screen", tag = "check-in", security(("bearer" = [])), params(("id" = CheckInPointId, Path)),
    responses((status = 200, body = PointScreen), Problems))]
#[get("/check-in-points/{id}/screen")]
async fn screen(
    app: web::Data<App>,
    site: web::Data<PublicUrl>,
    me: SignedIn,
    id: Id<CheckInPointId>,
) -> Result<HttpResponse, ApiError> {
    let address_of = scanned_at(&site, id.0);
    Ok(answer::ok(
        &check_in::screen(&app, &me.0, id.0, address_of).await?,
    ))
}

/// The address that a QR code holds. Behind the #: what proves that somebody is there does not reach logs, nor other sites
/// as a referrer.
pub(super) fn scanned_at(site: &PublicUrl, point: CheckInPointId) -> impl Fn(&str) -> String {
    let page = format!("{}/check-in/{point}", site.0);
    move |token| format!("{page}#{token}")
}

/// A point of a public activity, or a venue at which visitors check in (by the venue's id).
///
/// For everyone; 404 when its activity, or the venue, is not public.
#[utoipa::path(operation_id = "check_in_point_show", tag = "public", params(("id" = CheckInPointId, Path)),
    responses((status = 200, body = PublicPoint), Problems))]
#[get("/public/check-in-points/{id}")]
async fn show(app: web::Data<App>, id: Id<CheckInPointId>) -> Result<HttpResponse, ApiError> {
    answer::shared(&check_in::show(&app, id.0).await?)
}

/// Exchanges what was scanned for a ticket that is good for a quarter of an hour, once, for one person: time to sign in.
///
/// For everyone. 409 `check_in_expired` for a code that is out of date, 422 `check_in_invalid` for any other text.
#[utoipa::path(operation_id = "check_in_ticket", tag = "public", params(("id" = CheckInPointId, Path)), request_body = CheckIn,
    responses((status = 200, body = Ticket), Problems))]
#[post("/public/check-in-points/{id}/tickets")]
async fn ticket(
    app: web::Data<App>,
    id: Id<CheckInPointId>,
    body: Body<CheckIn>,
) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(
        &check_in::ticket(&app, id.0, body.into_inner()).await?,
    ))
}

/// Checks in: with the token of the QR code, with a ticket, or with the six digits shown beside it.
///
/// For everyone who is signed in. 201 with the stamp; 200 with the same stamp for a second time on one day. 409
/// `check_in_closed` outside the point's times, 409 `check_in_expired` for an old code or a used ticket, 422
/// `check_in_invalid` for anything else; 429 after ten wrong numbers in a day.
#[utoipa::path(operation_id = "check_in", tag = "check-in", security(("bearer" = [])), params(("id" = CheckInPointId, Path)),
    request_body = CheckIn,
    responses((status = 201, body = Stamp, headers(("Location" = String))), (status = 200, body = Stamp), Problems))]
#[post("/check-in-points/{id}/check-ins")]
async fn take(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<CheckInPointId>,
    body: Body<CheckIn>,
) -> Result<HttpResponse, ApiError> {
    let done = check_in::check_in(&app, &me.0, id.0, body.into_inner()).await?;
    if done.new {
        let made = Outcome::New(done.stamp);
        Ok(answer::created(
            &made,
            |_| "/api/v1/me/stamps".to_owned(),
            |_| None,
        ))
    } else {
        Ok(answer::ok(&done.stamp))
    }
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct StampParams {
    /// 1–100, 20 when left out.
    limit: Option<u32>,
    cursor: Option<String>,
}

/// One's own stamps, latest first.
///
/// For everyone who is signed in: where they checked in, and when. Nobody else sees it.
#[utoipa::path(operation_id = "stamp_list", tag = "check-in", security(("bearer" = [])), params(StampParams),
    responses((status = 200, body = Page<Stamp>), Problems))]
#[get("/me/stamps")]
async fn stamps(
    app: web::Data<App>,
    me: SignedIn,
    params: Query<StampParams>,
) -> Result<HttpResponse, ApiError> {
    let p = params.into_inner();
    let page = check_in::stamps(&app, &me.0, limit(p.limit)?, p.cursor.as_deref()).await?;
    Ok(answer::ok(&page))
}

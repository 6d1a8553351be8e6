//! One's own calendar, to be followed from a phone.

use actix_web::http::header;
use actix_web::{HttpResponse, delete, get, post, web};
use app::{App, agenda};
use domain::agenda::{CalendarAddress, CalendarStatus};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer;
use crate::extract::{Id, SignedIn};
use crate::problem::{ApiError, Problems};
use crate::server::PublicUrl;

pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(status).service(open).service(close).service(calendar);
}

/// Whether one's calendar is followed.
///
/// For everyone who is signed in: since when there is an address, and `null` where there is none.
#[utoipa::path(operation_id = "calendar_status", tag = "account", security(("bearer" = [])),
    responses((status = 200, body = CalendarStatus), Problems))]
#[get("/me/calendar")]
async fn status(app: web::Data<App>, me: SignedIn) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(&agenda::status(&app, &me.0).await?))
}

/// Makes the address of one's calendar anew; the one before is worthless.
///
/// For everyone who is signed in. The address is in this answer and nowhere else: whoever has it reads the calendar.
#[utoipa::path(operation_id = "calendar_open", tag = "account", security(("bearer" = [])),
    responses((status = 200, body = CalendarAddress), Problems))]
#[post("/me/calendar")]
async fn open(
    app: web::Data<App>,
    site: web::Data<PublicUrl>,
    me: SignedIn,
) -> Result<HttpResponse, ApiError> {
    let address_of = |token: &str| format!("{}/api/v1/calendars/{token}.ics", site.0);
    Ok(answer::ok(&agenda::open(&app, &me.0, address_of).await?))
}

/// Takes the address back.
///
/// For everyone who is signed in, with an address or without.
#[utoipa::path(operation_id = "calendar_close", tag = "account", security(("bearer" = [])), responses((status = 204), Problems))]
#[delete("/me/calendar")]
async fn close(app: web::Data<App>, me: SignedIn) -> Result<HttpResponse, ApiError> {
    agenda::close(&app, &me.0).await?;
    Ok(answer::no_content())
}

/// The calendar behind an address (iCalendar, RFC 5545): what is due, the days of the edition, one's organisations' activities.
///
/// For everyone who has the address; 404 once it was taken back or its account deleted.
#[utoipa::path(operation_id = "calendar_show", tag = "account", params(("token" = String, Path)),
    responses((status = 200, content_type = "text/calendar", body = String), Problems))]
#[get("/calendars/{token}.ics")]
async fn calendar(
    app: web::Data<App>,
    site: web::Data<PublicUrl>,
    token: Id<String>,
) -> Result<HttpResponse, ApiError> {
    let text = agenda::calendar(&app, &token.0, &site.0).await?;
    Ok(HttpResponse::Ok()
        .content_type("text/calendar; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .body(text))
}

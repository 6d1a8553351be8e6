//! The public portal's data: anonymous and cacheable.

use actix_web::http::header;
use actix_web::{HttpResponse, get, web};
use app::{App, public};
use domain::activity::content::Mode;
use domain::id::ActivityId;
use domain::page::Page;
use domain::public::{PublicActivity, PublicActivityCard};
use domain::region::RegionCode;
use domain::time::CivilDate;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer;
use crate::extract::{Id, Query};
use crate::problem::{ApiError, Problems};
use crate::routes::limit;
use crate::server::PublicUrl;

pub fn routes(cfg: &mut ServiceConfig<'_>) {
    // The calendar first: its path also matches the page's pattern.
    cfg.service(list).service(calendar).service(show);
}

/// How long caches may keep a public answer, seconds: short, so that a take-down shows at once.
const CACHED: &str = "public, max-age=10";

#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Sort {
    Soonest,
    Latest,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct ListParams {
    /// Key of an edition or `current`; every edition when left out.
    edition: Option<String>,
    /// Words in title, place, organisation or details; two Chinese characters are enough.
    q: Option<String>,
    /// In the subtree of this region.
    region: Option<RegionCode>,
    /// A category (板块) or one of its children.
    category: Option<String>,
    /// Code of an audience, of the dictionary `audiences`.
    audience: Option<String>,
    /// Code of a field of science, of the dictionary `fields`.
    field: Option<String>,
    /// On site, on the net, or both.
    mode: Option<Mode>,
    /// First day of the start, Shanghai date.
    from: Option<chrono::NaiveDate>,
    /// Last day of the start, Shanghai date.
    to: Option<chrono::NaiveDate>,
    /// Only what can be booked.
    bookable: Option<bool>,
    /// By start: `soonest` first or `latest` first (the default).
    #[param(inline)]
    sort: Option<Sort>,
    /// 1–100, 20 when left out.
    limit: Option<u32>,
    cursor: Option<String>,
}

/// Approved activities.
///
/// For everyone. Only approved activities, without anything personal.
#[utoipa::path(operation_id = "public_activity_list", tag = "public", params(ListParams),
    responses((status = 200, body = Page<PublicActivityCard>), Problems))]
#[get("/public/activities")]
async fn list(app: web::Data<App>, params: Query<ListParams>) -> Result<HttpResponse, ApiError> {
    let p = params.into_inner();
    let (from, to): (Option<CivilDate>, Option<CivilDate>) = (p.from, p.to);
    let query = public::PublicQuery {
        edition: p.edition,
        q: p.q,
        region: p.region,
        category: p.category,
        audience: p.audience,
        field: p.field,
        mode: p.mode,
        from,
        to,
        bookable: p.bookable.unwrap_or_default(),
        sort: match p.sort {
            Some(Sort::Soonest) => public::Sort::Soonest,
            Some(Sort::Latest) | None => public::Sort::Latest,
        },
        limit: limit(p.limit)?,
        cursor: p.cursor,
    };
    Ok(answer::cached_json_text(public::list(&app, query).await?, CACHED))
}

/// The page of an approved activity.
///
/// For everyone; 404 for what is not approved. Without contact and name list.
#[utoipa::path(operation_id = "public_activity_show", tag = "public", params(("id" = ActivityId, Path)),
    responses((status = 200, body = PublicActivity), Problems))]
#[get("/public/activities/{id}")]
async fn show(app: web::Data<App>, id: Id<ActivityId>) -> Result<HttpResponse, ApiError> {
    Ok(answer::cached_json_text(public::show(&app, id.0).await?, CACHED))
}

/// An approved activity for a calendar (iCalendar, RFC 5545).
///
/// For everyone; 404 for what is not approved. One event for each session.
#[utoipa::path(operation_id = "public_activity_calendar", tag = "public", params(("id" = ActivityId, Path)),
    responses((status = 200, content_type = "text/calendar", body = String), Problems))]
#[get("/public/activities/{id}.ics")]
async fn calendar(
    app: web::Data<App>,
    site: web::Data<PublicUrl>,
    id: Id<ActivityId>,
) -> Result<HttpResponse, ApiError> {
    let page_url = format!("{}/activities/{}", site.0, id.0);
    let text = public::calendar(&app, id.0, &page_url).await?;
    Ok(HttpResponse::Ok()
        .content_type("text/calendar; charset=utf-8")
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{}.ics\"", id.0),
        ))
        .insert_header((header::CACHE_CONTROL, CACHED))
        .body(text))
}

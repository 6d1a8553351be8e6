//! The public portal's data: anonymous and cacheable.

use actix_web::http::header;
use actix_web::{HttpResponse, get, web};
use app::{App, AppError, public};
use domain::activity::content::Mode;
use domain::id::ActivityId;
use domain::place::Position;
use domain::problem::{Fault, FaultCode, Faults};
use domain::public::{Facets, PublicActivity, PublicActivityCard};
use domain::region::RegionCode;
use serde::{Deserialize, Serialize};
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
pub(crate) const CACHED: &str = "public, max-age=10";

#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Sort {
    Soonest,
    Latest,
    Nearest,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct ListParams {
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
    /// Shanghai date. With `to`, at most 62 days apart: what takes place on one of these days, whenever it began.
    /// Alone, or further apart: what begins on this day or later.
    from: Option<chrono::NaiveDate>,
    /// Shanghai date, see `from`. Alone: what begins on this day or earlier.
    to: Option<chrono::NaiveDate>,
    /// Only what can be booked.
    bookable: Option<bool>,
    /// Only within a circle around this place: degrees north and east (WGS 84), `28.0006,120.6994`. Activities whose
    /// organiser gave no position are not found.
    near: Option<String>,
    /// Radius of the circle, kilometres, 0.1 to 100; 5 when left out.
    radius_km: Option<f64>,
    /// By start: `soonest` first or `latest` first (the default); with `near` also `nearest`: of the next 500.
    #[param(inline)]
    sort: Option<Sort>,
    /// Counts of what is found, by region, category, mode, audience, field and day, beside the page.
    facets: Option<bool>,
    /// 1–100, 20 when left out.
    limit: Option<u32>,
    cursor: Option<String>,
}

/// A page of public activities.
#[derive(Serialize, ToSchema)]
struct PublicPage {
    items: Vec<PublicActivityCard>,
    /// Cursor of the following page, absent on the last.
    next: Option<String>,
    /// Not counted here: see `found` of the facets.
    total: Option<u64>,
    /// When asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    facets: Option<Facets>,
}

/// Kilometres around a place when nothing is said.
const RADIUS_KM: f64 = 5.0;
/// Kilometres between which a circle's radius may lie.
const RADII_KM: std::ops::RangeInclusive<f64> = 0.1..=100.0;

impl ListParams {
    pub(crate) fn query(self) -> Result<public::PublicQuery, AppError> {
        let near = near(self.near.as_deref(), self.radius_km)?;
        Ok(public::PublicQuery {
            edition: self.edition,
            q: self.q,
            region: self.region,
            category: self.category,
            audience: self.audience,
            field: self.field,
            mode: self.mode,
            from: self.from,
            to: self.to,
            bookable: self.bookable.unwrap_or_default(),
            near,
            sort: match self.sort {
                Some(Sort::Soonest) => public::Sort::Soonest,
                Some(Sort::Nearest) => public::Sort::Nearest,
                Some(Sort::Latest) | None => public::Sort::Latest,
            },
            limit: limit(self.limit)?,
            cursor: self.cursor,
        })
    }
}

/// The circle that `near` and `radius_km` describe.
pub(crate) fn near(near: Option<&str>, radius_km: Option<f64>) -> Result<Option<public::Near>, Faults> {
    let mut faults = Faults::default();
    let centre = near.map(Position::parse);
    if centre == Some(None) {
        faults.push(Fault::new("/near", FaultCode::WrongType).with("28.0006,120.6994"));
    }
    if radius_km.is_some() && near.is_none() {
        faults.push(Fault::new("/near", FaultCode::Required).with("near"));
    }
    let radius_km = radius_km.unwrap_or(RADIUS_KM);
    if !RADII_KM.contains(&radius_km) {
        faults.push(
            Fault::new("/radius_km", FaultCode::OutOfRange)
                .with(RADII_KM.start())
                .with(RADII_KM.end()),
        );
    }
    if faults.is_empty() {
        Ok(centre.flatten().map(|centre| public::Near { centre, radius_km }))
    } else {
        Err(faults)
    }
}

/// Approved activities.
///
/// For everyone. Only approved activities, without anything personal.
#[utoipa::path(operation_id = "public_activity_list", tag = "public", params(ListParams),
    responses((status = 200, body = PublicPage), Problems))]
#[get("/public/activities")]
async fn list(app: web::Data<App>, params: Query<ListParams>) -> Result<HttpResponse, ApiError> {
    let params = params.into_inner();
    let counts = params.facets.unwrap_or_default();
    let query = params.query()?;
    let mut text = public::list(&app, query.clone()).await?;
    if counts {
        let facets = public::facets(&app, query).await?;
        let facets = serde_json::to_string(&facets).map_err(AppError::internal)?;
        // The list is ready as text: the counts go before its last brace.
        text.truncate(text.len() - 1);
        text.push_str(",\"facets\":");
        text.push_str(&facets);
        text.push('}');
    }
    Ok(answer::cached_json_text(text, CACHED))
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
    let text = public::calendar(&app, id.0, &site.0).await?;
    Ok(HttpResponse::Ok()
        .content_type("text/calendar; charset=utf-8")
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{}.ics\"", id.0),
        ))
        .insert_header((header::CACHE_CONTROL, CACHED))
        .body(text))
}

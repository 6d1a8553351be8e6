//! Science venues and themed routes for everybody: anonymous and cacheable.

use actix_web::{HttpResponse, get, web};
use app::venue::{Opened, VenueQuery};
use app::{App, AppError, route, venue};
use domain::id::{RouteId, VenueId};
use domain::page::Page;
use domain::problem::{Fault, FaultCode, Faults};
use domain::region::RegionCode;
use domain::route::{PublicRoute, RouteCard};
use domain::venue::{Accessibility, PublicVenue, VenueCard};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer;
use crate::extract::{Id, Query};
use crate::problem::{ApiError, Problems};
use crate::routes::{limit, public};

pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(venues)
        .service(venue_page)
        .service(route_list)
        .service(route_page);
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum VenueSort {
    #[default]
    Name,
    Nearest,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct VenueParams {
    /// Words in name, address, introduction or region; two Chinese characters are enough.
    q: Option<String>,
    /// In the subtree of this region.
    region: Option<RegionCode>,
    /// Code of the dictionary `venue_types`.
    venue_type: Option<String>,
    /// What must all be there, apart by commas: `step_free_entrance,elevator`.
    accessibility: Option<String>,
    /// Only what is open at this moment.
    open_now: Option<bool>,
    /// Shanghai date: only what is open on this day of the week. Holidays are not known here.
    open_on: Option<chrono::NaiveDate>,
    /// Only within a circle around this place: degrees north and east (WGS 84), `28.0006,120.6994`. Venues without a
    /// position are not found.
    near: Option<String>,
    /// Radius of the circle, kilometres, 0.1 to 100; 5 when left out.
    radius_km: Option<f64>,
    /// By `name` (the default); with `near` also `nearest`.
    #[param(inline)]
    sort: Option<VenueSort>,
    /// 1–100, 20 when left out.
    limit: Option<u32>,
    cursor: Option<String>,
}

impl VenueParams {
    pub(crate) fn query(self) -> Result<VenueQuery, AppError> {
        let mut faults = Faults::new();
        let names = self.accessibility.as_deref().unwrap_or_default().split(',');
        let mut accessibility = Vec::new();
        for name in names.map(str::trim).filter(|name| !name.is_empty()).take(20) {
            match Accessibility::parse(name) {
                Some(what) => accessibility.push(what),
                None => {
                    let shown: String = name.chars().take(40).collect();
                    faults.push(Fault::new("/accessibility", FaultCode::UnknownValue).with(shown));
                }
            }
        }
        let open = match (self.open_now.unwrap_or_default(), self.open_on) {
            (true, Some(_)) => {
                faults.push(Fault::new("/open_on", FaultCode::Duplicate));
                None
            }
            (true, None) => Some(Opened::Now),
            (false, day) => day.map(Opened::On),
        };
        let near = match public::near(self.near.as_deref(), self.radius_km) {
            Ok(near) => near,
            Err(more) => {
                faults.extend(more);
                None
            }
        };
        faults.into_result()?;
        Ok(VenueQuery {
            q: self.q,
            region: self.region,
            venue_type: self.venue_type,
            accessibility,
            open,
            near,
            nearest: self.sort == Some(VenueSort::Nearest),
            limit: limit(self.limit)?,
            cursor: self.cursor,
        })
    }
}

/// Science venues (科普阵地), by name or by distance.
///
/// For everyone: venues of certified organisations that no official hid. Whether one is open follows its weekly hours.
#[utoipa::path(operation_id = "public_venue_list", tag = "public", params(VenueParams),
    responses((status = 200, body = Page<VenueCard>), Problems))]
#[get("/public/venues")]
async fn venues(app: web::Data<App>, params: Query<VenueParams>) -> Result<HttpResponse, ApiError> {
    let query = params.into_inner().query()?;
    answer::shared(&venue::public_list(&app, query).await?)
}

/// The page of a science venue.
///
/// For everyone; 404 for what is not public. `activities` is the page of this site that lists what its organisation does
/// next.
#[utoipa::path(operation_id = "public_venue_show", tag = "public", params(("id" = VenueId, Path)),
    responses((status = 200, body = PublicVenue), Problems))]
#[get("/public/venues/{id}")]
async fn venue_page(app: web::Data<App>, id: Id<VenueId>) -> Result<HttpResponse, ApiError> {
    answer::shared(&venue::public_show(&app, id.0).await?)
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct PublicRouteParams {
    /// Words in title, theme, introduction or region.
    q: Option<String>,
    /// Through a region of this subtree.
    region: Option<RegionCode>,
    /// 1–100, 20 when left out.
    limit: Option<u32>,
    cursor: Option<String>,
}

impl PublicRouteParams {
    pub(crate) fn query(self) -> Result<route::RouteQuery, AppError> {
        Ok(route::RouteQuery {
            q: self.q,
            region: self.region,
            status: None,
            limit: limit(self.limit)?,
            cursor: self.cursor,
        })
    }
}

/// Themed routes (科普研学路线), the latest first.
///
/// For everyone: what officials of a region published.
#[utoipa::path(operation_id = "public_route_list", tag = "public", params(PublicRouteParams),
    responses((status = 200, body = Page<RouteCard>), Problems))]
#[get("/public/routes")]
async fn route_list(app: web::Data<App>, params: Query<PublicRouteParams>) -> Result<HttpResponse, ApiError> {
    let query = params.into_inner().query()?;
    answer::shared(&route::public_list(&app, query).await?)
}

/// The page of a route: its stops in order with the ways between them.
///
/// For everyone; 404 for what is not published. Ways and minutes are estimates: the straight line with a detour, on foot or
/// by bus and metro. A stop whose venue is not public any more is left out and counted in `left_out`.
#[utoipa::path(operation_id = "public_route_show", tag = "public", params(("id" = RouteId, Path)),
    responses((status = 200, body = PublicRoute), Problems))]
#[get("/public/routes/{id}")]
async fn route_page(app: web::Data<App>, id: Id<RouteId>) -> Result<HttpResponse, ApiError> {
    answer::shared(&route::public_show(&app, id.0).await?)
}

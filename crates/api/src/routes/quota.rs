//! Targets (任务指标) of regions, and how far they are.

use actix_web::{HttpResponse, get, post, put, web};
use app::{App, quota};
use domain::page::Page;
use domain::progress::{Progress, Remind, Reminders};
use domain::quota::{QuotaVersion, Quotas, SetQuotas};
use domain::region::RegionCode;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer;
use crate::extract::{Body, Id, IfMatch, Optional, Query, SignedIn};
use crate::problem::{ApiError, Problems};
use crate::routes::{limit, own_region};

pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(show)
        .service(replace)
        .service(versions)
        .service(progress)
        .service(remind);
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct RegionParams {
    /// The caller's widest one when left out.
    region: Option<RegionCode>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct VersionParams {
    /// The caller's widest one when left out.
    region: Option<RegionCode>,
    /// 1–100, 20 when left out.
    limit: Option<u32>,
    /// Where the page before ended.
    cursor: Option<String>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct ProgressParams {
    /// The caller's widest one when left out.
    region: Option<RegionCode>,
    /// Targets and filings of this category (板块) alone.
    category: Option<String>,
}

/// The targets that a region sets for those below it (任务指标).
///
/// For officials over the region and system administrators. Version 0 before any was set.
#[utoipa::path(operation_id = "quotas_show", tag = "reporting", security(("bearer" = [])),
    params(("key" = String, Path, description = "An edition, or `current`"), RegionParams),
    responses((status = 200, body = Quotas, headers(("ETag" = String))), Problems))]
#[get("/editions/{key}/quotas")]
async fn show(
    app: web::Data<App>,
    me: SignedIn,
    key: Id<String>,
    params: Query<RegionParams>,
) -> Result<HttpResponse, ApiError> {
    let region = own_region(&me.0, params.into_inner().region)?;
    let quotas = quota::show(&app, &me.0, &key.0, region).await?;
    Ok(answer::versioned(&quotas, quotas.version))
}

/// Sets the targets of a region's parts, all at once: what is left out is unset. Every set is kept.
///
/// For the officials of exactly this region: 403 `not_your_level` for others over it. A region may lie further below than
/// the next level; the nearest region above that sets a target for it holds. Sums need not agree with the own target.
#[utoipa::path(operation_id = "quotas_replace", tag = "reporting", security(("bearer" = [])), request_body = SetQuotas,
    params(("key" = String, Path, description = "An edition, or `current`"), RegionParams,
        ("If-Match" = String, Header, description = "The version that is replaced; 0 for the first")),
    responses((status = 200, body = Quotas, headers(("ETag" = String))), Problems))]
#[put("/editions/{key}/quotas")]
async fn replace(
    app: web::Data<App>,
    me: SignedIn,
    key: Id<String>,
    params: Query<RegionParams>,
    IfMatch(expected): IfMatch,
    body: Body<SetQuotas>,
) -> Result<HttpResponse, ApiError> {
    let region = own_region(&me.0, params.into_inner().region)?;
    let quotas = quota::replace(&app, &me.0, &key.0, region, expected, body.into_inner()).await?;
    Ok(answer::versioned(&quotas, quotas.version))
}

/// What a region set every time, the last first.
///
/// For officials over the region and system administrators.
#[utoipa::path(operation_id = "quotas_versions", tag = "reporting", security(("bearer" = [])),
    params(("key" = String, Path, description = "An edition, or `current`"), VersionParams),
    responses((status = 200, body = Page<QuotaVersion>), Problems))]
#[get("/editions/{key}/quotas/versions")]
async fn versions(
    app: web::Data<App>,
    me: SignedIn,
    key: Id<String>,
    params: Query<VersionParams>,
) -> Result<HttpResponse, ApiError> {
    let p = params.into_inner();
    let region = own_region(&me.0, p.region)?;
    let page = quota::versions(&app, &me.0, &key.0, region, limit(p.limit)?, p.cursor).await?;
    Ok(answer::ok(&page))
}

/// How far a region and those directly below it are with their targets.
///
/// For officials over the region and system administrators. Filed and approved activities (项) against the target, what
/// is to be expected by the last day if it goes on as in the last seven days, and a light. No percentage without a target.
#[utoipa::path(operation_id = "quotas_progress", tag = "reporting", security(("bearer" = [])),
    params(("key" = String, Path, description = "An edition, or `current`"), ProgressParams),
    responses((status = 200, body = Progress), Problems))]
#[get("/editions/{key}/progress")]
async fn progress(
    app: web::Data<App>,
    me: SignedIn,
    key: Id<String>,
    params: Query<ProgressParams>,
) -> Result<HttpResponse, ApiError> {
    let p = params.into_inner();
    let region = own_region(&me.0, p.region)?;
    let progress = quota::progress(&app, &me.0, &key.0, region, p.category).await?;
    Ok(answer::ok(&progress))
}

/// Reminds the officials of regions that are behind (催办).
///
/// For the officials of exactly this region. Without `region_codes` all regions directly below that are behind; each is
/// reminded once a day at most, and the answer says of each whether it was, and otherwise why not.
#[utoipa::path(operation_id = "quotas_remind", tag = "reporting", security(("bearer" = [])), request_body = Option<Remind>,
    params(("key" = String, Path, description = "An edition, or `current`"), RegionParams),
    responses((status = 200, body = Reminders), Problems))]
#[post("/editions/{key}/reminders")]
async fn remind(
    app: web::Data<App>,
    me: SignedIn,
    key: Id<String>,
    params: Query<RegionParams>,
    body: Optional<Remind>,
) -> Result<HttpResponse, ApiError> {
    let region = own_region(&me.0, params.into_inner().region)?;
    let asked = body.0.unwrap_or_default();
    let reminders = quota::remind(&app, &me.0, &key.0, region, asked).await?;
    Ok(answer::ok(&reminders))
}

//! Figures (统计).

use actix_web::{HttpResponse, get, web};
use app::{App, statistics};
use domain::api_client::Scope;
use domain::problem::Code;
use domain::region::RegionCode;
use domain::statistics::{By, Statistics};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer;
use crate::extract::{Caller, Id, Language, Query};
use crate::problem::{ApiError, Problems};
use crate::routes::own_region;

pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(show);
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct StatisticsParams {
    /// The caller's widest one when left out.
    region: Option<RegionCode>,
    /// `category` when left out.
    by: Option<By>,
}

/// Figures of a region, told apart by one thing, beside those of the edition of the year before.
///
/// For officials over the region, system administrators, and clients with `statistics:read` within their region. 项, 场次,
/// 人次 and 人 stand apart, on site and online too; joint filings count once. `as_of` says up to when everything is
/// counted: seconds ago, as a rule.
#[utoipa::path(operation_id = "statistics_show", tag = "reporting", security(("bearer" = []), ("oauth2" = ["statistics:read"])),
    params(("key" = String, Path, description = "An edition, or `current`"), StatisticsParams),
    responses((status = 200, body = Statistics), Problems))]
#[get("/editions/{key}/statistics")]
async fn show(
    app: web::Data<App>,
    caller: Caller,
    key: Id<String>,
    Language(lang): Language,
    params: Query<StatisticsParams>,
) -> Result<HttpResponse, ApiError> {
    let p = params.into_inner();
    let by = p.by.unwrap_or(By::Category);
    let figures = match caller {
        Caller::Person(me) => {
            let region = own_region(&me, p.region)?;
            statistics::show(&app, &me, &key.0, region, by, lang).await?
        }
        Caller::Client(client) => {
            client.must_have(Scope::StatisticsRead)?;
            let region = p.region.unwrap_or_else(|| client.region.clone());
            if !client.region.contains(&region) {
                return Err(Code::OutOfScope.into());
            }
            statistics::in_region(&app, &key.0, region, by, lang).await?
        }
    };
    Ok(answer::ok(&figures))
}

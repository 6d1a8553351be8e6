//! The review desk.

use actix_web::{HttpResponse, get, web};
use app::{App, activity};
use domain::activity::status::Stage;
use domain::activity::view::ReviewQueueItem;
use domain::page::Page;
use domain::region::RegionCode;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer;
use crate::extract::{Query, SignedIn};
use crate::problem::{ApiError, Problems};
use crate::routes::limit;

pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(queue);
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct QueueParams {
    stage: Option<Stage>,
    /// Review line (条线).
    line: Option<String>,
    /// In the subtree of this region.
    region: Option<RegionCode>,
    /// 1–100, 20 when left out.
    limit: Option<u32>,
    cursor: Option<String>,
}

/// What waits for the caller's decision, longest waiting first.
#[utoipa::path(operation_id = "review_queue", tag = "review", params(QueueParams), security(("bearer" = [])),
    responses((status = 200, body = Page<ReviewQueueItem>), Problems))]
#[get("/review-queue")]
async fn queue(
    app: web::Data<App>,
    me: SignedIn,
    params: Query<QueueParams>,
) -> Result<HttpResponse, ApiError> {
    let p = params.into_inner();
    let query = activity::QueueQuery {
        stage: p.stage,
        line: p.line,
        region: p.region,
        limit: limit(p.limit)?,
        cursor: p.cursor,
    };
    Ok(answer::ok(&activity::queue(&app, &me.0, query).await?))
}

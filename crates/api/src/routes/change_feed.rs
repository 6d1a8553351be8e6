//! Feeds of changes for other systems.

use actix_web::{HttpResponse, get, web};
use app::App;
use app::change_feed::{self, FeedQuery};
use domain::change::{ActivityFeedItem, FeedPage, OrganizationFeedItem};
use domain::time::Instant;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer;
use crate::extract::{Client, Query};
use crate::problem::{ApiError, Problems};
use crate::routes::limit;

pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(activities).service(organizations);
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct FeedParams {
    /// At the first reading: only what changed at this time or later. Afterwards the cursor says it.
    updated_since: Option<Instant>,
    /// `next` of the page before, kept as long as one likes.
    cursor: Option<String>,
    /// 1–100, 20 when left out.
    limit: Option<u32>,
}

impl FeedParams {
    fn read(self) -> Result<FeedQuery, ApiError> {
        Ok(FeedQuery {
            updated_since: self.updated_since,
            cursor: self.cursor,
            limit: limit(self.limit)?,
        })
    }
}

/// Activities that changed.
///
/// For clients with `activities:read`: what was handed in within the client's region, each activity once with its
/// latest state and without anything personal. Go on with `next`, at once while `more`, later otherwise: nothing is
/// skipped and no version told twice, whoever writes meanwhile. What has left the client's region is told as `gone`.
#[utoipa::path(operation_id = "change_activities", tag = "integration", security(("oauth2" = ["activities:read"])), params(FeedParams),
    responses((status = 200, body = FeedPage<ActivityFeedItem>), Problems))]
#[get("/changes/activities")]
async fn activities(
    app: web::Data<App>,
    caller: Client,
    params: Query<FeedParams>,
) -> Result<HttpResponse, ApiError> {
    let query = params.into_inner().read()?;
    Ok(answer::ok(
        &change_feed::activities(&app, &caller.0, query).await?,
    ))
}

/// Organisations that changed.
///
/// For clients with `organizations:sync`: organisations of the client's region, each once with its latest state and
/// without its contact. Merged ones name the one that they became.
#[utoipa::path(operation_id = "change_organizations", tag = "integration", security(("oauth2" = ["organizations:sync"])), params(FeedParams),
    responses((status = 200, body = FeedPage<OrganizationFeedItem>), Problems))]
#[get("/changes/organizations")]
async fn organizations(
    app: web::Data<App>,
    caller: Client,
    params: Query<FeedParams>,
) -> Result<HttpResponse, ApiError> {
    let query = params.into_inner().read()?;
    Ok(answer::ok(
        &change_feed::organizations(&app, &caller.0, query).await?,
    ))
}

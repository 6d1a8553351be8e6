//! What happened to an activity, and what was handed in each time.

use actix_web::{HttpResponse, get, web};
use app::{App, activity};
use domain::activity::diff::RevisionDiff;
use domain::activity::finding::Finding;
use domain::activity::view::{ActivityEvent, Revision};
use domain::id::ActivityId;
use domain::page::Page;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer;
use crate::extract::{Filing, Id, Language, Number, Query, SignedIn};
use crate::problem::{ApiError, Problems};

pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(events)
        .service(revisions)
        .service(findings)
        .service(diff);
}

/// Everything that happened to the activity, oldest first, chained by hashes.
///
/// For everyone who may see the activity. Each entry's hash covers the one before it, so that a change of the past
/// would show.
#[utoipa::path(operation_id = "activity_events", tag = "activities", security(("bearer" = [])), params(("id" = ActivityId, Path)),
    responses((status = 200, body = Page<ActivityEvent>), Problems))]
#[get("/activities/{id}/events")]
async fn events(app: web::Data<App>, me: SignedIn, id: Id<ActivityId>) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(&activity::events(&app, &me.0, id.0).await?))
}

/// What was handed in each time, newest first.
///
/// For everyone who may see the activity; personal data are masked as in the activity itself.
#[utoipa::path(operation_id = "activity_revisions", tag = "activities", security(("bearer" = [])), params(("id" = ActivityId, Path)),
    responses((status = 200, body = Page<Revision>), Problems))]
#[get("/activities/{id}/revisions")]
async fn revisions(app: web::Data<App>, me: SignedIn, id: Id<ActivityId>) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(&activity::revisions(&app, &me.0, id.0).await?))
}

/// What the pre-check finds. It warns and never rejects.
///
/// For everyone who may see the activity. Each has a code, what it is about and how serious it is.
#[utoipa::path(operation_id = "activity_findings", tag = "activities", security(("bearer" = []), ("oauth2" = ["activities:write"])), params(("id" = ActivityId, Path)),
    responses((status = 200, body = Page<Finding>), Problems))]
#[get("/activities/{id}/findings")]
async fn findings(
    app: web::Data<App>,
    me: Filing,
    id: Id<ActivityId>,
    Language(lang): Language,
) -> Result<HttpResponse, ApiError> {
    let found = activity::findings(&app, &me.0, id.0, lang).await?;
    Ok(answer::ok(&Page::whole(found)))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct DiffParams {
    /// Another revision; the last one that somebody decided on when left out.
    against: Option<i32>,
}

/// Exactly what a submission changed, field by field, with the decisions on earlier ones.
///
/// For everyone who may see the activity. Long texts are compared within. 404 where there is no such revision.
#[utoipa::path(operation_id = "activity_diff", tag = "review", security(("bearer" = [])),
    params(("id" = ActivityId, Path), ("n" = i32, Path, description = "Number of the revision, from 1"), DiffParams),
    responses((status = 200, body = RevisionDiff), Problems))]
#[get("/activities/{id}/revisions/{n}/diff")]
async fn diff(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ActivityId>,
    Number(n): Number,
    params: Query<DiffParams>,
) -> Result<HttpResponse, ApiError> {
    let against = params.into_inner().against;
    Ok(answer::ok(&activity::diff(&app, &me.0, id.0, n, against).await?))
}

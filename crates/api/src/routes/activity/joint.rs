//! Filings of the same event (联合主办).

use actix_web::{HttpResponse, delete, get, post, web};
use app::{App, activity};
use domain::activity::similarity::{JoinFiling, SimilarActivities};
use domain::activity::view::Activity;
use domain::id::ActivityId;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer;
use crate::extract::{Body, Id, IfMatch, Language, SignedIn};
use crate::problem::{ApiError, Problems};

pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(similar).service(join).service(part);
}

/// Filings that may be the same event, and the joint filing (联合主办) this one belongs to.
///
/// For everyone who may see the activity. At most ten, each with what makes it alike.
#[utoipa::path(operation_id = "activity_similar", tag = "activities", security(("bearer" = [])), params(("id" = ActivityId, Path)),
    responses((status = 200, body = SimilarActivities), Problems))]
#[get("/activities/{id}/similar")]
async fn similar(app: web::Data<App>, me: SignedIn, id: Id<ActivityId>) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(&activity::similar(&app, &me.0, id.0).await?))
}

/// Marks another filing as the same event: statistics count the two once.
///
/// For reviewers in charge of the one, who must be able to see the other. Both get an entry in their history. 409
/// `already_joined`; 422 where the other is unknown or was never handed in.
#[utoipa::path(operation_id = "activity_join", tag = "review", security(("bearer" = [])),
    params(("id" = ActivityId, Path), ("If-Match" = String, Header)), request_body = JoinFiling,
    responses((status = 200, body = Activity, headers(("ETag" = String))), Problems))]
#[post("/activities/{id}/joint-filings")]
async fn join(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ActivityId>,
    IfMatch(expected): IfMatch,
    Language(lang): Language,
    body: Body<JoinFiling>,
) -> Result<HttpResponse, ApiError> {
    let a = activity::join(&app, &me.0, id.0, expected, body.into_inner(), lang).await?;
    Ok(answer::versioned(&a, a.version))
}

/// Takes a filing out of its joint filing.
///
/// For reviewers in charge. The last one that would be left alone is taken out too. 409 `not_joined` where it
/// belongs to none.
#[utoipa::path(operation_id = "activity_part", tag = "review", security(("bearer" = [])),
    params(("id" = ActivityId, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = Activity, headers(("ETag" = String))), Problems))]
#[delete("/activities/{id}/joint-filings")]
async fn part(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ActivityId>,
    IfMatch(expected): IfMatch,
    Language(lang): Language,
) -> Result<HttpResponse, ApiError> {
    let a = activity::part(&app, &me.0, id.0, expected, lang).await?;
    Ok(answer::versioned(&a, a.version))
}

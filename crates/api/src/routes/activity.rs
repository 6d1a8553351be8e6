//! Activities: filing them, and what happens to them.

use actix_web::{HttpResponse, delete, get, patch, post, web};
use app::{App, activity};
use domain::activity::diff::RevisionDiff;
use domain::activity::finding::Finding;
use domain::activity::similarity::{JoinFiling, SimilarActivities};
use domain::activity::status::Status;
use domain::activity::view::{
    Activity, ActivityContentInput, ActivityEvent, ActivityItem, NewActivity, Revision, StepReason,
};
use domain::id::{ActivityId, OrganizationId};
use domain::page::Page;
use domain::region::RegionCode;
use domain::time::Instant;
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer;
use crate::extract::{Body, Filing, Id, IfMatch, Language, Number, Optional, Query, RepeatKey, SignedIn};
use crate::problem::{ApiError, Problems};
use crate::routes::limit;

pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(list)
        .service(create)
        .service(show)
        .service(change)
        .service(remove)
        .service(copy)
        .service(submit)
        .service(withdraw)
        .service(take_down)
        .service(restore)
        .service(events)
        .service(revisions)
        .service(findings)
        .service(diff)
        .service(similar)
        .service(join)
        .service(part);
}

/// What the list is cut by.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct ListParams {
    /// Key of an edition, or `current`.
    edition: Option<String>,
    status: Option<Status>,
    /// In the subtree of this region.
    region: Option<RegionCode>,
    /// A category (板块) or one of its children.
    category: Option<String>,
    organization: Option<OrganizationId>,
    /// Part of the title.
    q: Option<String>,
    starts_from: Option<Instant>,
    starts_to: Option<Instant>,
    /// 1–100, 20 when left out.
    limit: Option<u32>,
    cursor: Option<String>,
}

/// Activities of my organisations, and those handed in within my region; last changed first.
#[utoipa::path(operation_id = "activity_list", tag = "activities", params(ListParams), security(("bearer" = [])),
    responses((status = 200, body = Page<ActivityItem>), Problems))]
#[get("/activities")]
async fn list(
    app: web::Data<App>,
    me: SignedIn,
    params: Query<ListParams>,
) -> Result<HttpResponse, ApiError> {
    let p = params.into_inner();
    let query = activity::ListQuery {
        edition: p.edition,
        status: p.status,
        region: p.region,
        category: p.category,
        organization: p.organization,
        q: p.q,
        starts_from: p.starts_from,
        starts_to: p.starts_to,
        limit: limit(p.limit)?,
        cursor: p.cursor,
    };
    Ok(answer::ok(&activity::list(&app, &me.0, query).await?))
}

/// Begins a draft. Every field but `edition` and `organization_id` may be missing.
#[utoipa::path(operation_id = "activity_create", tag = "activities", security(("bearer" = [])), request_body = NewActivity,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key and body give the same answer for 24 h")),
    responses((status = 201, body = Activity, headers(("Location" = String), ("ETag" = String))), Problems))]
#[post("/activities")]
async fn create(
    app: web::Data<App>,
    me: Filing,
    Language(lang): Language,
    key: RepeatKey,
    body: Body<NewActivity>,
) -> Result<HttpResponse, ApiError> {
    let repeat = key.with(&body.digest);
    let made = activity::create(&app, &me.0, body.into_inner(), repeat, lang).await?;
    Ok(answer::created(&made, location, version))
}

fn location(a: &Activity) -> String {
    format!("/api/v1/activities/{}", a.id)
}

fn version(a: &Activity) -> Option<i32> {
    Some(a.version)
}

/// One activity with what the caller may do with it (`actions`) and what the pre-check finds (`findings`).
#[utoipa::path(operation_id = "activity_show", tag = "activities", security(("bearer" = [])), params(("id" = ActivityId, Path)),
    responses((status = 200, body = Activity, headers(("ETag" = String))), Problems))]
#[get("/activities/{id}")]
async fn show(
    app: web::Data<App>,
    me: Filing,
    id: Id<ActivityId>,
    Language(lang): Language,
) -> Result<HttpResponse, ApiError> {
    let a = activity::show(&app, &me.0, id.0, lang).await?;
    Ok(answer::versioned(&a, a.version))
}

/// Saves some fields of a draft, however incomplete it is (JSON merge patch, RFC 7396; `null` empties a field).
#[utoipa::path(operation_id = "activity_change", tag = "activities", security(("bearer" = [])),
    params(("id" = ActivityId, Path), ("If-Match" = String, Header)), request_body(content = ActivityContentInput, description = "The fields to change"),
    responses((status = 200, body = Activity, headers(("ETag" = String))), Problems))]
#[patch("/activities/{id}")]
async fn change(
    app: web::Data<App>,
    me: Filing,
    id: Id<ActivityId>,
    IfMatch(expected): IfMatch,
    Language(lang): Language,
    body: Body<Map<String, Value>>,
) -> Result<HttpResponse, ApiError> {
    let a = activity::change(&app, &me.0, id.0, expected, body.into_inner(), lang).await?;
    Ok(answer::versioned(&a, a.version))
}

/// Deletes a draft that was never handed in.
#[utoipa::path(operation_id = "activity_delete", tag = "activities", security(("bearer" = [])),
    params(("id" = ActivityId, Path), ("If-Match" = String, Header)), responses((status = 204), Problems))]
#[delete("/activities/{id}")]
async fn remove(
    app: web::Data<App>,
    me: Filing,
    id: Id<ActivityId>,
    IfMatch(expected): IfMatch,
) -> Result<HttpResponse, ApiError> {
    activity::delete(&app, &me.0, id.0, expected).await?;
    Ok(answer::no_content())
}

/// Begins a draft in the current edition from an earlier activity: everything but its dates.
#[utoipa::path(operation_id = "activity_clone", tag = "activities", security(("bearer" = [])),
    params(("id" = ActivityId, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = Activity, headers(("Location" = String), ("ETag" = String))), Problems))]
#[post("/activities/{id}/clones")]
async fn copy(
    app: web::Data<App>,
    me: Filing,
    id: Id<ActivityId>,
    Language(lang): Language,
    key: RepeatKey,
) -> Result<HttpResponse, ApiError> {
    let repeat = key.with(id.0.uuid().as_bytes());
    let made = activity::copy(&app, &me.0, id.0, repeat, lang).await?;
    Ok(answer::created(&made, location, version))
}

/// Hands the activity in for review; 422 names every fault at once.
#[utoipa::path(operation_id = "activity_submit", tag = "activities", security(("bearer" = [])),
    params(("id" = ActivityId, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = Activity, headers(("ETag" = String))), Problems))]
#[post("/activities/{id}/submissions")]
async fn submit(
    app: web::Data<App>,
    me: Filing,
    id: Id<ActivityId>,
    IfMatch(expected): IfMatch,
    Language(lang): Language,
) -> Result<HttpResponse, ApiError> {
    let a = activity::submit(&app, &me.0, id.0, expected, lang).await?;
    Ok(answer::versioned(&a, a.version))
}

/// Takes a filing back while it is under review or approved.
#[utoipa::path(operation_id = "activity_withdraw", tag = "activities", security(("bearer" = [])),
    params(("id" = ActivityId, Path), ("If-Match" = String, Header)), request_body = Option<StepReason>,
    responses((status = 200, body = Activity, headers(("ETag" = String))), Problems))]
#[post("/activities/{id}/withdrawals")]
async fn withdraw(
    app: web::Data<App>,
    me: Filing,
    id: Id<ActivityId>,
    IfMatch(expected): IfMatch,
    Language(lang): Language,
    body: Optional<StepReason>,
) -> Result<HttpResponse, ApiError> {
    let why = body.0.unwrap_or_default();
    let a = activity::withdraw(&app, &me.0, id.0, expected, why, lang).await?;
    Ok(answer::versioned(&a, a.version))
}

/// Takes an approved activity off the public pages.
#[utoipa::path(operation_id = "activity_take_down", tag = "review", security(("bearer" = [])),
    params(("id" = ActivityId, Path), ("If-Match" = String, Header)), request_body = StepReason,
    responses((status = 200, body = Activity, headers(("ETag" = String))), Problems))]
#[post("/activities/{id}/takedowns")]
async fn take_down(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ActivityId>,
    IfMatch(expected): IfMatch,
    Language(lang): Language,
    body: Body<StepReason>,
) -> Result<HttpResponse, ApiError> {
    let a = activity::take_down(&app, &me.0, id.0, expected, body.into_inner(), lang).await?;
    Ok(answer::versioned(&a, a.version))
}

/// Shows an activity again that was taken down.
#[utoipa::path(operation_id = "activity_restore", tag = "review", security(("bearer" = [])),
    params(("id" = ActivityId, Path), ("If-Match" = String, Header)), request_body = StepReason,
    responses((status = 200, body = Activity, headers(("ETag" = String))), Problems))]
#[post("/activities/{id}/restorations")]
async fn restore(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ActivityId>,
    IfMatch(expected): IfMatch,
    Language(lang): Language,
    body: Body<StepReason>,
) -> Result<HttpResponse, ApiError> {
    let a = activity::restore(&app, &me.0, id.0, expected, body.into_inner(), lang).await?;
    Ok(answer::versioned(&a, a.version))
}

/// Everything that happened to the activity, oldest first, chained by hashes.
#[utoipa::path(operation_id = "activity_events", tag = "activities", security(("bearer" = [])), params(("id" = ActivityId, Path)),
    responses((status = 200, body = Page<ActivityEvent>), Problems))]
#[get("/activities/{id}/events")]
async fn events(app: web::Data<App>, me: SignedIn, id: Id<ActivityId>) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(&activity::events(&app, &me.0, id.0).await?))
}

/// What was handed in each time, newest first.
#[utoipa::path(operation_id = "activity_revisions", tag = "activities", security(("bearer" = [])), params(("id" = ActivityId, Path)),
    responses((status = 200, body = Page<Revision>), Problems))]
#[get("/activities/{id}/revisions")]
async fn revisions(app: web::Data<App>, me: SignedIn, id: Id<ActivityId>) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(&activity::revisions(&app, &me.0, id.0).await?))
}

/// What the pre-check finds. It warns and never rejects.
#[utoipa::path(operation_id = "activity_findings", tag = "activities", security(("bearer" = [])), params(("id" = ActivityId, Path)),
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

/// Filings that may be the same event, and the joint filing (联合主办) this one belongs to.
#[utoipa::path(operation_id = "activity_similar", tag = "activities", security(("bearer" = [])), params(("id" = ActivityId, Path)),
    responses((status = 200, body = SimilarActivities), Problems))]
#[get("/activities/{id}/similar")]
async fn similar(app: web::Data<App>, me: SignedIn, id: Id<ActivityId>) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(&activity::similar(&app, &me.0, id.0).await?))
}

/// Marks another filing as the same event: statistics count the two once.
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

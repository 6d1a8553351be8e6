//! Activities: filing them, and what happens to them.

mod history;
mod joint;

use actix_web::{HttpResponse, delete, get, patch, post, web};
use app::{App, activity};
use domain::activity::status::Status;
use domain::activity::view::{Activity, ActivityContentInput, ActivityItem, NewActivity, StepReason};
use domain::id::{ActivityId, OrganizationId};
use domain::page::Page;
use domain::problem::{Fault, FaultCode};
use domain::region::RegionCode;
use domain::statistics::{Behind, By, CountedAs};
use domain::time::Instant;
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer;
use crate::extract::{Body, Filing, Id, IfMatch, Language, Optional, Query, RepeatKey, SignedIn};
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
        .configure(history::routes)
        .configure(joint::routes);
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
    /// Only what a figure counts (统计): of `by` and `key` where they are given.
    counted: Option<CountedAs>,
    /// What the figure is told apart by.
    by: Option<By>,
    /// The value that the figure is of. With `by=region`, what this region is in charge of itself.
    key: Option<String>,
    /// 1–100, 20 when left out.
    limit: Option<u32>,
    cursor: Option<String>,
}

/// What a figure counts, as a query names it.
pub(super) fn behind(
    counted: Option<CountedAs>,
    by: Option<By>,
    key: Option<String>,
) -> Result<Option<Behind>, ApiError> {
    let by = match (by, key) {
        (None, None) => None,
        (Some(by), Some(key)) => Some((by, key)),
        (Some(_), None) => return Err(Fault::new("/key", FaultCode::Required).with("key").into()),
        (None, Some(_)) => return Err(Fault::new("/by", FaultCode::Required).with("by").into()),
    };
    let counted = counted.or(by.as_ref().map(|_| CountedAs::Filed));
    Ok(counted.map(|counted| Behind { counted, by }))
}

/// Activities of my organisations, and those handed in within my region; last changed first.
///
/// Members of an organisation see all of its filings, drafts too; officials and system administrators see what was
/// handed in within their region and review line. Others get an empty page.
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
        behind: behind(p.counted, p.by, p.key)?,
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
///
/// For members of the organisation. Fields that are given are checked for form only, so that a draft always saves;
/// what a submission needs beyond that is said on submission. 403 `out_of_scope` for an organisation that is not
/// one's own.
#[utoipa::path(operation_id = "activity_create", tag = "activities", security(("bearer" = []), ("oauth2" = ["activities:write"])), request_body = NewActivity,
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
///
/// For members of the organisation at any time, for officials of its region once it was handed in; 404 for everyone
/// else. Contact and name list are masked for those who do not need them.
#[utoipa::path(operation_id = "activity_show", tag = "activities", security(("bearer" = []), ("oauth2" = ["activities:write"])), params(("id" = ActivityId, Path)),
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
///
/// For members of the organisation, while it is a draft, was rejected or was withdrawn: 409 `step_not_allowed`
/// otherwise. Every fault is named at its field; fields that the platform sets are `read_only`.
#[utoipa::path(operation_id = "activity_change", tag = "activities", security(("bearer" = []), ("oauth2" = ["activities:write"])),
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
///
/// For members of the organisation. What was handed in once has a history and stays: 409 `step_not_allowed`.
#[utoipa::path(operation_id = "activity_delete", tag = "activities", security(("bearer" = []), ("oauth2" = ["activities:write"])),
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
///
/// For members of the organisation that filed it. The original stays as it is.
#[utoipa::path(operation_id = "activity_clone", tag = "activities", security(("bearer" = []), ("oauth2" = ["activities:write"])),
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
///
/// For members of the organisation, from a draft or after a rejection or withdrawal. The content is frozen as the
/// next revision and goes to the first stage of review. What ended already is marked as filed later (补报).
#[utoipa::path(operation_id = "activity_submit", tag = "activities", security(("bearer" = []), ("oauth2" = ["activities:write"])),
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
///
/// For members of the organisation. The reason may be left out. 409 `on_locked_list` once the activity stands on a
/// locked recommendation list.
#[utoipa::path(operation_id = "activity_withdraw", tag = "activities", security(("bearer" = []), ("oauth2" = ["activities:write"])),
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
///
/// For the province in charge, the national reviewers and system administrators. A reason is needed and is told to
/// the organisation; it is struck from every recommendation list.
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
///
/// For those who may take it down. A reason is needed; the activity is approved again as it was.
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

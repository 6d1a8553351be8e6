//! The resource library as organisations and reviewers use it.

mod public;

use actix_web::{HttpResponse, delete, get, post, put, web};
use app::{App, Outcome, resource};
use domain::id::{ActivityId, ResourceId};
use domain::page::Page;
use domain::resource::{
    NewResource, NewReuse, RecommendBatch, Resource, ResourceBatchResults, ResourceContent, ResourceItem,
    ResourceReview, ResourceSelection, ResourceStatus, Reuse,
};
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer;
use crate::extract::{Body, Id, IfMatch, Language, Query, RepeatKey, SignedIn};
use crate::problem::{ApiError, Problems};
use crate::routes::limit;

pub(crate) use public::ListParams;
pub use public::routes as public_routes;

pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(begin)
        .service(own)
        .service(desk)
        .service(recommend)
        .service(show)
        .service(save)
        .service(remove)
        .service(submit)
        .service(withdraw)
        .service(review)
        .service(select)
        .service(report_use);
}

fn versioned(r: &Resource) -> HttpResponse {
    answer::versioned(r, r.item.version)
}

/// Begins a resource from an approved activity. What the activity and its supplement say is filled in.
///
/// For those who file for its organisation; 403 `out_of_scope` for everyone else, 404 where the activity is not public.
/// 409 `activity_not_public` for an activity that is not approved.
#[utoipa::path(operation_id = "resource_create", tag = "resources", security(("bearer" = [])), request_body = NewResource,
    params(("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = Resource, headers(("Location" = String), ("ETag" = String))), Problems))]
#[post("/resources")]
async fn begin(
    app: web::Data<App>,
    me: SignedIn,
    key: RepeatKey,
    body: Body<NewResource>,
) -> Result<HttpResponse, ApiError> {
    let repeat = key.with(&body.digest);
    let made = resource::begin(&app, &me.0, body.into_inner(), repeat).await?;
    Ok(answer::created(
        &made,
        |r| format!("/api/v1/resources/{}", r.item.id),
        |r| Some(r.item.version),
    ))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct OwnParams {
    /// Only those of this activity.
    activity: Option<ActivityId>,
    /// Only in this status.
    #[param(inline)]
    status: Option<ResourceStatus>,
    /// 1–100, 20 when left out.
    limit: Option<u32>,
    cursor: Option<String>,
}

/// Resources of the organisations one files for, latest first.
///
/// For everyone signed in.
#[utoipa::path(operation_id = "resource_list", tag = "resources", params(OwnParams), security(("bearer" = [])),
    responses((status = 200, body = Page<ResourceItem>), Problems))]
#[get("/resources")]
async fn own(app: web::Data<App>, me: SignedIn, params: Query<OwnParams>) -> Result<HttpResponse, ApiError> {
    let p = params.into_inner();
    let query = resource::OwnQuery {
        activity: p.activity,
        status: p.status,
        limit: limit(p.limit)?,
        cursor: p.cursor,
    };
    Ok(answer::ok(&resource::own(&app, &me.0, query).await?))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct DeskParams {
    /// In this status; what waits to be read when left out.
    #[param(inline)]
    status: Option<ResourceStatus>,
    /// 1–100, 20 when left out.
    limit: Option<u32>,
    cursor: Option<String>,
}

/// Resources within one's reach in one status, latest first.
///
/// For provincial and national reviewers; 403 for everyone else.
#[utoipa::path(operation_id = "resource_desk", tag = "resources", params(DeskParams), security(("bearer" = [])),
    responses((status = 200, body = Page<ResourceItem>), Problems))]
#[get("/resource-desk")]
async fn desk(
    app: web::Data<App>,
    me: SignedIn,
    params: Query<DeskParams>,
) -> Result<HttpResponse, ApiError> {
    let p = params.into_inner();
    let status = p.status.unwrap_or(ResourceStatus::Submitted);
    let page = resource::desk(&app, &me.0, status, limit(p.limit)?, p.cursor.as_deref()).await?;
    Ok(answer::ok(&page))
}

/// Recommends public resources of one's province to the nation, as a batch with a name.
///
/// For provincial reviewers; 403 for everyone else. Each resource has its own result: what is stale, of another province
/// or not public is told and left as it is; the rest is recommended in one step.
#[utoipa::path(operation_id = "resource_recommend", tag = "resources", security(("bearer" = [])),
    request_body = RecommendBatch, responses((status = 200, body = ResourceBatchResults), Problems))]
#[post("/resource-batches")]
async fn recommend(
    app: web::Data<App>,
    me: SignedIn,
    lang: Language,
    body: Body<RecommendBatch>,
) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(
        &resource::recommend(&app, &me.0, body.into_inner(), lang.0).await?,
    ))
}

/// A resource with what happened to it, who used it and what the caller may do.
///
/// For those who file for its organisation and, once it was handed in, for those in charge; 404 for everyone else.
#[utoipa::path(operation_id = "resource_show", tag = "resources", security(("bearer" = [])),
    params(("id" = ResourceId, Path)),
    responses((status = 200, body = Resource, headers(("ETag" = String))), Problems))]
#[get("/resources/{id}")]
async fn show(app: web::Data<App>, me: SignedIn, id: Id<ResourceId>) -> Result<HttpResponse, ApiError> {
    Ok(versioned(&resource::show(&app, &me.0, id.0).await?))
}

/// Saves the form whole, however incomplete.
///
/// For those who file for its organisation. 409 `step_not_allowed` while it waits or is public: withdraw it first.
#[utoipa::path(operation_id = "resource_save", tag = "resources", security(("bearer" = [])),
    params(("id" = ResourceId, Path), ("If-Match" = String, Header)), request_body = ResourceContent,
    responses((status = 200, body = Resource, headers(("ETag" = String))), Problems))]
#[put("/resources/{id}")]
async fn save(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ResourceId>,
    IfMatch(expected): IfMatch,
    body: Body<Map<String, Value>>,
) -> Result<HttpResponse, ApiError> {
    Ok(versioned(
        &resource::save(&app, &me.0, id.0, expected, body.into_inner()).await?,
    ))
}

/// Deletes a draft that was never handed in.
///
/// For those who file for its organisation. 409 `step_not_allowed` for everything that has a history.
#[utoipa::path(operation_id = "resource_delete", tag = "resources", security(("bearer" = [])),
    params(("id" = ResourceId, Path), ("If-Match" = String, Header)), responses((status = 204), Problems))]
#[delete("/resources/{id}")]
async fn remove(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ResourceId>,
    IfMatch(expected): IfMatch,
) -> Result<HttpResponse, ApiError> {
    resource::delete(&app, &me.0, id.0, expected).await?;
    Ok(answer::no_content())
}

/// Hands it in, to be read before it is public.
///
/// For those who file for its organisation. 422 names every fault at once; 409 `activity_not_public` while its activity
/// is not approved.
#[utoipa::path(operation_id = "resource_submit", tag = "resources", security(("bearer" = [])),
    params(("id" = ResourceId, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = Resource, headers(("ETag" = String))), Problems))]
#[post("/resources/{id}/submissions")]
async fn submit(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ResourceId>,
    IfMatch(expected): IfMatch,
) -> Result<HttpResponse, ApiError> {
    Ok(versioned(&resource::submit(&app, &me.0, id.0, expected).await?))
}

/// Takes it back: what waits becomes a draft again, what is public is shown no more.
///
/// For those who file for its organisation. It may be changed and handed in again.
#[utoipa::path(operation_id = "resource_withdraw", tag = "resources", security(("bearer" = [])),
    params(("id" = ResourceId, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = Resource, headers(("ETag" = String))), Problems))]
#[post("/resources/{id}/withdrawals")]
async fn withdraw(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ResourceId>,
    IfMatch(expected): IfMatch,
) -> Result<HttpResponse, ApiError> {
    Ok(versioned(&resource::withdraw(&app, &me.0, id.0, expected).await?))
}

/// Publishes it, or sends it back with a reason; also one that is public already.
///
/// For the provincial and national reviewers in charge; 403 `recused` for members of an organisation of its activity.
/// The organisation is told.
#[utoipa::path(operation_id = "resource_review", tag = "resources", security(("bearer" = [])),
    params(("id" = ResourceId, Path), ("If-Match" = String, Header)), request_body = ResourceReview,
    responses((status = 200, body = Resource, headers(("ETag" = String))), Problems))]
#[post("/resources/{id}/reviews")]
async fn review(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ResourceId>,
    IfMatch(expected): IfMatch,
    body: Body<ResourceReview>,
) -> Result<HttpResponse, ApiError> {
    Ok(versioned(
        &resource::review(&app, &me.0, id.0, expected, body.into_inner()).await?,
    ))
}

/// Selects it nationally, or declines with a reason: it stays public.
///
/// For national reviewers; 409 `step_not_allowed` for what no province recommended, unless the nation is in charge of it.
#[utoipa::path(operation_id = "resource_select", tag = "resources", security(("bearer" = [])),
    params(("id" = ResourceId, Path), ("If-Match" = String, Header)), request_body = ResourceSelection,
    responses((status = 200, body = Resource, headers(("ETag" = String))), Problems))]
#[post("/resources/{id}/selections")]
async fn select(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ResourceId>,
    IfMatch(expected): IfMatch,
    body: Body<ResourceSelection>,
) -> Result<HttpResponse, ApiError> {
    Ok(versioned(
        &resource::select(&app, &me.0, id.0, expected, body.into_inner()).await?,
    ))
}

/// Notes that one's organisation used it in one of its approved activities.
///
/// For those who file for an organisation; 403 for everyone else. 409 `already_reused` the second time for an activity,
/// 422 for one's own resource. The organisation that offers it is told.
#[utoipa::path(operation_id = "resource_reuse", tag = "resources", security(("bearer" = [])),
    params(("id" = ResourceId, Path)), request_body = NewReuse,
    responses((status = 201, body = Reuse, headers(("Location" = String))), Problems))]
#[post("/resources/{id}/reuses")]
async fn report_use(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ResourceId>,
    body: Body<NewReuse>,
) -> Result<HttpResponse, ApiError> {
    let noted = resource::report_use(&app, &me.0, id.0, body.into_inner()).await?;
    Ok(answer::created(
        &Outcome::New(noted),
        |_| format!("/api/v1/public/resources/{}", id.0),
        |_| None,
    ))
}

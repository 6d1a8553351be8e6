//! The review desk.

use actix_web::{HttpResponse, delete, get, post, put, web};
use app::{App, review};
use domain::activity::status::Stage;
use domain::activity::view::{Activity, Review};
use domain::id::{ActivityId, DelegationId};
use domain::page::Page;
use domain::region::RegionCode;
use domain::review::{
    BatchResults, ClaimRequest, ClaimResults, Delegation, Distribution, NewDelegation, QueueShare, QueueSort,
    ReviewBatch, ReviewQueueItem, SetDistribution, UndoBatch,
};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer;
use crate::extract::{Body, Id, IfMatch, Language, Query, SignedIn};
use crate::problem::{ApiError, Problems};
use crate::routes::limit;

pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(queue)
        .service(claim)
        .service(release)
        .service(decide)
        .service(undo)
        .service(decide_all)
        .service(undo_all)
        .service(distributions)
        .service(set_distribution)
        .service(delegations)
        .service(delegate)
        .service(end_delegation);
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
    /// Key of an edition, or `current`.
    edition: Option<String>,
    /// `age` (the default), `start` or `risk`.
    #[param(inline)]
    sort: Option<QueueSort>,
    /// `all` (the default), `mine` or `free`.
    #[param(inline)]
    share: Option<QueueShare>,
    /// 1–100, 20 when left out.
    limit: Option<u32>,
    cursor: Option<String>,
}

/// What waits for the caller's decision, with findings, claims and shares.
///
/// For city, province and national reviewers: what is at their stage, in their region and on their line. 403 for
/// everyone else. A cursor belongs to the order it was made in.
#[utoipa::path(operation_id = "review_queue", tag = "review", params(QueueParams), security(("bearer" = [])),
    responses((status = 200, body = Page<ReviewQueueItem>), Problems))]
#[get("/review-queue")]
async fn queue(
    app: web::Data<App>,
    me: SignedIn,
    Language(lang): Language,
    params: Query<QueueParams>,
) -> Result<HttpResponse, ApiError> {
    let p = params.into_inner();
    let query = review::QueueQuery {
        stage: p.stage,
        line: p.line,
        region: p.region,
        edition: p.edition,
        sort: p.sort.unwrap_or_default(),
        share: p.share.unwrap_or_default(),
        limit: limit(p.limit)?,
        cursor: p.cursor,
    };
    Ok(answer::ok(&review::queue(&app, &me.0, query, lang).await?))
}

/// Keeps others off some waiting filings for 15 minutes; one's own claims begin anew. Per-item results.
///
/// For reviewers; at most 100 filings. What somebody else holds, is at another stage or cannot be seen is refused
/// by itself, with a code of its own.
#[utoipa::path(operation_id = "review_claim", tag = "review", security(("bearer" = [])), request_body = ClaimRequest,
    responses((status = 200, body = ClaimResults), Problems))]
#[post("/review-queue/claims")]
async fn claim(
    app: web::Data<App>,
    me: SignedIn,
    Language(lang): Language,
    body: Body<ClaimRequest>,
) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(
        &review::claim(&app, &me.0, body.into_inner(), lang).await?,
    ))
}

/// Gives one's own claims up before their time.
///
/// For reviewers; at most 100 filings. What one did not hold is left alone.
#[utoipa::path(operation_id = "review_release", tag = "review", security(("bearer" = [])), request_body = ClaimRequest,
    responses((status = 204), Problems))]
#[post("/review-queue/releases")]
async fn release(
    app: web::Data<App>,
    me: SignedIn,
    body: Body<ClaimRequest>,
) -> Result<HttpResponse, ApiError> {
    review::release(&app, &me.0, body.into_inner()).await?;
    Ok(answer::no_content())
}

/// Decides at the stage where the activity waits. Rejecting needs a reason.
///
/// For the reviewers of that stage, region and line. Members of an organisation that takes part may not decide (403
/// `recused`); 409 `claimed_by_other` while somebody else holds it. Approved at the last stage, the activity
/// becomes public.
#[utoipa::path(operation_id = "activity_review", tag = "review", security(("bearer" = [])),
    params(("id" = ActivityId, Path), ("If-Match" = String, Header)), request_body = Review,
    responses((status = 200, body = Activity, headers(("ETag" = String))), Problems))]
#[post("/activities/{id}/reviews")]
async fn decide(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ActivityId>,
    IfMatch(expected): IfMatch,
    Language(lang): Language,
    body: Body<Review>,
) -> Result<HttpResponse, ApiError> {
    let a = review::decide(&app, &me.0, id.0, expected, body.into_inner(), lang).await?;
    Ok(answer::versioned(&a, a.version))
}

/// Takes one's last decision back, within ten minutes and while nothing happened since.
///
/// For the reviewer who decided. 409 `undo_not_possible` later than that or once somebody acted on it. Nobody was
/// told of the decision by then; the history keeps both.
#[utoipa::path(operation_id = "activity_undo", tag = "review", security(("bearer" = [])),
    params(("id" = ActivityId, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = Activity, headers(("ETag" = String))), Problems))]
#[post("/activities/{id}/undos")]
async fn undo(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ActivityId>,
    IfMatch(expected): IfMatch,
    Language(lang): Language,
) -> Result<HttpResponse, ApiError> {
    let a = review::undo(&app, &me.0, id.0, expected, lang).await?;
    Ok(answer::versioned(&a, a.version))
}

/// The same decision on up to 100 filings. Each stands for itself: the answer tells what became of it.
///
/// For reviewers. What is stale, claimed by somebody else, at another stage or unknown fails alone; the request as
/// a whole fails only where its form is wrong or a reason is missing.
#[utoipa::path(operation_id = "review_batch", tag = "review", security(("bearer" = [])), request_body = ReviewBatch,
    responses((status = 200, body = BatchResults), Problems))]
#[post("/review-batches")]
async fn decide_all(
    app: web::Data<App>,
    me: SignedIn,
    Language(lang): Language,
    body: Body<ReviewBatch>,
) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(
        &review::decide_all(&app, &me.0, body.into_inner(), lang).await?,
    ))
}

/// Takes the last decision on each of many back, within ten minutes.
///
/// For the reviewer who decided; at most 100 filings. Each stands for itself as in the batch before.
#[utoipa::path(operation_id = "review_batch_undo", tag = "review", security(("bearer" = [])), request_body = UndoBatch,
    responses((status = 200, body = BatchResults), Problems))]
#[post("/review-batches/undos")]
async fn undo_all(
    app: web::Data<App>,
    me: SignedIn,
    Language(lang): Language,
    body: Body<UndoBatch>,
) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(
        &review::undo_all(&app, &me.0, body.into_inner(), lang).await?,
    ))
}

/// Whether what waits in the caller's regions is shared out by itself, and each reviewer's share.
///
/// For reviewers of a whole stage; 403 for those of one line and for everyone else.
#[utoipa::path(operation_id = "review_distributions", tag = "review", security(("bearer" = [])),
    responses((status = 200, body = Page<Distribution>), Problems))]
#[get("/review-distribution")]
async fn distributions(app: web::Data<App>, me: SignedIn) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(&review::distributions(&app, &me.0).await?))
}

/// Switches the sharing out of a stage in one's region on or off.
///
/// For reviewers of that stage and region. On, what waits is shared out among them at once; off, everything is
/// everybody's again. 403 `out_of_scope` for other regions.
#[utoipa::path(operation_id = "review_distribute", tag = "review", security(("bearer" = [])), request_body = SetDistribution,
    responses((status = 200, body = Distribution), Problems))]
#[put("/review-distribution")]
async fn set_distribution(
    app: web::Data<App>,
    me: SignedIn,
    body: Body<SetDistribution>,
) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(
        &review::set_distribution(&app, &me.0, body.into_inner()).await?,
    ))
}

/// One's own leave, and those one stands in for.
///
/// For everyone who is signed in; delegations that are over are left out.
#[utoipa::path(operation_id = "delegation_list", tag = "review", security(("bearer" = [])),
    responses((status = 200, body = Page<Delegation>), Problems))]
#[get("/delegations")]
async fn delegations(app: web::Data<App>, me: SignedIn) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(&review::delegations(&app, &me.0).await?))
}

/// Lets an official of one's province stand in while one is on leave.
///
/// For holders of reviewing roles, for at most 90 days. Whoever stands in must be an official of the same province,
/// or of anywhere for national reviewers; the history names both. Several faults are named at once.
#[utoipa::path(operation_id = "delegation_create", tag = "review", security(("bearer" = [])), request_body = NewDelegation,
    responses((status = 201, body = Delegation, headers(("Location" = String))), Problems))]
#[post("/delegations")]
async fn delegate(
    app: web::Data<App>,
    me: SignedIn,
    body: Body<NewDelegation>,
) -> Result<HttpResponse, ApiError> {
    let made = review::delegate(&app, &me.0, body.into_inner()).await?;
    Ok(answer::created(
        &app::Outcome::New(made),
        |d| format!("/api/v1/delegations/{}", d.id),
        |_| None,
    ))
}

/// Ends a delegation early; either side may.
///
/// For the one on leave and the one who stands in; 404 for everyone else.
#[utoipa::path(operation_id = "delegation_end", tag = "review", security(("bearer" = [])), params(("id" = DelegationId, Path)),
    responses((status = 204), Problems))]
#[delete("/delegations/{id}")]
async fn end_delegation(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<DelegationId>,
) -> Result<HttpResponse, ApiError> {
    review::end_delegation(&app, &me.0, id.0).await?;
    Ok(answer::no_content())
}

//! Reports of public content: made by anybody, answered by those in charge.

use actix_web::{HttpResponse, get, post, web};
use app::{App, report};
use domain::id::ReportId;
use domain::page::Page;
use domain::report::{AnswerReport, ContentReport, NewReport, ReportProgress, ReportReceipt, ReportStatus};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer;
use crate::extract::{Body, Id, IfMatch, Query, SignedIn, Visitor};
use crate::problem::{ApiError, Problems};
use crate::routes::limit;

pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(make)
        .service(progress)
        .service(list)
        .service(give_answer);
}

/// Reports a public activity. The receipt is shown once; with it the answer can be read.
///
/// For everyone, signed in or not; a phone may be left for the answer. 404 for an activity that is not public; 429
/// when many reports of it are open.
#[utoipa::path(operation_id = "report_create", tag = "public", request_body = NewReport,
    responses((status = 201, body = ReportReceipt, headers(("Location" = String))), Problems))]
#[post("/public/content-reports")]
async fn make(app: web::Data<App>, who: Visitor, body: Body<NewReport>) -> Result<HttpResponse, ApiError> {
    let receipt = report::make(&app, who.0.as_ref(), body.into_inner()).await?;
    Ok(answer::created(
        &app::Outcome::New(receipt),
        |r| format!("/api/v1/public/content-reports/{}", r.receipt),
        |_| None,
    ))
}

/// What became of a report, for whoever holds its receipt.
///
/// For everyone who holds the receipt; 404 for any other.
#[utoipa::path(operation_id = "report_progress", tag = "public", params(("receipt" = String, Path)),
    responses((status = 200, body = ReportProgress), Problems))]
#[get("/public/content-reports/{receipt}")]
async fn progress(app: web::Data<App>, receipt: Id<String>) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(&report::progress(&app, &receipt.0).await?))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct ListParams {
    #[param(inline)]
    status: Option<ReportStatus>,
    /// 1–100, 20 when left out.
    limit: Option<u32>,
    cursor: Option<String>,
}

/// Reports within one's reach, latest first.
///
/// For provincial and national reviewers; 403 for everyone else.
#[utoipa::path(operation_id = "report_list", tag = "review", params(ListParams), security(("bearer" = [])),
    responses((status = 200, body = Page<ContentReport>), Problems))]
#[get("/content-reports")]
async fn list(
    app: web::Data<App>,
    me: SignedIn,
    params: Query<ListParams>,
) -> Result<HttpResponse, ApiError> {
    let p = params.into_inner();
    let page = report::list(&app, &me.0, p.status, limit(p.limit)?, p.cursor.as_deref()).await?;
    Ok(answer::ok(&page))
}

/// Answers a report; may take the activity down in the same step.
///
/// For the provincial and national reviewers in charge; 403 `recused` for one's own organisation, 409
/// `already_answered` the second time. Whoever reported is told.
#[utoipa::path(operation_id = "report_answer", tag = "review", security(("bearer" = [])),
    params(("id" = ReportId, Path), ("If-Match" = String, Header)), request_body = AnswerReport,
    responses((status = 200, body = ContentReport, headers(("ETag" = String))), Problems))]
#[post("/content-reports/{id}/answers")]
async fn give_answer(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ReportId>,
    IfMatch(expected): IfMatch,
    body: Body<AnswerReport>,
) -> Result<HttpResponse, ApiError> {
    let done = report::answer(&app, &me.0, id.0, expected, body.into_inner()).await?;
    Ok(answer::versioned(&done, done.version))
}

//! Summaries: what regions and organisations report of an edition.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::{HttpResponse, get, post, put, web};
use app::{App, summary};
use domain::id::SummaryId;
use domain::page::Page;
use domain::region::RegionCode;
use domain::summary::{
    NewSummary, Summary, SummaryContent, SummaryItem, SummaryLevel, SummaryOverview, SummaryReturn,
    SummaryStatus,
};
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer;
use crate::extract::{Body, Id, IfMatch, Query, RepeatKey, SignedIn};
use crate::problem::{ApiError, Problems};
use crate::routes::limit;

pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(list)
        .service(open)
        .service(show)
        .service(save)
        .service(submit)
        .service(accept)
        .service(give_back)
        .service(document)
        .service(tables)
        .service(overview);
}

fn versioned(s: &Summary) -> HttpResponse {
    answer::versioned(s, s.item.version)
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct ListParams {
    /// Key of an edition, or `current`.
    edition: Option<String>,
    /// In the subtree of this region.
    region: Option<RegionCode>,
    /// Of whom: a level of regions, or organisations.
    #[param(inline)]
    level: Option<SummaryLevel>,
    /// Where it stands.
    #[param(inline)]
    status: Option<SummaryStatus>,
    /// Reported to this region: what waits for its officials.
    recipient: Option<RegionCode>,
    /// 1–100, 20 when left out.
    limit: Option<u32>,
    cursor: Option<String>,
}

/// One's own summaries and those handed in within one's regions, by region.
///
/// For everyone signed in. A summary that was never handed in is its author's alone; officials of one line see the
/// organisations of their line.
#[utoipa::path(operation_id = "summary_list", tag = "summary", params(ListParams), security(("bearer" = [])),
    responses((status = 200, body = Page<SummaryItem>), Problems))]
#[get("/summaries")]
async fn list(
    app: web::Data<App>,
    me: SignedIn,
    params: Query<ListParams>,
) -> Result<HttpResponse, ApiError> {
    let p = params.into_inner();
    let query = summary::SummaryQuery {
        edition: p.edition,
        region: p.region,
        level: p.level,
        status: p.status,
        recipient: p.recipient,
        limit: limit(p.limit)?,
        cursor: p.cursor,
    };
    Ok(answer::ok(&summary::list(&app, &me.0, query).await?))
}

/// Begins the summary of a region or an organisation, or gives the one there is.
///
/// For the region's own officials, and for administrators of the organisation; 404 for everyone else. 422 for a region
/// without a body of its own, and where neither or both are named.
#[utoipa::path(operation_id = "summary_open", tag = "summary", security(("bearer" = [])), request_body = NewSummary,
    params(("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = Summary, headers(("Location" = String), ("ETag" = String))), Problems))]
#[post("/summaries")]
async fn open(
    app: web::Data<App>,
    me: SignedIn,
    key: RepeatKey,
    body: Body<NewSummary>,
) -> Result<HttpResponse, ApiError> {
    let repeat = key.with(&body.digest);
    let made = summary::open(&app, &me.0, body.into_inner(), repeat).await?;
    Ok(answer::created(
        &made,
        |s| format!("/api/v1/summaries/{}", s.item.id),
        |s| Some(s.item.version),
    ))
}

/// One summary with its figures and what the caller may do.
///
/// For those who write it as it stands, with a draft made of the figures; for the levels above as it was handed in
/// last, with the figures that held then. 404 for everyone else.
#[utoipa::path(operation_id = "summary_show", tag = "summary", security(("bearer" = [])), params(("id" = SummaryId, Path)),
    responses((status = 200, body = Summary, headers(("ETag" = String))), Problems))]
#[get("/summaries/{id}")]
async fn show(app: web::Data<App>, me: SignedIn, id: Id<SummaryId>) -> Result<HttpResponse, ApiError> {
    Ok(versioned(&summary::show(&app, &me.0, id.0).await?))
}

/// Saves the text whole, however incomplete. What the answer adds to it may be sent back and is ignored.
///
/// For those who write it. 409 `step_not_allowed` while the level above has it, and once it is accepted. A figure put
/// in by hand stands beside the one that was counted.
#[utoipa::path(operation_id = "summary_save", tag = "summary", security(("bearer" = [])),
    params(("id" = SummaryId, Path), ("If-Match" = String, Header)), request_body = SummaryContent,
    responses((status = 200, body = Summary, headers(("ETag" = String))), Problems))]
#[put("/summaries/{id}")]
async fn save(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<SummaryId>,
    IfMatch(expected): IfMatch,
    body: Body<Map<String, Value>>,
) -> Result<HttpResponse, ApiError> {
    Ok(versioned(
        &summary::save(&app, &me.0, id.0, expected, body.into_inner()).await?,
    ))
}

/// Hands it in: text and figures are frozen as they are now.
///
/// For those who write it. Every fault is named at once: a section without text or with the mark of a draft, a figure
/// changed without a reason. After a soft deadline it is marked `late`; after a hard one 422 `deadline_over`.
#[utoipa::path(operation_id = "summary_submit", tag = "summary", security(("bearer" = [])),
    params(("id" = SummaryId, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = Summary, headers(("ETag" = String))), Problems))]
#[post("/summaries/{id}/submissions")]
async fn submit(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<SummaryId>,
    IfMatch(expected): IfMatch,
) -> Result<HttpResponse, ApiError> {
    Ok(versioned(&summary::submit(&app, &me.0, id.0, expected).await?))
}

/// Accepts it. Nothing changes it any more.
///
/// For the officials of the region it is reported to, on its line; 403 `recused` for members of the organisation. 409
/// `step_not_allowed` for what is not handed in.
#[utoipa::path(operation_id = "summary_accept", tag = "summary", security(("bearer" = [])),
    params(("id" = SummaryId, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = Summary, headers(("ETag" = String))), Problems))]
#[post("/summaries/{id}/acceptances")]
async fn accept(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<SummaryId>,
    IfMatch(expected): IfMatch,
) -> Result<HttpResponse, ApiError> {
    Ok(versioned(&summary::accept(&app, &me.0, id.0, expected).await?))
}

/// Sends it back with a reason. It may be changed and handed in again.
///
/// For the officials of the region it is reported to, on its line; 403 `recused` for members of the organisation. The
/// authors are told. What was in time stays so when it comes again.
#[utoipa::path(operation_id = "summary_return", tag = "summary", security(("bearer" = [])), request_body = SummaryReturn,
    params(("id" = SummaryId, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = Summary, headers(("ETag" = String))), Problems))]
#[post("/summaries/{id}/returns")]
async fn give_back(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<SummaryId>,
    IfMatch(expected): IfMatch,
    body: Body<SummaryReturn>,
) -> Result<HttpResponse, ApiError> {
    let done = summary::give_back(&app, &me.0, id.0, expected, body.into_inner()).await?;
    Ok(versioned(&done))
}

fn file((name, bytes): (String, Vec<u8>), kind: &'static str) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, kind))
        .insert_header((CONTENT_DISPOSITION, answer::saved_as(&name)))
        .insert_header((CACHE_CONTROL, "no-store"))
        .body(bytes)
}

/// The summary as an official document (docx) in the layout of GB/T 9704.
///
/// For everyone who may see it, as they see it. The file is named after the title.
#[utoipa::path(operation_id = "summary_document", tag = "summary", security(("bearer" = [])), params(("id" = SummaryId, Path)),
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", body = Vec<u8>), Problems))]
#[get("/summaries/{id}/document.docx")]
async fn document(app: web::Data<App>, me: SignedIn, id: Id<SummaryId>) -> Result<HttpResponse, ApiError> {
    Ok(file(
        summary::document(&app, &me.0, id.0).await?,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ))
}

/// 汇总表 of the summary as xlsx: a row for each region directly below, and the whole.
///
/// For everyone who may see it, as they see it. Figures put in by hand carry an asterisk; a second sheet says why.
#[utoipa::path(operation_id = "summary_tables", tag = "summary", security(("bearer" = [])), params(("id" = SummaryId, Path)),
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>), Problems))]
#[get("/summaries/{id}/tables.xlsx")]
async fn tables(app: web::Data<App>, me: SignedIn, id: Id<SummaryId>) -> Result<HttpResponse, ApiError> {
    Ok(file(
        summary::tables(&app, &me.0, id.0).await?,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct OverviewParams {
    /// Key of an edition; the current one when left out.
    edition: Option<String>,
}

/// How a region and those directly below it stand: who has handed in, who is late, who is missing.
///
/// For officials over the region and system administrators; 404 for everyone else, and for a region without a body of
/// its own.
#[utoipa::path(operation_id = "summary_overview", tag = "summary", security(("bearer" = [])),
    params(("code" = RegionCode, Path), OverviewParams),
    responses((status = 200, body = SummaryOverview), Problems))]
#[get("/regions/{code}/summaries")]
async fn overview(
    app: web::Data<App>,
    me: SignedIn,
    code: Id<RegionCode>,
    params: Query<OverviewParams>,
) -> Result<HttpResponse, ApiError> {
    let edition = params
        .into_inner()
        .edition
        .unwrap_or_else(|| "current".to_owned());
    Ok(answer::ok(
        &summary::overview(&app, &me.0, code.0, edition).await?,
    ))
}

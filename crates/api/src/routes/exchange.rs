//! Tables that are brought in, and lists that are taken out.

use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE,
};
use actix_web::{HttpResponse, get, post, web};
use app::exchange::{self, Exported};
use app::{App, AppError, activity, organization};
use domain::activity::status::Status;
use domain::exchange::{FaultyRow, Import, ImportKind, NewImport};
use domain::id::{ImportId, OrganizationId};
use domain::organization::Certification;
use domain::page::Page;
use domain::problem::Code;
use domain::region::RegionCode;
use domain::statistics::{By, CountedAs};
use domain::time::Instant;
use futures_util::stream;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer;
use crate::extract::{Body, Id, IfMatch, Language, Query, RepeatKey, SignedIn};
use crate::problem::{ApiError, Problems};
use crate::routes::activity::behind;
use crate::routes::{limit, own_region};

pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(template)
        .service(start)
        .service(list)
        .service(show)
        .service(rows)
        .service(faulty_rows)
        .service(cancel)
        .service(activities)
        .service(organizations)
        .service(statistics);
}

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

fn workbook(name: &str, bytes: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, XLSX))
        .insert_header((CONTENT_DISPOSITION, answer::saved_as(name)))
        .insert_header((CACHE_CONTROL, "no-store"))
        .body(bytes)
}

/// Bytes that are read and sent at once.
const PIECE: usize = 64 * 1024;

/// A list from its temporary file, piece by piece: however long, little of it is in memory.
fn streamed(exported: Exported) -> HttpResponse {
    let Exported { name, file, size } = exported;
    let pieces = stream::try_unfold(file, |mut file| async move {
        let read = web::block(move || {
            let mut piece = vec![0; PIECE];
            let n = std::io::Read::read(&mut file, &mut piece)?;
            piece.truncate(n);
            Ok::<_, std::io::Error>((web::Bytes::from(piece), file))
        });
        let (piece, file) = read
            .await
            .map_err(AppError::internal)?
            .map_err(AppError::internal)?;
        Ok::<_, AppError>((!piece.is_empty()).then_some((piece, file)))
    });
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, XLSX))
        // It is compressed already.
        .insert_header((CONTENT_ENCODING, "identity"))
        .insert_header((CONTENT_DISPOSITION, answer::saved_as(&name)))
        .insert_header((CONTENT_LENGTH, size))
        .insert_header((CACHE_CONTROL, "no-store"))
        .body(actix_web::body::SizedStream::new(size, Box::pin(pieces)))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct TemplateParams {
    /// Key of an edition, or `current`, which it is when left out: its categories are in the drop-down lists.
    edition: Option<String>,
}

/// A workbook to fill in, with drop-down lists and instructions: `activities`, `organizations` or `quotas`.
///
/// For everyone signed in. 404 for another name, and for an edition that does not exist.
#[utoipa::path(operation_id = "import_template", tag = "exchange", security(("bearer" = [])),
    params(("kind" = String, Path, description = "`activities`, `organizations` or `quotas`", example = "activities"), TemplateParams),
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>), Problems))]
#[get("/imports/templates/{kind}.xlsx")]
async fn template(
    app: web::Data<App>,
    me: SignedIn,
    kind: Id<String>,
    params: Query<TemplateParams>,
) -> Result<HttpResponse, ApiError> {
    let kind = ImportKind::parse(&kind.0).ok_or(Code::NotFound)?;
    let edition = params
        .into_inner()
        .edition
        .unwrap_or_else(|| "current".to_owned());
    let (name, bytes) = exchange::template(&app, &me.0, kind, &edition).await?;
    Ok(workbook(&name, bytes))
}

/// Brings in a table of activities, organisations or quotas, or tries it without changing anything (`dry_run`).
///
/// Activities: for members of an organisation, into their own. Organisations and quotas: for officials, in their
/// region. The file is an upload of kind `attachment` (.xlsx, .xls, .csv) of the caller's. The work follows in the
/// background; the report says how far it is. Each row is judged as the form would judge it, and becomes a draft or a
/// submission, never anything approved. A row that was brought in before is left as it is.
#[utoipa::path(operation_id = "import_start", tag = "exchange", security(("bearer" = [])), request_body = NewImport,
    params(("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = Import, headers(("Location" = String), ("ETag" = String))), Problems))]
#[post("/imports")]
async fn start(
    app: web::Data<App>,
    me: SignedIn,
    Language(lang): Language,
    key: RepeatKey,
    body: Body<NewImport>,
) -> Result<HttpResponse, ApiError> {
    let repeat = key.with(&body.digest);
    let made = exchange::start(&app, &me.0, body.into_inner(), repeat, lang).await?;
    Ok(answer::created(
        &made,
        |i| format!("/api/v1/imports/{}", i.id),
        |i| Some(i.version),
    ))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct ListParams {
    /// 1–100, 20 when left out.
    limit: Option<u32>,
    cursor: Option<String>,
}

/// One's own imports, the latest first; without their rows.
///
/// For everyone signed in.
#[utoipa::path(operation_id = "import_list", tag = "exchange", params(ListParams), security(("bearer" = [])),
    responses((status = 200, body = Page<Import>), Problems))]
#[get("/imports")]
async fn list(
    app: web::Data<App>,
    me: SignedIn,
    Language(lang): Language,
    params: Query<ListParams>,
) -> Result<HttpResponse, ApiError> {
    let p = params.into_inner();
    let page = exchange::list(&app, &me.0, limit(p.limit)?, p.cursor, lang).await?;
    Ok(answer::ok(&page))
}

/// An import: how far it is, its counts, and its first rows with faults.
///
/// For whoever asked for it; 404 for everyone else, for its rows hold names and phones.
#[utoipa::path(operation_id = "import_show", tag = "exchange", security(("bearer" = [])), params(("id" = ImportId, Path)),
    responses((status = 200, body = Import, headers(("ETag" = String))), Problems))]
#[get("/imports/{id}")]
async fn show(
    app: web::Data<App>,
    me: SignedIn,
    Language(lang): Language,
    id: Id<ImportId>,
) -> Result<HttpResponse, ApiError> {
    let i = exchange::show(&app, &me.0, id.0, lang).await?;
    Ok(answer::versioned(&i, i.version))
}

/// All rows with faults, from the top: each cell with what is wrong in it.
///
/// For whoever asked for the import. They are kept for 30 days.
#[utoipa::path(operation_id = "import_rows", tag = "exchange", security(("bearer" = [])), params(("id" = ImportId, Path), ListParams),
    responses((status = 200, body = Page<FaultyRow>), Problems))]
#[get("/imports/{id}/rows")]
async fn rows(
    app: web::Data<App>,
    me: SignedIn,
    Language(lang): Language,
    id: Id<ImportId>,
    params: Query<ListParams>,
) -> Result<HttpResponse, ApiError> {
    let p = params.into_inner();
    let page = exchange::rows(&app, &me.0, id.0, limit(p.limit)?, p.cursor, lang).await?;
    Ok(answer::ok(&page))
}

/// The rows with faults as a workbook to repair: the template's columns with the reasons added. It can be brought in
/// again as it is.
///
/// For whoever asked for the import. 404 where no row has a fault.
#[utoipa::path(operation_id = "import_faulty_rows", tag = "exchange", security(("bearer" = [])), params(("id" = ImportId, Path)),
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>), Problems))]
#[get("/imports/{id}/faulty-rows.xlsx")]
async fn faulty_rows(app: web::Data<App>, me: SignedIn, id: Id<ImportId>) -> Result<HttpResponse, ApiError> {
    let (name, bytes) = exchange::faulty_rows(&app, &me.0, id.0).await?;
    Ok(workbook(&name, bytes))
}

/// Ends an import before its time; what was brought in stays.
///
/// For whoever asked for it. Any version it has had is good for `If-Match`, since progress raises it. 409
/// `step_not_allowed` once it is over.
#[utoipa::path(operation_id = "import_cancel", tag = "exchange", security(("bearer" = [])),
    params(("id" = ImportId, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = Import, headers(("ETag" = String))), Problems))]
#[post("/imports/{id}/cancellations")]
async fn cancel(
    app: web::Data<App>,
    me: SignedIn,
    Language(lang): Language,
    id: Id<ImportId>,
    IfMatch(expected): IfMatch,
) -> Result<HttpResponse, ApiError> {
    let i = exchange::cancel(&app, &me.0, id.0, expected, lang).await?;
    Ok(answer::versioned(&i, i.version))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct ActivityParams {
    /// Key of an edition, or `current`.
    edition: Option<String>,
    #[param(inline)]
    status: Option<Status>,
    /// In the subtree of this region.
    region: Option<RegionCode>,
    /// Code of a category at either level.
    category: Option<String>,
    organization: Option<OrganizationId>,
    /// Part of the title.
    q: Option<String>,
    /// Starts at or after this moment.
    starts_from: Option<Instant>,
    /// Starts before this moment.
    starts_to: Option<Instant>,
    /// Only what a figure counts (统计): of `by` and `key` where they are given.
    counted: Option<CountedAs>,
    /// What the figure is told apart by.
    by: Option<By>,
    /// The value that the figure is of. With `by=region`, what this region is in charge of itself.
    key: Option<String>,
}

/// The activities of a list as a spreadsheet: the filters and the reach of the list itself.
///
/// For everyone signed in. Contacts stand in the rows of one's own organisations and, for officials, of their regions;
/// who takes a list away, cut how, is written down. Text that a table would take for a formula stays text.
#[utoipa::path(operation_id = "export_activities", tag = "exchange", security(("bearer" = [])), params(ActivityParams),
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>), Problems))]
#[get("/exports/activities.xlsx")]
async fn activities(
    app: web::Data<App>,
    me: SignedIn,
    params: Query<ActivityParams>,
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
        behind: behind(p.counted, p.by, p.key)?,
        ..activity::ListQuery::default()
    };
    Ok(streamed(exchange::activities(&app, &me.0, query).await?))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct OrganizationParams {
    /// Part of a name, initials of its pinyin, or the beginning of its credit code.
    q: Option<String>,
    /// In the subtree of this region.
    region: Option<RegionCode>,
    /// Code of the dictionary `organization_kinds`.
    kind: Option<String>,
    /// Where its certification stands.
    status: Option<Certification>,
    /// Kinds of this review line (条线).
    line: Option<String>,
}

/// The organisations of a list as a spreadsheet: the filters of the list itself, nothing personal.
///
/// For everyone signed in, as the list; who takes it away is written down.
#[utoipa::path(operation_id = "export_organizations", tag = "exchange", security(("bearer" = [])), params(OrganizationParams),
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>), Problems))]
#[get("/exports/organizations.xlsx")]
async fn organizations(
    app: web::Data<App>,
    me: SignedIn,
    params: Query<OrganizationParams>,
) -> Result<HttpResponse, ApiError> {
    let p = params.into_inner();
    let query = organization::ListQuery {
        q: p.q,
        region: p.region,
        kind: p.kind,
        status: p.status,
        line: p.line,
        ..organization::ListQuery::default()
    };
    Ok(streamed(exchange::organizations(&app, &me.0, query).await?))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct StatisticsParams {
    /// Key of an edition, or `current`, which it is when left out.
    edition: Option<String>,
    /// The caller's widest one when left out.
    region: Option<RegionCode>,
    /// `category` when left out.
    by: Option<By>,
}

/// Figures of a region as a spreadsheet, told apart by one thing.
///
/// For officials over the region and system administrators, as the figures themselves. On site and online stand apart; the
/// last column says up to when everything is counted.
#[utoipa::path(operation_id = "export_statistics", tag = "exchange", security(("bearer" = [])), params(StatisticsParams),
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>), Problems))]
#[get("/exports/statistics.xlsx")]
async fn statistics(
    app: web::Data<App>,
    me: SignedIn,
    params: Query<StatisticsParams>,
) -> Result<HttpResponse, ApiError> {
    let p = params.into_inner();
    let region = own_region(&me.0, p.region)?;
    let edition = p.edition.unwrap_or_else(|| "current".to_owned());
    let by = p.by.unwrap_or(By::Category);
    Ok(streamed(
        exchange::statistics(&app, &me.0, &edition, region, by).await?,
    ))
}

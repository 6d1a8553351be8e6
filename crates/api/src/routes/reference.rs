//! Reference data: public, cached, asked for again by `ETag`.

use actix_web::http::header::{CACHE_CONTROL, ETAG, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, get, web};
use app::{App, AppError, reference};
use domain::dictionary::DictionaryEntry;
use domain::edition::{Category, Edition, EditionSummary};
use domain::page::Page;
use domain::region::Region;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer;
use crate::extract::{Id, Query};
use crate::problem::{ApiError, Problems};

pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(editions)
        .service(categories)
        .service(edition)
        .service(regions)
        .service(region)
        .service(dictionary);
}

/// All editions (届), the current one first.
///
/// For everyone. Caches keep it for five minutes and ask again with `If-None-Match`.
#[utoipa::path(operation_id = "reference_editions", tag = "reference",
    responses((status = 200, body = Page<EditionSummary>), Problems))]
#[get("/editions")]
async fn editions(app: web::Data<App>, request: HttpRequest) -> Result<HttpResponse, ApiError> {
    Ok(answer::reference(&reference::editions(&app).await?, &request))
}

/// An edition; `current` names the current one. Under its own key the `ETag` is its version.
///
/// For everyone: dates, rules and numbers of the season. 404 for an unknown key.
#[utoipa::path(operation_id = "reference_edition", tag = "reference", params(("key" = String, Path)),
    responses((status = 200, body = Edition), Problems))]
#[get("/editions/{key}")]
async fn edition(
    app: web::Data<App>,
    request: HttpRequest,
    key: Id<String>,
) -> Result<HttpResponse, ApiError> {
    let found = reference::edition(&app, &key.0).await?;
    let mut answer = answer::reference(&found, &request);
    if key.0 == found.key {
        let tag = HeaderValue::from_str(&format!("\"{}\"", found.version));
        answer
            .headers_mut()
            .insert(ETAG, tag.map_err(AppError::internal)?);
        answer
            .headers_mut()
            .insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    }
    Ok(answer)
}

/// The category tree (板块 → 子行动) of an edition.
///
/// For everyone, in the order in which forms show them.
#[utoipa::path(operation_id = "reference_categories", tag = "reference", params(("key" = String, Path)),
    responses((status = 200, body = Page<Category>), Problems))]
#[get("/editions/{key}/categories")]
async fn categories(
    app: web::Data<App>,
    request: HttpRequest,
    key: Id<String>,
) -> Result<HttpResponse, ApiError> {
    Ok(answer::reference(
        &reference::categories(&app, &key.0).await?,
        &request,
    ))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct RegionParams {
    /// The regions directly below this one; the provinces when left out.
    parent: Option<String>,
    /// Part of a name, anywhere in the country.
    q: Option<String>,
}

/// Regions below one, or by name.
///
/// For everyone. A search gives at most thirty. 422 for a `parent` that is no region code.
#[utoipa::path(operation_id = "reference_regions", tag = "reference", params(RegionParams),
    responses((status = 200, body = Page<Region>), Problems))]
#[get("/regions")]
async fn regions(
    app: web::Data<App>,
    request: HttpRequest,
    params: Query<RegionParams>,
) -> Result<HttpResponse, ApiError> {
    let p = params.into_inner();
    let found = reference::regions(&app, p.parent.as_deref(), p.q.as_deref()).await?;
    Ok(answer::reference(&found, &request))
}

/// One region by its code.
///
/// For everyone, with its name from the province down; 404 for an unknown code.
#[utoipa::path(operation_id = "reference_region", tag = "reference", params(("code" = String, Path)),
    responses((status = 200, body = Region), Problems))]
#[get("/regions/{code}")]
async fn region(
    app: web::Data<App>,
    request: HttpRequest,
    code: Id<String>,
) -> Result<HttpResponse, ApiError> {
    Ok(answer::reference(
        &reference::region(&app, &code.0).await?,
        &request,
    ))
}

/// The options of a field: `venue_types`, `audiences`, `forms`, `fields` or `organization_kinds`.
///
/// For everyone, in the order in which forms show them; 404 for an unknown name.
#[utoipa::path(operation_id = "reference_dictionary", tag = "reference", params(("name" = String, Path)),
    responses((status = 200, body = Page<DictionaryEntry>), Problems))]
#[get("/dictionaries/{name}")]
async fn dictionary(
    app: web::Data<App>,
    request: HttpRequest,
    name: Id<String>,
) -> Result<HttpResponse, ApiError> {
    Ok(answer::reference(
        &reference::dictionary(&app, &name.0).await?,
        &request,
    ))
}

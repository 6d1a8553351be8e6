//! The resource library for everyone.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use app::{App, AppError, resource};
use domain::id::ResourceId;
use domain::page::Page;
use domain::region::RegionCode;
use domain::resource::{Licence, PublicResource, PublicResourceCard, ResourceKind};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer;
use crate::extract::{Id, Query};
use crate::limits::RateLimit;
use crate::problem::{ApiError, Problems};
use crate::routes::limit;
use crate::routes::public::CACHED;

pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(list)
        .service(show)
        .service(count_view)
        .service(count_share);
}

#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Sort {
    Newest,
    Views,
    Reuses,
    Recommended,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct ListParams {
    /// What it is.
    #[param(inline)]
    kind: Option<ResourceKind>,
    /// Words in title, organisation, region or the beginning of the description; two Chinese characters are enough.
    q: Option<String>,
    /// Of an activity in the subtree of this region.
    region: Option<RegionCode>,
    /// Code of an audience, of the dictionary `audiences`.
    audience: Option<String>,
    /// Code of a field of science, of the dictionary `fields`.
    field: Option<String>,
    /// On which terms it may be used.
    #[param(inline)]
    licence: Option<Licence>,
    /// Only what a province or the nation recommends.
    recommended: Option<bool>,
    /// The newest first (the default), or by views, by uses, or what is recommended first.
    #[param(inline)]
    sort: Option<Sort>,
    /// 1–100, 20 when left out.
    limit: Option<u32>,
    cursor: Option<String>,
}

impl ListParams {
    pub(crate) fn query(self) -> Result<resource::PublicQuery, AppError> {
        use resource::Sort as By;
        Ok(resource::PublicQuery {
            kind: self.kind,
            q: self.q,
            region: self.region,
            audience: self.audience,
            field: self.field,
            licence: self.licence,
            recommended: self.recommended.unwrap_or_default(),
            sort: match self.sort {
                None | Some(Sort::Newest) => By::Newest,
                Some(Sort::Views) => By::Views,
                Some(Sort::Reuses) => By::Reuses,
                Some(Sort::Recommended) => By::Recommended,
            },
            limit: limit(self.limit)?,
            cursor: self.cursor,
        })
    }
}

fn cached<T: Serialize>(value: &T) -> Result<HttpResponse, ApiError> {
    let text = serde_json::to_string(value).map_err(AppError::internal)?;
    Ok(answer::cached_json_text(text, CACHED))
}

/// Resources that others may use again.
///
/// For everyone. Only what was reviewed and whose activity is public.
#[utoipa::path(operation_id = "public_resource_list", tag = "public", params(ListParams),
    responses((status = 200, body = Page<PublicResourceCard>), Problems))]
#[get("/public/resources")]
async fn list(app: web::Data<App>, params: Query<ListParams>) -> Result<HttpResponse, ApiError> {
    cached(&resource::list(&app, params.into_inner().query()?).await?)
}

/// A public resource.
///
/// For everyone; 404 for what is not public.
#[utoipa::path(operation_id = "public_resource_show", tag = "public", params(("id" = ResourceId, Path)),
    responses((status = 200, body = PublicResource), Problems))]
#[get("/public/resources/{id}")]
async fn show(app: web::Data<App>, id: Id<ResourceId>) -> Result<HttpResponse, ApiError> {
    cached(&resource::show_public(&app, id.0).await?)
}

/// Counts that somebody looked at it.
///
/// For everyone; each network address once a day. Who it was is not kept: a keyed digest, until the day is over.
#[utoipa::path(operation_id = "public_resource_view", tag = "public", params(("id" = ResourceId, Path)),
    responses((status = 204), Problems))]
#[post("/public/resources/{id}/views")]
async fn count_view(
    app: web::Data<App>,
    limit: web::Data<RateLimit>,
    request: HttpRequest,
    id: Id<ResourceId>,
) -> Result<HttpResponse, ApiError> {
    resource::visit(&app, id.0, resource::Deed::View, limit.address(&request)).await?;
    Ok(answer::no_content())
}

/// Counts that somebody passed it on.
///
/// For everyone; each network address once a day, as with views.
#[utoipa::path(operation_id = "public_resource_share", tag = "public", params(("id" = ResourceId, Path)),
    responses((status = 204), Problems))]
#[post("/public/resources/{id}/shares")]
async fn count_share(
    app: web::Data<App>,
    limit: web::Data<RateLimit>,
    request: HttpRequest,
    id: Id<ResourceId>,
) -> Result<HttpResponse, ApiError> {
    resource::visit(&app, id.0, resource::Deed::Share, limit.address(&request)).await?;
    Ok(answer::no_content())
}

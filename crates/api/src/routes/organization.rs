//! Organisations.

use actix_web::{HttpResponse, get, patch, post, web};
use app::{App, organization};
use domain::id::OrganizationId;
use domain::organization::{
    Certification, NewOrganization, Organization, OrganizationChange, OrganizationItem,
};
use domain::page::Page;
use domain::region::RegionCode;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer;
use crate::extract::{Body, Id, IfMatch, Query, RepeatKey, SignedIn};
use crate::problem::{ApiError, Problems};
use crate::routes::limit;

pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(list).service(create).service(show).service(change);
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct ListParams {
    /// Part of a name, initials of its pinyin, or the beginning of its credit code.
    q: Option<String>,
    /// In the subtree of this region.
    region: Option<RegionCode>,
    /// Code of the dictionary `organization_kinds`.
    kind: Option<String>,
    status: Option<Certification>,
    /// 1–100, 20 when left out.
    limit: Option<u32>,
    cursor: Option<String>,
}

/// Organisations, also while somebody types.
#[utoipa::path(operation_id = "organization_list", tag = "organizations", params(ListParams), security(("bearer" = [])),
    responses((status = 200, body = Page<OrganizationItem>), Problems))]
#[get("/organizations")]
async fn list(app: web::Data<App>, _: SignedIn, params: Query<ListParams>) -> Result<HttpResponse, ApiError> {
    let p = params.into_inner();
    let query = organization::ListQuery {
        q: p.q,
        region: p.region,
        kind: p.kind,
        status: p.status,
        limit: limit(p.limit)?,
        cursor: p.cursor,
    };
    Ok(answer::ok(&organization::list(&app, query).await?))
}

/// Adds an organisation: for oneself (组织入驻), or from a filing (`provisional`, 添加) to be used at once.
#[utoipa::path(operation_id = "organization_create", tag = "organizations", security(("bearer" = [])), request_body = NewOrganization,
    params(("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = Organization, headers(("Location" = String), ("ETag" = String))), Problems))]
#[post("/organizations")]
async fn create(
    app: web::Data<App>,
    me: SignedIn,
    key: RepeatKey,
    body: Body<NewOrganization>,
) -> Result<HttpResponse, ApiError> {
    let repeat = key.with(&body.digest);
    let made = organization::create(&app, &me.0, body.into_inner(), repeat).await?;
    Ok(answer::created(
        &made,
        |o| format!("/api/v1/organizations/{}", o.id),
        |o| Some(o.version),
    ))
}

/// One organisation; its contact, masked, only for those who work with it.
#[utoipa::path(operation_id = "organization_show", tag = "organizations", security(("bearer" = [])), params(("id" = OrganizationId, Path)),
    responses((status = 200, body = Organization, headers(("ETag" = String))), Problems))]
#[get("/organizations/{id}")]
async fn show(app: web::Data<App>, me: SignedIn, id: Id<OrganizationId>) -> Result<HttpResponse, ApiError> {
    let found = organization::show(&app, &me.0, id.0).await?;
    Ok(answer::versioned(&found, found.version))
}

/// Changes an organisation; a name left behind stays as an alias.
#[utoipa::path(operation_id = "organization_change", tag = "organizations", security(("bearer" = [])), request_body = OrganizationChange,
    params(("id" = OrganizationId, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = Organization, headers(("ETag" = String))), Problems))]
#[patch("/organizations/{id}")]
async fn change(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<OrganizationId>,
    IfMatch(expected): IfMatch,
    body: Body<OrganizationChange>,
) -> Result<HttpResponse, ApiError> {
    let changed = organization::change(&app, &me.0, id.0, expected, body.into_inner()).await?;
    Ok(answer::versioned(&changed, changed.version))
}

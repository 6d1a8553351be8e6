//! Organisations.

use actix_web::http::header::LOCATION;
use actix_web::{HttpResponse, get, patch, post, web};
use app::App;
use app::organization::{self, Shown};
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
use crate::extract::{Body, Filing, Id, IfMatch, Query, RepeatKey, SignedIn};
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
    /// Where its certification stands.
    status: Option<Certification>,
    /// Kinds of this review line (条线).
    line: Option<String>,
    /// 1–100, 20 when left out.
    limit: Option<u32>,
    /// Where the page before ended.
    cursor: Option<String>,
}

/// Organisations, also while somebody types.
///
/// For everyone signed in. `q` finds names, aliases, initials of the pinyin and the beginning of the credit code; with
/// it, certified ones stand first. Merged ones are left out.
#[utoipa::path(operation_id = "organization_list", tag = "organizations", params(ListParams), security(("bearer" = []), ("oauth2" = ["activities:write"])),
    responses((status = 200, body = Page<OrganizationItem>), Problems))]
#[get("/organizations")]
async fn list(app: web::Data<App>, _: Filing, params: Query<ListParams>) -> Result<HttpResponse, ApiError> {
    let p = params.into_inner();
    let query = organization::ListQuery {
        q: p.q,
        region: p.region,
        kind: p.kind,
        status: p.status,
        line: p.line,
        limit: limit(p.limit)?,
        cursor: p.cursor,
    };
    Ok(answer::ok(&organization::list(&app, query).await?))
}

/// Adds an organisation.
///
/// For everyone signed in: for oneself (组织入驻), who becomes its administrator while certification is pending; or from
/// a filing (`provisional`, 添加), to be used at once.
#[utoipa::path(operation_id = "organization_create", tag = "organizations", security(("bearer" = []), ("oauth2" = ["activities:write"])), request_body = NewOrganization,
    params(("Idempotency-Key" = Option<String>, Header, description = "A repeated request with the same key gets the first answer")),
    responses((status = 201, body = Organization, headers(("Location" = String), ("ETag" = String))), Problems))]
#[post("/organizations")]
async fn create(
    app: web::Data<App>,
    me: Filing,
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

/// One organisation.
///
/// For everyone signed in; its contact, masked, and its proof only for its members and the officials in charge. One
/// that was merged answers 308 with the address of the one that it became.
#[utoipa::path(operation_id = "organization_show", tag = "organizations", security(("bearer" = []), ("oauth2" = ["activities:write"])),
    params(("id" = OrganizationId, Path, description = "The organisation")),
    responses((status = 200, body = Organization, headers(("ETag" = String))),
        (status = 308, description = "It was merged", headers(("Location" = String))), Problems))]
#[get("/organizations/{id}")]
async fn show(app: web::Data<App>, me: Filing, id: Id<OrganizationId>) -> Result<HttpResponse, ApiError> {
    Ok(match organization::show(&app, &me.0, id.0).await? {
        Shown::Here(found) => answer::versioned(&found, found.version),
        Shown::Moved(into) => HttpResponse::PermanentRedirect()
            .insert_header((LOCATION, format!("/api/v1/organizations/{into}")))
            .finish(),
    })
}

/// Changes an organisation.
///
/// For its administrators and the officials in charge. A name left behind stays as an alias, and in the history.
#[utoipa::path(operation_id = "organization_change", tag = "organizations", security(("bearer" = [])), request_body = OrganizationChange,
    params(("id" = OrganizationId, Path, description = "The organisation"), ("If-Match" = String, Header, description = "The version the change is based on")),
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

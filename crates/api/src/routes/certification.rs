//! Certification, merging and doubles of organisations.

use actix_web::{HttpResponse, get, post, web};
use app::{App, organization};
use domain::id::OrganizationId;
use domain::organization::likeness::LookalikePair;
use domain::organization::{
    CertificationRequest, DecideCertification, MergeInto, Organization, OrganizationEvent,
};
use domain::page::Page;
use domain::region::RegionCode;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer;
use crate::extract::{Body, Id, IfMatch, Optional, Query, SignedIn};
use crate::problem::{ApiError, Problems};
use crate::routes::limit;

pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(request)
        .service(decide)
        .service(merge)
        .service(events)
        .service(doubles_of)
        .service(doubles);
}

/// Asks for certification (申请认证).
///
/// For members of the organisation and the officials in charge. Filing never waits for it; reviewers see where it
/// stands. Files of kind `proof` are added to those given before.
#[utoipa::path(operation_id = "organization_request_certification", tag = "organizations", security(("bearer" = [])),
    request_body = Option<CertificationRequest>,
    params(("id" = OrganizationId, Path, description = "The organisation"), ("If-Match" = String, Header, description = "The version the change is based on")),
    responses((status = 200, body = Organization, headers(("ETag" = String))), Problems))]
#[post("/organizations/{id}/certification-requests")]
async fn request(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<OrganizationId>,
    IfMatch(expected): IfMatch,
    body: Optional<CertificationRequest>,
) -> Result<HttpResponse, ApiError> {
    let asked = body.0.unwrap_or_default();
    let changed = organization::request_certification(&app, &me.0, id.0, expected, asked).await?;
    Ok(answer::versioned(&changed, changed.version))
}

/// Decides on certification (认证).
///
/// For officials over its region and line, never for its own members: certify, return with a reason, suspend with a
/// reason, reinstate. Its members are told.
#[utoipa::path(operation_id = "organization_decide_certification", tag = "organizations", security(("bearer" = [])),
    request_body = DecideCertification,
    params(("id" = OrganizationId, Path, description = "The organisation"), ("If-Match" = String, Header, description = "The version the decision is based on")),
    responses((status = 200, body = Organization, headers(("ETag" = String))), Problems))]
#[post("/organizations/{id}/certification-decisions")]
async fn decide(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<OrganizationId>,
    IfMatch(expected): IfMatch,
    body: Body<DecideCertification>,
) -> Result<HttpResponse, ApiError> {
    let changed = organization::decide_certification(&app, &me.0, id.0, expected, body.into_inner()).await?;
    Ok(answer::versioned(&changed, changed.version))
}

/// Merges an organisation into another (合并).
///
/// For officials in charge of both, never for members of either. Activities, members, certificates and names go over;
/// the address of the one leads to the other from then on. Answers the one that stays.
#[utoipa::path(operation_id = "organization_merge", tag = "organizations", security(("bearer" = [])), request_body = MergeInto,
    params(("id" = OrganizationId, Path, description = "The organisation that goes"), ("If-Match" = String, Header, description = "Its version")),
    responses((status = 200, body = Organization, headers(("ETag" = String))), Problems))]
#[post("/organizations/{id}/merges")]
async fn merge(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<OrganizationId>,
    IfMatch(expected): IfMatch,
    body: Body<MergeInto>,
) -> Result<HttpResponse, ApiError> {
    let kept = organization::merge(&app, &me.0, id.0, expected, body.into_inner()).await?;
    Ok(answer::versioned(&kept, kept.version))
}

/// The history of an organisation.
///
/// For everyone signed in: certification, former names, moves and merges, the latest first; of one that was merged too.
#[utoipa::path(operation_id = "organization_events", tag = "organizations", security(("bearer" = [])),
    params(("id" = OrganizationId, Path, description = "The organisation")),
    responses((status = 200, body = Page<OrganizationEvent>), Problems))]
#[get("/organizations/{id}/events")]
async fn events(app: web::Data<App>, _: SignedIn, id: Id<OrganizationId>) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(&organization::events(&app, id.0).await?))
}

/// Organisations that may be the same as this one.
///
/// For the officials in charge: the same name or alias written differently, or the same credit code with a similar name.
#[utoipa::path(operation_id = "organization_doubles_of", tag = "organizations", security(("bearer" = [])),
    params(("id" = OrganizationId, Path, description = "The organisation")),
    responses((status = 200, body = Page<LookalikePair>), Problems))]
#[get("/organizations/{id}/lookalikes")]
async fn doubles_of(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<OrganizationId>,
) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(&organization::doubles_of(&app, &me.0, id.0).await?))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct DoubleParams {
    /// In the subtree of this region; the caller's widest one when left out.
    region: Option<RegionCode>,
    /// 1–100, 20 when left out.
    limit: Option<u32>,
    /// Where the page before ended.
    cursor: Option<String>,
}

/// Pairs of organisations that may be one.
///
/// For officials over the region; `total` says how many pairs there are in all, at most 5,000 are looked at.
#[utoipa::path(operation_id = "organization_doubles", tag = "organizations", security(("bearer" = [])), params(DoubleParams),
    responses((status = 200, body = Page<LookalikePair>), Problems))]
#[get("/organization-lookalikes")]
async fn doubles(
    app: web::Data<App>,
    me: SignedIn,
    params: Query<DoubleParams>,
) -> Result<HttpResponse, ApiError> {
    let p = params.into_inner();
    let region = organization::region_of(&me.0, p.region)?;
    let page = organization::doubles(&app, &me.0, region, limit(p.limit)?, p.cursor).await?;
    Ok(answer::ok(&page))
}

//! Members of organisations.

use actix_web::{HttpResponse, delete, get, patch, post, web};
use app::{App, organization};
use domain::id::{AccountId, OrganizationId};
use domain::organization::{DecideJoin, JoinOrganization, Member, MemberChange};
use domain::page::Page;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer;
use crate::extract::{Body, Id, Optional, Part, Query, SignedIn};
use crate::problem::{ApiError, Problems};

pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(list)
        .service(join)
        .service(leave)
        .service(decide)
        .service(change);
}

/// Members of an organisation, and those who want to be.
///
/// For its members and the officials in charge; phones are masked.
#[utoipa::path(operation_id = "member_list", tag = "organizations", security(("bearer" = [])),
    params(("id" = OrganizationId, Path, description = "The organisation")),
    responses((status = 200, body = Page<Member>), Problems))]
#[get("/organizations/{id}/members")]
async fn list(app: web::Data<App>, me: SignedIn, id: Id<OrganizationId>) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(&organization::members(&app, &me.0, id.0).await?))
}

/// Asks to join an organisation.
///
/// For everyone signed in. Its administrators decide; where there is none, the officials in charge.
#[utoipa::path(operation_id = "member_join", tag = "organizations", security(("bearer" = [])), request_body = Option<JoinOrganization>,
    params(("id" = OrganizationId, Path, description = "The organisation")),
    responses((status = 201, body = Member, headers(("Location" = String))), Problems))]
#[post("/organizations/{id}/members")]
async fn join(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<OrganizationId>,
    body: Optional<JoinOrganization>,
) -> Result<HttpResponse, ApiError> {
    let asked = body.0.unwrap_or_default();
    let made = app::Outcome::New(organization::join(&app, &me.0, id.0, asked).await?);
    let location = |_: &Member| format!("/api/v1/organizations/{}/members", id.0);
    Ok(answer::created(&made, location, |_| None))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct LeaveParams {
    /// Whom to let go; oneself when left out.
    account_id: Option<AccountId>,
}

/// Leaves an organisation, takes a request back, or lets a member go.
///
/// Oneself: for every member but the last administrator, who hands over first. Others: for administrators and the
/// officials in charge.
#[utoipa::path(operation_id = "member_remove", tag = "organizations", security(("bearer" = [])),
    params(("id" = OrganizationId, Path, description = "The organisation"), LeaveParams), responses((status = 204), Problems))]
#[delete("/organizations/{id}/members")]
async fn leave(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<OrganizationId>,
    params: Query<LeaveParams>,
) -> Result<HttpResponse, ApiError> {
    let who = params.into_inner().account_id.unwrap_or(me.0.account);
    organization::remove_member(&app, &me.0, id.0, who).await?;
    Ok(answer::no_content())
}

/// Decides on a request to join.
///
/// For administrators of the organisation and the officials in charge. Refusing needs a reason; the person is told.
#[utoipa::path(operation_id = "member_decide", tag = "organizations", security(("bearer" = [])), request_body = DecideJoin,
    params(("id" = OrganizationId, Path, description = "The organisation"), ("account_id" = AccountId, Path, description = "Who asked")),
    responses((status = 200, body = Page<Member>), Problems))]
#[post("/organizations/{id}/members/{account_id}/decisions")]
async fn decide(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<OrganizationId>,
    who: Part<AccountId>,
    body: Body<DecideJoin>,
) -> Result<HttpResponse, ApiError> {
    let all = organization::decide_join(&app, &me.0, id.0, who.0, body.into_inner()).await?;
    Ok(answer::ok(&all))
}

/// Changes a member's role, or hands one's own over (移交).
///
/// For administrators of the organisation and the officials in charge. At most five administer it, and never nobody.
#[utoipa::path(operation_id = "member_change", tag = "organizations", security(("bearer" = [])), request_body = MemberChange,
    params(("id" = OrganizationId, Path, description = "The organisation"), ("account_id" = AccountId, Path, description = "The member")),
    responses((status = 200, body = Page<Member>), Problems))]
#[patch("/organizations/{id}/members/{account_id}")]
async fn change(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<OrganizationId>,
    who: Part<AccountId>,
    body: Body<MemberChange>,
) -> Result<HttpResponse, ApiError> {
    let all = organization::change_member(&app, &me.0, id.0, who.0, body.into_inner()).await?;
    Ok(answer::ok(&all))
}

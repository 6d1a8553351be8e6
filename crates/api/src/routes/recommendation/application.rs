//! Applications of organisations, and where they stand.

use actix_web::{HttpResponse, delete, get, post, web};
use app::{App, recommendation};
use domain::id::{ActivityId, OrganizationId};
use domain::recommendation::{Application, RecommendationEntry, Standing};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use super::location;
use crate::answer;
use crate::extract::{Body, Id, Language, Optional, Query, RepeatKey, SignedIn};
use crate::problem::{ApiError, Problems};

pub(super) fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(apply_activity)
        .service(retract_activity)
        .service(standing_of_activity)
        .service(apply_organization)
        .service(retract_organization)
        .service(standing_of_organization);
}

/// Applies for an activity (申请推优): to the list of the region in charge. Refused with every rule that is not met.
///
/// For members of the organisation, while that list is open; 409 `list_locked`, `list_overdue` or `already_listed`.
/// The application waits until the list's officials choose it.
#[utoipa::path(operation_id = "activity_apply", tag = "recommendation", security(("bearer" = [])), request_body = Application,
    params(("id" = ActivityId, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = RecommendationEntry, headers(("Location" = String))), Problems))]
#[post("/activities/{id}/recommendation-applications")]
async fn apply_activity(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ActivityId>,
    Language(lang): Language,
    key: RepeatKey,
    body: Body<Application>,
) -> Result<HttpResponse, ApiError> {
    let repeat = key.with(&body.digest);
    let made = recommendation::apply_activity(&app, &me.0, id.0, body.into_inner(), repeat, lang).await?;
    Ok(answer::created(&made, location, |_| None))
}

/// Takes the application of an activity back, while the list is open.
///
/// For members of the organisation. 404 where there is no application, 409 `list_locked` once the list is locked.
#[utoipa::path(operation_id = "activity_retract", tag = "recommendation", security(("bearer" = [])), params(("id" = ActivityId, Path)),
    responses((status = 204), Problems))]
#[delete("/activities/{id}/recommendation-applications")]
async fn retract_activity(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ActivityId>,
) -> Result<HttpResponse, ApiError> {
    recommendation::retract_activity(&app, &me.0, id.0).await?;
    Ok(answer::no_content())
}

/// Where an activity stands on the lists, from county to nation.
///
/// For everyone who may see the activity, with whether it can be applied for now.
#[utoipa::path(operation_id = "activity_standing", tag = "recommendation", security(("bearer" = [])), params(("id" = ActivityId, Path)),
    responses((status = 200, body = Standing), Problems))]
#[get("/activities/{id}/recommendation")]
async fn standing_of_activity(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ActivityId>,
) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(
        &recommendation::standing_of_activity(&app, &me.0, id.0).await?,
    ))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct EditionParams {
    /// Key of an edition; `current` when left out.
    edition: Option<String>,
}

impl EditionParams {
    fn key(self) -> String {
        self.edition.unwrap_or_else(|| "current".to_owned())
    }
}

/// An organisation applies to be praised itself (优秀组织单位).
///
/// For members of the organisation. The body may be left out. 409 `list_locked`, `list_overdue` or
/// `already_listed`.
#[utoipa::path(operation_id = "organization_apply", tag = "recommendation", security(("bearer" = [])), request_body = Option<Application>,
    params(("id" = OrganizationId, Path), EditionParams),
    responses((status = 201, body = RecommendationEntry, headers(("Location" = String))), Problems))]
#[post("/organizations/{id}/recommendation-applications")]
async fn apply_organization(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<OrganizationId>,
    Language(lang): Language,
    params: Query<EditionParams>,
    body: Optional<Application>,
) -> Result<HttpResponse, ApiError> {
    let edition = params.into_inner().key();
    let application = body.0.unwrap_or_default();
    let made = recommendation::apply_organization(&app, &me.0, id.0, edition, application, lang).await?;
    Ok(answer::created(&app::Outcome::New(made), location, |_| None))
}

/// Takes an organisation's application back, while the list is open.
///
/// For members of the organisation. 404 where there is no application, 409 `list_locked` once the list is locked.
#[utoipa::path(operation_id = "organization_retract", tag = "recommendation", security(("bearer" = [])),
    params(("id" = OrganizationId, Path), EditionParams),
    responses((status = 204), Problems))]
#[delete("/organizations/{id}/recommendation-applications")]
async fn retract_organization(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<OrganizationId>,
    params: Query<EditionParams>,
) -> Result<HttpResponse, ApiError> {
    recommendation::retract_organization(&app, &me.0, id.0, params.into_inner().key()).await?;
    Ok(answer::no_content())
}

/// Where an organisation stands on the lists of an edition.
///
/// For members of the organisation and officials of its region; 403 for everyone else.
#[utoipa::path(operation_id = "organization_standing", tag = "recommendation", security(("bearer" = [])),
    params(("id" = OrganizationId, Path), EditionParams),
    responses((status = 200, body = Standing), Problems))]
#[get("/organizations/{id}/recommendation")]
async fn standing_of_organization(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<OrganizationId>,
    params: Query<EditionParams>,
) -> Result<HttpResponse, ApiError> {
    let edition = params.into_inner().key();
    Ok(answer::ok(
        &recommendation::standing_of_organization(&app, &me.0, id.0, edition).await?,
    ))
}

//! What is added after the event, and what it is worth for a recommendation.

use actix_web::{HttpResponse, get, post, put, web};
use app::{App, supplement};
use domain::eligibility::Eligibility;
use domain::id::ActivityId;
use domain::supplement::{NewExtension, PhotoCheck, Supplement, SupplementContent};
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer;
use crate::extract::{Body, Id, IfMatch, Language, Query, SignedIn};
use crate::problem::{ApiError, Problems};

pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(show)
        .service(save)
        .service(submit)
        .service(extend)
        .service(check_photos)
        .service(eligibility);
}

/// The supplement of an activity (活动补充信息). Version 0 and empty where nothing was saved.
///
/// For everyone who may see the activity: the form for its organisation, what counts for those who judge it. Says
/// when it is due and what the caller may do.
#[utoipa::path(operation_id = "supplement_get", tag = "supplement", security(("bearer" = [])),
    params(("id" = ActivityId, Path)),
    responses((status = 200, body = Supplement, headers(("ETag" = String))), Problems))]
#[get("/activities/{id}/supplement")]
async fn show(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ActivityId>,
    Language(lang): Language,
) -> Result<HttpResponse, ApiError> {
    let found = supplement::show(&app, &me.0, id.0, lang).await?;
    Ok(answer::versioned(&found, found.version))
}

/// Saves the form whole, however incomplete. What the answer adds to it may be sent back and is ignored.
///
/// For members of the organisation. `If-Match: "0"` for the first time. Files must be the organisation's own and of
/// the right kind. 409 `step_not_allowed` for an activity that was taken down.
#[utoipa::path(operation_id = "supplement_save", tag = "supplement", security(("bearer" = [])),
    params(("id" = ActivityId, Path), ("If-Match" = String, Header)), request_body = SupplementContent,
    responses((status = 200, body = Supplement, headers(("ETag" = String))), Problems))]
#[put("/activities/{id}/supplement")]
async fn save(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ActivityId>,
    IfMatch(expected): IfMatch,
    Language(lang): Language,
    body: Body<Map<String, Value>>,
) -> Result<HttpResponse, ApiError> {
    let done = supplement::save(&app, &me.0, id.0, expected, body.into_inner(), lang).await?;
    Ok(answer::versioned(&done, done.version))
}

/// Hands the supplement in. A late one is kept and marked; what falls short of a recommendation is no fault.
///
/// For members of the organisation. Every fault of form is named at once; 422 `deadline_over` where the region's
/// own deadline is a hard one. May be submitted again, 30 times in all: the last one in time counts.
#[utoipa::path(operation_id = "supplement_submit", tag = "supplement", security(("bearer" = [])),
    params(("id" = ActivityId, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = Supplement, headers(("ETag" = String))), Problems))]
#[post("/activities/{id}/supplement/submissions")]
async fn submit(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ActivityId>,
    IfMatch(expected): IfMatch,
    Language(lang): Language,
) -> Result<HttpResponse, ApiError> {
    let done = supplement::submit(&app, &me.0, id.0, expected, lang).await?;
    Ok(answer::versioned(&done, done.version))
}

/// Moves the deadline of one activity (延期), with a reason. For the province in charge.
///
/// For the provincial and national reviewers in charge; members of an organisation that takes part may not (403
/// `recused`). The day must be later than the present deadline. The organisation is told.
#[utoipa::path(operation_id = "supplement_extend", tag = "supplement", security(("bearer" = [])),
    params(("id" = ActivityId, Path)), request_body = NewExtension,
    responses((status = 201, body = Supplement, headers(("ETag" = String), ("Location" = String))), Problems))]
#[post("/activities/{id}/supplement/extensions")]
async fn extend(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ActivityId>,
    Language(lang): Language,
    body: Body<NewExtension>,
) -> Result<HttpResponse, ApiError> {
    let done = supplement::extend(&app, &me.0, id.0, body.into_inner(), lang).await?;
    Ok(answer::created(
        &app::Outcome::New(done),
        |s| format!("/api/v1/activities/{}/supplement", s.activity_id),
        |s| Some(s.version),
    ))
}

/// Where else the photos appear, and when and where they were taken. For the officials in charge.
///
/// For the officials in charge only. Alike photos of other activities are shown beside each other, in this edition
/// or another.
#[utoipa::path(operation_id = "supplement_photo_check", tag = "supplement", security(("bearer" = [])),
    params(("id" = ActivityId, Path)),
    responses((status = 200, body = PhotoCheck), Problems))]
#[get("/activities/{id}/supplement/photo-check")]
async fn check_photos(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ActivityId>,
) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(&supplement::check_photos(&app, &me.0, id.0).await?))
}

#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum BasisParam {
    Draft,
    Submitted,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct EligibilityParams {
    /// `submitted` (the default): what was handed in, or the form where nothing was. `draft`: the form as it stands.
    #[param(inline)]
    basis: Option<BasisParam>,
}

/// Whether the activity can be recommended (推优资格), rule by rule.
///
/// For everyone who may see the activity. `eligible` is null while a rule cannot be judged yet. Numbers come from
/// the edition, not from the code.
#[utoipa::path(operation_id = "activity_eligibility", tag = "supplement", security(("bearer" = [])),
    params(("id" = ActivityId, Path), EligibilityParams),
    responses((status = 200, body = Eligibility), Problems))]
#[get("/activities/{id}/eligibility")]
async fn eligibility(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ActivityId>,
    Language(lang): Language,
    params: Query<EligibilityParams>,
) -> Result<HttpResponse, ApiError> {
    let basis = match params.into_inner().basis {
        Some(BasisParam::Draft) => supplement::Basis::Draft,
        Some(BasisParam::Submitted) | None => supplement::Basis::Submitted,
    };
    let found = supplement::eligibility(&app, &me.0, id.0, basis, lang).await?;
    Ok(answer::ok(&found))
}

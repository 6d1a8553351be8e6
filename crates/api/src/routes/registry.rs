//! The external registry of organisations (智慧科协 组织库).

use actix_web::http::header::HeaderName;
use actix_web::{HttpRequest, HttpResponse, get, post, web};
use app::App;
use app::registry::{self, PushRefusal};
use domain::id::ConflictId;
use domain::page::Page;
use domain::problem::Code;
use domain::region::RegionCode;
use domain::registry::{ConflictStatus, DecideConflict, RegistryConflict, RegistryEvent, RegistryState};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer;
use crate::body::{Raw, of_json};
use crate::extract::{Body, Id, IfMatch, Query, SignedIn, header_text};
use crate::problem::{ApiError, Problems};
use crate::routes::{limit, own_region};

pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(event)
        .service(state)
        .service(conflicts)
        .service(decide);
}

/// Who sent a body, and when.
const SIGNATURE: HeaderName = HeaderName::from_static("x-kepu-signature");

/// An event was kept.
#[derive(Debug, Serialize, ToSchema)]
struct Kept {
    #[schema(example = true)]
    kept: bool,
}

/// Takes an event of the registry.
///
/// For the registry alone, which signs the body (`docs/registry-contract.md`): 401 when the signature is missing, wrong
/// or more than five minutes off, 409 when the event is kept already, 404 where no registry is connected. What becomes of it depends on its `revision` and on
/// what was changed here by hand.
#[utoipa::path(operation_id = "registry_event", tag = "integration", request_body = RegistryEvent,
    params(("X-Kepu-Signature" = String, Header, description = "`t=<unix>,v1=<hex hmac-sha256 of \"t.body\">`")),
    responses((status = 202, body = Kept), Problems))]
#[post("/registry/events")]
async fn event(app: web::Data<App>, request: HttpRequest, body: Raw) -> Result<HttpResponse, ApiError> {
    let signature = header_text(&request, SIGNATURE.as_str());
    match registry::receive(&app, signature, &body.0).await {
        Ok(_) => Ok(HttpResponse::Accepted().json(Kept { kept: true })),
        Err(PushRefusal::Unsigned) => Err(Code::SignatureInvalid.into()),
        Err(PushRefusal::Replay) => Err(Code::EventReplayed.into()),
        Err(PushRefusal::Unreadable(error)) => Err(of_json(error)),
        Err(PushRefusal::App(error)) => Err(error.into()),
    }
}

/// How the connection to the registry stands.
///
/// For everyone signed in: since when what is known may be old, and how many differences wait in the caller's regions.
#[utoipa::path(operation_id = "registry_state", tag = "integration", security(("bearer" = [])),
    responses((status = 200, body = RegistryState), Problems))]
#[get("/registry")]
async fn state(app: web::Data<App>, me: SignedIn) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(&registry::state(&app, &me.0).await?))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct ConflictParams {
    /// `open` when left out.
    status: Option<ConflictStatus>,
    /// In the subtree of this region; the caller's widest one when left out.
    region: Option<RegionCode>,
    /// 1–100, 20 when left out.
    limit: Option<u32>,
    /// Where the page before ended.
    cursor: Option<String>,
}

/// Differences with the registry that a person decides.
///
/// For officials over the region and for system administrators, the oldest first: fields that both sides changed, organisations
/// that look like one of ours, and what breaks a rule.
#[utoipa::path(operation_id = "registry_conflicts", tag = "integration", security(("bearer" = [])), params(ConflictParams),
    responses((status = 200, body = Page<RegistryConflict>), Problems))]
#[get("/registry/conflicts")]
async fn conflicts(
    app: web::Data<App>,
    me: SignedIn,
    params: Query<ConflictParams>,
) -> Result<HttpResponse, ApiError> {
    let p = params.into_inner();
    let region = own_region(&me.0, p.region)?;
    let status = p.status.unwrap_or(ConflictStatus::Open);
    let page = registry::conflicts(&app, &me.0, status, region, limit(p.limit)?, p.cursor).await?;
    Ok(answer::ok(&page))
}

/// Decides on a difference.
///
/// For officials in charge and for system administrators: `resolve` names whose value holds for each field, `same` and
/// `different` say whether it is one of ours, `dismiss` puts away what cannot be taken.
#[utoipa::path(operation_id = "registry_decide", tag = "integration", security(("bearer" = [])), request_body = DecideConflict,
    params(("id" = ConflictId, Path, description = "The difference"), ("If-Match" = String, Header, description = "The version the decision is based on")),
    responses((status = 200, body = RegistryConflict, headers(("ETag" = String))), Problems))]
#[post("/registry/conflicts/{id}/decisions")]
async fn decide(
    app: web::Data<App>,
    me: SignedIn,
    id: Id<ConflictId>,
    IfMatch(expected): IfMatch,
    body: Body<DecideConflict>,
) -> Result<HttpResponse, ApiError> {
    let decided = registry::decide(&app, &me.0, id.0, expected, body.into_inner()).await?;
    Ok(answer::versioned(&decided, decided.version))
}

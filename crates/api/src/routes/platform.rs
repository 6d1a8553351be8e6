//! What a client needs to know of this installation.

use actix_web::{HttpResponse, get, post, web};
use app::App;
use domain::platform::{OutboxSms, Platform, PutForward};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer;
use crate::extract::{Body, Query};
use crate::problem::{ApiError, Problems};

pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(show).service(demo_code).service(put_forward);
}

/// Name, version, and whether it is a demonstration.
///
/// For everyone: what a client must know before anybody signs in, and the time of the server.
#[utoipa::path(operation_id = "platform_show", tag = "platform", responses((status = 200, body = Platform), Problems))]
#[get("/platform")]
async fn show(app: web::Data<App>) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(&app::platform::show(&app)))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct PhoneParam {
    /// The phone that the SMS went to.
    phone: String,
}

/// The newest SMS to a phone. In a demonstration only; otherwise 404.
///
/// For everyone, in a demonstration only; 404 anywhere else and where nothing was sent.
#[utoipa::path(operation_id = "platform_demo_code", tag = "platform", params(PhoneParam),
    responses((status = 200, body = OutboxSms), Problems))]
#[get("/demo/sms-codes")]
async fn demo_code(app: web::Data<App>, params: Query<PhoneParam>) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(
        &app::account::demo_code(&app, &params.into_inner().phone).await?,
    ))
}

/// Puts the clock forward, so that the days after an event can be shown at once. In a demonstration only; otherwise 404.
///
/// For everyone, in a demonstration only; 404 anywhere else. By 1 to 60 days, until the process ends.
#[utoipa::path(operation_id = "platform_put_forward", tag = "platform", request_body = PutForward,
    responses((status = 200, body = Platform), Problems))]
#[post("/demo/clock")]
async fn put_forward(app: web::Data<App>, body: Body<PutForward>) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(&app::platform::put_forward(&app, body.into_inner())?))
}

//! What somebody sees first.

use actix_web::{HttpResponse, get, web};
use app::{App, home};
use domain::home::Home;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer;
use crate::extract::SignedIn;
use crate::problem::{ApiError, Problems};

pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(show);
}

/// What needs the caller today, days to come, and how far their organisations or regions are (工作台).
///
/// For everyone signed in; what it holds follows from their roles.
#[utoipa::path(operation_id = "home_show", tag = "account", security(("bearer" = [])),
    responses((status = 200, body = Home), Problems))]
#[get("/home")]
async fn show(app: web::Data<App>, me: SignedIn) -> Result<HttpResponse, ApiError> {
    Ok(answer::ok(&home::show(&app, &me.0).await?))
}

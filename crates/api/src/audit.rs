//! The layer that leaves an entry in the audit log for whatever changes something, and for readings of personal data.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage};
use app::App;
use app::audit::{Asked, Request, is_kept};
use domain::problem::Code;

use crate::frame::{RequestId, told};
use crate::known_paths::KnownPaths;
use crate::limits::RateLimit;
use crate::problem::{ApiError, code_of};

/// Addresses below which readings may be kept: others are not looked up.
const READ_BELOW: [&str; 7] = [
    "/api/v1/activities/",
    "/api/v1/exports/",
    "/api/v1/me/export",
    "/api/v1/public-notices/",
    "/api/v1/accounts",
    "/api/v1/grants",
    "/api/v1/audit-log",
];

/// Innermost: around the handler alone.
pub async fn audit<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let Some(kept) = kept(&request) else {
        return next.call(request).await;
    };
    let outcome = kept.answer(next.call(request)).await;
    let (status, code) = match &outcome {
        Ok(answer) => {
            let error = answer.response().error();
            (answer.status().as_u16(), error.map(code_in))
        }
        Err(error) => (
            error.as_response_error().status_code().as_u16(),
            Some(code_in(error)),
        ),
    };
    if let Err(error) = kept.end(status, code).await {
        // The answer stands: what was changed left its entry when it was changed.
        tracing::error!(%error, "a refusal or a reading left no entry in the audit log");
    }
    outcome
}

fn code_in(error: &Error) -> Code {
    match error.as_error::<ApiError>() {
        Some(ApiError(known)) => known.code(),
        None => code_of(error.as_response_error().status_code()),
    }
}

/// The entry that this request will leave, if it leaves one.
fn kept(request: &ServiceRequest) -> Option<std::sync::Arc<Request>> {
    let path = request.path();
    let changing = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let looked_up = if changing {
        path.starts_with("/api/v1/")
    } else {
        READ_BELOW.iter().any(|start| path.starts_with(start))
    };
    if !looked_up {
        return None;
    }
    let known = request.app_data::<Data<KnownPaths>>()?;
    let operation = known.operation(path, request.method())?;
    if !is_kept(operation, changing) {
        return None;
    }
    let app = request.app_data::<Data<App>>()?;
    let limit = request.app_data::<Data<RateLimit>>()?;
    let id = request.extensions().get::<RequestId>().cloned();
    Some(Request::new(
        app,
        Asked {
            operation: operation.to_owned(),
            changing,
            path: told(path).to_owned(),
            address: limit.address(request.request()),
            request_id: id.map(|id| id.0).unwrap_or_default(),
        },
    ))
}

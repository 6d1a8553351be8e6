//! What an operator's tools ask: is the process there, is it ready, what does it do.

use std::time::Instant;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{Error, HttpResponse, web};
use app::App;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use serde_json::json;

/// Upper ends of the histogram of answering times, seconds.
const BUCKETS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0, 5.0];

/// Collects figures for `/metrics`. A second server in the same process shares the first one's.
pub fn recorder() -> Option<PrometheusHandle> {
    static HANDLE: std::sync::OnceLock<Option<PrometheusHandle>> = std::sync::OnceLock::new();
    HANDLE
        .get_or_init(|| {
            PrometheusBuilder::new()
                .set_buckets(&BUCKETS)
                .ok()?
                .install_recorder()
                .ok()
        })
        .clone()
}

pub fn routes(cfg: &mut web::ServiceConfig) {
    cfg.route("/healthz", web::get().to(health))
        .route("/readyz", web::get().to(ready))
        .route("/metrics", web::get().to(figures));
}

async fn health() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .body("ok\n")
}

/// 200 when database, storage and migrations are as they should be, 503 otherwise; each part by name.
async fn ready(app: web::Data<App>) -> HttpResponse {
    let (database, storage) = tokio::join!(app.db().pending_migrations(), app.storage().check());
    let migrations = match &database {
        Ok(0) => "ok",
        Ok(_) => "pending",
        Err(_) => "unknown",
    };
    let word = |good: bool| if good { "ok" } else { "unavailable" };
    let ready = migrations == "ok" && storage.is_ok();
    let body = json!({
        "status": if ready { "ok" } else { "unavailable" },
        "database": word(database.is_ok()),
        "migrations": migrations,
        "storage": word(storage.is_ok()),
    });
    let mut answer = if ready {
        HttpResponse::Ok()
    } else {
        HttpResponse::ServiceUnavailable()
    };
    answer.insert_header(("cache-control", "no-store")).json(body)
}

async fn figures(handle: web::Data<Option<PrometheusHandle>>) -> HttpResponse {
    match handle.get_ref() {
        Some(handle) => HttpResponse::Ok()
            .content_type("text/plain; version=0.0.4")
            .body(handle.render()),
        None => HttpResponse::NotFound().finish(),
    }
}

/// Counts and times each request by operation and status.
pub async fn count<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let begun = Instant::now();
    let answer = next.call(request).await?;
    let operation = answer
        .request()
        .match_pattern()
        .unwrap_or_else(|| "other".to_owned());
    let method = answer.request().method().as_str().to_owned();
    let status = answer.status().as_u16().to_string();
    let labels = [("method", method), ("operation", operation), ("status", status)];
    metrics::histogram!("kepu_http_request_seconds", &labels).record(begun.elapsed().as_secs_f64());
    Ok(answer)
}

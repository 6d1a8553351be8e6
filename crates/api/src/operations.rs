//! What an operator's tools ask: is the process there, is it ready, what does it do.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::OnceLock;
use std::time::Duration;

use actix_web::http::Method;
use actix_web::{HttpRequest, HttpResponse, get, web};
use app::App;
use domain::problem::Code;
use metrics::Histogram;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::limits::RateLimit;
use crate::problem::ApiError;

/// Upper ends of the histogram of answering times, seconds.
const BUCKETS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0, 5.0];

/// The figures of this process, and who may read them.
pub struct Figures {
    handle: Option<PrometheusHandle>,
    /// To everyone, not only to programs on this machine.
    public: bool,
}

impl Figures {
    pub fn new(public: bool) -> Self {
        Self {
            handle: recorder(),
            public,
        }
    }
}

/// A second server in the same process shares the first one's figures.
fn recorder() -> Option<PrometheusHandle> {
    static HANDLE: OnceLock<Option<PrometheusHandle>> = OnceLock::new();
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

/// Folds samples into buckets: without it they are kept one by one until somebody asks for the figures.
pub fn fold_figures() {
    if let Some(handle) = recorder() {
        handle.run_upkeep();
    }
}

pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(health).service(ready).service(figures);
}

/// Whether the process answers.
///
/// For the operator's supervisor: says nothing of the database or storage.
#[utoipa::path(operation_id = "operations_health", tag = "operations",
    responses((status = 200, content_type = "text/plain", body = String)))]
#[get("/healthz")]
async fn health() -> HttpResponse {
    HttpResponse::Ok()
        .insert_header(("cache-control", "no-store"))
        .content_type("text/plain; charset=utf-8")
        .body("ok\n")
}

/// Each part of an installation: `ok`, or what it is instead.
#[derive(Debug, Serialize, ToSchema)]
struct Readiness {
    /// `ok` or `unavailable`.
    status: &'static str,
    /// `ok` or `unavailable`.
    database: &'static str,
    /// `ok`, `pending` or `unknown`.
    migrations: &'static str,
    /// `ok` or `unavailable`.
    storage: &'static str,
}

/// Whether requests can be served: database, its schema, and storage, each by name.
///
/// For load balancers: 503 while a part is missing, so that no requests are sent here.
#[utoipa::path(operation_id = "operations_ready", tag = "operations",
    responses((status = 200, body = Readiness), (status = 503, body = Readiness)))]
#[get("/readyz")]
async fn ready(app: web::Data<App>) -> HttpResponse {
    let (database, storage) = tokio::join!(app.db().pending_migrations(), app.storage().check());
    let word = |good: bool| if good { "ok" } else { "unavailable" };
    let migrations = match &database {
        Ok(0) => "ok",
        Ok(_) => "pending",
        Err(_) => "unknown",
    };
    let ready = migrations == "ok" && storage.is_ok();
    let parts = Readiness {
        status: word(ready),
        database: word(database.is_ok()),
        migrations,
        storage: word(storage.is_ok()),
    };
    let mut answer = if ready {
        HttpResponse::Ok()
    } else {
        HttpResponse::ServiceUnavailable()
    };
    answer.insert_header(("cache-control", "no-store")).json(parts)
}

/// Figures for Prometheus; 404 from other machines unless the operator opened them.
///
/// For the operator's collector, from this machine unless opened.
#[utoipa::path(operation_id = "operations_metrics", tag = "operations",
    responses((status = 200, content_type = "text/plain", body = String), (status = 404, content_type = "application/problem+json", body = domain::problem::Problem, description = "Asked from another machine")))]
#[get("/metrics")]
async fn figures(
    app: web::Data<App>,
    figures: web::Data<Figures>,
    limit: web::Data<RateLimit>,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let allowed = figures.public || limit.address(&request).is_loopback();
    let Some(handle) = figures.handle.as_ref().filter(|_| allowed) else {
        return Err(Code::NotFound.into());
    };
    let (reads, writes) = app.db().waiting();
    metrics::gauge!("kepu_database_waiting", "kind" => "read").set(reads as f64);
    metrics::gauge!("kepu_database_waiting", "kind" => "write").set(writes as f64);
    // The figures must be there even while the database is not.
    if let Ok(jobs) = app::job::standing(&app).await {
        metrics::gauge!("kepu_jobs", "state" => "waiting").set(jobs.waiting as f64);
        metrics::gauge!("kepu_jobs", "state" => "failed").set(jobs.given_up as f64);
        metrics::gauge!("kepu_jobs_oldest_seconds").set(jobs.oldest_seconds as f64);
    }
    if let Ok(sessions) = app::account::count_devices(&app).await {
        metrics::gauge!("kepu_sessions").set(sessions as f64);
    }
    if let Some(bytes) = resident_bytes() {
        metrics::gauge!("kepu_resident_bytes").set(bytes as f64);
    }
    Ok(HttpResponse::Ok()
        .content_type("text/plain; version=0.0.4")
        .body(handle.render()))
}

/// Memory of this process that is in RAM; only where the system tells (Linux).
fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

/// The timers of one operation, by method and status.
type Timers = Vec<((&'static str, u16), Histogram)>;

thread_local! {
    /// The timers this thread has used, by operation: looking one up makes no text.
    static TIMERS: RefCell<HashMap<String, Timers>> = RefCell::default();
}

/// Counts and times an answer by operation (path pattern), method and status.
pub fn count(method: &Method, operation: Option<String>, status: u16, took: Duration) {
    let operation = operation.unwrap_or_else(|| "other".to_owned());
    let method = known(method);
    TIMERS.with_borrow_mut(|timers| {
        let of_operation = match timers.get_mut(operation.as_str()) {
            Some(found) => found,
            None => timers.entry(operation.clone()).or_default(),
        };
        let which = (method, status);
        match of_operation.iter().find(|(known, _)| *known == which) {
            Some((_, timer)) => timer.record(took),
            None => {
                let status = status.to_string();
                let timer = metrics::histogram!("kepu_http_request_seconds",
                    "method" => method, "operation" => operation, "status" => status);
                timer.record(took);
                of_operation.push((which, timer));
            }
        }
    });
}

/// A client may invent methods; the figures must not grow with its fancy.
fn known(method: &Method) -> &'static str {
    let all = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    all.into_iter()
        .find(|known| *known == method.as_str())
        .unwrap_or("other")
}

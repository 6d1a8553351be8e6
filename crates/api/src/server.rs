//! The HTTP server.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::middleware::{Condition, from_fn};
use actix_web::{HttpRequest, HttpResponse, HttpServer, web};
use anyhow::Context;
use app::App;
use domain::problem::Code;
use media::embedded::EmbeddedS3;
use utoipa_actix_web::AppExt;
use utoipa_swagger_ui::SwaggerUi;

use crate::headers::{SecurityHeaders, secure};
use crate::limits::{RateLimit, limit};
use crate::operations::{self, count, recorder};
use crate::problem::{self, render};
use crate::spa::Spa;
use crate::{docs, routes, storage_mount};

/// The address under which people reach the installation, without a slash at the end.
pub struct PublicUrl(pub String);

/// What a server needs beside the app.
pub struct Options {
    /// Port 0 takes a free one.
    pub listen: SocketAddr,
    /// `None`: the address listened on.
    pub public_url: Option<String>,
    /// Directory with the built single-page application.
    pub spa: Option<PathBuf>,
    /// The embedded object store, where there is no other.
    pub embedded_storage: Option<EmbeddedS3>,
    /// Origin of another object store, which pages load pictures from.
    pub storage_origin: Option<String>,
    /// Requests a second and network address; `None` counts nothing.
    pub requests_per_second: Option<std::num::NonZeroU32>,
    pub behind_proxy: bool,
    pub workers: usize,
}

impl Options {
    /// For tests: a free port, no limit, no pages.
    pub fn plain(embedded_storage: Option<EmbeddedS3>) -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            public_url: None,
            spa: None,
            embedded_storage,
            storage_origin: None,
            requests_per_second: None,
            behind_proxy: false,
            workers: 1,
        }
    }
}

/// A server that listens.
pub struct Running {
    pub address: SocketAddr,
    pub handle: ServerHandle,
    server: actix_web::dev::Server,
}

impl Running {
    /// Answers requests until the handle or a signal ends it; running requests are finished first.
    pub async fn serve(self) -> anyhow::Result<()> {
        Ok(self.server.await?)
    }
}

/// Starts to listen. Call inside actix's runtime.
pub fn start(app: App, options: Options, listener: std::net::TcpListener) -> anyhow::Result<Running> {
    let address = listener.local_addr()?;
    let public_url = options.public_url.unwrap_or_else(|| format!("http://{address}"));
    let spa = options
        .spa
        .as_deref()
        .map(Spa::load)
        .transpose()
        .context("reading the application's pages")?
        .map(Arc::new);
    let security = web::Data::new(SecurityHeaders::new(options.storage_origin.as_deref()));
    let rate = RateLimit::new(options.requests_per_second, options.behind_proxy);
    let limited = options.requests_per_second.is_some();
    tidy(rate.clone(), app.clone());
    let (rate, site) = (web::Data::new(rate), web::Data::new(PublicUrl(public_url)));
    let (app, metrics) = (web::Data::new(app), web::Data::new(recorder()));
    let text = web::Data::new(Document(docs::text()));
    let document = docs::document();
    let known = web::Data::new(KnownPaths::of(&document));
    let storage = options.embedded_storage.map(web::Data::new);
    let swagger = SwaggerUi::new("/api/docs/{_:.*}").url("/api/v1/openapi.json", document);
    // The page loads the document from the served file, which is the committed one byte for byte.
    let server = HttpServer::new(move || {
        let (app, spa, storage, swagger) = (app.clone(), spa.clone(), storage.clone(), swagger.clone());
        actix_web::App::new()
            .wrap(from_fn(render))
            .wrap(Condition::new(limited, from_fn(limit)))
            .wrap(from_fn(secure))
            .wrap(from_fn(count))
            .app_data(app)
            .app_data(metrics.clone())
            .app_data(security.clone())
            .app_data(rate.clone())
            .app_data(site.clone())
            .app_data(text.clone())
            .app_data(known.clone())
            .route("/api/v1/openapi.json", web::get().to(openapi))
            .into_utoipa_app()
            .configure(routes::all)
            .into_app()
            .configure(operations::routes)
            .configure(|cfg| {
                if let Some(storage) = storage {
                    cfg.app_data(storage);
                    storage_mount::routes(cfg);
                }
            })
            .route("/api/docs", web::get().to(docs_page))
            .service(swagger)
            .default_service(web::to(move |request: HttpRequest| {
                let spa = spa.clone();
                async move { elsewhere(&request, spa.as_deref()) }
            }))
    })
    .workers(options.workers)
    .tcp_nodelay(true)
    .shutdown_timeout(20)
    .listen(listener)?
    .run();
    Ok(Running {
        address,
        handle: server.handle(),
        server,
    })
}

struct Document(String);

async fn openapi(document: web::Data<Document>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/json")
        .insert_header(("cache-control", "no-cache"))
        .body(document.0.clone())
}

async fn docs_page() -> HttpResponse {
    HttpResponse::PermanentRedirect()
        .insert_header(("location", "/api/docs/"))
        .finish()
}

/// Path patterns of the API, to tell a wrong method from a wrong address.
struct KnownPaths(Vec<Vec<String>>);

impl KnownPaths {
    fn of(document: &utoipa::openapi::OpenApi) -> Self {
        Self(
            document
                .paths
                .paths
                .keys()
                .map(|path| path.split('/').map(str::to_owned).collect())
                .collect(),
        )
    }
    fn contain(&self, path: &str) -> bool {
        let parts: Vec<&str> = path.split('/').collect();
        let fits = |known: &Vec<String>| {
            known.len() == parts.len()
                && known
                    .iter()
                    .zip(&parts)
                    .all(|(k, p)| k.starts_with('{') || k == p)
        };
        self.0.iter().any(fits)
    }
}

/// Whatever no route took: a page of the application, or a refusal.
fn elsewhere(request: &HttpRequest, spa: Option<&Spa>) -> HttpResponse {
    let path = request.path();
    let ours = ["/api", "/media"]
        .iter()
        .any(|prefix| path == *prefix || path.starts_with(&format!("{prefix}/")));
    let reading =
        request.method() == actix_web::http::Method::GET || request.method() == actix_web::http::Method::HEAD;
    if !ours
        && reading
        && let Some(answer) = spa.and_then(|spa| spa.answer(request))
    {
        return answer;
    }
    let known = request
        .app_data::<web::Data<KnownPaths>>()
        .is_some_and(|known| known.contain(path));
    let code = if known {
        Code::MethodNotAllowed
    } else {
        Code::NotFound
    };
    problem::respond(request, &code.into())
}

/// What has to be done now and then, by every process.
fn tidy(rate: RateLimit, app: App) {
    actix_web::rt::spawn(async move {
        let mut tick = actix_web::rt::time::interval(Duration::from_secs(300));
        loop {
            tick.tick().await;
            rate.tidy();
            if let Err(error) = app::upkeep::run(&app).await {
                tracing::warn!(%error, "the upkeep did not finish; it will be tried again");
            }
        }
    });
}

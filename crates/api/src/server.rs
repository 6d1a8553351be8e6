//! The HTTP server.

use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::http::header::{ALLOW, LOCATION};
use actix_web::http::{Method, Uri};
use actix_web::middleware::{Compress, from_fn};
use actix_web::{HttpRequest, HttpResponse, HttpServer, rt, web};
use anyhow::Context;
use app::App;
use bytes::Bytes;
use domain::problem::Code;
use media::embedded::EmbeddedS3;
use utoipa_actix_web::AppExt;
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::audit::audit;
use crate::frame::frame;
use crate::headers::SecurityHeaders;
use crate::known_paths::KnownPaths;
use crate::limits::{RateLimit, limit};
use crate::operations::{Figures, fold_figures};
use crate::problem::ApiError;
use crate::spa::Spa;
use crate::{docs, routes, storage_mount};

/// The address under which people reach the installation, without a slash at the end.
pub struct PublicUrl(pub String);

/// What a server needs beside the app.
pub struct Options {
    /// `None`: the address listened on.
    pub public_url: Option<String>,
    /// Directory with the built single-page application; the one inside the executable when left out.
    pub spa: Option<PathBuf>,
    /// The embedded object store, where there is no other.
    pub embedded_storage: Option<EmbeddedS3>,
    /// Origin of another object store, which pages load pictures from.
    pub storage_origin: Option<String>,
    /// Requests a second and network address; `None` counts nothing.
    pub requests_per_second: Option<std::num::NonZeroU32>,
    /// Whether `X-Forwarded-For` is believed.
    pub behind_proxy: bool,
    /// Whether other machines may read `/metrics`.
    pub metrics_public: bool,
    /// Threads that answer requests.
    pub workers: usize,
}

impl Options {
    /// For tests: no limit, no pages.
    pub fn plain(embedded_storage: Option<EmbeddedS3>) -> Self {
        Self {
            public_url: None,
            spa: None,
            embedded_storage,
            storage_origin: None,
            requests_per_second: None,
            behind_proxy: false,
            metrics_public: false,
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
pub fn start(app: App, options: Options, listener: TcpListener) -> anyhow::Result<Running> {
    let address = listener.local_addr()?;
    let public_url = options.public_url.unwrap_or_else(|| format!("http://{address}"));
    let spa = options
        .spa
        .as_deref()
        .map(Spa::load)
        .transpose()
        .context("reading the application's pages")?
        .or_else(Spa::embedded)
        .map(Arc::new);
    let security = SecurityHeaders::new(&public_url, options.storage_origin.as_deref());
    let rate = RateLimit::new(options.requests_per_second, options.behind_proxy);
    tidy(rate.clone(), app.clone());
    let document = docs::document();
    let text = Bytes::from(docs::text(&document));
    let known = web::Data::new(KnownPaths::of(&document));
    let (rate, site) = (web::Data::new(rate), web::Data::new(PublicUrl(public_url)));
    let (app, figures) = (
        web::Data::new(app),
        web::Data::new(Figures::new(options.metrics_public)),
    );
    let security = web::Data::new(security);
    let storage = options.embedded_storage.map(web::Data::new);
    let server = HttpServer::new(move || {
        let (spa, storage, text) = (spa.clone(), storage.clone(), text.clone());
        actix_web::App::new()
            .wrap(from_fn(audit))
            .wrap(from_fn(limit))
            .wrap(from_fn(frame))
            .app_data(app.clone())
            .app_data(figures.clone())
            .app_data(security.clone())
            .app_data(rate.clone())
            .app_data(site.clone())
            .app_data(known.clone())
            .route(DOCUMENT, web::get().to(move || document_text(text.clone())))
            .into_utoipa_app()
            .configure(routes::all)
            .into_app()
            .configure(|cfg| {
                if let Some(storage) = storage {
                    cfg.app_data(storage);
                    storage_mount::routes(cfg);
                }
            })
            .configure(crate::served::sitemap::routes)
            .configure(crate::served::embed::routes)
            .route("/api/docs", web::get().to(docs_page))
            .service(SwaggerUi::new("/api/docs/{_:.*}").config(Config::from(DOCUMENT)))
            .default_service(
                web::to(move |request: HttpRequest| {
                    let spa = spa.clone();
                    async move { elsewhere(&request, spa.as_deref()).await }
                })
                .wrap(Compress::default()),
            )
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

/// Serves the embedded object store alone, for a program that works on an installation nobody else serves. Call inside
/// actix's runtime.
pub fn storage_only(storage: EmbeddedS3, listener: TcpListener) -> anyhow::Result<ServerHandle> {
    let storage = web::Data::new(storage);
    let server = HttpServer::new(move || {
        let storage = storage.clone();
        actix_web::App::new()
            .app_data(storage)
            .configure(storage_mount::routes)
    })
    .workers(1)
    .disable_signals()
    .listen(listener)?
    .run();
    let handle = server.handle();
    rt::spawn(server);
    Ok(handle)
}

/// Starts to listen on a thread of its own: for callers outside actix's runtime. Ends with the handle.
pub fn start_thread(
    app: App,
    options: Options,
    listener: TcpListener,
) -> anyhow::Result<(SocketAddr, ServerHandle)> {
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::Builder::new()
        .name("kepu-server".to_owned())
        .spawn(move || {
            rt::System::new().block_on(async move {
                match start(app, options, listener) {
                    Ok(running) => {
                        // Nobody listens any more only if the caller is gone; then the server may as well run.
                        let _ = tell.send(Ok((running.address, running.handle.clone())));
                        if let Err(error) = running.serve().await {
                            tracing::error!(%error, "the server ended");
                        }
                    }
                    Err(error) => {
                        let _ = tell.send(Err(error));
                    }
                }
            });
        })?;
    told.recv().context("the server's thread ended")?
}

/// Where the OpenAPI document is.
const DOCUMENT: &str = "/api/v1/openapi.json";

async fn document_text(text: Bytes) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/json")
        .insert_header(("cache-control", "no-cache"))
        .body(text)
}

async fn docs_page() -> HttpResponse {
    HttpResponse::PermanentRedirect()
        .insert_header((LOCATION, "/api/docs/"))
        .finish()
}

/// Whatever no route took: a page of the application, or a refusal.
async fn elsewhere(request: &HttpRequest, spa: Option<&Spa>) -> HttpResponse {
    let path = request.path();
    let ours = path == "/api" || path.starts_with("/api/") || storage_mount::is_below(path);
    if !ours && request.method() == Method::GET {
        if let Some(elsewhere) = canonical(request) {
            return HttpResponse::TemporaryRedirect()
                .insert_header((LOCATION, elsewhere))
                .finish();
        }
        if let Some(spa) = spa {
            if let Some(answer) = served(request, spa).await {
                return answer;
            }
            if let Some(answer) = spa.answer(request) {
                return answer;
            }
        }
    }
    let methods = request
        .app_data::<web::Data<KnownPaths>>()
        .and_then(|known| known.methods(path));
    match methods {
        Some(methods) => {
            let mut answer = HttpResponse::from_error(ApiError::from(Code::MethodNotAllowed));
            answer.headers_mut().insert(ALLOW, methods);
            answer
        }
        None => HttpResponse::from_error(ApiError::from(Code::NotFound)),
    }
}

/// A public page with its text.
async fn served(request: &HttpRequest, spa: &Spa) -> Option<HttpResponse> {
    let app = request.app_data::<web::Data<App>>()?;
    let site = request.app_data::<web::Data<PublicUrl>>()?;
    let page = crate::served::page(app, site, request).await?;
    spa.serve(request, &page)
}

/// Where a page asked for at `localhost` really is: files are signed for one name of this machine only.
fn canonical(request: &HttpRequest) -> Option<String> {
    let site = request.app_data::<web::Data<PublicUrl>>()?;
    let asked = request.connection_info().host().to_owned();
    let ours = site.0.parse::<Uri>().ok()?.authority()?.to_string();
    let name = asked.split(':').next().unwrap_or_default();
    (name == "localhost" && ours != asked && ours.starts_with("127.0.0.1"))
        .then(|| format!("{}{}", site.0, request.uri()))
}

/// What has to be done now and then, by every process.
fn tidy(rate: RateLimit, app: App) {
    rt::spawn(async {
        let mut tick = rt::time::interval(Duration::from_secs(5));
        loop {
            tick.tick().await;
            fold_figures();
        }
    });
    for lane in app::job::Lane::ALL {
        rt::spawn(work_off(app.clone(), lane));
    }
    rt::spawn(keep_in_step(app.clone()));
    rt::spawn(keep_figures(app.clone()));
    rt::spawn(seal_the_log(app.clone()));
    rt::spawn(keep_keys(app.clone()));
    rt::spawn(async move {
        let mut tick = rt::time::interval(Duration::from_secs(300));
        loop {
            tick.tick().await;
            rate.tidy();
            if let Err(error) = app::upkeep::run(&app).await {
                tracing::warn!(%error, "the upkeep did not finish; it will be tried again");
            }
        }
    });
}

/// Does what transactions asked for, as it falls due.
async fn work_off(app: App, lane: app::job::Lane) {
    let mut tick = rt::time::interval(Duration::from_secs(2));
    loop {
        tick.tick().await;
        // While there is work, one batch follows the other.
        loop {
            match app::job::run_lane(&app, lane).await {
                Ok(0) => break,
                Ok(_) => {}
                Err(error) => {
                    tracing::warn!(%error, "waiting jobs could not be taken; it will be tried again");
                    break;
                }
            }
        }
    }
}

/// Brings what changed into the figures.
async fn keep_figures(app: App) {
    let mut tick = rt::time::interval(Duration::from_secs(2));
    loop {
        tick.tick().await;
        if let Err(error) = app::statistics::fold_all(&app).await {
            tracing::warn!(%error, "the figures were not brought up to date; it will be tried again");
        }
    }
}

/// Seals what was written to the audit log.
async fn seal_the_log(app: App) {
    let mut tick = rt::time::interval(Duration::from_secs(5));
    loop {
        tick.tick().await;
        if let Err(error) = app::audit::seal(&app).await {
            tracing::warn!(%error, "the audit log was not sealed; it will be tried again");
        }
    }
}

/// Notices data keys that were added since the start.
async fn keep_keys(app: App) {
    let mut tick = rt::time::interval(Duration::from_secs(30));
    loop {
        tick.tick().await;
        if let Err(error) = app::data_key::read(&app).await {
            tracing::warn!(%error, "the data keys were not read anew; those at hand stay");
        }
    }
}

/// Walks through the registry of organisations, where there is one.
async fn keep_in_step(app: App) {
    let mut tick = rt::time::interval(Duration::from_secs(5));
    loop {
        tick.tick().await;
        if let Err(error) = app::registry::pull_when_due(&app).await {
            tracing::warn!(%error, "the registry of organisations was not read; it will be tried again");
        }
    }
}

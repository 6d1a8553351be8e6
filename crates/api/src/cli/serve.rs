use std::net::{SocketAddr, TcpListener};
use std::num::NonZeroU32;
use std::path::PathBuf;

use actix_web::rt;
use anyhow::{Context, ensure};
use app::App;
use app::platform::DEMO_ACCOUNTS;
use clap::builder::FalseyValueParser;
use persistence::Engine;

use super::Place;
use crate::server::{self, Options};

#[derive(clap::Args)]
pub(super) struct Serve {
    #[command(flatten)]
    place: Place,
    /// Address to listen on.
    #[arg(long, env = "KEPU_LISTEN", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Address under which people reach the platform, such as `https://kepu.example.cn`.
    #[arg(long, env = "KEPU_PUBLIC_URL")]
    public_url: Option<String>,
    /// Directory with the built pages.
    #[arg(long, env = "KEPU_SPA_DIR")]
    spa_dir: Option<PathBuf>,
    /// Requests a second that an account, or an address without one, may make in the long run; four times as many at
    /// once. `off` counts nothing.
    #[arg(long, env = "KEPU_RATE_LIMIT", default_value = "50")]
    rate_limit: String,
    /// Believe `X-Forwarded-For`: only behind a proxy that sets it.
    #[arg(long, env = "KEPU_BEHIND_PROXY", value_parser = FalseyValueParser::new())]
    behind_proxy: bool,
    /// Let other machines read /metrics.
    #[arg(long, env = "KEPU_METRICS_PUBLIC", value_parser = FalseyValueParser::new())]
    metrics_public: bool,
    /// Threads that answer requests; as many as processors when left out.
    #[arg(long, env = "KEPU_WORKERS")]
    workers: Option<usize>,
    /// Bring the schema of a PostgreSQL database up to date at the start. SQLite always is.
    #[arg(long, env = "KEPU_MIGRATE", value_parser = FalseyValueParser::new())]
    migrate: bool,
    /// Let a demonstration be reached from other machines.
    #[arg(long, env = "KEPU_DEMO_PUBLIC", value_parser = FalseyValueParser::new())]
    demo_public: bool,
}

impl Serve {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let demo = self.place.demo;
        ensure!(
            !demo || self.demo_public || self.listen.ip().is_loopback(),
            "a demonstration shows everybody's sign-in codes: it listens on 127.0.0.1 only, unless --demo-public is given"
        );
        let requests_per_second = match self.rate_limit.as_str() {
            "off" => None,
            text => Some(
                text.parse::<NonZeroU32>()
                    .context("KEPU_RATE_LIMIT is a number or `off`")?,
            ),
        };
        let listener =
            TcpListener::bind(self.listen).with_context(|| format!("listening on {}", self.listen))?;
        let address = listener.local_addr()?;
        let origin = format!("http://{}", loopback(address));
        let public_url = self.public_url.clone().unwrap_or_else(|| origin.clone());
        let public_url = public_url.trim_end_matches('/').to_owned();

        let opened = self.place.open(&origin, &public_url)?;
        let app = opened.app.clone();
        let migrate = demo || self.migrate || app.db().engine() == Engine::Sqlite;
        prepare(&app, migrate).await?;
        let options = Options {
            public_url: Some(public_url.clone()),
            spa: self.spa_dir.clone(),
            embedded_storage: opened.embedded.map(|embedded| embedded.open()).transpose()?,
            storage_origin: opened.storage_origin,
            requests_per_second,
            behind_proxy: self.behind_proxy,
            metrics_public: self.metrics_public,
            workers: self
                .workers
                .unwrap_or_else(|| std::thread::available_parallelism().map_or(2, Into::into)),
        };
        let running = server::start(app.clone(), options, listener)?;
        if demo {
            // Through the running server: sample posters go the way every upload goes.
            rt::spawn(async move {
                match app::demo::load(&app).await {
                    Ok(()) => announce(&public_url),
                    Err(error) => tracing::error!(%error, "the sample data could not be loaded"),
                }
            });
        } else {
            println!("科普活动平台已启动 Serving: {public_url}");
        }
        running.serve().await
    }
}

/// Brings schema and reference data up to date, as far as it may.
pub(super) async fn prepare(app: &App, migrate: bool) -> anyhow::Result<()> {
    if migrate {
        let db = app.db().clone();
        let done = rt::task::spawn_blocking(move || db.migrate()).await??;
        if done > 0 {
            tracing::info!(migrations = done, "the schema was brought up to date");
        }
    }
    if app.db().pending_migrations().await? > 0 {
        tracing::warn!(
            "migrations are pending: run `kepu migrate` and start again; until then /readyz says so"
        );
        return app::data_key::read(app)
            .await
            .context("the keys of the database cannot be read before `kepu migrate` has run");
    }
    app::data_key::read(app).await?;
    app::reference::load(app).await.context("loading reference data")
}

/// The address by which this process reaches itself.
pub(super) fn loopback(address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        SocketAddr::from(([127, 0, 0, 1], address.port()))
    } else {
        address
    }
}

fn announce(url: &str) {
    println!(
        "\n科普活动平台（演示）已启动 The demonstration is ready:\n\n  {url}\n\n演示账号 Accounts（验证码显示在登录页 codes appear on the sign-in page）:"
    );
    for (phone, label) in DEMO_ACCOUNTS {
        println!("  {phone}  {label}");
    }
    println!("\n接口文档 API: {url}/api/docs/   按 Ctrl-C 停止 Ctrl-C stops it\n");
}

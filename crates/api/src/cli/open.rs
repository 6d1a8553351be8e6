//! Where an installation keeps its things, and opening them.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use app::registry::RegistrySettings;
use app::{App, Clock, Gateway, Parts, Secrets, Settings, SmsProvider};
use clap::builder::FalseyValueParser;
use links::{LinkChecker, LinkConfig, SendConfig, WebhookSender};
use media::embedded::EmbeddedS3;
use media::store::{Store, StoreConfig};
use persistence::{Db, DbConfig};
use rand::RngCore;
use registry::{Registry, RegistryConfig};

/// Shortest secret for production, bytes.
pub(super) const SECRET_MIN: usize = 32;
/// First characters of a secret that a demonstration made for itself.
const DEMO_MARK: &str = "demo-only-";
/// The embedded store's one bucket, which is also the path it is mounted at.
const BUCKET: &str = "media";
/// Name of its one key.
const EMBEDDED_KEY: &str = "kepu";

#[derive(clap::Args, Clone)]
pub struct Place {
    /// Directory for everything that is kept: database, files, outbox.
    #[arg(long, env = "KEPU_DATA_DIR", default_value = "data")]
    pub data_dir: PathBuf,
    /// `postgres://…` or `sqlite://path`; a file in the data directory when left out.
    #[arg(long, env = "KEPU_DATABASE_URL")]
    pub database_url: Option<String>,
    /// Threads that read the database.
    #[arg(long, env = "KEPU_DB_READERS", default_value_t = 4)]
    pub db_readers: usize,
    /// Threads that write; SQLite has one.
    #[arg(long, env = "KEPU_DB_WRITERS", default_value_t = 4)]
    pub db_writers: usize,
    /// A demonstration: sample data, SMS codes shown on the page.
    #[arg(long, env = "KEPU_DEMO", value_parser = FalseyValueParser::new())]
    pub demo: bool,
    /// Encrypts personal data and signs tokens: at least 32 unpredictable characters. Keep it; without it nothing
    /// personal can be read again.
    #[arg(long, env = "KEPU_SECRET", hide_env_values = true)]
    pub secret: Option<String>,
    /// Lets officials and those who run the installation use their roles without an authenticator. A demonstration does.
    #[arg(long, env = "KEPU_SECOND_FACTOR_OPTIONAL", value_parser = FalseyValueParser::new())]
    pub second_factor_optional: bool,
    /// Name of the installation.
    #[arg(long, env = "KEPU_NAME", default_value = "科普活动平台")]
    pub name: String,
    #[command(flatten)]
    pub storage: Storage,
    /// Address of the SMS gateway: takes `{"phone","code","text"}` as JSON.
    #[arg(long, env = "KEPU_SMS_URL")]
    pub sms_url: Option<String>,
    /// Bearer token for the SMS gateway.
    #[arg(long, env = "KEPU_SMS_TOKEN", hide_env_values = true)]
    pub sms_token: Option<String>,
    /// Directory with the fonts of certificates (NotoSerifCJK-Regular.ttc and -Bold.ttc); the system's own when left out.
    #[arg(long, env = "KEPU_FONTS_DIR")]
    pub fonts_dir: Option<PathBuf>,
    #[command(flatten)]
    pub registry: RegistryOptions,
    /// Sends nothing to webhooks: for installations from which no request may go out.
    #[arg(long, env = "KEPU_NO_WEBHOOKS", value_parser = FalseyValueParser::new())]
    pub no_webhooks: bool,
    /// Places within the own network that webhooks may be sent to, also without https: `10.1.2.3:8080`, separated by
    /// commas.
    #[arg(long, env = "KEPU_WEBHOOK_PERMIT", value_delimiter = ',')]
    pub webhook_permit: Vec<std::net::SocketAddr>,
    /// Does not try the links of filings: for installations from which no request may go out.
    #[arg(long, env = "KEPU_NO_LINK_CHECK", value_parser = FalseyValueParser::new())]
    pub no_link_check: bool,
}

#[derive(clap::Args, Clone)]
pub struct Storage {
    /// Origin of an S3-compatible object store; files in the data directory when left out.
    #[arg(long, env = "KEPU_S3_ENDPOINT")]
    pub s3_endpoint: Option<String>,
    /// The same store as browsers reach it, where that differs.
    #[arg(long, env = "KEPU_S3_PUBLIC_ENDPOINT")]
    pub s3_public_endpoint: Option<String>,
    #[arg(long, env = "KEPU_S3_REGION", default_value = "cn")]
    pub s3_region: String,
    #[arg(long, env = "KEPU_S3_BUCKET", default_value = BUCKET)]
    pub s3_bucket: String,
    #[arg(long, env = "KEPU_S3_ACCESS_KEY", default_value = "")]
    pub s3_access_key: String,
    #[arg(long, env = "KEPU_S3_SECRET_KEY", default_value = "", hide_env_values = true)]
    pub s3_secret_key: String,
}

#[derive(clap::Args, Clone)]
pub struct RegistryOptions {
    /// Base address of an external registry of organisations that keeps `docs/registry-contract.md`.
    #[arg(long, env = "KEPU_REGISTRY_URL", requires = "registry_token")]
    pub registry_url: Option<String>,
    /// Bearer token for the registry.
    #[arg(long, env = "KEPU_REGISTRY_TOKEN", hide_env_values = true)]
    pub registry_token: Option<String>,
    /// What the registry signs its events with, at least 32 characters; two, separated by a comma, while it is changed.
    #[arg(
        long,
        env = "KEPU_REGISTRY_SECRETS",
        hide_env_values = true,
        value_delimiter = ','
    )]
    pub registry_secrets: Vec<String>,
    /// Seconds between two walks through the registry.
    #[arg(long, env = "KEPU_REGISTRY_INTERVAL", default_value_t = 900)]
    pub registry_interval: u32,
}

impl RegistryOptions {
    fn settings(&self) -> anyhow::Result<Option<RegistrySettings>> {
        ensure!(
            self.registry_secrets
                .iter()
                .all(|secret| secret.len() >= SECRET_MIN),
            "each of KEPU_REGISTRY_SECRETS must have at least {SECRET_MIN} characters"
        );
        let client = match (&self.registry_url, &self.registry_token) {
            (Some(url), Some(token)) => {
                let config = RegistryConfig::new(url.as_str(), token.as_str());
                Some(Registry::new(&config).context("setting up the registry of organisations")?)
            }
            _ => None,
        };
        if client.is_none() && self.registry_secrets.is_empty() {
            return Ok(None);
        }
        Ok(Some(RegistrySettings {
            client,
            secrets: self
                .registry_secrets
                .iter()
                .map(|s| s.as_bytes().to_vec())
                .collect(),
            interval_seconds: i64::from(self.registry_interval.max(1)),
        }))
    }
}

/// An embedded store that is not open yet.
pub struct EmbeddedPlace {
    dir: PathBuf,
    secret_key: String,
}

impl EmbeddedPlace {
    /// Opens it; [`media::MediaError::Unavailable`] while another process has it open.
    pub fn open(&self) -> Result<EmbeddedS3, media::MediaError> {
        EmbeddedS3::open(&self.dir, BUCKET, EMBEDDED_KEY, &self.secret_key)
    }
}

/// An installation that is open.
pub struct Opened {
    pub app: App,
    /// Where the embedded store is, if there is no other. Whoever serves opens it.
    pub embedded: Option<EmbeddedPlace>,
    /// Origin of another store, for the pages' content policy.
    pub storage_origin: Option<String>,
}

impl Place {
    /// Address of the database.
    pub fn url(&self) -> anyhow::Result<String> {
        match &self.database_url {
            Some(url) => Ok(url.clone()),
            None => {
                self.make_data_dir()?;
                Ok(format!("sqlite://{}", self.data_dir.join("kepu.db").display()))
            }
        }
    }

    pub fn database(&self) -> anyhow::Result<Db> {
        let url = self.url()?;
        let config = DbConfig {
            readers: self.db_readers,
            writers: self.db_writers,
            ..DbConfig::new(url)
        };
        Db::open(&config).context("opening the database")
    }

    /// Readable by nobody else: it holds the database.
    fn make_data_dir(&self) -> anyhow::Result<()> {
        let mut builder = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder
            .recursive(true)
            .create(&self.data_dir)
            .with_context(|| format!("making {}", self.data_dir.display()))
    }

    fn secret(&self) -> anyhow::Result<String> {
        match (&self.secret, self.demo) {
            (Some(secret), _) => {
                ensure!(
                    secret.len() >= SECRET_MIN,
                    "KEPU_SECRET must have at least {SECRET_MIN} characters"
                );
                if !self.demo && secret.starts_with(DEMO_MARK) {
                    bail!(
                        "KEPU_SECRET is a demonstration's; make one of your own, for instance with: openssl rand -base64 48"
                    );
                }
                Ok(secret.clone())
            }
            (None, true) => {
                self.make_data_dir()?;
                demo_secret(&self.data_dir.join("secret"))
            }
            (None, false) => {
                bail!(
                    "KEPU_SECRET is missing; make one, for instance with: openssl rand -base64 48 (or add --demo to try the platform)"
                )
            }
        }
    }

    fn sms(&self) -> anyhow::Result<SmsProvider> {
        match (&self.sms_url, self.demo) {
            (Some(url), _) => Ok(SmsProvider::Gateway(Gateway::new(
                url.clone(),
                self.sms_token.clone(),
            )?)),
            (None, true) => Ok(SmsProvider::Outbox(self.data_dir.join("outbox/sms"))),
            (None, false) => bail!("KEPU_SMS_URL is missing: nobody could sign in"),
        }
    }

    fn link_checker(&self) -> anyhow::Result<Option<LinkChecker>> {
        if self.no_link_check {
            return Ok(None);
        }
        let checker = LinkChecker::new(LinkConfig::default());
        Ok(Some(checker.context("setting up the check of links")?))
    }

    fn webhook_sender(&self) -> anyhow::Result<Option<WebhookSender>> {
        if self.no_webhooks {
            return Ok(None);
        }
        let config = SendConfig {
            permit: self.webhook_permit.clone(),
            ..SendConfig::default()
        };
        let sender = WebhookSender::new(&config);
        Ok(Some(sender.context("setting up webhooks")?))
    }

    /// For a command that serves nobody: needs neither storage nor a way to send messages.
    pub async fn open_for_command(&self) -> anyhow::Result<App> {
        // Nobody listens there; a command that needs files opens the store itself.
        let nowhere = "http://127.0.0.1:9";
        let outbox = SmsProvider::Outbox(self.data_dir.join("outbox/sms"));
        let app = self.open_with(nowhere, nowhere, outbox)?.app;
        ensure!(
            app.db().pending_migrations().await? == 0,
            "migrations are pending: run `kepu migrate` first"
        );
        app::data_key::read(&app).await?;
        Ok(app)
    }

    /// Opens everything but the data keys, which stand in the database. `origin` is where this server itself is reached: the embedded store lives there too.
    pub fn open(&self, origin: &str, public_origin: &str) -> anyhow::Result<Opened> {
        self.open_with(origin, public_origin, self.sms()?)
    }

    fn open_with(&self, origin: &str, public_origin: &str, sms: SmsProvider) -> anyhow::Result<Opened> {
        let secret = self.secret()?;
        let s = &self.storage;
        let (config, embedded, storage_origin) = match &s.s3_endpoint {
            Some(endpoint) => {
                let public = s.s3_public_endpoint.clone().unwrap_or_else(|| endpoint.clone());
                let config = StoreConfig {
                    endpoint: endpoint.clone(),
                    public_endpoint: public.clone(),
                    region: s.s3_region.clone(),
                    bucket: s.s3_bucket.clone(),
                    access_key: s.s3_access_key.clone(),
                    secret_key: s.s3_secret_key.clone(),
                };
                (config, None, Some(public))
            }
            None => {
                // Presigned requests are all that ever leaves this machine.
                let secret_key = Secrets::store_key(secret.as_bytes());
                let embedded = EmbeddedPlace {
                    dir: self.data_dir.join("objects"),
                    secret_key: secret_key.clone(),
                };
                let config = StoreConfig {
                    endpoint: origin.to_owned(),
                    public_endpoint: public_origin.to_owned(),
                    region: s.s3_region.clone(),
                    bucket: BUCKET.to_owned(),
                    access_key: EMBEDDED_KEY.to_owned(),
                    secret_key,
                };
                (config, Some(embedded), None)
            }
        };
        let app = App::new(Parts {
            db: self.database()?,
            storage: Store::open(&config)?,
            sms,
            clock: if self.demo {
                Clock::demonstration()
            } else {
                Clock::System
            },
            secrets: Secrets::locked(secret.as_bytes()),
            settings: Settings {
                name: self.name.clone(),
                demo: self.demo,
                public_origin: public_origin.to_owned(),
                second_factor_required: !(self.demo || self.second_factor_optional),
                fonts_dir: self.fonts_dir.clone(),
            },
            registry: self.registry.settings()?,
            webhook_sender: self.webhook_sender()?,
            link_checker: self.link_checker()?,
        });
        Ok(Opened {
            app,
            embedded,
            storage_origin,
        })
    }
}

fn random(bytes: usize) -> String {
    let mut all = vec![0; bytes];
    rand::rng().fill_bytes(&mut all);
    all.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The secret of a demonstration: made once, readable by its owner only.
fn demo_secret(path: &Path) -> anyhow::Result<String> {
    if let Ok(known) = std::fs::read_to_string(path) {
        return Ok(known.trim().to_owned());
    }
    let secret = format!("{DEMO_MARK}{}", random(32));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(secret.as_bytes())?;
    Ok(secret)
}

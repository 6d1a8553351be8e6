//! What every use case needs at hand.

use std::sync::{Arc, Mutex, PoisonError, Weak};

use base64::Engine;
use documents::Fonts;
use domain::problem::Code;
use domain::time::Instant;
use links::{LinkChecker, WebhookSender};
use media::store::Store;
use persistence::Db;
use rand::RngCore;
use uuid::{NoContext, Timestamp, Uuid};

use crate::account::Signer;
use crate::clock::Clock;
use crate::error::AppResult;
use crate::registry::RegistrySettings;
use crate::secrets::Secrets;
use crate::sms::SmsProvider;
use crate::word::WordCache;

/// Choices of the operator.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Name of the installation, shown to everyone.
    pub name: String,
    /// A demonstration: sample data, SMS codes shown on the page.
    pub demo: bool,
    /// Where the platform is reached; certificates lead there.
    pub public_origin: String,
    /// Whether roles that decide over others, or run the installation, can be used only with an authenticator.
    pub second_factor_required: bool,
    /// Where the fonts of certificates are; none for the system's own.
    pub fonts_dir: Option<std::path::PathBuf>,
}

/// What an [`App`] is made of.
pub struct Parts {
    pub db: Db,
    pub storage: Store,
    pub sms: SmsProvider,
    pub clock: Clock,
    pub secrets: Secrets,
    pub settings: Settings,
    /// The external registry of organisations, where there is one.
    pub registry: Option<RegistrySettings>,
    /// Tells other systems of events; none where the operator wants no requests to go out.
    pub webhook_sender: Option<WebhookSender>,
    /// Tries the links of filings; none where the operator wants no requests to go out.
    pub link_checker: Option<LinkChecker>,
}

/// The platform. Cheap to clone.
#[derive(Clone)]
pub struct App {
    parts: Arc<Parts>,
    words: Arc<WordCache>,
    fonts: Arc<Mutex<Weak<Fonts>>>,
    clock: Clock,
}

impl App {
    pub fn new(parts: Parts) -> Self {
        Self {
            clock: parts.clock.clone(),
            words: Arc::default(),
            fonts: Arc::default(),
            parts: Arc::new(parts),
        }
    }
    /// The same platform at another time: how samples of past years are filed through the ordinary use cases.
    pub fn at(&self, now: Instant) -> Self {
        Self {
            clock: Clock::fixed(now),
            ..self.clone()
        }
    }
    pub fn db(&self) -> &Db {
        &self.parts.db
    }
    /// Object storage.
    pub fn storage(&self) -> &Store {
        &self.parts.storage
    }
    pub(crate) fn sms(&self) -> &SmsProvider {
        &self.parts.sms
    }
    pub(crate) fn link_checker(&self) -> Option<&LinkChecker> {
        self.parts.link_checker.as_ref()
    }
    pub(crate) fn registry(&self) -> Option<&RegistrySettings> {
        self.parts.registry.as_ref()
    }
    pub(crate) fn webhook_sender(&self) -> Option<&WebhookSender> {
        self.parts.webhook_sender.as_ref()
    }
    pub(crate) fn words(&self) -> &WordCache {
        &self.words
    }
    /// The fonts of certificates. They take 50 MB and a few hundredths of a second to read: kept while somebody prints, and
    /// not longer. For blocking threads.
    pub(crate) fn fonts(&self) -> AppResult<Arc<Fonts>> {
        let mut kept = self.fonts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(fonts) = kept.upgrade() {
            return Ok(fonts);
        }
        let found = Fonts::find(self.settings().fonts_dir.as_deref()).map_err(|error| {
            tracing::error!(%error, "certificates cannot be printed");
            Code::PrintingUnavailable
        })?;
        let fonts = Arc::new(found);
        *kept = Arc::downgrade(&fonts);
        Ok(fonts)
    }
    pub(crate) fn signer(&self) -> impl std::ops::Deref<Target = Signer> + use<> {
        self.secrets().signer()
    }
    /// 32 unpredictable bytes as text that fits into a cookie.
    pub(crate) fn random_token(&self) -> String {
        let mut bytes = [0; 32];
        rand::rng().fill_bytes(&mut bytes);
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
    }
    pub fn secrets(&self) -> &Secrets {
        &self.parts.secrets
    }
    pub fn settings(&self) -> &Settings {
        &self.parts.settings
    }
    pub(crate) fn clock(&self) -> &Clock {
        &self.clock
    }
    pub fn now(&self) -> Instant {
        self.clock.now()
    }
    /// A fresh identifier; identifiers sort by the time they were made.
    pub fn new_id<T: From<Uuid>>(&self) -> T {
        id_at(self.now()).into()
    }
}

fn id_at(now: Instant) -> Uuid {
    let seconds = u64::try_from(now.unix_seconds()).unwrap_or(0);
    Uuid::new_v7(Timestamp::from_unix(
        NoContext,
        seconds,
        now.utc().timestamp_subsec_nanos(),
    ))
}

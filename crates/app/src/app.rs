//! What every use case needs at hand.

use std::sync::Arc;

use domain::time::Instant;
use persistence::Db;
use uuid::{NoContext, Timestamp, Uuid};

use crate::clock::Clock;
use crate::secrets::Secrets;

/// Choices of the operator.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Name of the installation, shown to everyone.
    pub name: String,
    /// A demonstration: sample data, SMS codes shown on the page.
    pub demo: bool,
}

/// What an [`App`] is made of.
pub struct Parts {
    pub db: Db,
    pub clock: Clock,
    pub secrets: Secrets,
    pub settings: Settings,
}

/// The platform. Cheap to clone.
#[derive(Clone)]
pub struct App {
    parts: Arc<Parts>,
    clock: Clock,
}

impl App {
    pub fn new(parts: Parts) -> Self {
        let clock = parts.clock.clone();
        Self {
            parts: Arc::new(parts),
            clock,
        }
    }
    /// The same platform at another time: how samples of past years are filed through the ordinary use cases.
    pub fn at(&self, now: Instant) -> Self {
        Self {
            parts: self.parts.clone(),
            clock: Clock::fixed(now),
        }
    }
    pub fn db(&self) -> &Db {
        &self.parts.db
    }
    pub fn secrets(&self) -> &Secrets {
        &self.parts.secrets
    }
    pub fn settings(&self) -> &Settings {
        &self.parts.settings
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

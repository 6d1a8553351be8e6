//! Asking.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::LOCATION;
use reqwest::{Response, StatusCode};
use thiserror::Error;
use url::Url;

use crate::door::{Door, is_askable, of_error};
use crate::gate::Gate;
use crate::names::{Names, SystemNames};
use crate::verdict::Verdict;

/// How links are checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkConfig {
    /// Whole time for one link, with its redirects; when it has passed, the link is unreachable.
    pub timeout: Duration,
    /// Time for one connection: looking up the name, connecting, agreeing on encryption.
    pub connect_timeout: Duration,
    /// Redirects that are followed for one link.
    pub max_redirects: u8,
    /// How we introduce ourselves; visible ASCII.
    pub user_agent: String,
    /// Places that may be asked although their network or port is closed, for tests and installations that publish on
    /// their own network. Exactly these: another port of the same address stays closed.
    pub permit: Vec<SocketAddr>,
}

impl Default for LinkConfig {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(10),
            connect_timeout: Duration::from_secs(4),
            max_redirects: 5,
            user_agent: concat!("kepu/", env!("CARGO_PKG_VERSION"), " (link check)").to_owned(),
            permit: Vec::new(),
        }
    }
}

/// Nothing can be asked: the user agent is no header value, or encryption cannot be set up.
#[derive(Debug, Error)]
#[error("no web address can be asked: {0}")]
pub struct LinksError(#[from] reqwest::Error);

/// Checks links. Cheap to clone; any number of checks may run at once.
#[derive(Debug, Clone)]
pub struct LinkChecker {
    door: Door,
    config: LinkConfig,
}

impl LinkChecker {
    /// A checker that asks the name service of this machine.
    ///
    /// # Errors
    /// When the configuration cannot be used; see [`LinksError`].
    pub fn new(config: LinkConfig) -> Result<Self, LinksError> {
        Self::with_names(config, SystemNames)
    }

    /// A checker that takes addresses from elsewhere; they are judged all the same.
    ///
    /// # Errors
    /// When the configuration cannot be used; see [`LinksError`].
    pub fn with_names(config: LinkConfig, names: impl Names) -> Result<Self, LinksError> {
        let names: Arc<dyn Names> = Arc::new(names);
        let gate = Gate::new(&config.permit);
        let door = Door::new(gate, &names, config.connect_timeout, &config.user_agent)?;
        Ok(Self { door, config })
    }

    /// Asks for the page and says what became of it, within [`LinkConfig::timeout`].
    pub async fn check(&self, url: &str) -> Verdict {
        match Url::parse(url) {
            Ok(url) if is_askable(&url) => tokio::time::timeout(self.config.timeout, self.follow(url))
                .await
                .unwrap_or(Verdict::Unreachable),
            _ => Verdict::Invalid,
        }
    }

    async fn follow(&self, mut url: Url) -> Verdict {
        for _ in 0..=self.config.max_redirects {
            let answer = match self.ask(&url).await {
                Ok(answer) => answer,
                Err(verdict) => return verdict,
            };
            match target(&answer, &url) {
                None => return Verdict::of_status(answer.status().as_u16()),
                Some(next) if is_askable(&next) => url = next,
                Some(_) => return Verdict::Forbidden,
            }
        }
        Verdict::TooManyRedirects
    }

    /// The head of one answer. Dropping it closes the connection, with whatever is still to come.
    async fn ask(&self, url: &Url) -> Result<Response, Verdict> {
        // Not HEAD: many sites refuse it, or answer it wrongly.
        self.door
            .client(url)?
            .get(url.clone())
            .send()
            .await
            .map_err(|error| of_error(&error))
    }
}

/// Where an answer sends us; `None` when it is the last one, or the place cannot be read.
fn target(answer: &Response, url: &Url) -> Option<Url> {
    let redirects = matches!(
        answer.status(),
        StatusCode::MOVED_PERMANENTLY
            | StatusCode::FOUND
            | StatusCode::SEE_OTHER
            | StatusCode::TEMPORARY_REDIRECT
            | StatusCode::PERMANENT_REDIRECT
    );
    let location = answer.headers().get(LOCATION).filter(|_| redirects)?;
    // Not `to_str`: sites send names of pages in UTF-8 as they are.
    let location = std::str::from_utf8(location.as_bytes()).ok()?;
    url.join(location).ok()
}

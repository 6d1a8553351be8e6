//! Asking.

use std::collections::BTreeMap;
use std::error::Error as _;
use std::iter::successors;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::LOCATION;
use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode};
use thiserror::Error;
use url::{Host, Url};

use crate::gate::Gate;
use crate::names::{Barred, GuardedNames, Names, SystemNames};
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

/// No checker can be made: the user agent is no header value, or encryption cannot be set up.
#[derive(Debug, Error)]
#[error("links cannot be checked: {0}")]
pub struct LinksError(#[from] reqwest::Error);

/// Where connections may lead, with a client for each port.
#[derive(Debug, Clone)]
pub(crate) struct Doors {
    pub(crate) gate: Arc<Gate>,
    /// One client for each port that may be asked; see [`GuardedNames::port`].
    pub(crate) clients: BTreeMap<u16, Client>,
}

impl Doors {
    pub(crate) fn new(config: &LinkConfig, names: impl Names) -> Result<Self, LinksError> {
        let names: Arc<dyn Names> = Arc::new(names);
        let gate = Arc::new(Gate::new(&config.permit));
        let mut clients = BTreeMap::new();
        for port in gate.ports() {
            let guarded = GuardedNames {
                names: Arc::clone(&names),
                gate: Arc::clone(&gate),
                port,
            };
            clients.insert(port, client(config, guarded)?);
        }
        Ok(Self { gate, clients })
    }
}

/// Checks links. Cheap to clone; any number of checks may run at once.
#[derive(Debug, Clone)]
pub struct LinkChecker {
    doors: Doors,
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
        Ok(Self {
            doors: Doors::new(&config, names)?,
            config,
        })
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
        let port = url.port_or_known_default().ok_or(Verdict::Invalid)?;
        let client = self.doors.clients.get(&port).ok_or(Verdict::Forbidden)?;
        // The client connects to a number without looking anything up.
        if let Some(address) = number(url)
            && !self.doors.gate.admits(SocketAddr::new(address, port))
        {
            return Err(Verdict::Forbidden);
        }
        // Not HEAD: many sites refuse it, or answer it wrongly.
        client
            .get(url.clone())
            .send()
            .await
            .map_err(|error| of_error(&error))
    }
}

fn client(config: &LinkConfig, names: GuardedNames) -> reqwest::Result<Client> {
    Client::builder()
        .dns_resolver(Arc::new(names))
        .no_proxy()
        .redirect(Policy::none())
        .connect_timeout(config.connect_timeout)
        .user_agent(&config.user_agent)
        // A connection that stays open would be used again without a look at its address.
        .pool_max_idle_per_host(0)
        // Every site speaks it, and there is less in it for a hostile one to play with.
        .http1_only()
        // Another crate may have switched these on for all.
        .no_gzip()
        .no_brotli()
        .no_deflate()
        .no_zstd()
        .build()
}

/// Whether a request for this URL can be written, and would carry no credentials.
pub(crate) fn is_askable(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
        && url.username().is_empty()
        && url.password().is_none()
        // The two grammars differ at the edges, and the client uses both.
        && url.as_str().parse::<http::Uri>().is_ok()
}

/// The host of a URL when it is a number; the parser knows all its spellings (decimal, octal, hexadecimal).
pub(crate) fn number(url: &Url) -> Option<IpAddr> {
    match url.host()? {
        Host::Ipv4(address) => Some(IpAddr::V4(address)),
        Host::Ipv6(address) => Some(IpAddr::V6(address)),
        Host::Domain(_) => None,
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

/// Why there is no answer. What [`GuardedNames`] found lies somewhere below the client's own errors.
pub(crate) fn of_error(error: &reqwest::Error) -> Verdict {
    successors(error.source(), |&cause| cause.source())
        .find_map(|cause| cause.downcast_ref::<Barred>())
        .map_or(Verdict::Unreachable, |barred| barred.0)
}

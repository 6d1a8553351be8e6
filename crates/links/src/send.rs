//! Sending to addresses that others named.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use reqwest::Response;
use reqwest::header::{HeaderName, HeaderValue};
use url::Url;

use crate::checker::{Doors, is_askable, number, of_error};
use crate::{LinkConfig, LinksError, Names, SystemNames, Verdict};

/// Bytes of an answer that are read, for the one who looks for a fault.
const EXCERPT_MAX: usize = 1_024;

/// What became of a body that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// HTTP status, where there was an answer.
    pub status: Option<u16>,
    /// Beginning of the answer, at most 1 KiB; what is no UTF-8 is replaced.
    pub excerpt: String,
    /// Why there was no answer.
    pub verdict: Verdict,
    pub took: Duration,
}

impl Sent {
    /// Why there was no answer, in words for a log.
    pub fn why(&self) -> String {
        match self.verdict {
            Verdict::Forbidden => "the address is not https, or lies within a private network".to_owned(),
            Verdict::Invalid => "not an address".to_owned(),
            _ => "no answer".to_owned(),
        }
    }
}

/// Posts to addresses that others named: only by https and only to public places, unless they are permitted. Cheap to
/// clone; any number may be sent at once.
#[derive(Debug, Clone)]
pub struct WebhookSender {
    doors: Doors,
    config: LinkConfig,
}

impl WebhookSender {
    /// A sender that asks the name service of this machine. Redirects are never followed: a receiver says where it is.
    ///
    /// # Errors
    /// When the configuration cannot be used; see [`LinksError`].
    pub fn new(config: LinkConfig) -> Result<Self, LinksError> {
        Self::with_names(config, SystemNames)
    }

    /// A sender that takes addresses from elsewhere; they are judged all the same.
    ///
    /// # Errors
    /// When the configuration cannot be used; see [`LinksError`].
    pub fn with_names(config: LinkConfig, names: impl Names) -> Result<Self, LinksError> {
        Ok(Self {
            doors: Doors::new(&config, names)?,
            config,
        })
    }

    /// Whether something may be sent there, as far as the address itself tells: names are looked up when it is sent.
    pub fn may_ask(&self, url: &str) -> bool {
        Url::parse(url).is_ok_and(|url| self.judge(&url).is_ok())
    }

    fn judge(&self, url: &Url) -> Result<u16, Verdict> {
        if !is_askable(url) {
            return Err(Verdict::Invalid);
        }
        let port = url.port_or_known_default().ok_or(Verdict::Invalid)?;
        let place = number(url).map(|address| SocketAddr::new(address, port));
        // In clear text only where somebody permitted exactly this place.
        if url.scheme() != "https" && !place.is_some_and(|place| self.config.permit.contains(&place)) {
            return Err(Verdict::Forbidden);
        }
        if place.is_some_and(|place| !self.doors.gate.admits(place))
            || !self.doors.clients.contains_key(&port)
        {
            return Err(Verdict::Forbidden);
        }
        Ok(port)
    }

    /// Posts a body, within [`LinkConfig::timeout`].
    pub async fn post(&self, url: &str, headers: &[(&str, String)], body: Vec<u8>) -> Sent {
        let begun = Instant::now();
        let sent = match Url::parse(url) {
            Ok(url) => tokio::time::timeout(self.config.timeout, self.send(url, headers, body))
                .await
                .unwrap_or(Err(Verdict::Unreachable)),
            Err(_) => Err(Verdict::Invalid),
        };
        let took = begun.elapsed();
        match sent {
            Ok((status, excerpt)) => Sent {
                status: Some(status),
                excerpt,
                verdict: Verdict::of_status(status),
                took,
            },
            Err(verdict) => Sent {
                status: None,
                excerpt: String::new(),
                verdict,
                took,
            },
        }
    }

    async fn send(
        &self,
        url: Url,
        headers: &[(&str, String)],
        body: Vec<u8>,
    ) -> Result<(u16, String), Verdict> {
        let port = self.judge(&url)?;
        let client = self.doors.clients.get(&port).ok_or(Verdict::Forbidden)?;
        let mut request = client.post(url).body(body);
        for (name, value) in headers {
            let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| Verdict::Invalid)?;
            let value = HeaderValue::from_str(value).map_err(|_| Verdict::Invalid)?;
            request = request.header(name, value);
        }
        let answer = request.send().await.map_err(|error| of_error(&error))?;
        Ok((answer.status().as_u16(), excerpt(answer).await))
    }
}

/// The beginning of an answer. The rest is not read: dropping it closes the connection.
async fn excerpt(mut answer: Response) -> String {
    let mut bytes = Vec::new();
    while bytes.len() < EXCERPT_MAX
        && let Ok(Some(chunk)) = answer.chunk().await
    {
        bytes.extend_from_slice(&chunk);
    }
    bytes.truncate(EXCERPT_MAX);
    // PostgreSQL has no text with this character.
    String::from_utf8_lossy(&bytes).replace('\0', "\u{FFFD}")
}

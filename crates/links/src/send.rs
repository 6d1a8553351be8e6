//! Sending.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use reqwest::header::{
    CONNECTION, CONTENT_LENGTH, HOST, HeaderMap, HeaderName, HeaderValue, TRANSFER_ENCODING,
};
use reqwest::{Request, Response};
use tokio::time::timeout;
use url::Url;

use crate::checker::LinksError;
use crate::door::{Door, is_askable, of_error};
use crate::gate::Gate;
use crate::names::{Names, SystemNames};
use crate::verdict::Verdict;

/// Bytes of an answer's body that are read.
const EXCERPT_MAX: usize = 1024;

/// How webhooks are sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SendConfig {
    /// Whole time for one try, with the excerpt of the answer.
    pub timeout: Duration,
    /// Time for one connection: looking up the name, connecting, agreeing on encryption.
    pub connect_timeout: Duration,
    /// How we introduce ourselves; visible ASCII.
    pub user_agent: String,
    /// Places that may be sent to although their network or port is closed, and without encryption. Exactly these.
    pub permit: Vec<SocketAddr>,
}

impl Default for SendConfig {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(10),
            connect_timeout: Duration::from_secs(4),
            user_agent: concat!("kepu/", env!("CARGO_PKG_VERSION"), " (webhook)").to_owned(),
            permit: Vec::new(),
        }
    }
}

/// What became of one try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// [`Verdict::Reachable`]: accepted, 2xx. A redirect is not followed and counts as refused. Without an answer, the
    /// receiver may have taken it all the same: a try that is repeated must be recognisable.
    pub verdict: Verdict,
    /// HTTP status of the answer; `None` when there was none.
    pub status: Option<u16>,
    /// The beginning of the answer's body for a log: at most 1 KiB of it, control characters as blanks. Written by
    /// others.
    pub excerpt: String,
    /// From the first look-up to the end.
    pub took: Duration,
}

impl Sent {
    /// Whether the receiver said that it took it.
    pub const fn is_accepted(&self) -> bool {
        matches!(self.verdict, Verdict::Reachable { .. })
    }
}

/// Sends webhooks to addresses that somebody typed. Cheap to clone; any number may be under way at once.
#[derive(Debug, Clone)]
pub struct WebhookSender {
    /// With encryption: public places, and those that are permitted.
    secure: Door,
    /// Without: only those that are permitted.
    plain: Door,
    timeout: Duration,
}

impl WebhookSender {
    /// A sender that asks the name service of this machine.
    ///
    /// # Errors
    /// When the configuration cannot be used; see [`LinksError`].
    pub fn new(config: &SendConfig) -> Result<Self, LinksError> {
        Self::with_names(config, SystemNames)
    }

    /// A sender that takes addresses from elsewhere; they are judged all the same.
    ///
    /// # Errors
    /// When the configuration cannot be used; see [`LinksError`].
    pub fn with_names(config: &SendConfig, names: impl Names) -> Result<Self, LinksError> {
        let names: Arc<dyn Names> = Arc::new(names);
        let door = |gate| Door::new(gate, &names, config.connect_timeout, &config.user_agent);
        Ok(Self {
            secure: door(Gate::new(&config.permit))?,
            plain: door(Gate::closed(&config.permit))?,
            timeout: config.timeout,
        })
    }

    /// Whether something may be sent there, as far as the address itself tells: a name is looked up when it is sent.
    pub fn may_ask(&self, url: &str) -> bool {
        Url::parse(url)
            .ok()
            .filter(is_askable)
            .is_some_and(|url| self.door(&url).client(&url).is_ok())
    }

    fn door(&self, url: &Url) -> &Door {
        match url.scheme() {
            "https" => &self.secure,
            _ => &self.plain,
        }
    }

    /// Posts a body once, within [`SendConfig::timeout`]. Headers that HTTP does not allow, or that say how the request
    /// travels (`host`, lengths), make the verdict [`Verdict::Invalid`], as an address does that is none; nothing is sent
    /// then.
    pub async fn post(&self, url: &str, headers: &[(&str, String)], body: Vec<u8>) -> Sent {
        let begun = Instant::now();
        let (verdict, excerpt) = match self.send(url, headers, body).await {
            Ok(answer) => {
                let verdict = Verdict::of_status(answer.status().as_u16());
                let left = self.timeout.saturating_sub(begun.elapsed());
                (verdict, excerpt(answer, left).await)
            }
            Err(verdict) => (verdict, String::new()),
        };
        Sent {
            verdict,
            status: verdict.status(),
            excerpt,
            took: begun.elapsed(),
        }
    }

    /// The head of the answer.
    async fn send(&self, url: &str, headers: &[(&str, String)], body: Vec<u8>) -> Result<Response, Verdict> {
        let url = Url::parse(url).ok().filter(is_askable).ok_or(Verdict::Invalid)?;
        let headers = header_map(headers).ok_or(Verdict::Invalid)?;
        let client = self.door(&url).client(&url)?.clone();
        let mut request = Request::new(reqwest::Method::POST, url);
        *request.headers_mut() = headers;
        *request.body_mut() = Some(body.into());
        timeout(self.timeout, client.execute(request))
            .await
            .map_err(|_| Verdict::Unreachable)?
            .map_err(|error| of_error(&error))
    }
}

/// What the client itself has to say.
const OURS: [HeaderName; 4] = [CONNECTION, CONTENT_LENGTH, HOST, TRANSFER_ENCODING];

fn header_map(headers: &[(&str, String)]) -> Option<HeaderMap> {
    headers
        .iter()
        .map(|(name, value)| {
            let name = HeaderName::try_from(*name)
                .ok()
                .filter(|name| !OURS.contains(name))?;
            let value = HeaderValue::try_from(value).ok()?;
            Some((name, value))
        })
        .collect()
}

/// As much of the body as comes in time. Dropping the rest closes the connection.
async fn excerpt(mut answer: Response, within: Duration) -> String {
    let mut bytes = Vec::new();
    let reading = async {
        while bytes.len() < EXCERPT_MAX
            && let Ok(Some(chunk)) = answer.chunk().await
        {
            let room = EXCERPT_MAX - bytes.len();
            bytes.extend_from_slice(&chunk[..chunk.len().min(room)]);
        }
    };
    // What has come by then is enough.
    let _ = timeout(within, reading).await;
    String::from_utf8_lossy(&bytes)
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect::<String>()
        .trim()
        .to_owned()
}

//! Asking.

use std::time::Duration;

use reqwest::header::{AUTHORIZATION, ETAG, HeaderMap, HeaderValue, IF_NONE_MATCH, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode};
use thiserror::Error;
use url::Url;

use crate::config::{ConfigError, RegistryConfig};
use crate::page::Page;

/// Bytes of a body that is read.
pub const BODY_MAX: usize = 16 << 20;

/// What came of asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pulled {
    /// Nothing has changed behind this cursor since the answer that had this ETag.
    NotModified,
    Page(Page),
}

/// Why there is no page. The cursor that was asked with stays where the walk stands, except after
/// [`RegistryError::CursorExpired`].
#[derive(Debug, Error)]
pub enum RegistryError {
    /// No connection, or no whole answer in time.
    #[error("the registry cannot be reached: {0}")]
    Unreachable(String),
    /// 401 or 403: the token is not good (any more). Asking again does not help.
    #[error("the registry refuses our token (status {status})")]
    Refused { status: u16 },
    /// 410 for a cursor: start over without one.
    #[error("the registry no longer knows the cursor")]
    CursorExpired,
    /// 429 or 503, and how long to wait as far as the registry says so; any length.
    #[error("the registry asks us to wait")]
    Busy { retry_after: Option<Duration> },
    /// Any other status, a body that is no page or larger than [`BODY_MAX`]. May quote what the registry sent.
    #[error("the registry's answer is not what was agreed on: {0}")]
    Broken(String),
}

/// An external registry of organisations. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Registry {
    client: Client,
    list: Url,
    authorization: HeaderValue,
    page_size: usize,
}

impl Registry {
    /// Nothing is asked yet.
    ///
    /// # Errors
    /// When the configuration cannot be used.
    pub fn new(config: &RegistryConfig) -> Result<Self, ConfigError> {
        let client = Client::builder()
            .redirect(Policy::none())
            .timeout(config.timeout)
            .connect_timeout(config.connect_timeout)
            .user_agent(&config.user_agent)
            // Another crate may have switched these on for all; the limit of a body is meant as it travels.
            .no_gzip()
            .no_brotli()
            .no_deflate()
            .no_zstd()
            .build()?;
        Ok(Self {
            client,
            list: config.list()?,
            authorization: config.authorization()?,
            page_size: config.checked_page_size()?,
        })
    }

    /// The page behind a cursor, the first one without. `etag` is that of the last answer to the same cursor.
    ///
    /// # Errors
    /// [`RegistryError`]; nothing is tried twice.
    pub async fn page(&self, cursor: Option<&str>, etag: Option<&str>) -> Result<Pulled, RegistryError> {
        let mut url = self.list.clone();
        url.query_pairs_mut()
            .append_pair("limit", &self.page_size.to_string())
            .extend_pairs(cursor.map(|cursor| ("cursor", cursor)));
        let mut request = self
            .client
            .get(url)
            .header(AUTHORIZATION, self.authorization.clone());
        // An ETag that is no header value was not sent by anybody.
        if let Some(etag) = etag.and_then(|etag| HeaderValue::from_str(etag).ok()) {
            request = request.header(IF_NONE_MATCH, etag);
        }
        let answer = request.send().await.map_err(unreachable)?;
        match answer.status() {
            StatusCode::OK => {
                let etag = text(answer.headers(), &ETAG).map(str::to_owned);
                let body = body(answer).await?;
                Page::read(&body, cursor, self.page_size, etag).map(Pulled::Page)
            }
            StatusCode::NOT_MODIFIED if etag.is_some() => Ok(Pulled::NotModified),
            status => Err(refusal(status, answer.headers(), cursor.is_some())),
        }
    }
}

fn refusal(status: StatusCode, headers: &HeaderMap, has_cursor: bool) -> RegistryError {
    match status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => RegistryError::Refused {
            status: status.as_u16(),
        },
        // Without a cursor there is nothing to start over from.
        StatusCode::GONE if has_cursor => RegistryError::CursorExpired,
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => RegistryError::Busy {
            retry_after: text(headers, &RETRY_AFTER)
                .and_then(|seconds| seconds.trim().parse().ok())
                .map(Duration::from_secs),
        },
        _ => RegistryError::Broken(format!("status {}", status.as_u16())),
    }
}

/// The body, as long as it is within [`BODY_MAX`].
async fn body(mut answer: Response) -> Result<Vec<u8>, RegistryError> {
    let too_large = || RegistryError::Broken(format!("a body of more than {BODY_MAX} bytes"));
    if answer
        .content_length()
        .is_some_and(|length| length > BODY_MAX as u64)
    {
        return Err(too_large());
    }
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(unreachable)? {
        if body.len() + chunk.len() > BODY_MAX {
            return Err(too_large());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn text<'a>(headers: &'a HeaderMap, name: &reqwest::header::HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// With its causes, and without the address, which is in the configuration already.
fn unreachable(error: reqwest::Error) -> RegistryError {
    let error = error.without_url();
    let mut said = error.to_string();
    let mut cause = std::error::Error::source(&error);
    while let Some(deeper) = cause {
        said = format!("{said}: {deeper}");
        cause = deeper.source();
    }
    RegistryError::Unreachable(said)
}

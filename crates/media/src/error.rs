//! What can go wrong between us and object storage.

use s3::error::S3Error;
use thiserror::Error;

/// An operation on object storage that did not succeed. The texts are for the log, not for people.
#[derive(Debug, Error)]
pub enum MediaError {
    /// Storage cannot be reached, is too slow or reports a fault of its own: try again later (HTTP 503).
    #[error("object storage is unavailable: {0}")]
    Unavailable(String),
    #[error("there is no such object")]
    NotFound,
    /// Storage understood and refused what *this* request asked for (part numbers, checksums, sizes).
    #[error("object storage refused the request: {0}")]
    Rejected(String),
    /// Wrong configuration or a fault of this program.
    #[error("object storage is misconfigured or misused: {0}")]
    Broken(String),
}

impl From<S3Error> for MediaError {
    fn from(error: S3Error) -> Self {
        match error {
            S3Error::HttpFailWithBody(status, body) => of_status(status, &body),
            S3Error::Reqwest(e) if e.is_builder() => Self::Broken(chain(&e)),
            // Connecting, timing out, a connection that ends in the middle of a body.
            S3Error::Reqwest(e) => Self::Unavailable(chain(&e)),
            S3Error::Io(e) => Self::Unavailable(e.to_string()),
            other => Self::Broken(other.to_string()),
        }
    }
}

fn of_status(status: u16, body: &str) -> MediaError {
    let code = code_of(body);
    match status {
        404 if code == "NoSuchBucket" => MediaError::Broken("the bucket does not exist".to_owned()),
        404 => MediaError::NotFound,
        // Our own key or clock: nothing the client of this request could mend.
        401 | 403 => MediaError::Broken(format!("HTTP {status} {code}")),
        408 | 429 | 500.. => MediaError::Unavailable(format!("HTTP {status} {code}")),
        _ => MediaError::Rejected(format!("HTTP {status} {code}")),
    }
}

/// The `<Code>` of an S3 error document; empty when there is none (a `HEAD` has no body).
fn code_of(body: &str) -> &str {
    body.split_once("<Code>")
        .and_then(|(_, rest)| rest.split_once("</Code>"))
        .map_or("", |(code, _)| code)
}

/// reqwest's own text leaves out the cause ("connection refused").
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}

//! Object storage inside this process: the S3 protocol over a directory.
//!
//! It is mounted on the server's own port below `/<bucket>/` (S3's path style: the bucket is the first segment), so
//! that a browser needs no second origin and no CORS. Whoever mounts it must
//! - hand over the **whole** path and query, undecoded, and the `Host` header as it came: they are signed;
//! - give [`Body::default`] to a request that has neither `Content-Length` nor `Transfer-Encoding`, or every `GET`,
//!   `HEAD` and `DELETE` is answered 411; [`request_body`] does;
//! - forward a body that is not `Send` through the channel of [`request_body`], bounded, as storage takes it;
//! - send an error down that channel when the client goes away, or half a file is kept as a whole one;
//! - send the answer's body as a stream: a video has up to 1 GB;
//! - set `TCP_NODELAY` on its connections: without it every range read over loopback waits 40 ms for Nagle;
//! - add the headers that keep a browser from running what it is served (`nosniff`, CSP `sandbox`).
//!
//! Requests without a valid signature of the one key are refused (403), whatever they ask for.

use std::io;
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use domain::media::MediaKind;
use futures_util::stream;
use http::{HeaderMap, Request, Response, StatusCode, header};
use s3s::auth::SimpleAuth;
use s3s::config::{S3Config, StaticConfigProvider};
use s3s::dto::StreamingBlob;
use s3s::service::{S3Service, S3ServiceBuilder};
use s3s_fs::FileSystem;
use tokio::sync::mpsc;

use crate::MediaError;

/// Body of requests and answers: a `Stream` of `Bytes` and an `http_body::Body`.
pub use s3s::Body;

/// Largest file in a form upload, bytes: such a body is held in memory. Larger kinds are sent by `PUT`.
pub const POST_MAX_BYTES: u64 = MediaKind::Poster.max_bytes();

/// Where the chunks of a request body go. Dropping it ends the body.
pub type BodySender = mpsc::Sender<io::Result<Bytes>>;

/// Taken by the process that has the directory open.
const LOCK: &str = ".lock";

/// Chunks that may wait between the client and storage.
const CHUNKS_IN_FLIGHT: usize = 8;

/// The embedded store. Cheap to clone.
#[derive(Clone)]
pub struct EmbeddedS3 {
    service: S3Service,
    /// Held as long as the store is open: another process that opened the directory would remove what is being written.
    _lock: Arc<std::fs::File>,
}

impl EmbeddedS3 {
    /// Opens (or creates) the store in `dir` with one bucket and one key. Files that an interrupted upload left half
    /// written are removed: one process per directory, [`MediaError::Unavailable`] for a second one.
    pub fn open(
        dir: impl AsRef<Path>,
        bucket: &str,
        access_key: &str,
        secret_key: &str,
    ) -> Result<Self, MediaError> {
        let dir = dir.as_ref();
        let broken = |what: &dyn std::fmt::Debug| MediaError::Broken(format!("{}: {what:?}", dir.display()));
        let name_fits = (3..=63).contains(&bucket.len())
            && bucket
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if !name_fits {
            return Err(broken(&format!("not a bucket name: {bucket}")));
        }
        std::fs::create_dir_all(dir.join(bucket)).map_err(|e| broken(&e))?;
        let lock = std::fs::File::create(dir.join(LOCK)).map_err(|e| broken(&e))?;
        lock.try_lock().map_err(|error| match error {
            std::fs::TryLockError::WouldBlock => {
                MediaError::Unavailable(format!("{}: another process has opened it", dir.display()))
            }
            std::fs::TryLockError::Error(error) => broken(&error),
        })?;
        let files = FileSystem::new(dir).map_err(|e| broken(&e))?;

        let mut config = S3Config::default();
        config.post_object_max_file_size = POST_MAX_BYTES;
        // Ours are a policy and a dozen short fields.
        config.form_max_field_size = 64 * 1024;
        config.form_max_fields_size = 256 * 1024;
        config.form_max_parts = 64;
        config.xml_max_body_size = 2 * 1024 * 1024;

        let mut builder = S3ServiceBuilder::new(files);
        builder.set_auth(SimpleAuth::from_single(access_key, secret_key));
        builder.set_config(Arc::new(StaticConfigProvider::new(Arc::new(config))));
        Ok(Self {
            service: builder.build(),
            _lock: Arc::new(lock),
        })
    }

    /// Answers one request. What a client does wrong is an S3 error document, not an error here.
    pub async fn call(&self, request: Request<Body>) -> Response<Body> {
        match self.service.call(request).await {
            Ok(response) => response,
            Err(error) => {
                tracing::error!(?error, "the embedded object store failed");
                let mut response = Response::new(Body::default());
                *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
                response
            }
        }
    }

    /// The service itself, for servers that take a hyper or tower service.
    pub fn service(&self) -> S3Service {
        self.service.clone()
    }
}

/// The body of a request with these headers, and where to send its chunks: nowhere if it has none.
pub fn request_body(headers: &HeaderMap) -> (Option<BodySender>, Body) {
    if !headers.contains_key(header::CONTENT_LENGTH) && !headers.contains_key(header::TRANSFER_ENCODING) {
        return (None, Body::default());
    }
    let (sender, mut receiver) = mpsc::channel(CHUNKS_IN_FLIGHT);
    let chunks = stream::poll_fn(move |cx| receiver.poll_recv(cx));
    (Some(sender), Body::from(StreamingBlob::wrap(chunks)))
}

//! Object storage over the S3 protocol.
//!
//! Two addresses of one bucket: the *internal* one for calls of this server, the *public* one that presigned
//! requests name, because SigV4 signs the `Host` the browser will send.

mod config;
mod sign;

use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use futures_util::StreamExt as _;
use s3::Bucket;
use s3::serde_types::Part;
use sha2::{Digest as _, Sha256};

use crate::{MediaError, keys};
pub use config::StoreConfig;
use config::bucket;

type Result<T> = std::result::Result<T, MediaError>;

/// Limit of small calls (head, delete, ranges): also what a request waits at most for storage that does not answer.
/// rust-s3's HTTP client has no limit of its own for connecting; this one includes it.
const QUICK: Duration = Duration::from_secs(5);
/// Limit of the readiness check, connecting included.
const READINESS: Duration = Duration::from_secs(2);
/// Limit of joining parts and of copying inside storage, which may take as long as the file is large.
const INSIDE: Duration = Duration::from_secs(300);
/// Limit of transfers between storage and this server unless [`Store::with_transfer_timeout`] says otherwise.
const TRANSFER: Duration = Duration::from_secs(60);

/// The object the readiness check reads, and writes the first time.
const SENTINEL: &str = "health/ready";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectInfo {
    /// Bytes.
    pub size: u64,
    /// As announced by whoever put it there; the content decides, not this.
    pub content_type: Option<String>,
}

/// One bucket. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    quick: Arc<Bucket>,
    readiness: Arc<Bucket>,
    inside: Arc<Bucket>,
    transfer: Arc<Bucket>,
    public: Arc<Bucket>,
}

impl Store {
    /// Checks the configuration; reaches out to nothing.
    pub fn open(config: &StoreConfig) -> Result<Self> {
        // A retry belongs to whoever waits for the answer; here it would only double the time until a 503.
        s3::set_retries(0);
        let internal = bucket(config, &config.endpoint)?;
        let limited = |limit| internal.with_request_timeout(limit).map(Arc::from);
        Ok(Self {
            quick: limited(QUICK)?,
            readiness: limited(READINESS)?,
            inside: limited(INSIDE)?,
            transfer: limited(TRANSFER)?,
            public: Arc::new(bucket(config, &config.public_endpoint)?),
        })
    }

    /// The same store with another limit for reading and writing whole objects.
    pub fn with_transfer_timeout(mut self, limit: Duration) -> Result<Self> {
        self.transfer = Arc::from(self.transfer.with_request_timeout(limit)?);
        Ok(self)
    }

    /// Begins an upload in parts; the answer names it.
    pub async fn multipart_start(&self, key: &str, content_type: &str) -> Result<String> {
        timed("multipart_start", async {
            keys::check(key)?;
            let started = self.quick.initiate_multipart_upload(key, content_type).await?;
            Ok(started.upload_id)
        })
        .await
    }

    /// Joins the parts `(number, etag)`, in any order. `Rejected` if one is missing or too small, `NotFound` if the
    /// upload was completed or aborted before.
    pub async fn multipart_complete(
        &self,
        key: &str,
        upload_id: &str,
        mut parts: Vec<(u32, String)>,
    ) -> Result<()> {
        timed("multipart_complete", async {
            keys::check(key)?;
            check_upload_id(upload_id)?;
            parts.sort_unstable_by_key(|(number, _)| *number);
            let parts = parts
                .into_iter()
                .map(|(part_number, etag)| Part { part_number, etag })
                .collect();
            self.inside
                .complete_multipart_upload(key, upload_id, parts)
                .await?;
            Ok(())
        })
        .await
    }

    /// Gives up an upload in parts and frees what was sent. Fine if there is none (any more).
    pub async fn multipart_abort(&self, key: &str, upload_id: &str) -> Result<()> {
        timed("multipart_abort", async {
            keys::check(key)?;
            check_upload_id(upload_id)?;
            match self
                .quick
                .abort_upload(key, upload_id)
                .await
                .map_err(MediaError::from)
            {
                Err(MediaError::NotFound) => Ok(()),
                other => other,
            }
        })
        .await
    }

    /// What is known of an object; `None` if there is none.
    pub async fn head(&self, key: &str) -> Result<Option<ObjectInfo>> {
        timed("head", async {
            keys::check(key)?;
            match self.quick.head_object(key).await.map_err(MediaError::from) {
                Ok((head, _)) => Ok(Some(ObjectInfo {
                    size: head
                        .content_length
                        .and_then(|n| u64::try_from(n).ok())
                        .ok_or_else(|| broken("storage did not tell the size of an object"))?,
                    content_type: head.content_type,
                })),
                Err(MediaError::NotFound) => Ok(None),
                Err(error) => Err(error),
            }
        })
        .await
    }

    /// A whole object of at most `max_bytes`; `Rejected` as soon as it turns out larger.
    pub async fn get(&self, key: &str, max_bytes: u64) -> Result<Bytes> {
        let mut whole = BytesMut::new();
        self.read(key, max_bytes, |chunk| whole.extend_from_slice(chunk))
            .await?;
        Ok(whole.freeze())
    }

    /// Lower-case hex SHA-256 of an object of at most `max_bytes`, read as a stream.
    pub async fn sha256(&self, key: &str, max_bytes: u64) -> Result<String> {
        let mut sum = Sha256::new();
        self.read(key, max_bytes, |chunk| sum.update(chunk)).await?;
        Ok(format!("{:x}", sum.finalize()))
    }

    /// Writes an object of at most `max_bytes` to a file, piece by piece.
    pub async fn read_into(&self, key: &str, max_bytes: u64, to: &mut std::fs::File) -> Result<()> {
        use std::io::Write as _;
        let mut failed = None;
        self.read(key, max_bytes, |chunk| {
            if failed.is_none() {
                failed = to.write_all(chunk).err();
            }
        })
        .await?;
        match failed {
            None => Ok(()),
            Some(error) => Err(broken(format!("writing a file: {error}"))),
        }
    }

    /// Writes an object from a file, piece by piece, replacing one of the same key.
    pub async fn put_file(&self, key: &str, from: &std::path::Path, content_type: &str) -> Result<()> {
        timed("put", async {
            keys::check(key)?;
            let opened = tokio::fs::File::open(from).await;
            let mut file = opened.map_err(|error| broken(format!("reading {}: {error}", from.display())))?;
            self.inside
                .put_object_stream_with_content_type(&mut file, key, content_type)
                .await?;
            Ok(())
        })
        .await
    }

    async fn read(&self, key: &str, max_bytes: u64, take: impl FnMut(&[u8])) -> Result<()> {
        timed("get", self.read_pieces(key, max_bytes, take)).await
    }

    async fn read_pieces(&self, key: &str, max_bytes: u64, mut take: impl FnMut(&[u8])) -> Result<()> {
        keys::check(key)?;
        let mut stream = self.transfer.get_object_stream(key).await?;
        let mut left = max_bytes;
        while let Some(chunk) = stream.bytes().next().await {
            let chunk = chunk?;
            left = left.checked_sub(chunk.len() as u64).ok_or_else(|| {
                MediaError::Rejected(format!("the object is larger than {max_bytes} bytes"))
            })?;
            take(&chunk);
        }
        Ok(())
    }

    /// The bytes from `from`, at most `len` of them; fewer at the end of the object, none beyond it.
    pub async fn get_range(&self, key: &str, from: u64, len: u64) -> Result<Bytes> {
        timed("get_range", async {
            keys::check(key)?;
            if len == 0 {
                return Ok(Bytes::new());
            }
            let last = from.saturating_add(len - 1);
            let answer = self.quick.get_object_range(key, from, Some(last)).await;
            match answer.map_err(MediaError::from) {
                Ok(part) => Ok(part.into_bytes()),
                Err(MediaError::Rejected(why)) if why.starts_with("HTTP 416") => Ok(Bytes::new()),
                Err(error) => Err(error),
            }
        })
        .await
    }

    /// Writes an object, replacing one of the same key.
    pub async fn put(&self, key: &str, bytes: &[u8], content_type: &str) -> Result<()> {
        timed("put", async {
            keys::check(key)?;
            self.transfer
                .put_object_with_content_type(key, bytes, content_type)
                .await?;
            Ok(())
        })
        .await
    }

    /// Copies inside storage, up to 5 GB.
    pub async fn copy(&self, from: &str, to: &str) -> Result<()> {
        timed("copy", async {
            keys::check(from)?;
            keys::check(to)?;
            self.inside.copy_object_internal(from, to).await?;
            Ok(())
        })
        .await
    }

    /// Fine if there is none.
    pub async fn delete(&self, key: &str) -> Result<()> {
        timed("delete", async {
            keys::check(key)?;
            match self.quick.delete_object(key).await.map_err(MediaError::from) {
                Ok(_) | Err(MediaError::NotFound) => Ok(()),
                Err(error) => Err(error),
            }
        })
        .await
    }

    /// Whether storage answers, accepts our key and lets us read and (the first time) write. At most 4 seconds.
    ///
    /// Not `HEAD` of the bucket: not every server has it, and a `HEAD` cannot tell a missing bucket from a missing
    /// object.
    pub async fn check(&self) -> Result<()> {
        timed("check", async {
            match self
                .readiness
                .get_object(SENTINEL)
                .await
                .map_err(MediaError::from)
            {
                Ok(_) => Ok(()),
                Err(MediaError::NotFound) => {
                    self.readiness
                        .put_object_with_content_type(SENTINEL, b"ready", "text/plain")
                        .await?;
                    Ok(())
                }
                Err(error) => Err(error),
            }
        })
        .await
    }
}

/// Times a call for an operator's figures. What is not there, or was refused for what it is, is an answer as good as any.
async fn timed<T>(operation: &'static str, call: impl Future<Output = Result<T>>) -> Result<T> {
    let begun = Instant::now();
    let answer = call.await;
    let outcome = match &answer {
        Ok(_) | Err(MediaError::NotFound | MediaError::Rejected(_)) => "ok",
        Err(_) => "failed",
    };
    metrics::histogram!("kepu_storage_seconds", "operation" => operation, "outcome" => outcome)
        .record(begun.elapsed());
    answer
}

/// rust-s3 puts it into the address as it is. Storage issues it, but it comes back from our database.
fn check_upload_id(upload_id: &str) -> Result<()> {
    let fine = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'~');
    if !upload_id.is_empty() && upload_id.bytes().all(fine) {
        Ok(())
    } else {
        Err(broken(format!("not an upload identifier: {upload_id:?}")))
    }
}

fn broken(why: impl Into<String>) -> MediaError {
    MediaError::Broken(why.into())
}

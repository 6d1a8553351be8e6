//! From an upload to a file: the one way by which bytes come under `files/`.

use std::collections::BTreeMap;

use bytes::Bytes;
use domain::media::MediaKind;
use domain::problem::{Fault, FaultCode, Faults};
use domain::supplement::PhotoEvidence;
use sha2::{Digest as _, Sha256};
use thiserror::Error;
use tokio::sync::Semaphore;
use tokio::task;

use crate::attachment::{self, Sniffed};
use crate::picture::{self, Picture};
use crate::sniff::{self, FILE};
use crate::store::Store;
use crate::video::{self, ProbeError, StoredObject};
use crate::{MediaError, keys};

/// Name of the variant that is the file itself.
pub const ORIGINAL: &str = "original";
/// Name of the rendering for the screen.
const VIEW: &str = "view";

/// Films above are not read whole for their checksum: their size is signed and checked, and the person who waits
/// would wait for a gigabyte.
const MAX_HASHED_FILM: u64 = 64 * 1024 * 1024;

/// Pictures decoded at the same time; the largest take some 500 MB each.
static DECODERS: Semaphore = Semaphore::const_new(2);

/// A file that was found in order and lies under its final keys.
#[derive(Debug, Clone, PartialEq)]
pub struct Verified {
    /// By content.
    pub content_type: String,
    /// Bytes of what is kept, which for pictures is not what was uploaded.
    pub size: u64,
    /// Pixels, upright.
    pub width: Option<u32>,
    pub height: Option<u32>,
    pub duration_seconds: Option<f64>,
    /// Of pictures, see [`Picture::phash`].
    pub phash: Option<u64>,
    /// Object keys by variant: always `original`; for pictures `thumb`, and except for posters `view`.
    pub variants: BTreeMap<String, String>,
    /// Of photos: when and where they were taken, see [`picture::evidence`]. What is kept no longer tells it; whoever
    /// stores this must seal it.
    pub evidence: Option<PhotoEvidence>,
}

#[derive(Debug, Error)]
pub enum VerifyError {
    /// The file is not acceptable, and deleted.
    #[error("the file does not meet the requirements")]
    Rejected(Faults),
    /// Nothing was uploaded under this key (or it was verified before).
    #[error("nothing was uploaded")]
    Missing,
    /// The upload stays where it is; try again.
    #[error("object storage is unavailable: {0}")]
    Unavailable(String),
    #[error("verification failed: {0}")]
    Broken(String),
}

impl From<MediaError> for VerifyError {
    fn from(error: MediaError) -> Self {
        match error {
            MediaError::Unavailable(why) => Self::Unavailable(why),
            MediaError::NotFound => Self::Missing,
            MediaError::Rejected(why) | MediaError::Broken(why) => Self::Broken(why),
        }
    }
}

impl From<Faults> for VerifyError {
    fn from(faults: Faults) -> Self {
        Self::Rejected(faults)
    }
}

impl From<Fault> for VerifyError {
    fn from(fault: Fault) -> Self {
        Self::Rejected(fault.into())
    }
}

impl From<ProbeError> for VerifyError {
    fn from(error: ProbeError) -> Self {
        match error {
            ProbeError::Rejected(faults) => Self::Rejected(faults),
            ProbeError::Storage(error) => error.into(),
        }
    }
}

/// Judges the upload under `key` ([`keys::pending`]) and brings what is to be kept under its final keys
/// ([`keys::verified`]); the upload is then deleted, as it is when refused.
///
/// `announced_size` in bytes and `sha256` (hex, either case) are what the client said before uploading. The sum of a
/// film is compared up to 64 MiB. May be called again after `Unavailable`.
pub async fn verify(
    store: &Store,
    kind: MediaKind,
    key: &str,
    announced_size: u64,
    sha256: Option<&str>,
) -> Result<Verified, VerifyError> {
    let id = keys::id_of_pending(key)
        .ok_or_else(|| VerifyError::Broken(format!("not the key of an upload: {key:?}")))?;
    let found = judge(store, kind, id, key, announced_size, sha256).await;
    if matches!(found, Ok(_) | Err(VerifyError::Rejected(_))) {
        discard(store, key).await;
    }
    found
}

async fn judge(
    store: &Store,
    kind: MediaKind,
    id: &str,
    key: &str,
    announced_size: u64,
    sha256: Option<&str>,
) -> Result<Verified, VerifyError> {
    let size = store.head(key).await?.ok_or(VerifyError::Missing)?.size;
    let mut faults = sniff::check_size(kind, size);
    if size != announced_size && size != 0 {
        faults.add(FILE, FaultCode::SizeMismatch);
    }
    faults.into_result()?;
    match kind {
        MediaKind::Video => film(store, id, key, size, sha256).await,
        MediaKind::Poster
        | MediaKind::Photo
        | MediaKind::ReportScreenshot
        | MediaKind::Proof
        | MediaKind::Attachment => {
            let bytes = store.get(key, size).await?;
            if let Some(expected) = sha256 {
                compare(expected, &format!("{:x}", Sha256::digest(&bytes)))?;
            }
            still(store, kind, id, bytes).await
        }
    }
}

/// A film is copied first and judged afterwards: whoever holds the upload's signed request could still change the
/// original, but not the copy.
async fn film(
    store: &Store,
    id: &str,
    key: &str,
    size: u64,
    sha256: Option<&str>,
) -> Result<Verified, VerifyError> {
    let kept = keys::verified(id, ORIGINAL);
    store.copy(key, &kept).await?;
    let found = judge_film(store, &kept, size, sha256).await;
    match found {
        Ok(film) => Ok(Verified {
            content_type: film.content_type.to_owned(),
            size,
            width: film.width,
            height: film.height,
            duration_seconds: Some(film.duration_seconds),
            phash: None,
            variants: BTreeMap::from([(ORIGINAL.to_owned(), kept)]),
            evidence: None,
        }),
        Err(error) => {
            discard(store, &kept).await;
            Err(error)
        }
    }
}

async fn judge_film(
    store: &Store,
    key: &str,
    size: u64,
    sha256: Option<&str>,
) -> Result<video::Film, VerifyError> {
    let copied = store.head(key).await?.ok_or(VerifyError::Missing)?.size;
    if copied != size {
        return Err(Fault::new(FILE, FaultCode::SizeMismatch).into());
    }
    let film = video::probe(&StoredObject { store, key, size }).await?;
    if let Some(expected) = sha256
        && size <= MAX_HASHED_FILM
    {
        compare(expected, &store.sha256(key, size).await?)?;
    }
    Ok(film)
}

/// What was found in an upload that is not a film.
enum Still {
    Picture(Picture, Option<PhotoEvidence>),
    Document(&'static str),
}

async fn still(store: &Store, kind: MediaKind, id: &str, bytes: Bytes) -> Result<Verified, VerifyError> {
    let turn = DECODERS.acquire().await;
    let uploaded = bytes.clone();
    let found = task::spawn_blocking(move || look(kind, &uploaded)).await;
    drop(turn);
    let kept = keys::verified(id, ORIGINAL);
    let mut variants = BTreeMap::from([(ORIGINAL.to_owned(), kept.clone())]);
    match found.map_err(|e| gave_up(&e))?? {
        Still::Document(content_type) => {
            store.put(&kept, &bytes, content_type).await?;
            Ok(Verified {
                content_type: content_type.to_owned(),
                size: bytes.len() as u64,
                width: None,
                height: None,
                duration_seconds: None,
                phash: None,
                variants,
                evidence: None,
            })
        }
        Still::Picture(picture, evidence) => {
            if kind != MediaKind::Poster {
                // Unless there is a smaller one, the picture is its own view.
                variants.insert(VIEW.to_owned(), kept.clone());
            }
            for variant in &picture.variants {
                let key = keys::verified(id, variant.name);
                store.put(&key, &variant.bytes, "image/jpeg").await?;
                variants.insert(variant.name.to_owned(), key);
            }
            store.put(&kept, &picture.bytes, picture.content_type).await?;
            Ok(Verified {
                content_type: picture.content_type.to_owned(),
                size: picture.bytes.len() as u64,
                width: Some(picture.width),
                height: Some(picture.height),
                duration_seconds: None,
                phash: Some(picture.phash),
                variants,
                evidence,
            })
        }
    }
}

fn look(kind: MediaKind, bytes: &[u8]) -> Result<Still, Faults> {
    if matches!(kind, MediaKind::Proof | MediaKind::Attachment)
        && let Sniffed::Document(content_type) = attachment::inspect(kind, bytes)?
    {
        return Ok(Still::Document(content_type));
    }
    let picture = picture::inspect_and_normalise(kind, bytes)?;
    let evidence = if kind == MediaKind::Photo {
        picture::evidence(bytes)
    } else {
        None
    };
    Ok(Still::Picture(picture, evidence))
}

/// A decoder that panics did so over this file; everything else about it was fine.
fn gave_up(error: &task::JoinError) -> VerifyError {
    if error.is_panic() {
        tracing::error!(%error, "a decoder panicked over an upload");
        sniff::unreadable().into()
    } else {
        VerifyError::Broken(error.to_string())
    }
}

fn compare(expected: &str, found: &str) -> Result<(), Fault> {
    if expected.eq_ignore_ascii_case(found) {
        Ok(())
    } else {
        Err(Fault::new(FILE, FaultCode::ChecksumMismatch))
    }
}

/// Leftovers under `pending/` are never served; failing to delete one is no reason to fail.
async fn discard(store: &Store, key: &str) {
    if let Err(error) = store.delete(key).await {
        tracing::warn!(%error, key, "an object could not be deleted and stays behind");
    }
}

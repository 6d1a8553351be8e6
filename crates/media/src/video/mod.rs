//! Length and size of an mp4 or mov film, from a few ranges of its object.
//!
//! A film has up to 1 GB and is neither downloaded nor decoded: only the boxes that describe it are read (ISO/IEC
//! 14496-12, QuickTime File Format). Own lines rather than a crate: those that get fragmented files right (`re_mp4`)
//! want the whole file at hand, and those that work on ranges answer 0 or an error for fragmented ones. What is read
//! is bounded, whatever the boxes claim: see [`window::MAX_READS`].
//!
//! The length is the longest that any of the descriptions tells (`mvhd`, `mehd`, the tracks' edit lists or sample
//! times, the sum of the fragments' samples): they disagree by the length of an audio frame in honest files, and a
//! fragmented file's `mvhd` says 0.

mod boxes;
mod fields;
mod movie;
mod window;

use std::future::Future;

use bytes::Bytes;
use domain::media::MediaKind;
use domain::problem::Faults;
use thiserror::Error;

use crate::store::Store;
use crate::{MediaError, sniff};
use boxes::BoxHeader;
use movie::Movie;
use window::Window;

/// Something that can be read piece by piece.
pub trait ReadAt {
    /// Bytes.
    fn size(&self) -> u64;
    /// The `len` bytes from `offset`; fewer only at the end.
    fn read_at(&self, offset: u64, len: u64) -> impl Future<Output = Result<Bytes, MediaError>> + Send;
}

/// An object in storage, read by range requests.
pub struct StoredObject<'a> {
    pub store: &'a Store,
    pub key: &'a str,
    /// Bytes.
    pub size: u64,
}

impl ReadAt for StoredObject<'_> {
    fn size(&self) -> u64 {
        self.size
    }
    async fn read_at(&self, offset: u64, len: u64) -> Result<Bytes, MediaError> {
        self.store.get_range(self.key, offset, len).await
    }
}

impl ReadAt for Bytes {
    fn size(&self) -> u64 {
        self.len() as u64
    }
    async fn read_at(&self, offset: u64, len: u64) -> Result<Bytes, MediaError> {
        let end = offset.saturating_add(len).min(self.size());
        Ok(self.slice(offset.min(end) as usize..end as usize))
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Film {
    /// `video/mp4` or `video/quicktime`.
    pub content_type: &'static str,
    pub duration_seconds: f64,
    /// Pixels, upright (a phone's film lies on its side with a note to turn it).
    pub width: Option<u32>,
    pub height: Option<u32>,
}

#[derive(Debug, Error)]
pub enum ProbeError {
    #[error("the film does not meet the requirements")]
    Rejected(Faults),
    #[error(transparent)]
    Storage(#[from] MediaError),
}

/// Why the walk ended early.
#[derive(Debug)]
enum Stop {
    /// The boxes go beyond the end of the file.
    Truncated,
    /// The boxes contradict themselves, or describe more than is read.
    Unreadable,
    Storage(MediaError),
}

impl From<MediaError> for Stop {
    fn from(error: MediaError) -> Self {
        Self::Storage(error)
    }
}

/// Longest film that is believed, seconds.
const MAX_SECONDS: f64 = 100.0 * 3600.0;

/// Reads what a film says of itself.
pub async fn probe(source: &impl ReadAt) -> Result<Film, ProbeError> {
    let size = source.size();
    let rejected = |faults: Faults| Err(ProbeError::Rejected(faults));
    let faults = sniff::check_size(MediaKind::Video, size);
    if !faults.is_empty() {
        return rejected(faults);
    }
    let mut window = Window::new(source);
    let head = match window.up_to(0, 4096).await {
        Ok(head) => head,
        Err(Stop::Storage(error)) => return Err(error.into()),
        Err(_) => return rejected(sniff::truncated().into()),
    };
    let Some(content_type) = boxes::content_type(&head) else {
        return rejected(sniff::wrong_type(MediaKind::Video, &head).into());
    };
    let movie = match walk(&mut window, size).await {
        Ok(movie) => movie,
        Err(Stop::Truncated) => return rejected(sniff::truncated().into()),
        Err(Stop::Unreadable) => return rejected(sniff::unreadable().into()),
        Err(Stop::Storage(error)) => return Err(error.into()),
    };
    let Some(track) = movie.film_track() else {
        // The description comes last when recording: without it the recording was cut off.
        return rejected(if movie.described {
            sniff::wrong_type_named(MediaKind::Video, "音频 audio").into()
        } else {
            sniff::truncated().into()
        });
    };
    let duration_seconds = movie.seconds();
    if !(duration_seconds > 0.0 && duration_seconds <= MAX_SECONDS) {
        return rejected(sniff::unreadable().into());
    }
    let (width, height) = track.size().unzip();
    Ok(Film {
        content_type,
        duration_seconds,
        width,
        height,
    })
}

/// The boxes of the file, one after the other.
async fn walk<S: ReadAt>(window: &mut Window<'_, S>, size: u64) -> Result<Movie, Stop> {
    let mut movie = Movie::default();
    let mut at = 0;
    while at < size {
        // Some recorders pad the end with fewer bytes than a box has.
        if size - at < 8 {
            break;
        }
        let found = BoxHeader::read(window, at, size).await?.ok_or(Stop::Truncated)?;
        match &found.kind {
            b"moov" => movie.read_moov(window, &found).await?,
            b"moof" => movie.read_moof(window, &found).await?,
            _ => {}
        }
        at = found.end;
    }
    Ok(movie)
}

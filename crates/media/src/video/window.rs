//! One stretch of the file in memory, moved where it is needed.

use bytes::Bytes;

use super::{ReadAt, Stop};

/// Bytes per read: a fragment's description in one, a film's in two or three.
const STRETCH: u64 = 32 * 1024;

/// Most reads for one file, hence 64 MiB. An honest film of 180 seconds needs five, fragmented by the second some 200.
pub(super) const MAX_READS: u32 = 2048;

pub(super) struct Window<'a, S> {
    source: &'a S,
    at: u64,
    stretch: Bytes,
    reads: u32,
}

impl<'a, S: ReadAt> Window<'a, S> {
    pub(super) fn new(source: &'a S) -> Self {
        Self {
            source,
            at: 0,
            stretch: Bytes::new(),
            reads: 0,
        }
    }

    /// The `N` bytes at `offset`.
    pub(super) async fn exactly<const N: usize>(&mut self, offset: u64) -> Result<[u8; N], Stop> {
        let found = self.up_to(offset, N).await?;
        found[..].try_into().map_err(|_| Stop::Truncated)
    }

    /// The bytes at `offset`, `len` of them (at most a stretch) or those up to the end of the file.
    pub(super) async fn up_to(&mut self, offset: u64, len: usize) -> Result<Bytes, Stop> {
        debug_assert!(len as u64 <= STRETCH);
        let size = self.source.size();
        let wanted = (len as u64).min(size.saturating_sub(offset));
        let end = offset + wanted;
        if offset < self.at || end > self.at + self.stretch.len() as u64 {
            if self.reads == MAX_READS {
                return Err(Stop::Unreadable);
            }
            self.reads += 1;
            self.stretch = self
                .source
                .read_at(offset, STRETCH.min(size - offset.min(size)))
                .await?;
            self.at = offset;
            if (self.stretch.len() as u64) < wanted {
                // Storage gave less than it said the object has.
                return Err(Stop::Truncated);
            }
        }
        let from = (offset - self.at) as usize;
        Ok(self.stretch.slice(from..from + wanted as usize))
    }
}

//! The frame of every box: its size, its name, what is inside.

use super::window::Window;
use super::{ReadAt, Stop};

/// What the file's head says it is; `None` if it is no film at all.
pub(super) fn content_type(head: &[u8]) -> Option<&'static str> {
    let (Some(name), Some(brand)) = (head.get(4..8), head.get(8..12)) else {
        return None;
    };
    match name {
        b"ftyp" => match brand {
            b"qt  " => Some("video/quicktime"),
            // Pictures, books and songs in the same container.
            b"heic" | b"heix" | b"hevc" | b"mif1" | b"msf1" | b"avif" | b"avis" | b"crx " | b"M4A "
            | b"M4B " | b"M4P " => None,
            _ => Some("video/mp4"),
        },
        // QuickTime before there was `ftyp`.
        b"moov" | b"mdat" | b"wide" | b"free" | b"skip" | b"pnot" => Some("video/quicktime"),
        _ => None,
    }
}

#[derive(Debug, Clone, Copy)]
pub(super) struct BoxHeader {
    pub(super) kind: [u8; 4],
    /// Where its content begins.
    pub(super) body: u64,
    /// Where the next box begins.
    pub(super) end: u64,
}

impl BoxHeader {
    /// The box at `at` of something that ends at `end`. `None` if it is larger than what it lies in.
    pub(super) async fn read<S: ReadAt>(
        window: &mut Window<'_, S>,
        at: u64,
        end: u64,
    ) -> Result<Option<Self>, Stop> {
        if end.saturating_sub(at) < 8 {
            return Ok(None);
        }
        let [s0, s1, s2, s3, kind @ ..] = window.exactly::<8>(at).await?;
        let (size, head) = match u32::from_be_bytes([s0, s1, s2, s3]) {
            0 => (end - at, 8),
            1 if end - at < 16 => return Ok(None),
            1 => (u64::from_be_bytes(window.exactly(at + 8).await?), 16),
            size => (u64::from(size), 8),
        };
        if size < head {
            return Err(Stop::Unreadable);
        }
        Ok(at
            .checked_add(size)
            .filter(|box_end| *box_end <= end)
            .map(|box_end| Self {
                kind,
                body: at + head,
                end: box_end,
            }))
    }

    pub(super) fn len(&self) -> u64 {
        self.end - self.body
    }
}

/// The boxes inside a box.
pub(super) struct Children {
    at: u64,
    end: u64,
}

impl Children {
    pub(super) fn of(parent: &BoxHeader) -> Self {
        Self {
            at: parent.body,
            end: parent.end,
        }
    }

    pub(super) async fn next<S: ReadAt>(
        &mut self,
        window: &mut Window<'_, S>,
    ) -> Result<Option<BoxHeader>, Stop> {
        // QuickTime ends some lists with four zero bytes.
        if self.end - self.at < 8 {
            return Ok(None);
        }
        let found = BoxHeader::read(window, self.at, self.end)
            .await?
            .ok_or(Stop::Unreadable)?;
        self.at = found.end;
        Ok(Some(found))
    }
}

/// Big-endian number at `at` of a box's content; `None` beyond it.
pub(super) fn u16_at(body: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(body.get(at..at + 2)?.try_into().ok()?))
}

pub(super) fn u32_at(body: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(body.get(at..at + 4)?.try_into().ok()?))
}

pub(super) fn u64_at(body: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_be_bytes(body.get(at..at + 8)?.try_into().ok()?))
}

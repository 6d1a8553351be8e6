//! What the description of a film says: its tracks, its times.

use super::boxes::{BoxHeader, Children, u16_at, u32_at, u64_at};
use super::window::Window;
use super::{ReadAt, Stop};

/// More tracks than any film has.
const MAX_TRACKS: usize = 64;

/// Bytes of a box that are looked at when it is not a table.
const SMALL: usize = 256;

/// Entries of a table per read; divides into a stretch of the window.
const ENTRIES: u64 = 1024;

#[derive(Debug, Default)]
pub(super) struct Movie {
    /// Whether there is a description at all.
    pub(super) described: bool,
    /// Units per second of `mvhd`, `mehd` and edit lists.
    timescale: u64,
    /// `mvhd` and `mehd`, in units.
    length: u64,
    tracks: Vec<Track>,
    /// By track: the length of a fragment's sample that tells none itself.
    default_lengths: Vec<(u32, u32)>,
}

#[derive(Debug, Default)]
pub(super) struct Track {
    id: u32,
    is_film: bool,
    /// Units per second of the track's samples.
    timescale: u64,
    /// `mdhd` and the sum of `stts`, in units of the track.
    samples: u64,
    /// Sum of the edit list, in units of the film; 0 without one.
    edited: u64,
    /// Sum of the fragments' samples, in units of the track.
    fragments: u64,
    /// As the player shows it, and as it is coded.
    shown: Option<(u32, u32)>,
    coded: Option<(u32, u32)>,
}

impl Track {
    pub(super) fn size(&self) -> Option<(u32, u32)> {
        self.shown.or(self.coded)
    }
}

impl Movie {
    pub(super) fn film_track(&self) -> Option<&Track> {
        self.tracks.iter().find(|t| t.is_film)
    }

    /// The longest that any description tells.
    pub(super) fn seconds(&self) -> f64 {
        let of = |units: u64, scale: u64| {
            if scale == 0 {
                0.0
            } else {
                units as f64 / scale as f64
            }
        };
        let tracks = self.tracks.iter().map(|t| {
            let plain = if t.edited > 0 {
                of(t.edited, self.timescale)
            } else {
                of(t.samples, t.timescale)
            };
            plain.max(of(t.fragments, t.timescale))
        });
        tracks.fold(of(self.length, self.timescale), f64::max)
    }

    pub(super) async fn read_moov<S: ReadAt>(
        &mut self,
        window: &mut Window<'_, S>,
        moov: &BoxHeader,
    ) -> Result<(), Stop> {
        self.described = true;
        let mut children = Children::of(moov);
        while let Some(child) = children.next(window).await? {
            match &child.kind {
                b"mvhd" => {
                    let body = small(window, &child).await?;
                    let (timescale, length) = times(&body).ok_or(Stop::Unreadable)?;
                    self.timescale = timescale;
                    self.length = self.length.max(length);
                }
                b"trak" => {
                    if self.tracks.len() == MAX_TRACKS {
                        return Err(Stop::Unreadable);
                    }
                    let mut track = Track::default();
                    track.read_trak(window, &child).await?;
                    self.tracks.push(track);
                }
                b"mvex" => self.read_mvex(window, &child).await?,
                _ => {}
            }
        }
        Ok(())
    }

    async fn read_mvex<S: ReadAt>(
        &mut self,
        window: &mut Window<'_, S>,
        mvex: &BoxHeader,
    ) -> Result<(), Stop> {
        let mut children = Children::of(mvex);
        while let Some(child) = children.next(window).await? {
            let body = small(window, &child).await?;
            match &child.kind {
                b"mehd" => {
                    let length = match body.first() {
                        Some(1) => u64_at(&body, 4),
                        _ => u32_at(&body, 4).map(u64::from),
                    };
                    self.length = self.length.max(length.filter(known).unwrap_or(0));
                }
                b"trex" => {
                    if let (Some(id), Some(length)) = (u32_at(&body, 4), u32_at(&body, 12))
                        && self.default_lengths.len() < MAX_TRACKS
                    {
                        self.default_lengths.push((id, length));
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    pub(super) async fn read_moof<S: ReadAt>(
        &mut self,
        window: &mut Window<'_, S>,
        moof: &BoxHeader,
    ) -> Result<(), Stop> {
        let mut children = Children::of(moof);
        while let Some(child) = children.next(window).await? {
            if &child.kind == b"traf" {
                self.read_traf(window, &child).await?;
            }
        }
        Ok(())
    }

    async fn read_traf<S: ReadAt>(
        &mut self,
        window: &mut Window<'_, S>,
        traf: &BoxHeader,
    ) -> Result<(), Stop> {
        let mut id = None;
        let mut default_length = None;
        let mut sum = 0_u64;
        let mut children = Children::of(traf);
        while let Some(child) = children.next(window).await? {
            match &child.kind {
                b"tfhd" => {
                    let body = small(window, &child).await?;
                    let flags = u32_at(&body, 0).ok_or(Stop::Unreadable)?;
                    id = u32_at(&body, 4);
                    // Optional fields in this order: base-data-offset, sample-description-index, default duration.
                    let at = 8 + if flags & 0x1 != 0 { 8 } else { 0 } + if flags & 0x2 != 0 { 4 } else { 0 };
                    default_length = (flags & 0x8 != 0).then(|| u32_at(&body, at)).flatten();
                }
                b"trun" => {
                    let of_track = || self.default_lengths.iter().find(|(of, _)| Some(*of) == id);
                    let length = default_length.or_else(|| of_track().map(|(_, length)| *length));
                    sum = sum.saturating_add(run_length(window, &child, length.unwrap_or(0)).await?);
                }
                _ => {}
            }
        }
        if let Some(track) = self.tracks.iter_mut().find(|t| Some(t.id) == id) {
            track.fragments = track.fragments.saturating_add(sum);
        }
        Ok(())
    }
}

impl Track {
    async fn read_trak<S: ReadAt>(
        &mut self,
        window: &mut Window<'_, S>,
        trak: &BoxHeader,
    ) -> Result<(), Stop> {
        let mut mdhd = 0;
        let mut stts = 0;
        // The boxes that are descended into, innermost last.
        let mut open = vec![Children::of(trak)];
        while let Some(children) = open.last_mut() {
            let Some(child) = children.next(window).await? else {
                open.pop();
                continue;
            };
            match &child.kind {
                b"mdia" | b"minf" | b"stbl" | b"edts" if open.len() < 8 => open.push(Children::of(&child)),
                b"tkhd" => self.read_tkhd(&small(window, &child).await?),
                b"mdhd" => {
                    let body = small(window, &child).await?;
                    (self.timescale, mdhd) = times(&body).ok_or(Stop::Unreadable)?;
                }
                // QuickTime has a second one, of the data: `url ` or `alis` there.
                b"hdlr" => self.is_film |= small(window, &child).await?.get(8..12) == Some(b"vide"),
                b"stsd" => self.coded = coded_size(&small(window, &child).await?).or(self.coded),
                b"stts" => stts = sum_of_pairs(window, &child).await?,
                b"elst" => self.edited = sum_of_edits(window, &child).await?,
                _ => {}
            }
        }
        self.samples = mdhd.max(stts);
        if !self.is_film {
            (self.shown, self.coded) = (None, None);
        }
        Ok(())
    }

    fn read_tkhd(&mut self, body: &[u8]) {
        // Version 1 has two times and the length in 8 bytes each.
        let (id, matrix) = if body.first() == Some(&1) {
            (20, 52)
        } else {
            (12, 40)
        };
        self.id = u32_at(body, id).unwrap_or(0);
        let fixed = |at| u32_at(body, at).map_or(0, |n| n >> 16);
        let (width, height) = (fixed(matrix + 36), fixed(matrix + 40));
        if width > 0 && height > 0 {
            // Turned by a quarter: the matrix has no scale but a shear.
            let turned = u32_at(body, matrix) == Some(0) && u32_at(body, matrix + 4) != Some(0);
            self.shown = Some(if turned { (height, width) } else { (width, height) });
        }
    }
}

async fn small<S: ReadAt>(window: &mut Window<'_, S>, found: &BoxHeader) -> Result<bytes::Bytes, Stop> {
    window
        .up_to(found.body, found.len().min(SMALL as u64) as usize)
        .await
}

/// Neither all ones: that means "not known".
fn known(length: &u64) -> bool {
    *length != u64::MAX && *length != u64::from(u32::MAX)
}

/// Units per second and length in `mvhd` and `mdhd`.
fn times(body: &[u8]) -> Option<(u64, u64)> {
    let (scale, length) = if body.first() == Some(&1) {
        (u32_at(body, 20)?, u64_at(body, 24)?)
    } else {
        (u32_at(body, 12)?, u64::from(u32_at(body, 16)?))
    };
    Some((u64::from(scale), Some(length).filter(known).unwrap_or(0)))
}

/// Width and height in the first entry of `stsd`.
fn coded_size(body: &[u8]) -> Option<(u32, u32)> {
    let size = (u32::from(u16_at(body, 40)?), u32::from(u16_at(body, 42)?));
    (size.0 > 0 && size.1 > 0).then_some(size)
}

/// Calls `take` with each entry of `entry` bytes of a table that begins at `at` and has `count` of them.
async fn each_entry<S: ReadAt>(
    window: &mut Window<'_, S>,
    table: &BoxHeader,
    at: u64,
    count: u32,
    entry: u64,
    mut take: impl FnMut(&[u8]),
) -> Result<(), Stop> {
    if u64::from(count) * entry > table.end.saturating_sub(at) {
        return Err(Stop::Unreadable);
    }
    let mut left = u64::from(count);
    let mut at = at;
    while left > 0 {
        let some = left.min(ENTRIES);
        let bytes = window.up_to(at, (some * entry) as usize).await?;
        bytes.chunks_exact(entry as usize).for_each(&mut take);
        at += some * entry;
        left -= some;
    }
    Ok(())
}

/// Σ count × length of `stts`.
async fn sum_of_pairs<S: ReadAt>(window: &mut Window<'_, S>, stts: &BoxHeader) -> Result<u64, Stop> {
    let count = u32_at(&small(window, stts).await?, 4).ok_or(Stop::Unreadable)?;
    let mut sum = 0_u64;
    each_entry(window, stts, stts.body + 8, count, 8, |entry| {
        let number = |at| u64::from(u32_at(entry, at).unwrap_or(0));
        sum = sum.saturating_add(number(0) * number(4));
    })
    .await?;
    Ok(sum)
}

/// Σ length of `elst`, the empty edits (a late start) included.
async fn sum_of_edits<S: ReadAt>(window: &mut Window<'_, S>, elst: &BoxHeader) -> Result<u64, Stop> {
    let body = small(window, elst).await?;
    let count = u32_at(&body, 4).ok_or(Stop::Unreadable)?;
    let long = body.first() == Some(&1);
    let mut sum = 0_u64;
    each_entry(
        window,
        elst,
        elst.body + 8,
        count,
        if long { 20 } else { 12 },
        |entry| {
            let length = if long {
                u64_at(entry, 0)
            } else {
                u32_at(entry, 0).map(u64::from)
            };
            sum = sum.saturating_add(length.filter(known).unwrap_or(0));
        },
    )
    .await?;
    Ok(sum)
}

/// Σ length of the samples of a `trun`.
async fn run_length<S: ReadAt>(
    window: &mut Window<'_, S>,
    trun: &BoxHeader,
    default: u32,
) -> Result<u64, Stop> {
    let body = small(window, trun).await?;
    let (Some(flags), Some(count)) = (u32_at(&body, 0), u32_at(&body, 4)) else {
        return Err(Stop::Unreadable);
    };
    if flags & 0x100 == 0 {
        return Ok(u64::from(count) * u64::from(default));
    }
    // data-offset, first-sample-flags; then per sample duration, size, flags, composition offset as flagged.
    let table = trun.body + 8 + if flags & 0x1 != 0 { 4 } else { 0 } + if flags & 0x4 != 0 { 4 } else { 0 };
    let entry = 4 * u64::from((flags & 0xF00).count_ones());
    let mut sum = 0_u64;
    each_entry(window, trun, table, count, entry, |entry| {
        sum = sum.saturating_add(u64::from(u32_at(entry, 0).unwrap_or(0)));
    })
    .await?;
    Ok(sum)
}

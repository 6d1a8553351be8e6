//! What the description of a film says: its tracks, its times.

use super::boxes::{BoxHeader, Children, u32_at, u64_at};
use super::fields::{coded_size, known, run_length, small, sum_of_edits, sum_of_pairs, times};
use super::window::Window;
use super::{ReadAt, Stop};

/// More tracks than any film has.
const MAX_TRACKS: usize = 64;

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

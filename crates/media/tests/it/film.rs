//! Films made for a test: only the boxes that describe one.

use bytes::Bytes;

pub(crate) fn boxed(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let size = u32::try_from(content.len() + 8).expect("fits").to_be_bytes();
    [&size[..], kind, content].concat()
}

/// A box with version and flags before its numbers.
fn numbers(kind: &[u8; 4], flags: u32, numbers: &[u32]) -> Vec<u8> {
    let all = std::iter::once(&flags).chain(numbers);
    boxed(kind, &all.flat_map(|n| n.to_be_bytes()).collect::<Vec<_>>())
}

/// One film track. Times in units per second that are unlike those of the whole film on purpose.
#[derive(Clone)]
pub(crate) struct Film {
    pub(crate) brand: [u8; 4],
    pub(crate) handler: [u8; 4],
    /// Seconds that `mvhd` tells.
    pub(crate) header: u32,
    /// Seconds of the samples, `None` if they are in fragments.
    pub(crate) samples: Option<u32>,
    /// Seconds of an edit list.
    pub(crate) edit: Option<u32>,
    /// Seconds in `mehd`.
    pub(crate) extends: Option<u32>,
    /// Quarter turn.
    pub(crate) turned: bool,
}

pub(crate) const FILM: Film = Film {
    brand: *b"isom",
    handler: *b"vide",
    header: 190,
    samples: Some(190),
    edit: None,
    extends: None,
    turned: false,
};

const MOVIE_SCALE: u32 = 600;
pub(crate) const TRACK_SCALE: u32 = 15_000;

impl Film {
    pub(crate) fn ftyp(&self) -> Vec<u8> {
        boxed(b"ftyp", &[&self.brand[..], &[0, 0, 2, 0], b"mp41"].concat())
    }

    pub(crate) fn moov(&self) -> Vec<u8> {
        let one = 1 << 16;
        let matrix = if self.turned {
            [0, one, 0, !one + 1, 0, 0, 0, 0, 1 << 30]
        } else {
            [one, 0, 0, 0, one, 0, 0, 0, 1 << 30]
        };
        let mut header = vec![0, 0, MOVIE_SCALE, self.header * MOVIE_SCALE, one, 1 << 24, 0, 0];
        header.extend(matrix);
        header.extend([0, 0, 0, 0, 0, 0, 2]);

        let mut track = vec![0, 0, 1, 0, self.header * MOVIE_SCALE, 0, 0, 0, 0];
        track.extend(matrix);
        track.extend([1280 << 16, 720 << 16]);

        let samples = self.samples.unwrap_or(0) * TRACK_SCALE;
        let mut entry = vec![0; 78];
        entry[24..28].copy_from_slice(&[2, 128, 1, 104]);
        let description = [&[0; 4][..], &[0, 0, 0, 1], &boxed(b"avc1", &entry)].concat();
        let times = match self.samples {
            Some(seconds) => vec![1, seconds * 30, TRACK_SCALE / 30],
            None => vec![0],
        };
        let stbl = [boxed(b"stsd", &description), numbers(b"stts", 0, &times)].concat();
        let mdia = [
            numbers(b"mdhd", 0, &[0, 0, TRACK_SCALE, samples, 0]),
            boxed(b"hdlr", &[&[0; 8][..], &self.handler, &[0; 13]].concat()),
            boxed(b"minf", &boxed(b"stbl", &stbl)),
        ]
        .concat();
        let mut trak = numbers(b"tkhd", 3, &track);
        if let Some(seconds) = self.edit {
            trak.extend(boxed(
                b"edts",
                &numbers(b"elst", 0, &[1, seconds * MOVIE_SCALE, 0, 1 << 16]),
            ));
        }
        trak.extend(boxed(b"mdia", &mdia));

        let mut moov = [numbers(b"mvhd", 0, &header), boxed(b"trak", &trak)].concat();
        if self.samples.is_none() {
            let mut mvex = numbers(b"trex", 0, &[1, 1, TRACK_SCALE / 25, 0, 0]);
            if let Some(seconds) = self.extends {
                mvex.extend(numbers(b"mehd", 0, &[seconds * MOVIE_SCALE]));
            }
            moov.extend(boxed(b"mvex", &mvex));
        }
        boxed(b"moov", &moov)
    }

    /// Description first, then the pictures.
    pub(crate) fn bytes(&self) -> Bytes {
        [self.ftyp(), self.moov(), boxed(b"mdat", &[0x5A; 5000])]
            .concat()
            .into()
    }

    /// Followed by fragments.
    pub(crate) fn with(&self, fragments: &[Vec<u8>]) -> Bytes {
        [self.ftyp(), self.moov(), fragments.concat()].concat().into()
    }
}

/// `count` samples of the length the track gives (a 25th of a second), or the fragment itself.
pub(crate) fn fragment(count: u32, own_default: Option<u32>) -> Vec<u8> {
    let header = match own_default {
        Some(length) => numbers(b"tfhd", 0x2_0008, &[1, length]),
        None => numbers(b"tfhd", 0x2_0000, &[1]),
    };
    let run = numbers(b"trun", 0x1, &[count, 100]);
    whole_fragment(&[header, run].concat())
}

/// Samples that each tell their length (and size).
pub(crate) fn fragment_of(lengths: &[u32]) -> Vec<u8> {
    let mut run = vec![u32::try_from(lengths.len()).expect("fits"), 100];
    run.extend(lengths.iter().flat_map(|length| [*length, 77]));
    let header = numbers(b"tfhd", 0x2_0000, &[1]);
    whole_fragment(&[header, numbers(b"trun", 0x301, &run)].concat())
}

fn whole_fragment(traf: &[u8]) -> Vec<u8> {
    let moof = [numbers(b"mfhd", 0, &[1]), boxed(b"traf", traf)].concat();
    [boxed(b"moof", &moof), boxed(b"mdat", &[0x5A; 300])].concat()
}

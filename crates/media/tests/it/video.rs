use std::sync::atomic::{AtomicU32, Ordering};

use bytes::Bytes;
use domain::problem::FaultCode::{self, *};
use futures_util::FutureExt as _;
use media::MediaError;
use media::video::{Film, ProbeError, ReadAt, probe};
use proptest::prelude::*;

use crate::film::{FILM, Film as Made, TRACK_SCALE, boxed, fragment, fragment_of};

fn look(source: &impl ReadAt) -> Result<Film, ProbeError> {
    probe(source)
        .now_or_never()
        .expect("memory does not make one wait")
}

fn film(bytes: Bytes) -> Film {
    look(&bytes).expect("a fine film")
}

fn fault(bytes: &[u8]) -> (FaultCode, String) {
    match look(&Bytes::copy_from_slice(bytes)) {
        Err(ProbeError::Rejected(faults)) => {
            let first = faults.iter().next().expect("a fault");
            (first.code, first.args.first().cloned().unwrap_or_default())
        }
        other => panic!("not refused: {other:?}"),
    }
}

fn code(bytes: &[u8]) -> FaultCode {
    fault(bytes).0
}

#[test]
fn a_film_tells_its_length_and_size_wherever_the_description_lies() {
    let last = [FILM.ftyp(), boxed(b"mdat", &[0x5A; 100_000]), FILM.moov()].concat();
    // A size in 8 bytes, and one that means "to the end".
    let mut long = [&1_u32.to_be_bytes()[..], b"mdat", &(16_u64 + 50).to_be_bytes()].concat();
    long.extend([0x5A; 50]);
    let long = [
        FILM.ftyp(),
        long,
        FILM.moov(),
        [0, 0, 0, 0].to_vec(),
        b"mdat123".to_vec(),
    ]
    .concat();
    for bytes in [FILM.bytes(), last.into(), long.into()] {
        assert_eq!(
            film(bytes),
            Film {
                content_type: "video/mp4",
                duration_seconds: 190.0,
                width: Some(1280),
                height: Some(720),
            }
        );
    }
}

#[test]
fn a_quicktime_film_is_one_and_a_turned_one_stands_upright() {
    let turned = film(
        Made {
            brand: *b"qt  ",
            turned: true,
            ..FILM
        }
        .bytes(),
    );
    assert_eq!(turned.content_type, "video/quicktime");
    assert_eq!((turned.width, turned.height), (Some(720), Some(1280)));
    // Before `ftyp` there was nothing.
    let old = [boxed(b"wide", b""), boxed(b"mdat", &[0; 9]), FILM.moov()].concat();
    assert_eq!(film(old.into()).content_type, "video/quicktime");
}

#[test]
fn fragments_are_added_up() {
    let empty = Made {
        header: 0,
        samples: None,
        ..FILM
    };
    let by_track = empty.with(&vec![fragment(25, None); 60]);
    assert_eq!(film(by_track).duration_seconds, 60.0);
    let by_fragment = empty.with(&vec![fragment(10, Some(TRACK_SCALE / 5)); 95]);
    assert_eq!(film(by_fragment).duration_seconds, 190.0);
    let by_sample = empty.with(&vec![fragment_of(&vec![TRACK_SCALE / 100; 3000]); 3]);
    assert_eq!(film(by_sample).duration_seconds, 90.0);
    let announced = Made {
        extends: Some(200),
        ..empty.clone()
    };
    assert_eq!(
        film(announced.with(&[fragment(25, None)])).duration_seconds,
        200.0
    );
    assert_eq!(code(&empty.with(&[])), FileUnreadable, "no length at all");
}

#[test]
fn a_header_cannot_make_a_film_shorter_than_its_samples() {
    let liar = Made { header: 10, ..FILM };
    assert_eq!(film(liar.bytes()).duration_seconds, 190.0);
    let hidden = liar.with(&vec![fragment(25, Some(TRACK_SCALE)); 8]);
    assert_eq!(film(hidden).duration_seconds, 200.0);
    // An edit list may: that is what players show.
    let cut = Made {
        header: 20,
        edit: Some(20),
        ..FILM
    };
    assert_eq!(film(cut.bytes()).duration_seconds, 20.0);
}

#[test]
fn what_is_no_film_is_named() {
    let matroska = |kind: &[u8]| {
        let head = b"\x1A\x45\xDF\xA3\x01\0\0\0\0\0\0\x23\x42\x86\x81\x01\x42\xF7\x81\x01";
        [head, kind, &[0; 300]].concat()
    };
    let mkv = matroska(b"\x42\x82\x88matroska");
    assert_eq!(fault(&mkv), (FileType, "MKV".to_owned()));
    let webm = matroska(b"\x42\x82\x84webm");
    assert_eq!(fault(&webm), (FileType, "WEBM".to_owned()));
    assert_eq!(
        fault(b"<html><video src=x></html>"),
        (FileType, "HTML".to_owned())
    );
    assert_eq!(code(&[7; 3000]), FileType);
    assert_eq!(code(b"abc"), FileType);
    assert_eq!(code(b""), FileEmpty);
    let picture = Made {
        brand: *b"heic",
        ..FILM
    };
    assert_eq!(code(&picture.bytes()), FileType);
    let song = Made {
        handler: *b"soun",
        ..FILM
    };
    assert_eq!(fault(&song.bytes()), (FileType, "音频 audio".to_owned()));
}

#[test]
fn a_film_cut_short_is_refused() {
    let whole = FILM.bytes();
    assert_eq!(code(&whole[..whole.len() - 1]), FileTruncated, "pictures missing");
    assert_eq!(code(&whole[..400]), FileTruncated, "description cut");
    let recording = [FILM.ftyp(), boxed(b"mdat", &[0; 500])].concat();
    assert_eq!(code(&recording), FileTruncated, "no description");
}

#[test]
fn boxes_that_lie_about_their_size_are_refused() {
    let broken = |inside: &[u8]| {
        let mut moov = FILM.moov()[8..].to_vec();
        moov.extend(inside);
        code(&[FILM.ftyp(), boxed(b"moov", &moov)].concat())
    };
    assert_eq!(
        broken(b"\0\0\0\x07free1234"),
        FileUnreadable,
        "smaller than its head"
    );
    assert_eq!(
        broken(b"\0\0\xFF\xFFfree1234"),
        FileUnreadable,
        "larger than its parent"
    );
    assert_eq!(
        broken(b"\0\0\0\x01free\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"),
        FileUnreadable
    );
    let table = boxed(
        b"stts",
        &[&[0; 4][..], &u32::MAX.to_be_bytes(), &[0; 80]].concat(),
    );
    let track = boxed(b"trak", &boxed(b"mdia", &boxed(b"minf", &boxed(b"stbl", &table))));
    assert_eq!(broken(&track), FileUnreadable, "a table larger than its box");
    assert_eq!(
        broken(&boxed(b"trak", b"").repeat(100)),
        FileUnreadable,
        "too many tracks"
    );
    let top = [
        FILM.ftyp(),
        b"\0\0\0\x01free\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF".to_vec(),
    ]
    .concat();
    assert_eq!(code(&top), FileTruncated);
}

/// A gigabyte that exists only where it is looked at; counts how often.
struct Vast {
    content: fn(u64) -> u8,
    size: u64,
    reads: AtomicU32,
}

impl ReadAt for Vast {
    fn size(&self) -> u64 {
        self.size
    }
    async fn read_at(&self, offset: u64, len: u64) -> Result<Bytes, MediaError> {
        self.reads.fetch_add(1, Ordering::Relaxed);
        let end = offset.saturating_add(len).min(self.size);
        Ok((offset..end).map(self.content).collect())
    }
}

#[test]
fn a_maze_of_boxes_is_given_up() {
    // A box of 40,000 bytes after the other, 25,000 of them.
    let maze = Vast {
        content: |at| *b"\0\0\x9C\x40free".get((at % 40_000) as usize).unwrap_or(&0),
        size: 1_000_000_000,
        reads: AtomicU32::new(0),
    };
    let found = look(&maze);
    assert!(matches!(found, Err(ProbeError::Rejected(_))), "{found:?}");
    assert_eq!(maze.reads.load(Ordering::Relaxed), 2048);
}

#[test]
fn of_a_gigabyte_only_a_few_stretches_are_read() {
    // ftyp, a gigabyte of pictures, the description.
    const PICTURES: u64 = 1_000_000_000;
    fn content(at: u64) -> u8 {
        thread_local!(static ENDS: (Vec<u8>, Vec<u8>) = {
            let head = [FILM.ftyp(), (PICTURES as u32).to_be_bytes().to_vec(), b"mdat".to_vec()].concat();
            (head, FILM.moov())
        });
        ENDS.with(|(head, tail)| {
            let begin = FILM.ftyp().len() as u64 + PICTURES;
            let far = at.checked_sub(begin).map_or(usize::MAX, |n| n as usize);
            *head.get(at as usize).or(tail.get(far)).unwrap_or(&0)
        })
    }
    let vast = Vast {
        content,
        size: (FILM.ftyp().len() + FILM.moov().len()) as u64 + PICTURES,
        reads: AtomicU32::new(0),
    };
    assert_eq!(look(&vast).expect("a fine film").duration_seconds, 190.0);
    assert!(vast.reads.load(Ordering::Relaxed) <= 3);
}

#[test]
fn a_failing_storage_is_no_fault_of_the_film() {
    struct Failing;
    impl ReadAt for Failing {
        fn size(&self) -> u64 {
            5000
        }
        async fn read_at(&self, _: u64, _: u64) -> Result<Bytes, MediaError> {
            Err(MediaError::Unavailable("gone".to_owned()))
        }
    }
    assert!(matches!(
        look(&Failing),
        Err(ProbeError::Storage(MediaError::Unavailable(_)))
    ));
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..500)) {
        let _ = look(&Bytes::from([&FILM.ftyp()[..], &bytes].concat()));
        let _ = look(&Bytes::from(bytes));
    }

    #[test]
    fn no_damage_makes_it_panic(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
    ) {
        let film = Made { header: 0, samples: None, extends: Some(3), edit: Some(2), ..FILM };
        let mut bytes = film.with(&[fragment(25, None), fragment_of(&[500; 20]), FILM.moov()]).to_vec();
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        let _ = look(&Bytes::from(bytes));
    }
}

use domain::media::MediaKind;
use domain::supplement::PhotoEvidence;
use exif::{Field, Tag, Value};
use media::picture::{evidence, inspect_and_normalise};
use proptest::prelude::*;

use crate::camera::{block, field, in_jpeg, rationals, text, wenzhou};
use crate::draw;

const EVENING: &str = "2024:09:15 19:30:05";

/// What is read from a small JPEG with these fields.
fn of(fields: &[Field]) -> Option<PhotoEvidence> {
    evidence(&in_jpeg(&draw::jpeg(8, 8), &block(fields, false)))
}

fn time(fields: &[Field]) -> Option<String> {
    Some(of(fields)?.taken_at?.to_string())
}

/// The place alone, when the photo tells one.
fn place(changes: &[Field]) -> Option<(f64, f64)> {
    let mut fields = wenzhou();
    for change in changes {
        fields.retain(|f| f.tag != change.tag);
        fields.push(change.clone());
    }
    of(&fields).map(|e| (e.latitude.expect("both"), e.longitude.expect("both")))
}

fn full() -> Vec<Field> {
    let mut fields = wenzhou();
    fields.push(text(Tag::DateTimeOriginal, EVENING));
    fields
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

#[track_caller]
fn is_the_evening_in_wenzhou(found: Option<PhotoEvidence>) {
    let found = found.expect("evidence");
    assert_eq!(
        found.taken_at.map(|t| t.to_string()).as_deref(),
        Some("2024-09-15 19:30:05")
    );
    let (latitude, longitude) = (found.latitude.unwrap_or(0.0), found.longitude.unwrap_or(0.0));
    assert!(near(latitude, 27.0 + 59.0 / 60.0 + 31.41 / 3_600.0), "{latitude}");
    assert!(near(longitude, 120.0 + 41.0 / 60.0), "{longitude}");
}

#[test]
fn time_and_place_are_read_from_jpeg_and_png_in_either_byte_order() {
    for little_endian in [false, true] {
        let block = block(&full(), little_endian);
        is_the_evening_in_wenzhou(evidence(&in_jpeg(&draw::jpeg(8, 8), &block)));
        for behind in [false, true] {
            let png = draw::with_chunk(&draw::png(8, 8), *b"eXIf", &block, behind);
            is_the_evening_in_wenzhou(evidence(&png));
        }
    }
    // Behind the segment of another program.
    let jpeg = in_jpeg(&draw::jpeg(8, 8), &block(&full(), true));
    let jpeg = draw::with_segment(&jpeg, 0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>");
    is_the_evening_in_wenzhou(evidence(&jpeg));
}

#[test]
fn the_time_falls_back_to_what_is_there() {
    let original = text(Tag::DateTimeOriginal, EVENING);
    let digitised = text(Tag::DateTimeDigitized, "2024:09:16 08:00:00");
    let changed = text(Tag::DateTime, "2024:09:17 08:00:00");
    let all = [changed.clone(), digitised.clone(), original];
    assert_eq!(time(&all).as_deref(), Some("2024-09-15 19:30:05"));
    assert_eq!(time(&all[..2]).as_deref(), Some("2024-09-16 08:00:00"));
    assert_eq!(time(&all[..1]).as_deref(), Some("2024-09-17 08:00:00"));
    for nonsense in [
        "    :  :     :  :  ",
        "0000:00:00 00:00:00",
        "2024:13:01 00:00:00",
        "2024:02:30 10:00:00",
        "2024:09:15 24:00:00",
        "2024-09-15T19:30:05",
        "2024:09:15",
        "二零二四年九月十五日晚",
        "",
    ] {
        let broken = text(Tag::DateTimeOriginal, nonsense);
        let fallen_back = time(&[broken.clone(), digitised.clone()]);
        assert_eq!(fallen_back.as_deref(), Some("2024-09-16 08:00:00"), "{nonsense}");
        assert_eq!(of(&[broken]), None, "{nonsense}");
    }
    assert_eq!(
        of(&[field(Tag::DateTimeOriginal, Value::Short(vec![2024]))]),
        None
    );
}

#[test]
fn south_and_west_are_negative() {
    let elsewhere = [
        text(Tag::GPSLatitudeRef, "S"),
        rationals(Tag::GPSLatitude, &[(33, 1), (5245, 100), (0, 1)]),
        text(Tag::GPSLongitudeRef, "w"),
    ];
    let (latitude, longitude) = place(&elsewhere).expect("a place");
    assert!(near(latitude, -33.0 - 52.45 / 60.0), "{latitude}");
    assert!(near(longitude, -120.0 - 41.0 / 60.0), "{longitude}");
    let pole = rationals(Tag::GPSLatitude, &[(90, 1), (0, 1), (0, 1)]);
    assert_eq!(place(&[pole]).map(|(latitude, _)| latitude), Some(90.0));
}

#[test]
fn a_place_that_is_none_is_left_out() {
    let latitude = |parts: &[(u32, u32)]| rationals(Tag::GPSLatitude, parts);
    let longitude = |parts: &[(u32, u32)]| rationals(Tag::GPSLongitude, parts);
    let zero = [(0, 1), (0, 1), (0, 1)];
    for (why, changes) in [
        ("no reception", vec![latitude(&zero), longitude(&zero)]),
        ("0/0", vec![latitude(&[(27, 1), (59, 1), (0, 0)])]),
        ("1/0", vec![longitude(&[(120, 1), (1, 0), (0, 1)])]),
        ("91 degrees", vec![latitude(&[(91, 1), (0, 1), (0, 1)])]),
        ("90 and a second", vec![latitude(&[(90, 1), (0, 1), (1, 1)])]),
        ("181 degrees", vec![longitude(&[(181, 1), (0, 1), (0, 1)])]),
        ("far too many", vec![longitude(&[(u32::MAX, 1), (0, 1), (0, 1)])]),
        ("61 minutes", vec![latitude(&[(27, 1), (61, 1), (0, 1)])]),
        ("61 seconds", vec![latitude(&[(27, 1), (0, 1), (61, 1)])]),
        ("degrees alone", vec![latitude(&[(27, 1)])]),
        ("no side", vec![text(Tag::GPSLatitudeRef, "")]),
        ("another side", vec![text(Tag::GPSLongitudeRef, "N")]),
        (
            "no rationals",
            vec![field(Tag::GPSLatitude, Value::Long(vec![27, 59, 31]))],
        ),
    ] {
        assert_eq!(place(&changes), None, "{why}");
        // The time stands on its own.
        let mut fields = wenzhou();
        fields.retain(|f| changes.iter().all(|c| c.tag != f.tag));
        fields.extend(changes);
        fields.push(text(Tag::DateTimeOriginal, EVENING));
        assert_eq!(time(&fields).as_deref(), Some("2024-09-15 19:30:05"), "{why}");
    }
    for missing in 0..4 {
        let mut fields = wenzhou();
        fields.remove(missing);
        assert_eq!(of(&fields), None, "field {missing} is missing");
    }
}

#[test]
fn photos_that_tell_nothing_have_no_evidence() {
    for bytes in [draw::jpeg(8, 8), draw::png(8, 8), b"no picture".to_vec(), vec![]] {
        assert_eq!(evidence(&bytes), None);
    }
    assert_eq!(of(&[text(Tag::Model, "示例相机")]), None);
}

#[test]
fn one_broken_field_does_not_hide_the_others() {
    let mut fields = full();
    fields.push(text(Tag::Software, "a program that edits photos"));
    let mut block = block(&fields, false);
    // Its text lies at an address behind the end.
    let at = block
        .windows(4)
        .position(|w| w == [0x01, 0x31, 0, 2])
        .expect("the field");
    block[at + 8..at + 12].copy_from_slice(&u32::MAX.to_be_bytes());
    is_the_evening_in_wenzhou(evidence(&in_jpeg(&draw::jpeg(8, 8), &block)));
}

/// Directories that all point into one another: a few kilobytes that a reader could unfold to gigabytes.
fn maze(size: u32) -> Vec<u8> {
    let mut bytes = b"MM\0\x2A\0\0\0\x08".to_vec();
    bytes.extend(u16::MAX.to_be_bytes());
    let mut to = 10;
    while bytes.len() < size as usize {
        bytes.extend([0x87, 0x69, 0, 4, 0, 0, 0, 1]);
        bytes.extend(u32::to_be_bytes(to));
        to += 12;
    }
    bytes
}

#[test]
fn a_block_that_unfolds_without_end_is_left_alone() {
    let mut long = block(&full(), false);
    long.resize(200_000, 0);
    let in_png = |content: &[u8]| draw::with_chunk(&draw::png(8, 8), *b"eXIf", content, false);
    // The last one is a good block, but longer than any camera writes.
    let photos = [
        in_jpeg(&draw::jpeg(8, 8), &maze(65_000)),
        in_png(&maze(65_000)),
        in_png(&maze(200_000)),
        in_png(&long),
    ];
    let began = std::time::Instant::now();
    for photo in photos {
        assert_eq!(evidence(&photo), None);
    }
    // Following the first one alone would take seconds.
    assert!(began.elapsed().as_millis() < 500, "nothing was followed");
}

#[test]
fn neither_a_broken_block_nor_a_good_one_makes_a_photo_be_refused() {
    let good = block(&full(), false);
    for block in [
        &good[..],
        &good[..good.len() / 2],
        b"",
        b"MM",
        b"XX\0\x2A\0\0\0\x08",
        &maze(20_000),
    ] {
        let jpeg = in_jpeg(&draw::jpeg(60, 40), block);
        let kept = inspect_and_normalise(MediaKind::Photo, &jpeg).expect("a fine photo");
        assert_eq!((kept.width, kept.height), (60, 40));
        let png = draw::with_chunk(&draw::png(60, 40), *b"eXIf", block, false);
        inspect_and_normalise(MediaKind::Photo, &png).expect("a fine photo");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    /// Whatever is read from a damaged block can be a time and a place.
    #[test]
    fn no_damage_makes_it_panic_or_tell_nonsense(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
        kept in any::<prop::sample::Index>(),
        cut: bool,
        little_endian: bool,
        as_png: bool,
    ) {
        let mut block = block(&full(), little_endian);
        for (at, value) in changes {
            let at = at.index(block.len());
            block[at] = value;
        }
        if cut {
            block.truncate(kept.index(block.len()));
        }
        let photo = if as_png {
            draw::with_chunk(&draw::png(4, 4), *b"eXIf", &block, false)
        } else {
            in_jpeg(&draw::jpeg(4, 4), &block)
        };
        if let Some(found) = evidence(&photo) {
            prop_assert_eq!(found.latitude.is_some(), found.longitude.is_some());
            prop_assert!(found.latitude.is_none_or(|l| (-90.0..=90.0).contains(&l)));
            prop_assert!(found.longitude.is_none_or(|l| (-180.0..=180.0).contains(&l)));
            prop_assert!(found.taken_at.is_some() || found.latitude.is_some());
        }
        prop_assert!(inspect_and_normalise(MediaKind::Photo, &photo).is_ok());
    }

    #[test]
    fn no_bytes_make_it_panic(
        bytes in proptest::collection::vec(any::<u8>(), 0..3_000),
        head in 0..4_usize,
    ) {
        let start: &[u8] = [
            &b"\xFF\xD8\xFF\xE1\x20\0Exif\0\0MM\0\x2A\0\0\0\x08"[..],
            b"\xFF\xD8\xFF\xE1\x20\0Exif\0\0II\x2A\0\x08\0\0\0",
            b"\x89PNG\r\n\x1A\n",
            b"\xFF\xD8",
        ][head];
        let mut photo = [start, &bytes].concat();
        let _ = evidence(&photo);
        // A whole segment of it.
        photo.resize(9_000, 0);
        let _ = evidence(&photo);
    }
}

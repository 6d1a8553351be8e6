//! When and where a photo was taken, from its EXIF (CIPA DC-008): read before encoding anew drops it.
//!
//! It is a camera's or a forger's word, so it is evidence for a person and decides nothing here: whatever cannot be
//! read is missing, and the picture is judged without it.

use std::panic;

use chrono::{NaiveDate, NaiveDateTime};
use domain::supplement::PhotoEvidence;
use exif::{Exif, In, Rational, Reader, Tag, Value};

use super::jpeg;

/// Most bytes that are read, what a JPEG's segment can hold.
const MAX_EXIF: usize = 65_536;
/// Most places that look like the pointer to a directory. A file has three, and its thumbnail a few by chance. The reader
/// follows each: a few thousand that point into one another unfold 64 KB to 700 MB (measured, version 0.6.2).
const MAX_POINTERS: usize = 64;
/// Tags of those pointers: EXIF, GPS, interoperability.
const POINTERS: [u16; 3] = [0x8769, 0x8825, 0xA005];

/// What the camera wrote into a JPEG or PNG; none if that is neither a time nor a place.
pub fn evidence(bytes: &[u8]) -> Option<PhotoEvidence> {
    let block = jpeg::exif(bytes).or_else(|| png_exif(bytes))?;
    if block.len() > MAX_EXIF || pointers(block) > MAX_POINTERS {
        return None;
    }
    // A fault of the reader over what hardly anybody looks at is no fault of the picture.
    let exif = panic::catch_unwind(|| read(block)).ok().flatten()?;
    let place = place(&exif);
    let found = PhotoEvidence {
        taken_at: taken_at(&exif),
        latitude: place.map(|(latitude, _)| latitude),
        longitude: place.map(|(_, longitude)| longitude),
    };
    (found != PhotoEvidence::default()).then_some(found)
}

/// As much as is readable: programs that edit photos often break some unrelated field.
fn read(block: &[u8]) -> Option<Exif> {
    Reader::new()
        .continue_on_error(true)
        .read_raw(block.to_vec())
        .or_else(|error| error.distill_partial_result(|_| {}))
        .ok()
}

fn pointers(block: &[u8]) -> usize {
    let pair = |w: &[u8]| [u16::from_be_bytes([w[0], w[1]]), u16::from_le_bytes([w[0], w[1]])];
    let is_pointer = |w: &&[u8]| pair(w).iter().any(|tag| POINTERS.contains(tag));
    block.windows(2).filter(is_pointer).count()
}

/// The chunk `eXIf`, which may stand behind the picture too (PNG, third edition, 11.3.4.5).
fn png_exif(bytes: &[u8]) -> Option<&[u8]> {
    let mut rest = bytes.strip_prefix(b"\x89PNG\r\n\x1A\n")?;
    loop {
        let (length, after) = rest.split_first_chunk::<4>()?;
        let (kind, after) = after.split_first_chunk::<4>()?;
        let (content, after) = after.split_at_checked(u32::from_be_bytes(*length) as usize)?;
        if kind == b"eXIf" {
            return Some(content);
        }
        // Its checksum.
        rest = after.get(4..)?;
    }
}

/// When the shutter was pressed; else when the picture was digitised, or the file changed. By the camera's clock.
fn taken_at(exif: &Exif) -> Option<NaiveDateTime> {
    [Tag::DateTimeOriginal, Tag::DateTimeDigitized, Tag::DateTime]
        .into_iter()
        .find_map(|tag| time(text(exif, tag)?))
}

fn time(text: &[u8]) -> Option<NaiveDateTime> {
    let t = exif::DateTime::from_ascii(text).ok()?;
    NaiveDate::from_ymd_opt(t.year.into(), t.month.into(), t.day.into())?.and_hms_opt(
        t.hour.into(),
        t.minute.into(),
        t.second.into(),
    )
}

fn text(exif: &Exif, tag: Tag) -> Option<&[u8]> {
    match &exif.get_field(tag, In::PRIMARY)?.value {
        Value::Ascii(lines) => lines.first().map(Vec::as_slice),
        _ => None,
    }
}

/// Latitude and longitude in degrees, north and east positive. Cameras without reception write zeros for both, and
/// nobody celebrates science in the Gulf of Guinea.
fn place(exif: &Exif) -> Option<(f64, f64)> {
    let latitude = degrees(exif, Tag::GPSLatitude)? * sign(exif, Tag::GPSLatitudeRef, (b"N", b"S"))?;
    let longitude = degrees(exif, Tag::GPSLongitude)? * sign(exif, Tag::GPSLongitudeRef, (b"E", b"W"))?;
    let nowhere = latitude == 0.0 && longitude == 0.0;
    (latitude.abs() <= 90.0 && longitude.abs() <= 180.0 && !nowhere).then_some((latitude, longitude))
}

/// Of degrees, minutes and seconds, not negative.
fn degrees(exif: &Exif, tag: Tag) -> Option<f64> {
    let Value::Rational(parts) = &exif.get_field(tag, In::PRIMARY)?.value else {
        return None;
    };
    let [degrees, minutes, seconds] = parts.as_slice() else {
        return None;
    };
    let (minutes, seconds) = (number(minutes)?, number(seconds)?);
    // 60 itself comes from rounding.
    (minutes <= 60.0 && seconds <= 60.0).then_some(number(degrees)? + minutes / 60.0 + seconds / 3_600.0)
}

fn number(of: &Rational) -> Option<f64> {
    (of.denom != 0).then(|| of.to_f64())
}

fn sign(exif: &Exif, tag: Tag, (positive, negative): (&[u8], &[u8])) -> Option<f64> {
    match text(exif, tag)?.trim_ascii() {
        side if side.eq_ignore_ascii_case(positive) => Some(1.0),
        side if side.eq_ignore_ascii_case(negative) => Some(-1.0),
        _ => None,
    }
}

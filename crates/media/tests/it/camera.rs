//! What a camera writes into its photos, made for a test.

use std::io::Cursor;

use exif::experimental::Writer;
use exif::{Field, In, Rational, Tag, Value};

pub(crate) fn text(tag: Tag, text: &str) -> Field {
    field(tag, Value::Ascii(vec![text.as_bytes().to_vec()]))
}

/// Numerators and denominators.
pub(crate) fn rationals(tag: Tag, parts: &[(u32, u32)]) -> Field {
    let parts = parts.iter().map(|(num, denom)| Rational {
        num: *num,
        denom: *denom,
    });
    field(tag, Value::Rational(parts.collect()))
}

pub(crate) fn field(tag: Tag, value: Value) -> Field {
    Field {
        tag,
        ifd_num: In::PRIMARY,
        value,
    }
}

/// 27°59′31.41″ north, 120°41′ east: a place in 温州.
pub(crate) fn wenzhou() -> Vec<Field> {
    vec![
        text(Tag::GPSLatitudeRef, "N"),
        rationals(Tag::GPSLatitude, &[(27, 1), (59, 1), (3141, 100)]),
        text(Tag::GPSLongitudeRef, "E"),
        rationals(Tag::GPSLongitude, &[(120, 1), (41, 1), (0, 1)]),
    ]
}

/// The block as it stands in a PNG; in a JPEG behind a name, see [`in_jpeg`].
pub(crate) fn block(fields: &[Field], little_endian: bool) -> Vec<u8> {
    let mut writer = Writer::new();
    for one in fields {
        writer.push_field(one);
    }
    let mut bytes = Cursor::new(Vec::new());
    writer.write(&mut bytes, little_endian).expect("is written");
    bytes.into_inner()
}

/// Puts a block where cameras put it.
pub(crate) fn in_jpeg(jpeg: &[u8], block: &[u8]) -> Vec<u8> {
    let length = u16::try_from(block.len() + 8).expect("fits").to_be_bytes();
    [&jpeg[..2], &[0xFF, 0xE1], &length, b"Exif\0\0", block, &jpeg[2..]].concat()
}

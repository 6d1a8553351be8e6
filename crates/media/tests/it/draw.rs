//! Pictures made for a test.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

/// A scene without symmetry: every corner differs.
pub(crate) fn scene(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let (fx, fy) = (x * 255 / width, y * 255 / height);
        let spot = if (x * 4 / width, y * 4 / height) == (0, 0) {
            255
        } else {
            0
        };
        Rgb([fx as u8, fy as u8, spot.max(fx as u8 / 2)])
    })
}

pub(crate) fn png(width: u32, height: u32) -> Vec<u8> {
    encoded(scene(width, height).into(), ImageFormat::Png)
}

pub(crate) fn jpeg(width: u32, height: u32) -> Vec<u8> {
    encoded(scene(width, height).into(), ImageFormat::Jpeg)
}

/// Its right half cannot be seen.
pub(crate) fn half_transparent(width: u32, height: u32) -> RgbaImage {
    RgbaImage::from_fn(width, height, |x, _| {
        Rgba([200, 30, 30, if x < width / 2 { 255 } else { 0 }])
    })
}

pub(crate) fn encoded(picture: DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture
        .write_to(&mut Cursor::new(&mut bytes), format)
        .expect("encodes");
    bytes
}

/// Puts a segment right behind the start of a JPEG.
pub(crate) fn with_segment(jpeg: &[u8], marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).expect("fits").to_be_bytes();
    [&jpeg[..2], &[0xFF, marker], &length, content, &jpeg[2..]].concat()
}

/// An EXIF segment with an orientation and a GPS latitude, as a phone writes it.
pub(crate) fn exif(orientation: u16) -> Vec<u8> {
    let mut tiff = b"MM\0\x2A\0\0\0\x08".to_vec();
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        [
            &tag.to_be_bytes()[..],
            &kind.to_be_bytes(),
            &count.to_be_bytes(),
            &value,
        ]
        .concat()
    };
    let [high, low] = orientation.to_be_bytes();
    tiff.extend(2_u16.to_be_bytes());
    tiff.extend(entry(0x0112, 3, 1, [high, low, 0, 0]));
    tiff.extend(entry(0x8825, 4, 1, 38_u32.to_be_bytes()));
    tiff.extend([0; 4]);
    // The GPS directory, at 38: latitude reference and latitude (three rationals at 68).
    tiff.extend(2_u16.to_be_bytes());
    tiff.extend(entry(0x0001, 2, 2, *b"N\0\0\0"));
    tiff.extend(entry(0x0002, 5, 3, 68_u32.to_be_bytes()));
    tiff.extend([0; 4]);
    for (above, below) in [(27_u32, 1_u32), (59, 1), (3141, 100)] {
        tiff.extend(above.to_be_bytes());
        tiff.extend(below.to_be_bytes());
    }
    [b"Exif\0\0", &tiff[..]].concat()
}

/// A PNG that claims a size and holds nothing.
pub(crate) fn png_header(width: u32, height: u32) -> Vec<u8> {
    let mut header = b"IHDR".to_vec();
    header.extend(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    header.extend([8, 6, 0, 0, 0]);
    let mut bytes = b"\x89PNG\r\n\x1A\n".to_vec();
    for part in [&header[..], b"IDAT", b"IEND"] {
        bytes.extend(chunk(part));
    }
    bytes
}

/// Puts a chunk right behind the header of a PNG, or behind the picture.
pub(crate) fn with_chunk(png: &[u8], kind: [u8; 4], content: &[u8], behind: bool) -> Vec<u8> {
    // The signature and the header's chunk take 33 bytes, the end's chunk 12.
    let (before, after) = png.split_at(if behind { png.len() - 12 } else { 33 });
    [before, &chunk(&[&kind, content].concat()), after].concat()
}

/// Kind and content with what is written around them.
fn chunk(of: &[u8]) -> Vec<u8> {
    let length = (of.len() as u32 - 4).to_be_bytes();
    [&length[..], of, &crc(of).to_be_bytes()].concat()
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 {
                crc >> 1 ^ 0xEDB8_8320
            } else {
                crc >> 1
            }
        })
    })
}

/// A grey CMYK JPEG as Adobe writes them (four inverted components), with the plainest Huffman tables: one code for
/// "no difference" in each.
pub(crate) fn cmyk_jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut jpeg = vec![0xFF, 0xD8];
    let mut segment = |marker: u8, content: &[u8]| {
        jpeg.extend([0xFF, marker]);
        jpeg.extend((content.len() as u16 + 2).to_be_bytes());
        jpeg.extend(content);
    };
    segment(0xEE, b"Adobe\0\x64\0\0\0\0\0");
    segment(0xDB, &[&[0][..], &[1; 64]].concat());
    let ([h1, h0], [w1, w0]) = (height.to_be_bytes(), width.to_be_bytes());
    let mut frame = vec![8, h1, h0, w1, w0, 4];
    frame.extend((1..=4).flat_map(|id| [id, 0x11, 0]));
    segment(0xC0, &frame);
    for class in [0x00, 0x10] {
        // One code of one bit, for the symbol 0.
        segment(0xC4, &[&[class, 1][..], &[0; 15], &[0]].concat());
    }
    let mut scan = vec![4];
    scan.extend((1..=4).flat_map(|id| [id, 0]));
    scan.extend([0, 63, 0]);
    segment(0xDA, &scan);
    // Two bits (0: no difference, 0: end of block) per component and block.
    let blocks = usize::from(width).div_ceil(8) * usize::from(height).div_ceil(8);
    jpeg.extend(vec![0; blocks]);
    jpeg.extend([0xFF, 0xD9]);
    jpeg
}

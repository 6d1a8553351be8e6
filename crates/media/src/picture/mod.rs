//! Pictures: judged by content, decoded within limits, turned upright and encoded anew.
//!
//! What is kept is never the uploaded bytes: encoding anew drops EXIF (and with it GPS), comments, thumbnails and
//! whatever was hung behind the picture's end. A photo in another RGB colour space is converted to sRGB first, so
//! that dropping its profile does not change its colours.

mod encode;
mod evidence;
mod jpeg;

use std::io::Cursor;

use domain::media::{MediaKind, POSTER_SIZE};
use domain::problem::{Fault, FaultCode, Faults};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};

use crate::sniff::{self, FILE};

pub use evidence::evidence;

/// Longest side that is decoded, pixels.
pub const MAX_SIDE: u32 = 8192;
/// Most pixels that are decoded: a 50-megapixel phone's photo. Decoding a progressive JPEG takes some 9 bytes each.
pub const MAX_PIXELS: u64 = 50_000_000;
/// Most memory of the decoded picture, bytes.
const MAX_DECODED: u64 = 256 * 1024 * 1024;

/// A picture fit to be kept and served.
#[derive(Debug, Clone)]
pub struct Picture {
    pub bytes: Vec<u8>,
    /// `image/jpeg`, or `image/png` if the picture is transparent somewhere.
    pub content_type: &'static str,
    /// Pixels, upright.
    pub width: u32,
    pub height: u32,
    /// Difference hash: pictures that look alike differ in few of its 64 bits (10 is a usual threshold).
    pub phash: u64,
    /// Smaller renderings. `view` is missing if the picture is small enough itself.
    pub variants: Vec<Variant>,
}

#[derive(Debug, Clone)]
pub struct Variant {
    /// `thumb` or `view`.
    pub name: &'static str,
    /// JPEG; transparent parts are white.
    pub bytes: Vec<u8>,
    pub width: u32,
    pub height: u32,
}

/// Judges an uploaded picture of this kind and encodes it anew. Takes up to a second and some 500 MB for the
/// largest ones: call it on a blocking thread, few at a time.
pub fn inspect_and_normalise(kind: MediaKind, bytes: &[u8]) -> Result<Picture, Faults> {
    let mut faults = sniff::check_size(kind, bytes.len() as u64);
    if bytes.is_empty() {
        return Err(faults);
    }
    let format = match image::guess_format(bytes) {
        Ok(format @ (ImageFormat::Jpeg | ImageFormat::Png)) => format,
        _ => {
            faults.push(sniff::wrong_type(kind, bytes));
            return Err(faults);
        }
    };
    let mut decoder = match open(bytes, format) {
        Ok(decoder) => decoder,
        Err(error) => {
            faults.push(fault_of(&error, format, bytes));
            return Err(faults);
        }
    };
    // A picture whose EXIF cannot be read is shown as it lies.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let (width, height) = upright(decoder.dimensions(), orientation);
    if kind == MediaKind::Poster && (width, height) != POSTER_SIZE {
        faults.push(
            Fault::new(FILE, FaultCode::WrongDimensions)
                .with(format!("{}×{}", POSTER_SIZE.0, POSTER_SIZE.1))
                .with(format!("{width}×{height}")),
        );
    }
    if too_many_pixels(&decoder) {
        faults.add(FILE, FaultCode::TooManyPixels);
    }
    // The decoder fills what is missing with grey and calls it a success.
    if format == ImageFormat::Jpeg && !jpeg::reaches_its_end(bytes) {
        faults.push(sniff::truncated());
    }
    faults.into_result()?;

    let profile = decoder.icc_profile().ok().flatten();
    let mut picture =
        DynamicImage::from_decoder(decoder).map_err(|e| Faults::one(fault_of(&e, format, bytes)))?;
    picture.apply_orientation(orientation);
    encode::normalise(kind, picture, profile.as_deref()).map_err(|_| sniff::unreadable().into())
}

fn open(bytes: &[u8], format: ImageFormat) -> Result<impl ImageDecoder + '_, ImageError> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_DECODED);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    reader.into_decoder()
}

fn too_many_pixels(decoder: &impl ImageDecoder) -> bool {
    let (width, height) = decoder.dimensions();
    u64::from(width) * u64::from(height) > MAX_PIXELS || decoder.total_bytes() > MAX_DECODED
}

fn upright((width, height): (u32, u32), orientation: Orientation) -> (u32, u32) {
    match orientation {
        Orientation::Rotate90
        | Orientation::Rotate270
        | Orientation::Rotate90FlipH
        | Orientation::Rotate270FlipH => (height, width),
        _ => (width, height),
    }
}

fn fault_of(error: &ImageError, format: ImageFormat, bytes: &[u8]) -> Fault {
    let ends = match format {
        ImageFormat::Jpeg => jpeg::reaches_its_end(bytes),
        _ => bytes.windows(4).any(|w| w == b"IEND"),
    };
    match error {
        ImageError::Limits(_) => Fault::new(FILE, FaultCode::TooManyPixels),
        _ if !ends => sniff::truncated(),
        _ => sniff::unreadable(),
    }
}

//! From decoded pixels to what is kept: sRGB, 8 bits, JPEG unless transparent; smaller renderings; the hash.

use domain::media::MediaKind;
use fast_image_resize::images::Image;
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{DynamicImage, ImageError, RgbImage};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use super::{Picture, Variant};

const QUALITY: u8 = 85;

/// Largest width and height of the small renderings. A thumbnail is bound by its width; its height only so that a
/// strip of a picture does not become a long file.
const THUMB: (u32, u32) = (320, 640);
const VIEW: (u32, u32) = (1600, 1600);

pub(super) fn normalise(
    kind: MediaKind,
    picture: DynamicImage,
    profile: Option<&[u8]>,
) -> Result<Picture, ImageError> {
    let (width, height) = (picture.width(), picture.height());
    let mut bytes = Vec::new();
    let (mut rgb, content_type) = if is_transparent(&picture) {
        let mut rgba = picture.into_rgba8();
        to_srgb(&mut rgba, width as usize * 4, Layout::Rgba, profile);
        rgba.write_with_encoder(PngEncoder::new(&mut bytes))?;
        (flatten(rgba), "image/png")
    } else {
        (picture.into_rgb8(), "image/jpeg")
    };
    if content_type == "image/jpeg" {
        to_srgb(&mut rgb, width as usize * 3, Layout::Rgb, profile);
        bytes = jpeg(&rgb)?;
    }

    let phash = difference_hash(&rgb);
    let mut variants = Vec::new();
    if kind != MediaKind::Poster && (width > VIEW.0 || height > VIEW.1) {
        rgb = scaled(&rgb, VIEW);
        variants.push(variant("view", &rgb)?);
    }
    rgb = scaled(&rgb, THUMB);
    variants.push(variant("thumb", &rgb)?);
    Ok(Picture {
        bytes,
        content_type,
        width,
        height,
        phash,
        variants,
    })
}

fn variant(name: &'static str, rgb: &RgbImage) -> Result<Variant, ImageError> {
    Ok(Variant {
        name,
        bytes: jpeg(rgb)?,
        width: rgb.width(),
        height: rgb.height(),
    })
}

fn jpeg(rgb: &RgbImage) -> Result<Vec<u8>, ImageError> {
    let mut bytes = Vec::new();
    rgb.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, QUALITY))?;
    Ok(bytes)
}

fn is_transparent(picture: &DynamicImage) -> bool {
    match picture {
        DynamicImage::ImageRgba8(p) => p.pixels().any(|p| p.0[3] != u8::MAX),
        DynamicImage::ImageLumaA8(p) => p.pixels().any(|p| p.0[1] != u8::MAX),
        DynamicImage::ImageRgba16(p) => p.pixels().any(|p| p.0[3] != u16::MAX),
        DynamicImage::ImageLumaA16(p) => p.pixels().any(|p| p.0[1] != u16::MAX),
        other => other.color().has_alpha(),
    }
}

/// Converts from the embedded profile, row by row. A profile that is not RGB (the decoder has already left CMYK and
/// grey) or is unreadable is ignored, as browsers do.
fn to_srgb(pixels: &mut [u8], row: usize, layout: Layout, profile: Option<&[u8]>) {
    let Some(profile) = profile.and_then(|p| ColorProfile::new_from_slice(p).ok()) else {
        return;
    };
    if profile.color_space != DataColorSpace::Rgb {
        return;
    }
    let srgb = ColorProfile::new_srgb();
    let Ok(transform) = profile.create_transform_8bit(layout, &srgb, layout, TransformOptions::default())
    else {
        return;
    };
    let mut source = vec![0; row];
    for line in pixels.chunks_exact_mut(row) {
        source.copy_from_slice(line);
        if transform.transform(&source, line).is_err() {
            line.copy_from_slice(&source);
        }
    }
}

/// Puts the picture on white.
fn flatten(rgba: image::RgbaImage) -> RgbImage {
    let on_white = |colour: u8, alpha: u8| {
        let (colour, alpha) = (u32::from(colour), u32::from(alpha));
        // At most 255 * 255 / 255.
        u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
    };
    RgbImage::from_fn(rgba.width(), rgba.height(), |x, y| {
        let [r, g, b, a] = rgba.get_pixel(x, y).0;
        image::Rgb([on_white(r, a), on_white(g, a), on_white(b, a)])
    })
}

/// The picture reduced to fit; itself if it does.
fn scaled(rgb: &RgbImage, (max_width, max_height): (u32, u32)) -> RgbImage {
    let (width, height) = rgb.dimensions();
    let factor = f64::min(
        f64::from(max_width) / f64::from(width),
        f64::from(max_height) / f64::from(height),
    );
    if factor >= 1.0 {
        return rgb.clone();
    }
    let reduce = |side: u32, max: u32| ((f64::from(side) * factor).round() as u32).clamp(1, max);
    let (w, h) = (reduce(width, max_width), reduce(height, max_height));
    resize(
        rgb,
        PixelType::U8x3,
        (width, height),
        (w, h),
        FilterType::Lanczos3,
    )
    .and_then(|bytes| RgbImage::from_raw(w, h, bytes))
    .unwrap_or_else(|| rgb.clone())
}

fn resize(
    source: &[u8],
    pixel: PixelType,
    from: (u32, u32),
    to: (u32, u32),
    filter: FilterType,
) -> Option<Vec<u8>> {
    let source = fast_image_resize::images::ImageRef::new(from.0, from.1, source, pixel).ok()?;
    let mut target = Image::new(to.0, to.1, pixel);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(filter));
    Resizer::new().resize(&source, &mut target, &options).ok()?;
    Some(target.into_vec())
}

/// 64 bits, one for each pair of neighbours in a 9×8 grey rendering: is the left one brighter?
///
/// Own lines rather than `image_hasher`: that brings a Fourier transform library for algorithms not used here.
fn difference_hash(rgb: &RgbImage) -> u64 {
    let grey = image::imageops::grayscale(rgb);
    let small = resize(&grey, PixelType::U8, rgb.dimensions(), (9, 8), FilterType::Box).unwrap_or_default();
    small
        .chunks_exact(9)
        .flat_map(|row| row.windows(2))
        .fold(0, |bits, pair| bits << 1 | u64::from(pair[0] > pair[1]))
}

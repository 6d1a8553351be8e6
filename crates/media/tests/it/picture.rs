use domain::media::MediaKind;
use domain::problem::FaultCode::{self, *};
use domain::problem::{Faults, Lang};
use image::{DynamicImage, GenericImageView, ImageBuffer, ImageFormat, Rgb};
use media::picture::{MAX_PIXELS, Picture, inspect_and_normalise};
use proptest::prelude::*;

use crate::draw::{cmyk_jpeg, encoded, exif, half_transparent, jpeg, png, png_header, scene, with_segment};

fn poster(bytes: &[u8]) -> Result<Picture, Faults> {
    inspect_and_normalise(MediaKind::Poster, bytes)
}

fn photo(bytes: &[u8]) -> Picture {
    inspect_and_normalise(MediaKind::Photo, bytes).expect("a fine photo")
}

fn codes(result: Result<Picture, Faults>) -> Vec<FaultCode> {
    result.expect_err("refused").iter().map(|f| f.code).collect()
}

fn decoded(bytes: &[u8]) -> DynamicImage {
    image::load_from_memory(bytes).expect("readable")
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|w| w == needle)
}

#[test]
fn a_poster_of_the_right_size_is_kept_with_a_thumbnail() {
    for bytes in [jpeg(600, 350), png(600, 350)] {
        let kept = poster(&bytes).expect("a fine poster");
        assert_eq!(
            (kept.width, kept.height, kept.content_type),
            (600, 350, "image/jpeg")
        );
        assert_eq!(decoded(&kept.bytes).dimensions(), (600, 350));
        let [thumb] = &kept.variants[..] else {
            panic!("one variant")
        };
        assert_eq!((thumb.name, thumb.width, thumb.height), ("thumb", 320, 187));
        assert_eq!(decoded(&thumb.bytes).dimensions(), (320, 187));
    }
}

#[test]
fn a_poster_of_another_size_is_refused_with_both_sizes() {
    for (width, height) in [(599, 350), (5000, 300), (350, 600), (1, 1)] {
        let faults = poster(&png(width, height)).expect_err("refused");
        let fault = faults.iter().next().expect("a fault");
        assert_eq!(fault.code, WrongDimensions);
        assert_eq!(
            fault.message(Lang::Zh),
            format!("图片应为 600×350 像素，现在是 {width}×{height}")
        );
    }
}

#[test]
fn all_that_is_wrong_is_told_at_once() {
    // A comment of a size no limit of the decoder minds.
    let mut large = jpeg(599, 350);
    for _ in 0..33 {
        large = with_segment(&large, 0xFE, &[b'x'; 65_000]);
    }
    large.truncate(large.len() - 100);
    assert_eq!(
        codes(poster(&large)),
        [FileTooLarge, WrongDimensions, FileTruncated]
    );
    assert_eq!(codes(poster(b"")), [FileEmpty]);
}

#[test]
fn a_photo_is_turned_upright_and_loses_its_place() {
    let upright = scene(80, 40);
    let lying = DynamicImage::from(upright.clone()).rotate270();
    let bytes = with_segment(&encoded(lying, ImageFormat::Jpeg), 0xE1, &exif(6));
    let place = [27_u32.to_be_bytes(), 1_u32.to_be_bytes()].concat();
    assert!(contains(&bytes, &place), "the fixture has GPS");

    let kept = photo(&bytes);
    assert_eq!((kept.width, kept.height), (80, 40));
    let pixels = decoded(&kept.bytes).into_rgb8();
    for (x, y) in [(2, 2), (77, 2), (2, 37), (77, 37)] {
        let (a, b) = (pixels.get_pixel(x, y).0, upright.get_pixel(x, y).0);
        let far = a.iter().zip(b).any(|(a, b)| a.abs_diff(b) > 40);
        assert!(!far, "at {x},{y}: {a:?} instead of {b:?}");
    }
    for bytes in std::iter::once(&kept.bytes).chain(kept.variants.iter().map(|v| &v.bytes)) {
        assert!(!contains(bytes, b"Exif") && !contains(bytes, &place));
    }
}

#[test]
fn a_poster_is_measured_as_people_see_it() {
    let lying = DynamicImage::from(scene(600, 350)).rotate90();
    let bytes = with_segment(&encoded(lying, ImageFormat::Jpeg), 0xE1, &exif(8));
    let kept = poster(&bytes).expect("600×350 once turned");
    assert_eq!((kept.width, kept.height), (600, 350));
}

#[test]
fn a_bomb_is_refused_by_its_header() {
    let began = std::time::Instant::now();
    let faults = inspect_and_normalise(MediaKind::Photo, &png_header(30_000, 30_000));
    assert_eq!(codes(faults), [TooManyPixels]);
    // Within the longest side, but too many in all.
    const { assert!(8000 * 7000 > MAX_PIXELS) };
    let faults = inspect_and_normalise(MediaKind::Photo, &png_header(8000, 7000));
    assert_eq!(codes(faults), [TooManyPixels]);
    assert!(began.elapsed().as_millis() < 500, "nothing was decoded");
}

#[test]
fn what_is_no_picture_is_named() {
    for (bytes, name) in [
        (&b"GIF89a\x01\0\x01\0\0\0\0;"[..], "GIF"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "SVG"),
        (b"<?xml version='1.0'?><svg/>", "SVG"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "HTML"),
        (b"%PDF-1.7\n%%EOF", "PDF"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "WEBP"),
        (b"plain words", "文本 text"),
        ("一行字\r\n".as_bytes(), "文本 text"),
        (b"\xD2\xBB\xD0\xD0\xD7\xD6", "文本 text"),
        (b"\x00\x01\x02\x03", "未知 unknown"),
    ] {
        let faults = poster(bytes).expect_err("refused");
        let fault = faults.iter().next().expect("a fault");
        assert_eq!((fault.code, &fault.args[0][..]), (FileType, name));
        assert_eq!(fault.args[1], "jpg、jpeg、png");
    }
}

#[test]
fn a_picture_cut_short_is_refused() {
    for bytes in [jpeg(600, 350), png(600, 350)] {
        for keep in [bytes.len() / 2, bytes.len() - 20, 30] {
            assert_eq!(codes(poster(&bytes[..keep])), [FileTruncated], "{keep} bytes");
        }
    }
    // The thumbnail's end is not the picture's.
    let cut = &jpeg(600, 350)[..4000];
    assert_eq!(
        codes(poster(&with_segment(cut, 0xE1, &jpeg(8, 8)))),
        [FileTruncated]
    );
}

#[test]
fn a_damaged_picture_is_refused() {
    let mut bytes = png(600, 350);
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0xFF;
    assert_eq!(codes(poster(&bytes)), [FileUnreadable]);
}

#[test]
fn what_hangs_behind_the_picture_or_in_its_comments_is_gone() {
    let script = b"<script>alert(document.cookie)</script>PK\x03\x04";
    for plain in [jpeg(600, 350), png(600, 350)] {
        let kept = poster(&[&plain[..], script].concat()).expect("a fine poster");
        assert!(!contains(&kept.bytes, b"<script>"));
    }
    let kept = poster(&with_segment(&jpeg(600, 350), 0xFE, script)).expect("a fine poster");
    assert!(!contains(&kept.bytes, b"<script>"));
}

#[test]
fn unusual_colours_become_usual_ones() {
    let deep = ImageBuffer::from_fn(600, 350, |x, _| Rgb([x as u16 * 109, 0, 65_535]));
    let kept = poster(&encoded(DynamicImage::ImageRgb16(deep), ImageFormat::Png)).expect("16 bits");
    let [red, _, blue] = decoded(&kept.bytes).into_rgb8().get_pixel(300, 100).0;
    assert!(red.abs_diff(127) < 8 && blue > 245, "{red} {blue}");

    let grey = DynamicImage::from(scene(600, 350)).into_luma8();
    let kept = poster(&encoded(grey.into(), ImageFormat::Jpeg)).expect("grey");
    assert_eq!(decoded(&kept.bytes).color(), image::ColorType::Rgb8);

    let kept = poster(&cmyk_jpeg(600, 350)).expect("CMYK");
    assert_eq!(decoded(&kept.bytes).color(), image::ColorType::Rgb8);
}

#[test]
fn another_colour_space_is_converted_and_its_profile_dropped() {
    let red = DynamicImage::from(image::RgbImage::from_pixel(64, 64, Rgb([200, 60, 60])));
    let p3 = moxcms::ColorProfile::new_display_p3()
        .encode()
        .expect("a profile");
    let segment = [b"ICC_PROFILE\0\x01\x01", &p3[..]].concat();
    let kept = photo(&with_segment(&encoded(red, ImageFormat::Jpeg), 0xE2, &segment));
    assert!(!contains(&kept.bytes, b"ICC_PROFILE"));
    // The same colour is further from grey in the smaller space.
    let [r, g, _] = decoded(&kept.bytes).into_rgb8().get_pixel(30, 30).0;
    assert!(r > 205 && g < 55, "{r} {g}");
}

#[test]
fn transparency_survives_where_there_is_any() {
    let kept = poster(&encoded(half_transparent(600, 350).into(), ImageFormat::Png)).expect("fine");
    assert_eq!(kept.content_type, "image/png");
    assert_eq!(decoded(&kept.bytes).into_rgba8().get_pixel(500, 100).0[3], 0);
    let thumb = decoded(&kept.variants[0].bytes).into_rgb8();
    assert!(
        thumb.get_pixel(300, 50).0.iter().all(|c| *c > 250),
        "white below it"
    );

    let opaque = DynamicImage::from(scene(600, 350)).into_rgba8();
    let kept = poster(&encoded(opaque.into(), ImageFormat::Png)).expect("fine");
    assert_eq!(kept.content_type, "image/jpeg");
}

#[test]
fn a_large_photo_gets_a_view_and_a_small_one_needs_none() {
    let kept = photo(&jpeg(1200, 2400));
    let sizes: Vec<_> = kept
        .variants
        .iter()
        .map(|v| (v.name, v.width, v.height))
        .collect();
    assert_eq!(sizes, [("view", 800, 1600), ("thumb", 320, 640)]);
    let kept = photo(&jpeg(1600, 900));
    assert_eq!(kept.variants.len(), 1);
    let kept = photo(&jpeg(20, 10));
    assert_eq!((kept.variants[0].width, kept.variants[0].height), (20, 10));
}

#[test]
fn pictures_that_look_alike_hash_alike() {
    let distance = |a: &Picture, b: &Picture| (a.phash ^ b.phash).count_ones();
    let original = photo(&png(1200, 700));
    let smaller = photo(&jpeg(600, 350));
    assert!(distance(&original, &smaller) <= 4);
    let other = DynamicImage::from(scene(1200, 700)).fliph();
    let other = photo(&encoded(other, ImageFormat::Png));
    assert!(
        distance(&original, &other) > 20,
        "{}",
        distance(&original, &other)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2000), head in 0..4_usize) {
        let start: &[u8] = [&b""[..], b"\x89PNG\r\n\x1A\n", b"\xFF\xD8\xFF\xE0", b"\xFF\xD8\xFF\xDB"][head];
        let _ = inspect_and_normalise(MediaKind::Photo, &[start, &bytes].concat());
    }

    #[test]
    fn no_damage_makes_it_panic(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
        as_jpeg: bool,
    ) {
        let small = with_segment(&jpeg(33, 17), 0xE1, &exif(6));
        let mut bytes = if as_jpeg { small } else { png(33, 17) };
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        let _ = inspect_and_normalise(MediaKind::Photo, &bytes);
    }
}

//! Posters for samples that have none: colours and shapes, different for each, by arithmetic alone.

use std::io::Cursor;

use domain::media::POSTER_SIZE;
use image::{ImageFormat, Rgb, RgbImage};

use crate::error::{AppError, AppResult};

/// Colours of the categories: top left, bottom right, shapes.
const PALETTES: [[[u8; 3]; 3]; 5] = [
    [[14, 78, 120], [46, 160, 164], [255, 214, 120]],
    [[40, 52, 120], [120, 98, 196], [255, 176, 196]],
    [[150, 58, 62], [236, 140, 84], [255, 232, 176]],
    [[22, 96, 72], [118, 178, 88], [240, 244, 190]],
    [[58, 66, 84], [112, 138, 168], [190, 224, 240]],
];

/// A picture of the size posters have. Equal numbers give equal pictures.
pub(super) fn draw(palette: usize, seed: u64) -> AppResult<Vec<u8>> {
    let [from, to, shape] = PALETTES[palette % PALETTES.len()];
    let (width, height) = POSTER_SIZE;
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = move |below: u32| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        u32::try_from((state >> 33) % u64::from(below.max(1))).unwrap_or(0)
    };
    // Rings around a few centres, like waves that meet.
    let rings: Vec<(f32, f32, f32, f32)> = (0..4)
        .map(|_| {
            (
                next(width) as f32,
                next(height) as f32,
                60.0 + next(160) as f32,
                10.0 + next(26) as f32,
            )
        })
        .collect();
    let picture = RgbImage::from_fn(width, height, |x, y| {
        let along = (x as f32 / width as f32 + y as f32 / height as f32) / 2.0;
        let mut cover = 0.0_f32;
        for (cx, cy, radius, thick) in &rings {
            let distance = ((x as f32 - cx).powi(2) + (y as f32 - cy).powi(2)).sqrt();
            let edge = 1.0 - ((distance - radius).abs() / thick).min(1.0);
            cover += edge * 0.45;
        }
        let cover = cover.min(0.8);
        let mix = |n: usize| {
            let ground = f32::from(from[n]) * (1.0 - along) + f32::from(to[n]) * along;
            (ground * (1.0 - cover) + f32::from(shape[n]) * cover) as u8
        };
        Rgb([mix(0), mix(1), mix(2)])
    });
    let mut out = Cursor::new(Vec::new());
    picture
        .write_to(&mut out, ImageFormat::Png)
        .map_err(AppError::internal)?;
    Ok(out.into_inner())
}

//! What a certificate has besides words: the frame, the line under the heading. Drawn, never a picture.

use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Rect};
use krilla::paint::{Fill, LineCap, LineJoin, Stroke};
use krilla::surface::Surface;

use super::layout::PAGE;

pub(super) const RED: (u8, u8, u8) = (0xA6, 0x1B, 0x1F);
pub(super) const GOLD: (u8, u8, u8) = (0xB4, 0x8A, 0x3C);
pub(super) const INK: (u8, u8, u8) = (0x1F, 0x1B, 0x18);
pub(super) const GREY: (u8, u8, u8) = (0x6B, 0x66, 0x60);
/// Light enough to read everything that is printed over it.
pub(super) const PALE: (u8, u8, u8) = (0xF6, 0xE3, 0xE1);

/// Distance of the frame's lines from the page's edge.
const OUTER: f32 = 26.0;
const MIDDLE: f32 = 32.0;
const INNER: f32 = 44.0;
/// Side of a square of the corner's fret, and squares of a corner.
const STEP: f32 = 6.0;

pub(super) fn fill((r, g, b): (u8, u8, u8)) -> Option<Fill> {
    Some(Fill {
        paint: rgb::Color::new(r, g, b).into(),
        ..Fill::default()
    })
}

fn stroke((r, g, b): (u8, u8, u8), width: f32) -> Option<Stroke> {
    Some(Stroke {
        paint: rgb::Color::new(r, g, b).into(),
        width,
        line_cap: LineCap::Square,
        line_join: LineJoin::Miter,
        ..Stroke::default()
    })
}

fn draw(surface: &mut Surface<'_>, path: Option<Path>, inside: Option<Fill>, outline: Option<Stroke>) {
    // A path is missing only if it has no points.
    if let Some(path) = path {
        surface.set_fill(inside);
        surface.set_stroke(outline);
        surface.draw_path(&path);
        surface.set_stroke(None);
    }
}

/// The frame: a strong line, a fine one, and an inner one that ends in a fret in each corner.
pub(super) fn frame(surface: &mut Surface<'_>) {
    draw(surface, border(OUTER), None, stroke(RED, 3.0));
    draw(surface, border(MIDDLE), None, stroke(GOLD, 0.7));
    let mut inner = PathBuilder::new();
    let (width, height) = PAGE;
    let reach = INNER + 6.0 * STEP;
    for (x1, y1, x2, y2) in [
        (reach, INNER, width - reach, INNER),
        (reach, height - INNER, width - reach, height - INNER),
        (INNER, reach, INNER, height - reach),
        (width - INNER, reach, width - INNER, height - reach),
    ] {
        inner.move_to(x1, y1);
        inner.line_to(x2, y2);
    }
    for right in [false, true] {
        for below in [false, true] {
            fret(&mut inner, right, below);
        }
    }
    draw(surface, inner.finish(), None, stroke(GOLD, 1.3));
}

fn border(inset: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.push_rect(Rect::from_ltrb(inset, inset, PAGE.0 - inset, PAGE.1 - inset)?);
    path.finish()
}

/// The pattern of old bronzes (回纹): two lines that turn into each other, in squares from the corner.
fn fret(path: &mut PathBuilder, right: bool, below: bool) {
    const ACROSS: [(f32, f32); 7] = [
        (6.0, 0.0),
        (1.0, 0.0),
        (1.0, 1.0),
        (4.0, 1.0),
        (4.0, 2.0),
        (2.0, 2.0),
        (2.0, 3.0),
    ];
    let place = |(along, aside): (f32, f32)| {
        let (x, y) = (INNER + along * STEP, INNER + aside * STEP);
        (
            if right { PAGE.0 - x } else { x },
            if below { PAGE.1 - y } else { y },
        )
    };
    for mirrored in [false, true] {
        for (n, (along, aside)) in ACROSS.into_iter().enumerate() {
            let (x, y) = place(if mirrored { (aside, along) } else { (along, aside) });
            if n == 0 {
                path.move_to(x, y);
            } else {
                path.line_to(x, y);
            }
        }
    }
}

/// A line that thins out from a diamond in the middle, under the heading.
pub(super) fn rule(surface: &mut Surface<'_>, y: f32) {
    let middle = PAGE.0 / 2.0;
    let mut path = PathBuilder::new();
    for side in [-1.0, 1.0] {
        path.move_to(middle + side * 12.0, y - 0.9);
        path.line_to(middle + side * 150.0, y);
        path.line_to(middle + side * 12.0, y + 0.9);
        path.close();
        diamond(&mut path, middle + side * 12.0, y, 2.2);
    }
    diamond(&mut path, middle, y, 5.0);
    draw(surface, path.finish(), fill(GOLD), None);
}

fn diamond(path: &mut PathBuilder, x: f32, y: f32, reach: f32) {
    path.move_to(x - reach, y);
    path.line_to(x, y - reach);
    path.line_to(x + reach, y);
    path.line_to(x, y + reach);
    path.close();
}

/// A box, for the mark in the corner.
pub(super) fn boxed(surface: &mut Surface<'_>, left: f32, top: f32, right: f32, bottom: f32) {
    let mut path = PathBuilder::new();
    if let Some(rect) = Rect::from_ltrb(left, top, right, bottom) {
        path.push_rect(rect);
    }
    draw(surface, path.finish(), None, stroke(RED, 0.9));
}

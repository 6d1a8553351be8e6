//! Ink on the page, and the structure that programs which read it aloud go by.

use std::num::NonZeroU16;

use chrono::Datelike;
use krilla::SerializeSettings;
use krilla::action::LinkAction;
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::configure::{Accessibility, Archival, Configuration, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::document::Document;
use krilla::geom::{PathBuilder, Point, Rect, Transform};
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::{Page, PageSettings};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, Node, SpanTag, Tag, TagGroup, TagTree,
};
use krilla::text::{GlyphId, KrillaGlyph};

use super::code::{Modules, QUIET};
use super::composer::SetLine;
use super::layout::{CODE, PAGE, Part};
use super::lines::Setting;
use super::{Certificate, RenderError, clean, ornament};
use crate::fonts::{Fonts, Weight};

const LANGUAGE: &str = "zh-CN";
/// Middle of the ornament under the heading.
const RULE_AT: f32 = 160.0;

fn broken(error: impl std::fmt::Debug) -> RenderError {
    RenderError::Pdf(format!("{error:?}"))
}

pub(super) fn draw(
    fonts: &Fonts,
    c: &Certificate,
    lines: &[SetLine],
    code: &Modules,
) -> Result<Vec<u8>, RenderError> {
    let mut document = Document::new_with(SerializeSettings {
        configuration: conformance()?,
        ..SerializeSettings::default()
    });
    let size = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or_else(|| broken("size of the page"))?;
    let mut page = document.start_page_with(size);
    let mut surface = page.surface();
    let ornaments = Artifact::with_kind(ArtifactType::Layout);
    surface.start_tagged(ContentTag::Artifact(ornaments));
    if c.demo {
        watermark(&mut surface, fonts);
    }
    ornament::frame(&mut surface);
    ornament::rule(&mut surface, RULE_AT);
    if let Some(mark) = lines.iter().find(|set| set.line.part == Part::Demo) {
        let (x, y) = (mark.line.x, mark.line.baseline);
        ornament::boxed(
            &mut surface,
            x - 7.0,
            y - 14.0,
            x + mark.line.width + 7.0,
            y + 5.5,
        );
    }
    surface.end_tagged();

    let mut tree = TagTree::new().with_lang(Some(LANGUAGE.to_owned()));
    for paragraph in lines.chunk_by(|a, b| a.line.paragraph == b.line.paragraph) {
        let mut group = group_of(paragraph, c);
        for set in paragraph {
            group.push(write(&mut surface, fonts, set));
        }
        tree.push(group);
    }
    let figure = draw_code(&mut surface, code);
    surface.finish();
    tree.push(link(&mut page, c, figure));
    page.finish();

    document.set_tag_tree(tree);
    let mut outline = Outline::new();
    outline.push_child(OutlineNode::new(
        title(c),
        XyzDestination::new(0, Point::from_xy(0.0, 0.0)),
    ));
    document.set_outline(outline);
    document.set_metadata(metadata(c));
    document.finish().map_err(broken)
}

fn conformance() -> Result<Configuration, RenderError> {
    ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(broken)
}

/// As the file's properties take it: what is invisible could make their XML unreadable.
fn one_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn title(c: &Certificate) -> String {
    one_line(&format!("{} {}", c.heading, c.number))
}

/// The day of issue is the only date: a certificate that is drawn again is the same file.
fn metadata(c: &Certificate) -> Metadata {
    let day = c.issued_on;
    let date = DateTime::new(u16::try_from(day.year()).unwrap_or(0))
        .month(day.month() as u8)
        .day(day.day() as u8)
        .hour(0)
        .minute(0)
        .second(0)
        .utc_offset_hour(8)
        .utc_offset_minute(0);
    Metadata::new()
        .title(title(c))
        .authors(vec![one_line(&c.issuer)])
        .description(one_line(&c.recipient))
        .document_id(one_line(&c.number))
        .language(LANGUAGE.to_owned())
        .creation_date(date)
}

fn group_of(paragraph: &[SetLine], c: &Certificate) -> TagGroup {
    match paragraph.first().map(|set| set.line.part) {
        Some(Part::Heading) => TagGroup::new(Tag::Hn(NonZeroU16::MIN, Some(one_line(&c.heading)))),
        _ => TagGroup::new(Tag::P),
    }
}

fn colour(part: Part) -> (u8, u8, u8) {
    match part {
        Part::Demo | Part::Heading => ornament::RED,
        Part::Hash => ornament::GREY,
        _ => ornament::INK,
    }
}

fn write(surface: &mut Surface<'_>, fonts: &Fonts, set: &SetLine) -> Identifier {
    let line = &set.line;
    let id = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
    surface.set_fill(ornament::fill(colour(line.part)));
    let start = Point::from_xy(line.x, line.baseline);
    letters(
        surface,
        fonts,
        set.weight,
        &set.setting,
        start,
        line.size,
        set.stretch,
    );
    surface.end_tagged();
    id
}

/// Draws the characters of a line; neighbours of the same face in one go.
fn letters(
    surface: &mut Surface<'_>,
    fonts: &Fonts,
    weight: Weight,
    setting: &Setting,
    start: Point,
    size: f32,
    stretch: f32,
) {
    let mut x = start.x;
    let mut first = 0;
    for run in setting.units.chunk_by(|a, b| a.glyph.face == b.glyph.face) {
        let mut glyphs = Vec::with_capacity(run.len());
        for (n, unit) in (first..).zip(run) {
            let stretches = n + 1 < setting.units.len() && setting.stretches_after(n);
            let advance = unit.glyph.advance + if stretches { stretch / size } else { 0.0 };
            glyphs.push(KrillaGlyph::new(
                GlyphId::new(unit.glyph.id),
                advance,
                0.0,
                0.0,
                0.0,
                unit.range.clone(),
                None,
            ));
        }
        let width: f32 = glyphs.iter().map(|g| g.x_advance).sum();
        let font = fonts.font(weight, run[0].glyph.face);
        surface.draw_glyphs(
            Point::from_xy(x, start.y),
            &glyphs,
            font,
            &setting.text,
            size,
            false,
        );
        x += width * size;
        first += run.len();
    }
}

/// Across the page, under everything else.
fn watermark(surface: &mut Surface<'_>, fonts: &Fonts) {
    const SIZE: f32 = 112.0;
    let setting = Setting::new("演示数据", &fonts.pen(Weight::Bold), &mut Vec::new()).spread(0.25);
    let width = setting.width(0..setting.units.len()) * SIZE;
    let (x, y) = (PAGE.0 / 2.0, PAGE.1 / 2.0);
    surface.push_transform(&Transform::from_rotate_at(-24.0, x, y));
    surface.set_fill(ornament::fill(ornament::PALE));
    let start = Point::from_xy(x - width / 2.0, y + 0.4 * SIZE);
    letters(surface, fonts, Weight::Bold, &setting, start, SIZE, 0.0);
    surface.pop();
}

/// The code as one path, so that no hairline shows between its modules.
fn draw_code(surface: &mut Surface<'_>, code: &Modules) -> Identifier {
    let area = CODE;
    let module = (area.right - area.left) / (code.side + 2 * QUIET) as f32;
    let at = |n: usize| (n + QUIET) as f32 * module;
    let mut path = PathBuilder::new();
    for (row, column, length) in code.stretches() {
        let rect = Rect::from_ltrb(
            area.left + at(column),
            area.top + at(row),
            area.left + at(column + length),
            area.top + at(row + 1),
        );
        if let Some(rect) = rect {
            path.push_rect(rect);
        }
    }
    let id = surface.start_tagged(ContentTag::Other);
    if let Some(path) = path.finish() {
        surface.set_fill(ornament::fill((0, 0, 0)));
        surface.draw_path(&path);
    }
    surface.end_tagged();
    id
}

/// On a screen the code can be clicked.
fn link(page: &mut Page<'_>, c: &Certificate, figure: Identifier) -> TagGroup {
    let alt = one_line(&format!("二维码：在 {} 核验本证书", c.verification_url));
    let code = TagGroup::with_children(Tag::Figure(Some(alt.clone())), vec![Node::from(figure)]);
    let area = CODE;
    let mut link = TagGroup::new(Tag::Link);
    link.push(code);
    if let Some(rect) = Rect::from_ltrb(area.left, area.top, area.right, area.bottom) {
        let target = Target::Action(LinkAction::new(c.verification_url.clone()).into());
        let annotation = Annotation::new_link(LinkAnnotation::new(rect, target), Some(alt));
        link.push(page.add_tagged_annotation(annotation));
    }
    // Links stand inside a paragraph.
    TagGroup::with_children(Tag::P, vec![link.into()])
}

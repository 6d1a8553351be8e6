//! Where everything is on the page. Pure arithmetic: the drawing adds nothing to it but ink.
//!
//! All lengths are points (1/72 inch); the origin is the page's upper left corner.

use super::composer::{Align, Block, Composer, SetLine, Style};
use super::{Certificate, RenderError};
use crate::fonts::{Fonts, Weight};
use crate::official::chinese_date;

/// A4, landscape.
pub(super) const PAGE: (f32, f32) = (841.89, 595.28);
/// What texts and the code stay inside.
const TEXT: Area = Area {
    left: 96.0,
    top: 84.0,
    right: PAGE.0 - 96.0,
    bottom: 548.0,
};
/// Room of the code with its quiet zone.
pub(super) const CODE: Area = Area {
    left: 88.0,
    top: 424.0,
    right: 186.0,
    bottom: 522.0,
};
/// Baselines: of the heading's last line, of the hash, of the date, of the mark in the corner.
const HEADING_AT: f32 = 134.0;
const HASH_AT: f32 = 541.0;
const DATE_AT: f32 = 508.0;
const DEMO_AT: f32 = 98.0;
/// Below the ornament under the heading; the recipient is set from here on.
const BODY_TOP: f32 = 178.0;
/// Least distance between the body and what is below it.
const BODY_GAP: f32 = 18.0;
/// Right edge of the issuer: room for a seal stays around it.
const ISSUER_RIGHT: f32 = PAGE.0 - 112.0;
const ISSUER_WIDTH: f32 = 370.0;
/// Width of what is written beside the code.
const LABEL_WIDTH: f32 = 150.0;
/// A rectangle on the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    pub left: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
}

/// Parts of a certificate, in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Demo,
    Heading,
    Recipient,
    Text,
    Issuer,
    Date,
    /// The words beside the code.
    Label,
    Number,
    Hash,
    /// The code itself; it has no lines.
    Address,
}

/// One line of text.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub part: Part,
    /// Counts the paragraphs of the whole page; lines of one paragraph have the same.
    pub paragraph: usize,
    /// As it is set, with the spaces at its end.
    pub text: String,
    pub x: f32,
    /// The line that letters stand on.
    pub baseline: f32,
    /// Size of the type.
    pub size: f32,
    /// From `x` to the end of the last visible mark.
    pub width: f32,
}

/// Where everything is on the page.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    pub lines: Vec<Line>,
    /// Where the code is, with the white around it that scanners need.
    pub code: Area,
    /// What nothing reaches out of.
    pub text: Area,
}

/// Where everything of this certificate would be. For whoever checks how texts fit.
pub fn layout(fonts: &Fonts, c: &Certificate) -> Result<Layout, RenderError> {
    Ok(Layout {
        lines: compose(fonts, c)?.into_iter().map(|set| set.line).collect(),
        code: CODE,
        text: TEXT,
    })
}

/// Sets everything; the lines are in reading order.
pub(super) fn compose(fonts: &Fonts, c: &Certificate) -> Result<Vec<SetLine>, RenderError> {
    let mut composer = Composer::new(fonts);
    let result = compose_page(&mut composer, c);
    let mut lines = composer.finish()?;
    result?;
    lines.sort_by_key(|set| set.line.part as u8);
    Ok(lines)
}

fn compose_page(page: &mut Composer<'_>, c: &Certificate) -> Result<(), RenderError> {
    if c.demo {
        let block = page.fit(DEMO_TEXT, &DEMO)?;
        page.place_from(block, &DEMO, DEMO_AT);
    }
    let block = page.fit(&c.heading, &HEADING)?;
    page.place_up_to(block, &HEADING, HEADING_AT);

    let block = page.fit(LABEL_TEXT, &LABEL)?;
    let beside = CODE.top + 46.0;
    page.place_from(block, &LABEL, beside);
    let block = page.fit(&format!("编号：{}", c.number), &NUMBER)?;
    page.place_from(block, &NUMBER, beside + 19.0);
    if !c.hash.is_empty() {
        let block = page.fit(&format!("校验值 {}", c.hash), &HASH)?;
        page.place_up_to(block, &HASH, HASH_AT);
    }

    let date = chinese_date(c.issued_on);
    let issuer = page.fit(&c.issuer, &ISSUER)?;
    let date = page.settings(&date, DATE.weight);
    // Never larger than the name above it.
    let date = Block::at(&date, &DATE, DATE_SIZE.min(issuer.size()), 1);
    let date = date.ok_or(RenderError::TooLong { part: Part::Date })?;
    let date_top = page.place_up_to(date, &DATE, DATE_AT);
    let issuer_top = page.place_up_to(issuer, &ISSUER, date_top - 14.0);

    compose_body(page, c, CODE.top.min(issuer_top) - BODY_GAP)
}

/// Recipient and text share what is free between the heading and `floor`.
fn compose_body(page: &mut Composer<'_>, c: &Certificate, floor: f32) -> Result<(), RenderError> {
    let recipient = c.recipient.trim();
    let addressed = match recipient.chars().next_back() {
        None | Some('：' | ':') => recipient.to_owned(),
        Some(_) => format!("{recipient}："),
    };
    let recipient = page.fit(&addressed, &RECIPIENT)?;
    let below_recipient = |size: f32| recipient.height(&RECIPIENT) + 0.8 * size;
    let text = page.settings(&c.text, Weight::Regular);
    for (size, leading) in BODY_STEPS {
        let style = Style { leading, ..BODY };
        let Some(block) = Block::at(&text, &style, size, usize::MAX) else {
            continue;
        };
        let height = below_recipient(size) + block.height(&style);
        let free = floor - BODY_TOP - height;
        if free < 0.0 {
            continue;
        }
        // A short text stands a little above the middle.
        let top = BODY_TOP + 0.36 * free;
        let body_top = top + below_recipient(size);
        page.place_below(recipient, &RECIPIENT, top);
        page.place_below(block, &style, body_top);
        return Ok(());
    }
    Err(RenderError::TooLong { part: Part::Text })
}

/// Sizes of the body's type and the distances of baselines (em) that go with them.
const BODY_STEPS: [(f32, f32); 13] = [
    (21.0, 1.9),
    (20.0, 1.85),
    (19.0, 1.8),
    (18.0, 1.75),
    (17.0, 1.7),
    (16.0, 1.65),
    (15.0, 1.6),
    (14.0, 1.55),
    (13.0, 1.5),
    (12.0, 1.5),
    (11.0, 1.45),
    (10.0, 1.4),
    (9.0, 1.35),
];

const DATE_SIZE: f32 = 16.0;

const DEMO_TEXT: &str = "演示数据";
const LABEL_TEXT: &str = "扫码核验";

/// What most parts have in common.
const PLAIN: Style = Style {
    part: Part::Text,
    weight: Weight::Regular,
    align: Align::Left,
    left: TEXT.left,
    right: TEXT.right,
    steps: &[],
    leading: 1.4,
    spacing: 0.0,
    indent: 0.0,
};
const DEMO: Style = Style {
    part: Part::Demo,
    weight: Weight::Bold,
    align: Align::Right,
    steps: &[(12.0, 1)],
    right: TEXT.right - 2.0,
    ..PLAIN
};
const HEADING: Style = Style {
    part: Part::Heading,
    weight: Weight::Bold,
    align: Align::Centre,
    // Clear of the mark in the corner.
    left: TEXT.left + 70.0,
    right: TEXT.right - 70.0,
    steps: &[(50.0, 1), (42.0, 1), (36.0, 1), (30.0, 1), (22.0, 2)],
    leading: 1.25,
    spacing: 0.28,
    ..PLAIN
};
const RECIPIENT: Style = Style {
    part: Part::Recipient,
    weight: Weight::Bold,
    steps: &[
        (25.0, 1),
        (23.0, 1),
        (21.0, 1),
        (20.0, 2),
        (18.0, 2),
        (16.0, 3),
        (14.0, 4),
        (12.0, 5),
    ],
    ..PLAIN
};
const BODY: Style = Style {
    part: Part::Text,
    indent: 2.0,
    ..PLAIN
};
const ISSUER: Style = Style {
    part: Part::Issuer,
    weight: Weight::Bold,
    align: Align::Right,
    left: ISSUER_RIGHT - ISSUER_WIDTH,
    right: ISSUER_RIGHT,
    steps: &[
        (18.0, 1),
        (17.0, 1),
        (16.0, 2),
        (15.0, 2),
        (14.0, 3),
        (13.0, 4),
        (12.0, 5),
        (11.0, 6),
    ],
    ..PLAIN
};
const DATE: Style = Style {
    part: Part::Date,
    align: Align::Right,
    left: ISSUER_RIGHT - ISSUER_WIDTH,
    right: ISSUER_RIGHT,
    ..PLAIN
};
const LABEL: Style = Style {
    part: Part::Label,
    weight: Weight::Bold,
    left: CODE.right,
    right: CODE.right + LABEL_WIDTH,
    steps: &[(12.0, 1)],
    ..PLAIN
};
const NUMBER: Style = Style {
    part: Part::Number,
    left: CODE.right,
    right: CODE.right + LABEL_WIDTH,
    steps: &[(10.5, 1), (9.5, 1), (8.5, 2), (7.5, 4)],
    ..PLAIN
};
const HASH: Style = Style {
    part: Part::Hash,
    steps: &[(6.5, 1), (6.0, 2)],
    ..PLAIN
};

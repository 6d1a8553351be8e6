//! Parts of the page, each set in the largest type that fits it.

use super::layout::{Line, Part};
use super::lines::Setting;
use super::{RenderError, clean};
use crate::fonts::{Fonts, Pen, Weight};

/// Part of an ideograph's square that is above the baseline, em.
const ABOVE: f32 = 0.88;
/// Widest gap that is closed by stretching a line, em. A wider one is left: it comes from a long word.
const MAX_STRETCH: f32 = 2.5;

#[derive(Debug, Clone, Copy)]
pub(super) enum Align {
    Left,
    Centre,
    Right,
}

/// How a part may be set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    pub(super) part: Part,
    pub(super) weight: Weight,
    pub(super) align: Align,
    pub(super) left: f32,
    pub(super) right: f32,
    /// Sizes of the type with the most lines at that size, from the best to the last resort.
    pub(super) steps: &'static [(f32, usize)],
    /// Distance of baselines, em.
    pub(super) leading: f32,
    /// Between characters, em.
    pub(super) spacing: f32,
    /// Before the first line of a paragraph, em. A part that has an indent is justified too.
    pub(super) indent: f32,
}

/// A line with what drawing it needs.
pub(super) struct SetLine {
    pub(super) line: Line,
    pub(super) weight: Weight,
    /// The line alone.
    pub(super) setting: Setting,
    /// Added wherever the setting may be stretched, points.
    pub(super) stretch: f32,
}

/// A part cut into lines at one size of type.
pub(super) struct Block {
    size: f32,
    rows: Vec<Row>,
}

struct Row {
    setting: Setting,
    begins: bool,
    ends: bool,
}

impl Block {
    /// `None` if it takes more than `most` lines.
    pub(super) fn at(paragraphs: &[Setting], style: &Style, size: f32, most: usize) -> Option<Self> {
        let width = (style.right - style.left) / size;
        let mut rows = Vec::new();
        for paragraph in paragraphs {
            let spread = paragraph.spread(style.spacing);
            // The space after a line's last character is no part of the line.
            let lines = spread.lines(width + style.spacing, style.indent);
            let last = lines.len().saturating_sub(1);
            for (n, units) in lines.into_iter().enumerate() {
                rows.push(Row {
                    setting: spread.part(units),
                    begins: n == 0,
                    ends: n == last,
                });
            }
        }
        (rows.len() <= most).then_some(Self { size, rows })
    }

    pub(super) const fn size(&self) -> f32 {
        self.size
    }

    /// From the top of the first line to the bottom of the last one.
    pub(super) fn height(&self, style: &Style) -> f32 {
        match self.rows.len() {
            0 => 0.0,
            n => self.size * (1.0 + (n - 1) as f32 * style.leading),
        }
    }
}

/// Collects the lines of a page.
pub(super) struct Composer<'a> {
    regular: Pen<'a>,
    bold: Pen<'a>,
    missing: Vec<char>,
    lines: Vec<SetLine>,
    paragraph: usize,
}

impl<'a> Composer<'a> {
    pub(super) fn new(fonts: &'a Fonts) -> Self {
        Self {
            regular: fonts.pen(Weight::Regular),
            bold: fonts.pen(Weight::Bold),
            missing: Vec::new(),
            lines: Vec::new(),
            paragraph: 0,
        }
    }

    /// What was placed, unless characters were missing anywhere.
    pub(super) fn finish(self) -> Result<Vec<SetLine>, RenderError> {
        if self.missing.is_empty() {
            return Ok(self.lines);
        }
        Err(RenderError::Missing {
            characters: self.missing,
        })
    }

    /// The paragraphs of a text.
    pub(super) fn settings(&mut self, text: &str, weight: Weight) -> Vec<Setting> {
        let pen = match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        };
        clean(text)
            .lines()
            .map(str::trim)
            .filter(|paragraph| !paragraph.is_empty())
            .map(|paragraph| Setting::new(paragraph, pen, &mut self.missing))
            .collect()
    }

    /// The text at the first step of its style that it fits.
    pub(super) fn fit(&mut self, text: &str, style: &Style) -> Result<Block, RenderError> {
        let paragraphs = self.settings(text, style.weight);
        style
            .steps
            .iter()
            .find_map(|(size, most)| Block::at(&paragraphs, style, *size, *most))
            .ok_or(RenderError::TooLong { part: style.part })
    }

    /// Places a block with its first baseline here.
    pub(super) fn place_from(&mut self, block: Block, style: &Style, first_baseline: f32) {
        let size = block.size;
        for (n, row) in block.rows.into_iter().enumerate() {
            let baseline = first_baseline + n as f32 * style.leading * size;
            self.place(row, style, size, baseline);
        }
    }

    /// Places a block with its upper edge here.
    pub(super) fn place_below(&mut self, block: Block, style: &Style, top: f32) {
        let first_baseline = top + ABOVE * block.size;
        self.place_from(block, style, first_baseline);
    }

    /// Places a block with its last baseline here and gives its upper edge.
    pub(super) fn place_up_to(&mut self, block: Block, style: &Style, last_baseline: f32) -> f32 {
        let top = last_baseline + (1.0 - ABOVE) * block.size - block.height(style);
        self.place_below(block, style, top);
        top
    }

    fn place(&mut self, row: Row, style: &Style, size: f32, baseline: f32) {
        let indent = if row.begins { style.indent * size } else { 0.0 };
        let room = style.right - style.left - indent;
        let all = 0..row.setting.units.len();
        let mut width = (row.setting.width(all) - style.spacing) * size;
        let mut stretch = 0.0;
        let gap = room - width;
        if style.indent > 0.0 && !row.ends && gap > 0.0 && gap <= MAX_STRETCH * size {
            let places = row.setting.places_to_stretch();
            if places > 0 {
                stretch = gap / places as f32;
                width = room;
            }
        }
        let x = match style.align {
            Align::Left => style.left + indent,
            Align::Centre => (style.left + style.right - width) / 2.0,
            Align::Right => style.right - width,
        };
        if row.begins {
            self.paragraph += 1;
        }
        self.lines.push(SetLine {
            line: Line {
                part: style.part,
                paragraph: self.paragraph,
                text: row.setting.text.clone(),
                x,
                baseline,
                size,
                width,
            },
            weight: style.weight,
            setting: row.setting,
            stretch,
        });
    }
}

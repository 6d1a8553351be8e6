//! Text cut into lines, by the rules of Chinese typesetting.
//!
//! Where a line may end is the Unicode line breaking algorithm's answer, less what Chinese typesetting adds to it.
//! Widths are in em, the size of the type.

use std::ops::Range;

use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};

use crate::fonts::{Glyph, Pen, is_selector};

const SEGMENTER: LineSegmenterBorrowed<'static> =
    LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());

/// What may not begin a line although the algorithm allows it: the dot inside names and other joining marks.
const NOT_FIRST: &str = "·•・‧～—…－–/／";
/// What may not end a line although the algorithm allows it: what belongs to the number after it.
const NOT_LAST: &str = "#＃№";
/// Punctuation whose right half is empty. At a line's end that half may stick out.
const HALF_EMPTY: &str = "，。、；：！？）》〉」』】〕〗”’";

/// A text with a glyph for each character.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Setting {
    pub(super) text: String,
    pub(super) units: Vec<Unit>,
}

/// A character, with the variation selector that follows it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Unit {
    /// Bytes of the text.
    pub(super) range: Range<usize>,
    pub(super) glyph: Glyph,
}

impl Setting {
    /// Sets a text of one paragraph. Characters without a glyph are noted in `missing` and left out.
    pub(super) fn new(text: &str, pen: &Pen<'_>, missing: &mut Vec<char>) -> Self {
        let mut units: Vec<Unit> = Vec::with_capacity(text.len() / 3);
        let mut chars = text.char_indices().peekable();
        while let Some((start, c)) = chars.next() {
            let selector = chars.next_if(|(_, next)| is_selector(*next)).map(|(_, s)| s);
            let end = chars.peek().map_or(text.len(), |(next, _)| *next);
            match pen.glyph(c, selector) {
                Some(glyph) => units.push(Unit {
                    range: start..end,
                    glyph,
                }),
                // A selector without a character before it selects nothing.
                None if is_selector(c) || missing.contains(&c) => {}
                None => missing.push(c),
            }
        }
        Self {
            text: text.to_owned(),
            units,
        }
    }

    fn char(&self, unit: usize) -> char {
        self.text[self.units[unit].range.clone()]
            .chars()
            .next()
            .unwrap_or(' ')
    }

    /// Width without the spaces at the end, and without the empty half of a last punctuation mark.
    pub(super) fn width(&self, units: Range<usize>) -> f32 {
        let end = self.ink_end(&units);
        let full: f32 = self.units[units.start..end].iter().map(|u| u.glyph.advance).sum();
        full - self.overhang(units.start..end)
    }

    /// Where the line's last visible character ends.
    pub(super) fn ink_end(&self, units: &Range<usize>) -> usize {
        let is_space = |unit: &usize| self.char(*unit).is_whitespace();
        units.end - units.clone().rev().take_while(is_space).count()
    }

    fn overhang(&self, units: Range<usize>) -> f32 {
        match units.last() {
            // A narrow form of the mark has no empty half.
            Some(last) if HALF_EMPTY.contains(self.char(last)) && self.units[last].glyph.advance > 0.9 => 0.5,
            _ => 0.0,
        }
    }

    /// Whether a line may be stretched between this unit and the next: never inside a word of letters.
    pub(super) fn stretches_after(&self, unit: usize) -> bool {
        let wide = |u: usize| self.units[u].glyph.advance > 0.9 || self.char(u).is_whitespace();
        wide(unit) || wide(unit + 1)
    }

    /// Between how many of the visible characters the text may be stretched.
    pub(super) fn places_to_stretch(&self) -> usize {
        let end = self.ink_end(&(0..self.units.len()));
        (1..end).filter(|unit| self.stretches_after(unit - 1)).count()
    }

    /// The same text with this much space after each character.
    pub(super) fn spread(&self, spacing: f32) -> Self {
        let mut spread = self.clone();
        for unit in &mut spread.units {
            unit.glyph.advance += spacing;
        }
        spread
    }

    /// Some of the text as a text of its own.
    pub(super) fn part(&self, units: Range<usize>) -> Self {
        let Some(first) = self.units.get(units.start) else {
            return Self::default();
        };
        let from = first.range.start;
        let mut part = Self {
            text: String::new(),
            units: self.units[units].to_vec(),
        };
        if let Some(last) = part.units.last() {
            part.text = self.text[from..last.range.end].to_owned();
        }
        for unit in &mut part.units {
            unit.range = unit.range.start - from..unit.range.end - from;
        }
        part
    }

    /// For each unit, whether a line may begin with it.
    fn openings(&self) -> Vec<bool> {
        let mut may = vec![false; self.units.len()];
        let mut unit = 0;
        for byte in SEGMENTER.segment_str(&self.text) {
            while unit < self.units.len() && self.units[unit].range.start < byte {
                unit += 1;
            }
            if unit > 0 && unit < self.units.len() && self.units[unit].range.start == byte {
                may[unit] = !NOT_FIRST.contains(self.char(unit)) && !NOT_LAST.contains(self.char(unit - 1));
            }
        }
        may
    }

    /// Where to cut a word that is longer than its line: at `unit`, or earlier so that no mark begins the next line.
    fn forced(&self, start: usize, unit: usize) -> usize {
        let begins_ill = |u: usize| HALF_EMPTY.contains(self.char(u)) || NOT_FIRST.contains(self.char(u));
        (start + 1..=unit)
            .rev()
            .find(|cut| !begins_ill(*cut))
            .unwrap_or(unit)
    }

    /// Cuts the text into lines of at most `width`, the first one `indent` shorter. Each line is a range of units
    /// and together they are all of them. A word that is longer than a line is cut anywhere.
    pub(super) fn lines(&self, width: f32, indent: f32) -> Vec<Range<usize>> {
        let may_begin = self.openings();
        let mut lines = Vec::new();
        let mut start = 0;
        let mut opening = 0;
        let mut unit = 0;
        while unit < self.units.len() {
            if may_begin[unit] {
                opening = unit;
            }
            let room = if lines.is_empty() { width - indent } else { width };
            // Rounding must not push out a line that fits exactly.
            if unit > start && self.width(start..unit + 1) > room + 0.001 {
                let cut = if opening > start {
                    opening
                } else {
                    self.forced(start, unit)
                };
                lines.push(start..cut);
                start = cut;
                unit = cut;
                opening = cut;
            } else {
                unit += 1;
            }
        }
        if start < self.units.len() {
            lines.push(start..self.units.len());
        }
        lines
    }
}

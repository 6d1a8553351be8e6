//! Official documents (公文) as docx, in the layout of GB/T 9704—2012: the page, the fonts of every level of heading, the
//! page number outside, the list of attachments, unit and date.
//!
//! The fonts are named, not embedded: they belong to the office in which the document is printed. For each the file names
//! another that takes its place where it is not installed ([`FONTS`]).

use std::io::Cursor;

use chrono::{Datelike, NaiveDate};
use docx_rs::{
    AlignmentType, Docx, FieldCharType, Footer, InstrPAGE, InstrText, LineSpacing, LineSpacingType,
    PageMargin, Paragraph, Run, RunFonts, SpecialIndentType, Style, StyleType,
};
use thiserror::Error;

/// What the document says. Texts may be empty; what a person typed is written as text, whatever it holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfficialDocument {
    pub title: String,
    /// 主送机关, without the colon.
    pub addressee: String,
    /// Stands before the first section; paragraphs end with line breaks.
    pub overview: String,
    /// Numbered 一、二、三、 in their order.
    pub sections: Vec<Section>,
    /// 附件, numbered from 1.
    pub attachments: Vec<String>,
    /// 发文机关署名
    pub signatory: String,
    /// 成文日期
    pub dated: NaiveDate,
}

/// A section. In its text a paragraph that begins with `（一）` is a second-level heading, one with `1.` a third-level one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    pub title: String,
    pub text: String,
}

/// The document could not be made. The text is for the log.
#[derive(Debug, Error)]
#[error("the document could not be written: {0}")]
pub struct DocumentError(String);

const TITLE: &str = "方正小标宋简体";
const BODY: &str = "仿宋_GB2312";
const FIRST: &str = "黑体";
const SECOND: &str = "楷体_GB2312";
const PAGE_NUMBER: &str = "宋体";

/// Each font, and what is taken where it is not installed, the nearest first.
pub const FONTS: [(&str, &str); 5] = [
    (TITLE, "方正小标宋_GBK,小标宋体,华文中宋,宋体,Noto Serif CJK SC"),
    (BODY, "仿宋,FangSong,华文仿宋,FZFangSong-Z02,Noto Serif CJK SC"),
    (FIRST, "SimHei,方正黑体_GBK,Noto Sans CJK SC"),
    (SECOND, "楷体,KaiTi,华文楷体,Noto Serif CJK SC"),
    (PAGE_NUMBER, "SimSun,Noto Serif CJK SC"),
];

/// Half points: 二号, 三号, 四号.
const SIZE_2: usize = 44;
const SIZE_3: usize = 32;
const SIZE_4: usize = 28;
/// Twentieths of a point: an ideograph of 三号 and of 四号, a line of the body, a line of the title.
const EM: i32 = 320;
const EM_4: i32 = 280;
const LINE: i32 = 560;
const TITLE_LINE: i32 = 700;
/// Of A4, and of the margins: 天头 37 mm, 地脚 35 mm, 订口 28 mm, 切口 26 mm; the page number 7 mm below the text.
const PAGE: (u32, u32) = (11_906, 16_838);
const TOP: i32 = 2_098;
const BOTTOM: i32 = 1_984;
const LEFT: i32 = 1_588;
const RIGHT: i32 = 1_474;
const FOOTER: i32 = 1_304;

/// Identifiers of the styles.
const STYLE_TITLE: &str = "OfficialTitle";
const STYLE_BODY: &str = "OfficialBody";
const STYLES: [(&str, &str); 3] = [("Heading1", FIRST), ("Heading2", SECOND), ("Heading3", BODY)];

/// Writes the document.
pub fn official(document: &OfficialDocument) -> Result<Vec<u8>, DocumentError> {
    let mut docx = Docx::new()
        .page_size(PAGE.0, PAGE.1)
        .page_margin(
            PageMargin::new()
                .top(TOP)
                .bottom(BOTTOM)
                .left(LEFT)
                .right(RIGHT)
                .footer(FOOTER),
        )
        .default_fonts(fonts(BODY))
        .default_size(SIZE_3)
        .footer(page_number(AlignmentType::Right))
        .even_footer(page_number(AlignmentType::Left));
    for style in styles() {
        docx = docx.add_style(style);
    }
    docx = docx
        .add_paragraph(styled(STYLE_TITLE, &document.title))
        .add_paragraph(empty());
    if !document.addressee.trim().is_empty() {
        docx = docx.add_paragraph(flush(&format!("{}：", document.addressee.trim())));
    }
    for line in lines(&document.overview) {
        docx = docx.add_paragraph(body(&line));
    }
    for (n, section) in document.sections.iter().enumerate() {
        let title = format!("{}、{}", numeral(n + 1), section.title.trim());
        docx = docx.add_paragraph(styled(STYLES[0].0, &title));
        for line in lines(&section.text) {
            docx = docx.add_paragraph(match level(&line) {
                Some(level) => styled(STYLES[level - 1].0, &line),
                None => body(&line),
            });
        }
    }
    for paragraph in attachments(&document.attachments)
        .into_iter()
        .chain(signed(document))
    {
        docx = docx.add_paragraph(paragraph);
    }
    let mut parts = docx.build();
    parts.font_table = font_table().into_bytes();
    let mut bytes = Cursor::new(Vec::new());
    parts
        .pack(&mut bytes)
        .map_err(|error| DocumentError(error.to_string()))?;
    Ok(bytes.into_inner())
}

/// 2024年9月28日
pub fn chinese_date(day: NaiveDate) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

fn fonts(name: &str) -> RunFonts {
    RunFonts::new().ascii(name).hi_ansi(name).east_asia(name).cs(name)
}

fn exactly(twips: i32) -> LineSpacing {
    LineSpacing::new()
        .line_rule(LineSpacingType::Exact)
        .line(twips)
        .before(0)
        .after(0)
}

fn styles() -> Vec<Style> {
    let style = |id: &str, name: &str, font: &str, size: usize, line: i32| {
        Style::new(id, StyleType::Paragraph)
            .name(name)
            .fonts(fonts(font))
            .size(size)
            .line_spacing(exactly(line))
    };
    let indented = |style: Style| style.indent(None, Some(SpecialIndentType::FirstLine(2 * EM)), None, None);
    let mut all = vec![
        style(STYLE_TITLE, "公文标题", TITLE, SIZE_2, TITLE_LINE).align(AlignmentType::Center),
        indented(style(STYLE_BODY, "公文正文", BODY, SIZE_3, LINE)).align(AlignmentType::Both),
    ];
    for (n, (id, font)) in STYLES.into_iter().enumerate() {
        let heading = style(id, &format!("heading {}", n + 1), font, SIZE_3, LINE);
        all.push(indented(heading).outline_lvl(n));
    }
    all
}

fn run(text: &str) -> Run {
    Run::new().add_text(text)
}

fn styled(style: &str, text: &str) -> Paragraph {
    Paragraph::new().style(style).add_run(run(&printable(text)))
}

fn body(text: &str) -> Paragraph {
    styled(STYLE_BODY, text)
}

/// Without the indent of the first line.
fn flush(text: &str) -> Paragraph {
    body(text).indent(None, Some(SpecialIndentType::FirstLine(0)), None, None)
}

fn empty() -> Paragraph {
    Paragraph::new().style(STYLE_BODY)
}

/// Paragraphs of a text, without blank ones and without the blanks that people indent with.
fn lines(text: &str) -> Vec<String> {
    text.split(['\n', '\r'])
        .map(|line| line.trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect()
}

/// The level of a heading that somebody typed with its number: 2 of `（一）…`, 3 of `1.…`.
fn level(line: &str) -> Option<usize> {
    if let Some((number, _)) = line.strip_prefix('（').and_then(|rest| rest.split_once('）'))
        && !number.is_empty()
        && number.chars().all(|c| "一二三四五六七八九十".contains(c))
    {
        return Some(2);
    }
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = rest.len() < line.len() && rest.starts_with(['.', '．']);
    // 3.5 万 is a number, no heading.
    let decimal = rest.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
    (numbered && !decimal).then_some(3)
}

/// 一 to 九十九.
fn numeral(n: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (n / 10 % 10, n % 10);
    match tens {
        0 => DIGITS[ones].to_owned(),
        1 => format!("十{}", DIGITS[ones]),
        _ => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
    }
}

/// A blank line, then 附件：1. …; the further ones stand below the first.
fn attachments(names: &[String]) -> Vec<Paragraph> {
    let mut all = Vec::new();
    for (n, name) in names.iter().enumerate() {
        let (lead, left, hanging) = match n {
            0 => ("附件：", 2 + 3, 3),
            _ => ("", 2 + 3, 0),
        };
        // A single one has no number.
        let number = if names.len() > 1 {
            format!("{}. ", n + 1)
        } else {
            String::new()
        };
        if n == 0 {
            all.push(empty());
        }
        all.push(body(&format!("{lead}{number}{}", name.trim())).indent(
            Some(left * EM),
            Some(SpecialIndentType::Hanging(hanging * EM)),
            None,
            None,
        ));
    }
    all
}

/// Unit and date with room for the seal: the date four characters from the edge and the unit in the middle above it; of
/// a unit that is longer than that the other way round.
fn signed(document: &OfficialDocument) -> Vec<Paragraph> {
    let date = chinese_date(document.dated);
    let unit = document.signatory.trim();
    let (unit_width, date_width) = (width(unit), width(&date));
    let mut date_right = 4 * EM;
    let mut unit_right = date_right + (date_width - unit_width) / 2;
    if unit_right < 2 * EM {
        unit_right = 2 * EM;
        date_right = unit_right + (unit_width - date_width) / 2;
    }
    let right = |text: &str, indent: i32| {
        flush(text).align(AlignmentType::Right).indent(
            None,
            Some(SpecialIndentType::FirstLine(0)),
            Some(indent),
            None,
        )
    };
    let mut all = vec![empty(), empty()];
    if !unit.is_empty() {
        all.push(right(unit, unit_right).keep_next(true));
    }
    all.push(right(&date, date_right));
    all
}

/// Of a line in 三号.
fn width(text: &str) -> i32 {
    text.chars()
        .map(|c| if c.is_ascii() { EM / 2 } else { EM })
        .fold(0, i32::saturating_add)
}

/// — 1 —, outside: one character from the edge, on the right of odd pages and on the left of even ones.
fn page_number(side: AlignmentType) -> Footer {
    let run = || Run::new().fonts(fonts(PAGE_NUMBER)).size(SIZE_4);
    let number = run()
        .add_field_char(FieldCharType::Begin, false)
        .add_instr_text(InstrText::PAGE(InstrPAGE::new()))
        .add_field_char(FieldCharType::Separate, false)
        .add_text("1")
        .add_field_char(FieldCharType::End, false);
    let (left, right) = match side {
        AlignmentType::Left => (Some(EM_4), None),
        _ => (None, Some(EM_4)),
    };
    Footer::new().add_paragraph(
        Paragraph::new()
            .align(side)
            .indent(left, None, right, None)
            .add_run(run().add_text("— "))
            .add_run(number)
            .add_run(run().add_text(" —")),
    )
}

/// The text without what XML cannot hold.
fn printable(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}'))
        .collect()
}

/// The library writes a table of its own, in which a font has no other that takes its place.
fn font_table() -> String {
    let mut all = String::from(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">"#,
    );
    for (name, others) in FONTS {
        all.push_str(&format!(
            r#"<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>"#
        ));
    }
    all.push_str("</w:fonts>");
    all
}

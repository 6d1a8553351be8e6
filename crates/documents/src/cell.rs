//! Cells of tables that hold what somebody typed.

use std::borrow::Cow;

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

/// First characters that make a spreadsheet take a text for a formula, with their full-width forms: some programs
/// fold those before they look.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Writes a text that is a text and stays one.
///
/// In the file it is a plain string in any case, which no program evaluates. A text that would be a formula anywhere
/// else gets an apostrophe in front of it, see [`neutral`]: this table may be saved as CSV and opened again, or the
/// cell edited and entered again, and then only the apostrophe keeps it a text. A phone number with `+` gets one too;
/// that is the price of a rule without exceptions.
pub fn text(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    sheet.write_string_with_format(row, column, neutral(text), format)?;
    Ok(())
}

/// The text as it is safe in any table: without control characters other than line breaks, and with an apostrophe
/// before what could start a formula. White space before such a character hides it from people only.
pub fn neutral(text: &str) -> Cow<'_, str> {
    let text = printable(text);
    let visible = text.trim_start_matches(|c: char| c.is_whitespace() || is_invisible(c));
    if visible.starts_with(FORMULA) {
        Cow::Owned(format!("'{text}"))
    } else {
        text
    }
}

/// Tabs become spaces, line breaks the one kind that tables know.
fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains(|c: char| c.is_control() && c != '\n') {
        return Cow::Borrowed(text);
    }
    let lines = text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', " ");
    Cow::Owned(lines.chars().filter(|c| !c.is_control() || *c == '\n').collect())
}

const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// How many lines a text takes when it is wrapped in a column of this width (characters of the default font), in type
/// of 10 points: an estimate that is seldom too small. Programs that show a table do not agree on whether they find
/// out by themselves.
pub fn wrapped_lines(text: &str, column: f64) -> u32 {
    /// Points: a character of the default font, an ideograph, any other character.
    const UNIT: f64 = 5.25;
    const WIDE: f64 = 10.0;
    const NARROW: f64 = 5.4;
    // Marks that may not begin a line, and words that are not cut, leave lines short by about half an ideograph.
    let room = (column * UNIT - WIDE / 2.0).max(WIDE);
    let width = |c: char| if c < '\u{2000}' { NARROW } else { WIDE };
    let lines = |line: &str| (line.chars().map(width).sum::<f64>() / room).ceil().max(1.0) as u32;
    text.split('\n').map(lines).sum()
}

//! Lists as spreadsheets, however long: one row is in memory at a time, the rest in a temporary file.

use std::io::{Seek, Write};

use chrono::NaiveDateTime;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use crate::cell;
use crate::recommendation::SheetError;

/// One column of a list.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ListColumn {
    pub header: &'static str,
    /// Characters of the default font.
    pub width: f64,
}

/// What stands in a cell of a list.
#[derive(Debug, Clone, PartialEq)]
pub enum ListCell {
    Text(String),
    Number(i64),
    /// A wall clock.
    Time(NaiveDateTime),
    Empty,
}

impl ListCell {
    /// A text, or nothing.
    pub fn text(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Empty, |text| Self::Text(text.into()))
    }
    /// A number, or nothing, which is not 0.
    pub fn number(n: Option<impl Into<i64>>) -> Self {
        n.map_or(Self::Empty, |n| Self::Number(n.into()))
    }
}

/// Rows that a sheet has room for, its header among them.
const SHEET_ROWS: u32 = 1_048_576;
/// Longest text of a cell, characters.
const TEXT_MAX: usize = 32_767;

/// A list that is being written.
pub struct ListWriter {
    book: Workbook,
    next: u32,
    text: Format,
    number: Format,
    time: Format,
}

impl ListWriter {
    pub fn new(name: &str, columns: &[ListColumn]) -> Result<Self, SheetError> {
        let mut book = Workbook::new();
        // Without it the file would say when it was written, and the same data would give another file.
        let made = ExcelDateTime::from_ymd(2026, 1, 1)?;
        book.set_properties(&DocProperties::new().set_title(name).set_creation_datetime(&made));
        let header = Format::new()
            .set_bold()
            .set_align(FormatAlign::Center)
            .set_border(FormatBorder::Thin)
            .set_background_color("EDEDED");
        let page = book.add_worksheet_with_constant_memory()?;
        page.set_name(name)?;
        page.set_freeze_panes(1, 0)?;
        for (at, column) in (0..).zip(columns) {
            page.set_column_width(at, column.width)?;
            page.write_string_with_format(0, at, column.header, &header)?;
        }
        Ok(Self {
            book,
            next: 1,
            text: Format::new().set_num_format("@"),
            number: Format::new().set_num_format("0"),
            time: Format::new().set_num_format("yyyy-mm-dd hh:mm"),
        })
    }

    /// Adds a row.
    pub fn push(&mut self, cells: &[ListCell]) -> Result<(), SheetError> {
        if self.next >= SHEET_ROWS {
            return Err(XlsxError::RowColumnLimitError.into());
        }
        let row = self.next;
        self.next += 1;
        let page = self.book.worksheet_from_index(0)?;
        for (at, found) in (0..).zip(cells) {
            match found {
                ListCell::Text(text) => put(page, row, at, text, &self.text)?,
                ListCell::Number(n) => {
                    page.write_number_with_format(row, at, *n as f64, &self.number)?;
                }
                ListCell::Time(clock) => {
                    page.write_number_with_format(row, at, serial(*clock), &self.time)?;
                }
                ListCell::Empty => {}
            }
        }
        Ok(())
    }

    /// Rows written, without the header.
    pub fn rows(&self) -> u32 {
        self.next - 1
    }

    /// Writes the file.
    pub fn finish(mut self, file: impl Write + Seek + Send) -> Result<(), SheetError> {
        Ok(self.book.save_to_writer(file)?)
    }
}

fn put(page: &mut Worksheet, row: u32, at: u16, text: &str, format: &Format) -> Result<(), XlsxError> {
    if text.chars().count() < TEXT_MAX {
        return cell::text(page, row, at, text, format);
    }
    // A cell has no more room; that it ends here is shown.
    let cut: String = text.chars().take(TEXT_MAX - 10).collect();
    cell::text(page, row, at, &format!("{cut}……"), format)
}

/// Days since 1899-12-30, as table programs count them.
fn serial(clock: NaiveDateTime) -> f64 {
    const UNIX_EPOCH: f64 = 25_569.0;
    UNIX_EPOCH + clock.and_utc().timestamp() as f64 / 86_400.0
}

//! Tables that somebody made, as rows of typed cells: .xlsx, .xls and .csv in the encodings that are in use.
//!
//! **Invariants**
//! - What a file is, its content decides. A file that could fill the memory is refused before anything reads it whole:
//!   by what its archive admits, and by what it really unpacks to.
//! - Nothing is guessed silently: an error in a formula, a result that was never stored, a hidden row are told as such.
//! - A cell of a merged range holds what the range shows.
//!
//! Reading takes the processor: call it on a blocking thread. It knows neither SQL nor storage.

mod archive;
mod delimited;
mod legacy;
mod workbook;

use domain::exchange::value::Value;
use thiserror::Error;

/// Rows that hold something, and columns, at most; more is refused or, for columns, not looked at.
const COLUMNS_MAX: u32 = 300;

/// One sheet.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// Name of the sheet; empty for a text file.
    pub sheet: String,
    /// Rows that hold something, from the top.
    pub rows: Vec<Row>,
}

/// One row that holds something.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// As table programs count, from 1.
    pub number: u32,
    pub hidden: bool,
    /// Column (from 0) and what it holds, from the left; no blanks.
    pub cells: Vec<(usize, Value)>,
}

/// Why a file cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ReadError {
    #[error("the file has a password")]
    Encrypted,
    #[error("this is no spreadsheet, or a damaged one")]
    Unreadable,
    #[error("the file name says something else than the content")]
    NameMisleads,
    #[error("unpacked, the file is too large")]
    TooLarge,
    #[error("the table has too many rows")]
    TooManyRows,
}

type Result<T> = std::result::Result<T, ReadError>;

/// Reads the first visible sheet that `accepts`, or the first that holds anything. More than `rows_max` rows that hold
/// something are an error. An empty table is none.
pub fn read(
    bytes: &[u8],
    file_name: &str,
    rows_max: usize,
    mut accepts: impl FnMut(&Table) -> bool,
) -> Result<Table> {
    const ZIP: &[u8] = b"PK\x03\x04";
    const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    if bytes.starts_with(ZIP) {
        archive::check(bytes)?;
        guarded(|| workbook::read(bytes, rows_max, &mut accepts))
    } else if bytes.starts_with(COMPOUND) {
        guarded(|| legacy::read(bytes, rows_max, &mut accepts))
    } else {
        let name = file_name.to_lowercase();
        let text = delimited::read(bytes, rows_max)?;
        // A text that calls itself a workbook was meant to be something else.
        if name.ends_with(".xlsx") || name.ends_with(".xls") {
            return Err(ReadError::NameMisleads);
        }
        Ok(text)
    }
}

/// A damaged workbook may make the library that reads it panic, which says no more than that it is damaged. Nothing of what
/// was read until then is kept.
fn guarded(read: impl FnOnce() -> Result<Table>) -> Result<Table> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(read)).unwrap_or(Err(ReadError::Unreadable))
}

/// Puts cells into rows, in whatever order they come; blanks are left out.
#[derive(Debug, Default)]
struct Rows {
    rows: std::collections::BTreeMap<u32, Vec<(usize, Value)>>,
}

impl Rows {
    /// `row` and `column` from 0.
    fn put(&mut self, row: u32, column: u32, value: Value, rows_max: usize) -> Result<()> {
        let blank = matches!(&value, Value::Text(text) if text.trim().is_empty());
        if blank || column >= COLUMNS_MAX {
            return Ok(());
        }
        if self.rows.len() >= rows_max && !self.rows.contains_key(&row) {
            return Err(ReadError::TooManyRows);
        }
        self.rows.entry(row).or_default().push((column as usize, value));
        Ok(())
    }

    /// Gives every cell of a merged range what its first cell holds, in rows that are there anyway.
    fn merge(&mut self, from: (u32, u32), to: (u32, u32)) {
        let (first, left) = from;
        let place = left as usize;
        let Some(value) = self
            .rows
            .get(&first)
            .and_then(|cells| cells.iter().find(|(column, _)| *column == place))
            .map(|(_, value)| value.clone())
        else {
            return;
        };
        let last = to.1.min(COLUMNS_MAX - 1) as usize;
        for cells in self.rows.range_mut(first..=to.0).map(|(_, cells)| cells) {
            for column in place..=last {
                if !cells.iter().any(|(known, _)| *known == column) {
                    cells.push((column, value.clone()));
                }
            }
        }
    }

    fn finish(self, sheet: &str, hidden: &std::collections::BTreeSet<u32>) -> Table {
        let row = |(row, mut cells): (u32, Vec<(usize, Value)>)| {
            cells.sort_by_key(|(column, _)| *column);
            Row {
                number: row + 1,
                hidden: hidden.contains(&row),
                cells,
            }
        };
        Table {
            sheet: sheet.to_owned(),
            rows: self.rows.into_iter().map(row).collect(),
        }
    }
}

/// The name by which an error of a formula is shown.
fn error_name(error: &calamine::CellErrorType) -> &'static str {
    use calamine::CellErrorType as E;
    match error {
        E::Div0 => "#DIV/0!",
        E::NA => "#N/A",
        E::Name => "#NAME?",
        E::Null => "#NULL!",
        E::Num => "#NUM!",
        E::Ref => "#REF!",
        E::Value => "#VALUE!",
        _ => "#ERROR!",
    }
}

/// A date cell as the wall clock it shows, to the minute: a fraction of a day is never exact. A time without a day, or a
/// duration, stays a number.
fn date(at: &calamine::ExcelDateTime) -> Value {
    let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
    let clock = chrono::NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day))
        .and_then(|date| date.and_hms_opt(u32::from(hour), u32::from(minute), 0));
    match clock {
        Some(clock) if at.is_datetime() && at.as_f64() >= 1.0 => {
            Value::Date(clock + chrono::TimeDelta::minutes(i64::from(second >= 30)))
        }
        _ => Value::Number(at.as_f64()),
    }
}

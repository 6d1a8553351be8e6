//! .xls, and the encrypted workbooks that come in the same container.

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{Data, Reader as _, SheetType, SheetVisible, Xls, XlsError};
use domain::exchange::value::Value;

use crate::{ReadError, Result, Rows, Table, date, error_name};

/// Bytes of an old workbook, which is unpacked as it is: what it holds grows tenfold in memory.
const SIZE_MAX: usize = 8 * 1024 * 1024;

pub fn read(bytes: &[u8], rows_max: usize, accepts: &mut dyn FnMut(&Table) -> bool) -> Result<Table> {
    // An encrypted .xlsx is a stream of this name in the container; names there are UTF-16.
    let package: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    if bytes.windows(package.len()).any(|part| part == package) {
        return Err(ReadError::Encrypted);
    }
    if bytes.len() > SIZE_MAX {
        return Err(ReadError::TooLarge);
    }
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => ReadError::Encrypted,
        _ => ReadError::Unreadable,
    })?;
    let visible: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    let mut first = Table::default();
    for name in visible {
        let range = book.worksheet_range(&name).map_err(|_| ReadError::Unreadable)?;
        let (top, left) = range.start().unwrap_or_default();
        let mut rows = Rows::default();
        for (row, column, cell) in range.used_cells() {
            let value = match cell {
                Data::Empty => continue,
                Data::Int(n) => Value::Number(*n as f64),
                Data::Float(n) => Value::Number(*n),
                Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
                    Value::Text(text.clone())
                }
                Data::Bool(yes) => Value::Bool(*yes),
                Data::DateTime(at) => date(at),
                Data::Error(error) => Value::Error(error_name(error)),
            };
            rows.put(top + row as u32, left + column as u32, value, rows_max)?;
        }
        for merged in book.merge_cells_by_sheet_name(&name).unwrap_or_default() {
            rows.merge(merged.start, merged.end);
        }
        // The reader does not tell hidden rows of this format.
        let table = rows.finish(&name, &BTreeSet::new());
        if accepts(&table) {
            return Ok(table);
        }
        if first.rows.is_empty() {
            first = table;
        }
    }
    Ok(first)
}

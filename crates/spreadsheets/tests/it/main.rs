//! Real files of every kind, made here or by the programs that people use.

#![expect(clippy::unwrap_used, reason = "a failed step ends the test")]

mod delimited;
mod hostile;
mod workbook;

use domain::exchange::value::Value;
use spreadsheets::{ReadError, Table};

pub fn read(bytes: &[u8], name: &str) -> Result<Table, ReadError> {
    spreadsheets::read(bytes, name, 1_000, |table| !table.rows.is_empty())
}

pub fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// What a row shows.
pub fn shown(table: &Table, number: u32) -> Vec<String> {
    let row = table
        .rows
        .iter()
        .find(|row| row.number == number)
        .expect("the row");
    row.cells.iter().map(|(_, value)| value.shown()).collect()
}

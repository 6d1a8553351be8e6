//! .csv as table programs of China write it: GB18030 without a mark, UTF-8 with or without, UTF-16 with tabs.

use std::borrow::Cow;
use std::collections::BTreeSet;

use domain::exchange::value::Value;
use encoding_rs::{Encoding, GB18030};

use crate::{ReadError, Result, Rows, Table};

pub fn read(bytes: &[u8], rows_max: usize) -> Result<Table> {
    let text = decoded(bytes)?;
    let mut rows = Rows::default();
    let mut lines = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    for (row, line) in (0..).zip(lines.records()) {
        let line = line.map_err(|_| ReadError::Unreadable)?;
        for (column, cell) in (0..).zip(&line) {
            rows.put(row, column, Value::Text(cell.to_owned()), rows_max)?;
        }
    }
    Ok(rows.finish("", &BTreeSet::new()))
}

/// By its mark, else as UTF-8 if it is that, else as GB18030, of which GBK is a part.
fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>> {
    let (encoding, skip) = match Encoding::for_bom(bytes) {
        Some(found) => found,
        None if std::str::from_utf8(bytes).is_ok() => (encoding_rs::UTF_8, 0),
        None => (GB18030, 0),
    };
    let (text, damaged) = encoding.decode_without_bom_handling(&bytes[skip..]);
    // Text has no such characters: this is some other kind of file.
    let odd = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if damaged || text.chars().any(odd) || is_markup(&text) {
        return Err(ReadError::Unreadable);
    }
    Ok(text)
}

/// A page that calls itself a table.
fn is_markup(text: &str) -> bool {
    let head = text
        .trim_start()
        .get(..9)
        .map(str::to_ascii_lowercase)
        .unwrap_or_default();
    ["<html", "<!doctype", "<table", "<?xml", "<script", "<svg"]
        .iter()
        .any(|mark| head.starts_with(mark))
}

/// What separates the cells: the character that most lines at the top hold most often.
fn delimiter(text: &str) -> u8 {
    let head: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .take(20)
        .collect();
    let most = |c: char| head.iter().map(|line| line.matches(c).count()).max().unwrap_or(0);
    let [comma, tab, semicolon] = [',', '\t', ';'].map(most);
    if tab > comma && tab >= semicolon {
        b'\t'
    } else if semicolon > comma {
        b';'
    } else {
        b','
    }
}

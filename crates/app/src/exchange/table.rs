//! From an uploaded file to rows whose columns are known.

use std::collections::HashMap;

use domain::exchange::activity::Cells;
use domain::exchange::column::{self, KEY};
use domain::exchange::header::{self, Header};
use domain::exchange::value::plain;
use domain::exchange::{ImportKind, ROWS_MAX};
use domain::problem::{Fault, FaultCode};
use sha2::{Digest, Sha256};
use spreadsheets::{ReadError, Row, Table};

use crate::clean;
use crate::digest::hex;

/// Rows above the table: titles and the header.
const ABOVE: usize = 50;
/// Where the fault of a file as a whole points to.
const FILE: &str = "/media_id";

/// A table with its header understood.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) name: Option<String>,
    pub(super) header: Header,
    pub(super) rows: Vec<SheetRow>,
    /// Numbers of the rows that are hidden and left out.
    pub(super) hidden: Vec<u32>,
}

/// One row below the header.
#[derive(Debug)]
pub(super) struct SheetRow {
    pub(super) number: u32,
    pub(super) cells: Cells,
    /// 行标识, where the row has one.
    pub(super) key: Option<String>,
    /// Of its content, without key and organisation.
    pub(super) digest: String,
    /// An earlier row with the same key, and whether it says the same.
    pub(super) twin: Option<(u32, bool)>,
}

/// Reads a file, or says why it cannot be used. For blocking threads.
pub(super) fn read(kind: ImportKind, bytes: &[u8], file_name: &str) -> Result<Sheet, Fault> {
    let wanted = |table: &Table| find_header(kind, table).is_some();
    let table = spreadsheets::read(bytes, file_name, ROWS_MAX + ABOVE, wanted)
        .map_err(|error| refused(error, file_name))?;
    if table.rows.is_empty() {
        return Err(Fault::new(FILE, FaultCode::SheetEmpty));
    }
    let header = find_header(kind, &table).ok_or_else(|| {
        let needed = column::columns(kind).iter().filter(|column| column.needed);
        let names: Vec<&str> = needed.map(|column| column.header).collect();
        Fault::new(FILE, FaultCode::HeaderNotFound).with(names.join("、"))
    })?;
    let missing: Vec<&str> = header.missing(kind).iter().map(|column| column.header).collect();
    if !missing.is_empty() {
        return Err(Fault::new(FILE, FaultCode::ColumnsMissing).with(missing.join("、")));
    }
    let below = table.rows.into_iter().filter(|row| row.number > header.row);
    let (hidden, seen): (Vec<Row>, Vec<Row>) = below.partition(|row| row.hidden);
    let rows: Vec<SheetRow> = seen
        .into_iter()
        .map(|row| known_cells(kind, &header, row))
        .filter(|row| !row.cells.is_empty())
        .collect();
    if rows.is_empty() {
        return Err(Fault::new(FILE, FaultCode::SheetEmpty));
    }
    if rows.len() > ROWS_MAX {
        return Err(Fault::new(FILE, FaultCode::TooManyRows).with(ROWS_MAX));
    }
    Ok(Sheet {
        name: Some(table.sheet).filter(|name| !name.is_empty()),
        header,
        rows: with_twins(kind, rows),
        hidden: hidden.into_iter().map(|row| row.number).collect(),
    })
}

fn refused(error: ReadError, file_name: &str) -> Fault {
    match error {
        ReadError::Encrypted => Fault::new(FILE, FaultCode::SheetEncrypted),
        ReadError::Unreadable => Fault::new(FILE, FaultCode::SheetUnreadable),
        ReadError::NameMisleads => {
            let ending = file_name.rsplit_once('.').map_or("", |(_, ending)| ending);
            Fault::new(FILE, FaultCode::SheetNameMisleads).with(format!(".{ending}"))
        }
        ReadError::TooLarge => Fault::new(FILE, FaultCode::SheetTooLarge).with("160 MB"),
        ReadError::TooManyRows => Fault::new(FILE, FaultCode::TooManyRows).with(ROWS_MAX),
    }
}

fn find_header(kind: ImportKind, table: &Table) -> Option<Header> {
    let head: Vec<header::HeadRow> = table
        .rows
        .iter()
        .take(ABOVE)
        .map(|row| {
            let texts = row.cells.iter().map(|(place, value)| (*place, value.shown()));
            (row.number, texts.collect())
        })
        .collect();
    header::find(kind, &head)
}

fn known_cells(kind: ImportKind, header: &Header, row: Row) -> SheetRow {
    let cells: Cells = row
        .cells
        .into_iter()
        .filter_map(|(place, value)| Some((*header.columns.get(&place)?, value)))
        .collect();
    let mut sum = Sha256::new();
    let mut key = None;
    for (at, value) in &cells {
        let pointer = column::columns(kind)[*at].pointer;
        let text = clean::text(plain(&value.shown()));
        match pointer {
            KEY => key = Some(text),
            "/organization" => {}
            _ => {
                sum.update(pointer.as_bytes());
                sum.update([0]);
                sum.update(text.as_bytes());
                sum.update([0]);
            }
        }
    }
    SheetRow {
        number: row.number,
        cells,
        key,
        digest: hex(&sum.finalize()),
        twin: None,
    }
}

/// Finds rows that have the key, or without keys the content, of an earlier one.
fn with_twins(kind: ImportKind, mut rows: Vec<SheetRow>) -> Vec<SheetRow> {
    let columns = column::columns(kind);
    // What a key is unique in: the row's organisation, or region.
    let within = columns.iter().position(|column| match kind {
        ImportKind::Activities => column.pointer == "/organization",
        _ => column.pointer == "/region_code",
    });
    let mut first: HashMap<(String, String), (u32, String)> = HashMap::new();
    for row in &mut rows {
        let scope = within
            .and_then(|at| row.cells.get(&at))
            .map(|value| value.shown());
        let key = (
            scope.unwrap_or_default(),
            row.key.clone().unwrap_or_else(|| row.digest.clone()),
        );
        match first.get(&key) {
            Some((number, digest)) => row.twin = Some((*number, *digest == row.digest)),
            None => {
                first.insert(key, (row.number, row.digest.clone()));
            }
        }
    }
    rows
}

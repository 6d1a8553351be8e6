//! .xlsx

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufReader, Cursor, Read};

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsx, XlsxError};
use domain::exchange::value::Value;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::{ReadError, Result, Rows, Table, date, error_name};

/// Sheets that are looked at.
const SHEETS_MAX: usize = 20;

pub fn read(bytes: &[u8], rows_max: usize, accepts: &mut dyn FnMut(&Table) -> bool) -> Result<Table> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsxError::Password => ReadError::Encrypted,
        _ => ReadError::Unreadable,
    })?;
    let visible: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .take(SHEETS_MAX)
        .collect();
    let paths = paths(bytes).unwrap_or_default();
    let mut first = Table::default();
    for name in visible {
        let hidden = match paths.get(&name) {
            Some(path) => hidden_rows(bytes, path)?,
            None => BTreeSet::new(),
        };
        let table = sheet(&mut book, &name, &hidden, rows_max)?;
        if accepts(&table) {
            return Ok(table);
        }
        if first.rows.is_empty() {
            first = table;
        }
    }
    Ok(first)
}

fn sheet(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    hidden: &BTreeSet<u32>,
    rows_max: usize,
) -> Result<Table> {
    let unreadable = |_| ReadError::Unreadable;
    let merged = book.merge_cells_by_sheet_name(name).map_err(unreadable)?;
    let mut rows = Rows::default();
    {
        let mut cells = book.worksheet_cells_reader(name).map_err(unreadable)?;
        while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(unreadable)? {
            let value = match cell.value {
                DataRef::Empty if cell.formula.is_some() => Value::NotCalculated,
                DataRef::Empty => continue,
                DataRef::Int(n) => Value::Number(n as f64),
                DataRef::Float(n) => Value::Number(n),
                DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
                    Value::Text(text)
                }
                DataRef::SharedString(text) => Value::Text(text.to_owned()),
                DataRef::Bool(yes) => Value::Bool(yes),
                DataRef::DateTime(at) => date(&at),
                DataRef::Error(error) => Value::Error(error_name(&error)),
            };
            rows.put(cell.pos.0, cell.pos.1, value, rows_max)?;
        }
    }
    for range in merged {
        rows.merge(range.start, range.end);
    }
    Ok(rows.finish(name, hidden))
}

/// Rows (from 0) that a filter or a person has hidden.
fn hidden_rows(bytes: &[u8], path: &str) -> Result<BTreeSet<u32>> {
    let mut hidden = BTreeSet::new();
    let mut next = 0;
    each_element(bytes, path, |element| {
        if element.local_name().as_ref() == "row" {
            let number = attribute(element, "r").and_then(|n| n.parse::<u32>().ok());
            let row = number.map_or(next, |n| n.saturating_sub(1));
            if attribute(element, "hidden").is_some_and(|yes| yes == "1" || yes == "true") {
                hidden.insert(row);
            }
            next = row.saturating_add(1);
        }
    })?;
    Ok(hidden)
}

/// Where each sheet lies in the archive.
fn paths(bytes: &[u8]) -> Result<BTreeMap<String, String>> {
    let mut targets = BTreeMap::new();
    each_element(bytes, "xl/_rels/workbook.xml.rels", |element| {
        if let Some((id, target)) = attribute(element, "Id").zip(attribute(element, "Target")) {
            let path = match target.strip_prefix('/') {
                Some(whole) => whole.to_owned(),
                None => format!("xl/{target}"),
            };
            targets.insert(id, path);
        }
    })?;
    let mut paths = BTreeMap::new();
    each_element(bytes, "xl/workbook.xml", |element| {
        if element.local_name().as_ref() == "sheet"
            && let Some((name, id)) = attribute(element, "name").zip(attribute(element, "r:id"))
            && let Some(path) = targets.get(&id)
        {
            paths.insert(name, path.clone());
        }
    })?;
    Ok(paths)
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.try_get_attribute(name).ok()??;
    found
        .normalized_value(quick_xml::XmlVersion::Implicit1_0)
        .ok()
        .map(std::borrow::Cow::into_owned)
}

fn each_element(bytes: &[u8], path: &str, mut each: impl FnMut(&BytesStart<'_>)) -> Result<()> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::Unreadable)?;
    let entry = zip.by_name(path).map_err(|_| ReadError::Unreadable)?;
    // What unpacks to more was refused; this only keeps the promise here too.
    let entry = entry.take(crate::archive::UNPACKED_MAX);
    let mut xml = Reader::from_reader(BufReader::new(entry));
    let mut room = Vec::new();
    loop {
        match xml.read_event_into(&mut room) {
            Ok(Event::Start(element) | Event::Empty(element)) => each(&element),
            Ok(Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(_) => return Err(ReadError::Unreadable),
        }
        room.clear();
    }
}

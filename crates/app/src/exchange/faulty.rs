//! Rows with faults: as they are kept, shown, and written back for repair.

use std::collections::BTreeMap;

use domain::exchange::column::{self, of_pointer};
use domain::exchange::header::Header;
use domain::exchange::{CellFault, FaultyRow, ImportKind, letters};
use domain::problem::{Fault, FaultCode, Faults, Lang};
use serde::{Deserialize, Serialize};

use super::table::SheetRow;

/// Characters of a cell that a report shows.
const SHOWN: usize = 60;

/// A row as it is sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct KeptRow {
    pub(super) faults: Vec<KeptFault>,
    /// What each known column holds.
    pub(super) cells: BTreeMap<usize, String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct KeptFault {
    /// Place of the column among the known ones.
    column: Option<usize>,
    /// The column of the table, from 0, where it has that one.
    place: Option<usize>,
    code: String,
    args: Vec<String>,
}

impl KeptRow {
    pub(super) fn new(kind: ImportKind, header: &Header, row: &SheetRow, faults: &Faults) -> Self {
        let kept = |fault: &Fault| {
            let column = of_pointer(kind, &fault.pointer);
            KeptFault {
                column,
                place: column.and_then(|known| header.place_of(known)),
                code: fault.code.as_str().to_owned(),
                args: fault.args.clone(),
            }
        };
        let mut all: Vec<KeptFault> = faults.iter().map(kept).collect();
        // What is wrong with several parts of one cell in the same way is said once.
        let mut seen = Vec::new();
        all.retain(|fault| {
            let new = !seen.contains(fault);
            if new {
                seen.push(fault.clone());
            }
            new
        });
        all.sort_by_key(|fault| fault.place.map_or(usize::MAX, |place| place));
        Self {
            faults: all,
            cells: row.cells.iter().map(|(at, value)| (*at, value.shown())).collect(),
        }
    }

    pub(super) fn view(&self, kind: ImportKind, row: u32, lang: Lang) -> FaultyRow {
        let fault = |kept: &KeptFault| {
            let value = kept
                .column
                .and_then(|at| self.cells.get(&at))
                .map_or("", String::as_str);
            CellFault {
                cell: format!("{}{row}", kept.place.map(letters).unwrap_or_default()),
                column: kept
                    .column
                    .and_then(|at| column::columns(kind).get(at))
                    .map(|column| column.header.to_owned())
                    .unwrap_or_default(),
                value: value.chars().take(SHOWN).collect(),
                code: kept.code.clone(),
                message: message(&kept.code, &kept.args, lang),
            }
        };
        FaultyRow {
            row,
            faults: self.faults.iter().map(fault).collect(),
        }
    }

    /// The reasons in one text, for the workbook of faulty rows.
    pub(super) fn reasons(&self, kind: ImportKind) -> String {
        let one = |fault: &CellFault| {
            let column = if fault.column.is_empty() {
                String::new()
            } else {
                format!("{}：", fault.column)
            };
            format!("{column}{}", fault.message)
        };
        let view = self.view(kind, 0, Lang::Zh);
        view.faults.iter().map(one).collect::<Vec<_>>().join("\n")
    }
}

pub(super) fn message(code: &str, args: &[String], lang: Lang) -> String {
    match FaultCode::parse(code) {
        Some(known) => {
            let fault = Fault {
                pointer: String::new(),
                code: known,
                args: args.to_vec(),
            };
            fault.message(lang)
        }
        None => code.to_owned(),
    }
}

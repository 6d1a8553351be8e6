//! The columns of each kind of table: one description for the template, reading, the report and the faulty rows.

use super::ImportKind;
use crate::dictionary::DictionaryName;

/// What stands in the cells of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cells {
    Text,
    /// Digits that must not become a number: phones, codes.
    Digits,
    Count,
    Time,
    /// One of a list.
    One(Choices),
    /// Several of a list, separated by `、`.
    Many(Choices),
}

/// Where the options of a column come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choices {
    Dictionary(DictionaryName),
    /// 板块 of the edition.
    Categories,
    /// 子行动 of the edition.
    SubCategories,
    Modes,
    YesNo,
}

/// One column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The field it fills: a JSON pointer into what the form sends.
    pub pointer: &'static str,
    pub header: &'static str,
    /// Other headers by which it is known.
    pub aliases: &'static [&'static str],
    pub cells: Cells,
    /// Whether a table without it cannot be used.
    pub needed: bool,
    /// How it is filled in.
    pub note: &'static str,
    /// Width in the template, characters.
    pub width: u8,
}

/// The column by which a row is known again.
pub const KEY: &str = "/row_key";
/// Header of the column that the workbook of faulty rows adds.
pub const REASON: &str = "不通过原因";

mod tables;

use tables::{ACTIVITIES, ORGANIZATIONS, QUOTAS};

/// The columns of a kind of table, in the order of its template.
pub const fn columns(kind: ImportKind) -> &'static [Column] {
    match kind {
        ImportKind::Activities => ACTIVITIES,
        ImportKind::Organizations => ORGANIZATIONS,
        ImportKind::Quotas => QUOTAS,
    }
}

/// The place in [`columns`] of the column to which a fault of the form belongs: the one of that field, or of the
/// nearest above it.
pub fn of_pointer(kind: ImportKind, pointer: &str) -> Option<usize> {
    let pointer = if pointer == "/sessions" {
        // No session at all: the first one is missing.
        "/sessions/0/starts_at"
    } else {
        pointer
    };
    let holds = |column: &Column| {
        pointer
            .strip_prefix(column.pointer)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let all = columns(kind).iter().enumerate();
    all.filter(|(_, column)| holds(column))
        .max_by_key(|(_, column)| column.pointer.len())
        .map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_header_names_one_column() {
        for kind in ImportKind::ALL {
            let mut seen = BTreeSet::new();
            for column in columns(kind) {
                for name in [column.header].iter().chain(column.aliases) {
                    assert!(seen.insert(*name), "{name} twice in {kind:?}");
                    assert_eq!(*name, super::super::header::normal(name), "{name} is never found");
                }
            }
        }
    }

    #[test]
    fn faults_belong_to_the_nearest_column() {
        let header = |pointer| of_pointer(ImportKind::Activities, pointer).map(|at| ACTIVITIES[at].header);
        for (pointer, name) in [
            ("/sessions/0/ends_at", "结束时间"),
            ("/sessions/2/ends_at", "更多场次"),
            ("/sessions", "开始时间"),
            ("/hosts/1/name", "主办单位"),
            ("/sci_workers/people/0/employer", "科技工作者名单"),
            ("/contact/phone", "联系电话"),
        ] {
            assert_eq!(header(pointer), Some(name), "{pointer}");
        }
        assert_eq!(header("/edition"), None);
    }
}

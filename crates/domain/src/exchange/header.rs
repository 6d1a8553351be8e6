//! Finding the header of a table that somebody made: below title rows, in one row or two, in any order, by any of the
//! names a column is known by.

use std::collections::BTreeMap;

use super::column::{self, Column};
use super::{ImportKind, letters};
use crate::text::half_width;

/// Rows from the top among which the header is looked for.
const DEPTH: usize = 20;

/// One row of texts: column (from 0) and what stands there.
pub type HeadRow = (u32, Vec<(usize, String)>);

/// Where each column stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Number of its last row, from 1: the table begins below.
    pub row: u32,
    /// Place in [`column::columns`] of each column of the table.
    pub columns: BTreeMap<usize, usize>,
    /// Columns nobody knows: `备注（AF）`.
    pub ignored: Vec<String>,
}

impl Header {
    /// The table's column in which a known column stands.
    pub fn place_of(&self, known: usize) -> Option<usize> {
        self.columns
            .iter()
            .find(|(_, k)| **k == known)
            .map(|(place, _)| *place)
    }
    /// Needed columns that are not there.
    pub fn missing(&self, kind: ImportKind) -> Vec<&'static Column> {
        column::columns(kind)
            .iter()
            .enumerate()
            .filter(|(at, column)| column.needed && self.place_of(*at).is_none())
            .map(|(_, column)| column)
            .collect()
    }
}

/// A header as it is compared: without blanks, stars and what stands in brackets.
pub fn normal(header: &str) -> String {
    let mut depth = 0_u32;
    let mut text = String::new();
    for c in half_width(header).chars() {
        match c {
            '(' | '[' | '【' => depth += 1,
            ')' | ']' | '】' => depth = depth.saturating_sub(1),
            _ if depth > 0 || c.is_whitespace() || matches!(c, '*' | ':' | '#' | '\u{feff}') => {}
            _ => text.extend(c.to_lowercase()),
        }
    }
    text
}

fn known(kind: ImportKind, header: &str) -> Option<usize> {
    let name = normal(header);
    if name.is_empty() {
        return None;
    }
    column::columns(kind)
        .iter()
        .position(|column| column.header == name || column.aliases.contains(&name.as_str()))
}

/// The header among the first rows of a table: the row, or two rows below each other, that name most columns; at least
/// two.
pub fn find(kind: ImportKind, head: &[HeadRow]) -> Option<Header> {
    let head = &head[..head.len().min(DEPTH)];
    let mut best: Option<Header> = None;
    let mut offer = |found: Header| {
        if best
            .as_ref()
            .is_none_or(|best| found.columns.len() > best.columns.len())
        {
            best = Some(found);
        }
    };
    for (n, (row, cells)) in head.iter().enumerate() {
        offer(read(kind, *row, cells));
        if let Some((below, lower)) = head.get(n + 1).filter(|(below, _)| *below == row + 1) {
            offer(read(kind, *below, &joined(kind, cells, lower)));
        }
    }
    best.filter(|header| header.columns.len() >= 2)
}

/// Two header rows as one: what both say together, what the lower says, or what the upper says.
fn joined(kind: ImportKind, upper: &[(usize, String)], lower: &[(usize, String)]) -> Vec<(usize, String)> {
    let mut all: BTreeMap<usize, String> = upper.iter().cloned().collect();
    for (place, low) in lower {
        let name = match all.get(place) {
            Some(up) if up != low => {
                let both = format!("{up}{low}");
                if known(kind, &both).is_some() {
                    both
                } else {
                    low.clone()
                }
            }
            _ => low.clone(),
        };
        all.insert(*place, name);
    }
    all.into_iter().collect()
}

fn read(kind: ImportKind, row: u32, cells: &[(usize, String)]) -> Header {
    let mut header = Header {
        row,
        columns: BTreeMap::new(),
        ignored: Vec::new(),
    };
    for (place, text) in cells {
        match known(kind, text) {
            // The first of two that mean the same counts.
            Some(at) if header.place_of(at).is_none() => {
                header.columns.insert(*place, at);
            }
            _ if normal(text).is_empty() || text == column::REASON => {}
            _ => header
                .ignored
                .push(format!("{}（{}）", text.trim(), letters(*place))),
        }
    }
    header
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: u32, cells: &[&str]) -> HeadRow {
        let cells = cells.iter().enumerate().filter(|(_, text)| !text.is_empty());
        (
            number,
            cells.map(|(place, text)| (place, (*text).to_owned())).collect(),
        )
    }
    fn names(header: &Header) -> Vec<&'static str> {
        header
            .columns
            .values()
            .map(|at| column::columns(ImportKind::Activities)[*at].header)
            .collect()
    }

    #[test]
    fn the_header_stands_below_titles_in_any_order_and_by_other_names() {
        let head = [
            row(1, &["2026年全国科普日活动汇总表", "", ""]),
            row(2, &["填报单位：鹿城区科协", "", ""]),
            row(4, &["序号", "活动名称（必填）", "* 联系 电话", "板块", "备注"]),
            row(5, &["1", "科学之夜", "13900000005", "更多活动"]),
        ];
        let found = find(ImportKind::Activities, &head).unwrap();
        assert_eq!(
            (found.row, names(&found)),
            (4, vec!["活动名称", "联系电话", "活动板块"])
        );
        assert_eq!(found.ignored, ["序号（A）", "备注（E）"]);
        let missing: Vec<_> = found
            .missing(ImportKind::Activities)
            .iter()
            .map(|c| c.header)
            .collect();
        assert_eq!(missing, ["活动方式", "开始时间", "结束时间", "所在地区"]);
    }

    #[test]
    fn a_header_may_have_two_rows() {
        let head = [
            row(
                1,
                &["活动名称", "预计参与人数", "预计参与人数", "活动时间", "活动时间"],
            ),
            row(2, &["活动名称", "线下", "线上", "开始", "结束"]),
            row(3, &["科学之夜", "300", "", "2026-09-15", "2026-09-15"]),
        ];
        let found = find(ImportKind::Activities, &head).unwrap();
        assert_eq!(found.row, 2);
        assert_eq!(
            names(&found),
            ["活动名称", "预计线下人数", "预计线上人数", "开始时间", "结束时间"]
        );
    }

    #[test]
    fn a_table_of_something_else_has_no_header() {
        assert_eq!(
            find(
                ImportKind::Activities,
                &[row(1, &["姓名", "年龄"]), row(2, &["a", "3"])]
            ),
            None
        );
        assert_eq!(find(ImportKind::Activities, &[]), None);
    }
}

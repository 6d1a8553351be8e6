//! The table of a summary, read back by another library.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};
use chrono::NaiveDate;
use documents::summary::{Column, Correction, SummaryRow, SummarySheet, summary};

fn sheet() -> SummarySheet {
    SummarySheet {
        title: "温州市2024年全国科普日活动情况汇总表".to_owned(),
        unit: "温州市科学技术协会".to_owned(),
        as_of: "2024年9月28日 10:00".to_owned(),
        made_on: NaiveDate::from_ymd_opt(2024, 9, 28).unwrap(),
        categories: ["百家场馆探未来", "千场报告话前沿", "=1+1", "联合行动", "更多活动"]
            .map(str::to_owned)
            .to_vec(),
        total: SummaryRow {
            name: "合计".to_owned(),
            ..row("合计", 30)
        },
        corrected: vec![Column::Offline],
        corrections: vec![Correction {
            name: "线下参与".to_owned(),
            unit: "人次".to_owned(),
            counted: 3000,
            reported: 3200,
            reason: "@补记".to_owned(),
        }],
    }
}

fn row(name: &str, approved: i64) -> SummaryRow {
    SummaryRow {
        name: name.to_owned(),
        target: Some(40),
        filed: approved + 2,
        approved,
        completion: Some(approved * 100 / 40),
        sessions: [5, 6, 0],
        categories: vec![1, 2, 3, 4, 5],
        organizations: Some(7),
        offline: 3200,
        online: 45_000,
        media: [9, 1, 2, 3, 2, 1],
        ..SummaryRow::default()
    }
}

fn made() -> Vec<u8> {
    let rest = SummaryRow {
        target: None,
        completion: None,
        organizations: None,
        ..row("本级", 0)
    };
    summary(&sheet(), &[row("+鹿城区", 30), rest]).unwrap()
}

fn read(file: &[u8], n: usize) -> Range<Data> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
    book.worksheet_range_at(n).unwrap().unwrap()
}

/// The cell of a row under the column of this group and name.
fn cell(table: &Range<Data>, group: &str, name: &str, row: u32) -> Data {
    let width = table.width() as u32;
    let text = |row, column| match table.get_value((row, column)) {
        Some(Data::String(text)) => text.replace('\n', ""),
        _ => String::new(),
    };
    let mut above = String::new();
    for column in 0..width {
        let (upper, lower) = (text(2, column), text(3, column));
        if !upper.is_empty() {
            above = upper;
        }
        let alone = lower.is_empty() && above == name && group.is_empty();
        if alone || (above == group && lower == name) {
            return table.get_value((row, column)).cloned().unwrap_or(Data::Empty);
        }
    }
    panic!("no column {group} {name}")
}

#[test]
fn numbers_are_numbers_zero_is_0_and_what_does_not_apply_is_a_dash() {
    let table = read(&made(), 0);
    let number = |group, name, row| match cell(&table, group, name, row) {
        Data::Float(n) => n,
        Data::Int(n) => n as f64,
        other => panic!("{group} {name}: {other:?}"),
    };
    assert_eq!(number("活动数（项）", "通过数", 4), 30.0);
    assert_eq!(number("活动数（项）", "完成率", 4), 75.0);
    assert_eq!(number("活动场次（场次）", "线上线下结合", 4), 0.0);
    assert_eq!(number("各板块活动数（项）", "更多活动", 4), 5.0);
    assert_eq!(number("参与人次（人次）", "线下", 4), 3200.0);
    assert_eq!(number("参与人次（人次）", "线上", 4), 45_000.0);
    assert_eq!(number("", "活动经费（元）", 4), 0.0);
    assert_eq!(number("媒体报道（篇）", "本单位", 6), 1.0);
    let dash = Data::String("-".to_owned());
    assert_eq!(cell(&table, "活动数（项）", "任务指标", 5), dash);
    assert_eq!(cell(&table, "活动数（项）", "完成率", 5), dash);
    assert_eq!(cell(&table, "", "活动单位（家）", 5), dash);
    assert_eq!(cell(&table, "成果", "推优数（项）", 6), dash);
    assert_eq!(table.get_value((6, 0)), Some(&Data::String("合计".to_owned())));
}

#[test]
fn what_somebody_typed_is_never_a_formula() {
    let file = made();
    let table = read(&file, 0);
    assert_eq!(
        table.get_value((4, 0)),
        Some(&Data::String("'+鹿城区".to_owned()))
    );
    assert_eq!(cell(&table, "各板块活动数（项）", "'=1+1", 4), Data::Float(3.0));
    let corrections = read(&file, 1);
    assert_eq!(
        corrections.get_value((1, 4)),
        Some(&Data::String("'@补记".to_owned()))
    );
    assert_eq!(corrections.get_value((1, 2)), Some(&Data::Float(3000.0)));
}

#[test]
fn the_same_table_is_the_same_file_and_nothing_corrected_needs_no_second_sheet() {
    assert_eq!(made(), made());
    let plain = SummarySheet {
        corrected: Vec::new(),
        corrections: Vec::new(),
        ..sheet()
    };
    let file = summary(&plain, &[]).unwrap();
    let book: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
    assert_eq!(book.sheet_names(), ["汇总表"]);
    let dir = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    std::fs::write(dir.join("summary.xlsx"), made()).unwrap();
}

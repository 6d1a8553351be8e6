use std::io::{Cursor, Read, Write};

use domain::exchange::value::Value;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use crate::{read, shown, text};

fn book(fill: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(&mut book);
    book.save_to_buffer().expect("written")
}

#[test]
fn cells_keep_their_kind() {
    let bytes = book(|book| {
        let sheet = book.add_worksheet();
        let day = Format::new().set_num_format("yyyy-mm-dd hh:mm");
        sheet.write(0, 0, "活动名称").unwrap();
        sheet.write(0, 1, 13_900_000_005.0).unwrap();
        sheet.write(0, 2, 45_550.375).unwrap();
        let at = ExcelDateTime::from_ymd(2026, 9, 15)
            .unwrap()
            .and_hms(9, 30, 0)
            .unwrap();
        sheet.write_datetime_with_format(0, 3, &at, &day).unwrap();
        sheet.write_boolean(0, 4, true).unwrap();
        sheet
            .write_formula(0, 5, Formula::new("=1+1").set_result("2"))
            .unwrap();
        sheet
            .write_formula(0, 6, Formula::new("=NA()").set_result("#N/A"))
            .unwrap();
        sheet
            .write_formula(0, 7, Formula::new("=A1").set_result(""))
            .unwrap();
        sheet.write(0, 8, "  ").unwrap();
    });
    let table = read(&bytes, "a.xlsx").unwrap();
    let row = &table.rows[0];
    assert_eq!(row.number, 1);
    let at = chrono::NaiveDate::from_ymd_opt(2026, 9, 15)
        .unwrap()
        .and_hms_opt(9, 30, 0)
        .unwrap();
    let expected = [
        (0, text("活动名称")),
        (1, Value::Number(13_900_000_005.0)),
        (2, Value::Number(45_550.375)),
        (3, Value::Date(at)),
        (4, Value::Bool(true)),
        (5, Value::Number(2.0)),
        (6, Value::Error("#N/A")),
    ];
    assert_eq!(row.cells[..7], expected);
    assert_eq!(row.cells.len(), 8, "a blank is nothing");
    // Programs other than table programs write formulas without their results.
    let table = read(&without_results(&bytes), "a.xlsx").unwrap();
    assert_eq!(table.rows[0].cells[7], (7, Value::NotCalculated));
}

/// The same workbook without what its last formula results in.
fn without_results(bytes: &[u8]) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for n in 0..from.len() {
        let mut entry = from.by_index(n).unwrap();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        let name = entry.name().unwrap().to_string();
        if name.ends_with("sheet1.xml") {
            let text = String::from_utf8(content).unwrap();
            content = text.replace("<f>A1</f><v>0</v>", "<f>A1</f>").into_bytes();
        }
        to.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        to.write_all(&content).unwrap();
    }
    to.finish().unwrap().into_inner()
}

#[test]
fn a_merged_range_shows_its_value_in_every_cell() {
    let bytes = book(|book| {
        let sheet = book.add_worksheet();
        let plain = Format::new();
        sheet.merge_range(0, 0, 0, 3, "2026年汇总表", &plain).unwrap();
        sheet.merge_range(1, 0, 3, 0, "温州科技馆", &plain).unwrap();
        for row in 1..4 {
            sheet.write(row, 1, format!("活动{row}")).unwrap();
        }
        sheet.merge_range(10, 0, 500_000, 0, "到底", &plain).unwrap();
    });
    let table = read(&bytes, "a.xlsx").unwrap();
    assert_eq!(shown(&table, 4), ["温州科技馆", "活动3"]);
    assert_eq!(shown(&table, 1).len(), 4);
    assert_eq!(table.rows.len(), 5, "a range makes no rows");
}

#[test]
fn hidden_rows_are_told_and_hidden_sheets_left_out() {
    let bytes = book(|book| {
        let first = book.add_worksheet().set_name("隐藏").unwrap();
        first.write(0, 0, "不要读").unwrap();
        first.set_hidden(true);
        let sheet = book.add_worksheet().set_name("数 据&1").unwrap();
        for row in 0..5 {
            sheet.write(row, 0, row).unwrap();
        }
        sheet.set_row_hidden(2).unwrap();
        sheet.set_active(true);
    });
    let table = read(&bytes, "a.xlsx").unwrap();
    assert_eq!(table.sheet, "数 据&1");
    let hidden: Vec<u32> = table
        .rows
        .iter()
        .filter(|row| row.hidden)
        .map(|row| row.number)
        .collect();
    assert_eq!(hidden, [3]);
}

#[test]
fn the_sheet_that_is_wanted_is_read() {
    let bytes = book(|book| {
        book.add_worksheet().write(0, 0, "说明").unwrap();
        book.add_worksheet().write(0, 0, "活动名称").unwrap();
    });
    let wanted = |table: &spreadsheets::Table| shown(table, 1) == ["活动名称"];
    let table = spreadsheets::read(&bytes, "a.xlsx", 10, wanted).unwrap();
    assert_eq!(shown(&table, 1), ["活动名称"]);
}

#[test]
fn an_old_workbook_is_read() {
    let bytes = include_bytes!("../fixtures/calc.xls");
    let table = read(bytes, "旧.xls").unwrap();
    assert_eq!(shown(&table, 1), ["活动名称", "联系电话", "开始时间"]);
    assert_eq!(table.rows[1].cells[1].1, Value::Number(13_900_000_005.0));
    assert_eq!(shown(&table, 2)[2], "2024-09-15 09:30");
}

#[test]
fn an_empty_sheet_has_no_rows() {
    let bytes = book(|book| {
        book.add_worksheet();
    });
    assert!(read(&bytes, "a.xlsx").unwrap().rows.is_empty());
}

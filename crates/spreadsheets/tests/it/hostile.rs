use std::io::{Cursor, Write};

use proptest::prelude::*;
use rust_xlsxwriter::Workbook;
use spreadsheets::ReadError;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::read;

fn plain() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for row in 0..20 {
        sheet.write(row, 0, "活动").unwrap();
        sheet.write(row, 1, row).unwrap();
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_password_is_named() {
    for (bytes, name) in [
        (include_bytes!("../fixtures/encrypted.xlsx").as_slice(), "a.xlsx"),
        (include_bytes!("../fixtures/encrypted.xls").as_slice(), "a.xls"),
    ] {
        assert_eq!(read(bytes, name), Err(ReadError::Encrypted), "{name}");
    }
}

/// A workbook whose sheet unpacks to so many bytes.
fn inflating(size: usize) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for name in ["[Content_Types].xml", "xl/workbook.xml"] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(b"<x/>").unwrap();
    }
    zip.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default())
        .unwrap();
    let chunk = vec![b' '; 1 << 20];
    for _ in 0..size >> 20 {
        zip.write_all(&chunk).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_bomb_is_refused_by_what_it_admits_and_by_what_it_does() {
    let honest = inflating(200 << 20);
    assert!(honest.len() < 1 << 20, "it is small on the wire");
    assert_eq!(read(&honest, "a.xlsx"), Err(ReadError::TooLarge));
    // The same, saying in both places that it is small.
    let real = (200_u32 << 20).to_le_bytes();
    let mut liar = honest;
    while let Some(at) = liar.windows(4).position(|part| part == real) {
        liar[at..at + 4].copy_from_slice(&1_000_u32.to_le_bytes());
    }
    assert!(matches!(
        read(&liar, "a.xlsx"),
        Err(ReadError::TooLarge | ReadError::Unreadable)
    ));
}

#[test]
fn a_cell_at_the_far_corner_costs_nothing() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "活动名称").unwrap();
    sheet.write(1_048_575, 16_383, "远").unwrap();
    sheet.write(1_048_575, 0, "近").unwrap();
    let table = read(&book.save_to_buffer().unwrap(), "a.xlsx").unwrap();
    assert_eq!(table.rows.len(), 2);
    assert_eq!(
        table.rows[1].cells.len(),
        1,
        "columns beyond the limit are not looked at"
    );
}

#[test]
fn too_many_rows_are_named() {
    let text: String = (0..1_001).map(|n| format!("{n},a\n")).collect();
    assert_eq!(read(text.as_bytes(), "a.csv"), Err(ReadError::TooManyRows));
}

#[test]
fn other_archives_are_no_tables() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("a.txt", SimpleFileOptions::default()).unwrap();
    let bytes = zip.finish().unwrap().into_inner();
    assert_eq!(read(&bytes, "a.xlsx"), Err(ReadError::Unreadable));
    let whole = plain();
    assert_eq!(
        read(&whole[..whole.len() / 2], "a.xlsx"),
        Err(ReadError::Unreadable)
    );
}

/// With this byte a chain leads behind the end, where the library looks without asking.
#[test]
fn a_chain_that_leads_behind_the_end_is_damage() {
    let mut bytes = include_bytes!("../fixtures/calc.xls").to_vec();
    bytes[1_640] = 40;
    assert_eq!(read(&bytes, "a.xls"), Err(ReadError::Unreadable));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_damage_makes_it_panic(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..30),
        old in any::<bool>(),
    ) {
        let mut bytes = if old { include_bytes!("../fixtures/calc.xls").to_vec() } else { plain() };
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        let _ = read(&bytes, "a.xlsx");
    }
}

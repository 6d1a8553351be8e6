//! The table, read back by another library.

use std::io::{Cursor, Read};

use calamine::{Data, Range, Reader, Xlsx};
use chrono::NaiveDate;
use documents::{RecommendationRow, RecommendationSheet, SubjectKind, recommendations};

fn sheet(columns: SubjectKind) -> RecommendationSheet {
    RecommendationSheet {
        title: "2026年全国科普日优秀活动推荐汇总表".to_owned(),
        recommending_unit: "湖北省科学技术协会".to_owned(),
        edition: "2026年".to_owned(),
        made_on: NaiveDate::from_ymd_opt(2026, 9, 5).unwrap(),
        columns,
    }
}

fn row(position: u32) -> RecommendationRow {
    RecommendationRow {
        position,
        recommending_unit: "湖北省科学技术协会".to_owned(),
        name: format!("走近量子世界{position}"),
        category: "前沿科技".to_owned(),
        hosts: "武汉市科协".to_owned(),
        co_organizers: "武汉科技馆".to_owned(),
        time: "2026年9月19日至25日".to_owned(),
        place: "武汉".to_owned(),
        mode: "线下".to_owned(),
        participants_offline: Some(3200),
        participants_online: None,
        sci_workers: Some(0),
        media_reports: "12篇\nhttps://news.example.cn/1".to_owned(),
        summary: "介".repeat(300),
        highlights: "院士讲座".to_owned(),
        contact_name: "𠮷田".to_owned(),
        contact_phone: "02782710000".to_owned(),
        activity_id: format!("KP2026-{position:06}"),
    }
}

fn made(columns: SubjectKind, rows: impl IntoIterator<Item = RecommendationRow>) -> Vec<u8> {
    recommendations(&sheet(columns), rows).unwrap()
}

fn read(file: &[u8]) -> Range<Data> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
    book.worksheet_range_at(0).unwrap().unwrap()
}

/// A part of the file as it is stored.
fn part(file: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The cell under the header whose words, without line breaks, are these.
fn cell(table: &Range<Data>, header: &str, row: u32) -> Data {
    let (_, last) = table.end().unwrap();
    let is_it = |column: &u32| {
        let name = table.get_value((2, *column)).unwrap().to_string();
        name.replace('\n', "") == header
    };
    let column = (0..=last)
        .find(is_it)
        .unwrap_or_else(|| panic!("no column {header}"));
    table.get_value((row, column)).unwrap().clone()
}

#[test]
fn every_field_has_its_column() {
    let table = read(&made(SubjectKind::Activity, [row(1), row(2)]));
    let text = |header: &str| cell(&table, header, 4).to_string();
    assert_eq!(cell(&table, "序号", 3), Data::Float(1.0));
    assert_eq!(cell(&table, "序号", 4), Data::Float(2.0));
    assert_eq!(text("推荐单位"), "湖北省科学技术协会");
    assert_eq!(text("活动名称"), "走近量子世界2");
    assert_eq!(text("板块"), "前沿科技");
    assert_eq!(text("主办单位"), "武汉市科协");
    assert_eq!(text("承办单位"), "武汉科技馆");
    assert_eq!(text("活动时间"), "2026年9月19日至25日");
    assert_eq!(text("活动地点"), "武汉");
    assert_eq!(text("线上/线下"), "线下");
    assert_eq!(text("媒体报道数及链接"), "12篇\nhttps://news.example.cn/1");
    assert_eq!(text("简介（300字以内）"), "介".repeat(300));
    assert_eq!(text("亮点"), "院士讲座");
    assert_eq!(text("联系人"), "𠮷田");
    assert_eq!(text("平台活动编号"), "KP2026-000002");
}

#[test]
fn numbers_are_numbers_and_phones_are_text() {
    let table = read(&made(SubjectKind::Activity, [row(1)]));
    assert_eq!(cell(&table, "线下参与人次", 3), Data::Float(3200.0));
    assert_eq!(
        cell(&table, "线上参与人次", 3),
        Data::Empty,
        "unknown is not zero"
    );
    assert_eq!(cell(&table, "科技工作者人数", 3), Data::Float(0.0));
    assert_eq!(
        cell(&table, "联系电话", 3),
        Data::String("02782710000".to_owned())
    );
}

#[test]
fn an_organisation_has_no_columns_of_an_event() {
    let file = made(SubjectKind::Organization, [row(1)]);
    let table = read(&file);
    assert_eq!(cell(&table, "单位全称", 3).to_string(), "走近量子世界1");
    let header: Vec<_> = table
        .rows()
        .nth(2)
        .unwrap()
        .iter()
        .map(ToString::to_string)
        .collect();
    for name in ["主办单位", "活动时间", "活动地点", "平台活动编号"] {
        assert!(!header.iter().any(|h| h == name), "{name}");
    }
}

#[test]
fn title_unit_date_and_place_for_the_seal() {
    let table = read(&made(SubjectKind::Activity, [row(1), row(2)]));
    let all: Vec<String> = table.cells().map(|(_, _, cell)| cell.to_string()).collect();
    assert_eq!(
        table.get_value((0, 0)).unwrap().to_string(),
        "2026年全国科普日优秀活动推荐汇总表"
    );
    for text in [
        "推荐单位（盖章）：湖北省科学技术协会",
        "届次：2026年",
        "2026年9月5日",
    ] {
        assert!(all.iter().any(|cell| cell.contains(text)), "{text}");
    }
    let last: Vec<String> = table
        .rows()
        .next_back()
        .unwrap()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert!(last.iter().any(|cell| cell.contains("签字")) && last.iter().any(|cell| cell.contains("盖章")));
}

#[test]
fn no_text_is_a_formula() {
    let hostile = "=cmd|' /C calc'!A0";
    let table = |kind| {
        let row = RecommendationRow {
            recommending_unit: hostile.to_owned(),
            name: hostile.to_owned(),
            category: hostile.to_owned(),
            hosts: hostile.to_owned(),
            co_organizers: hostile.to_owned(),
            time: hostile.to_owned(),
            place: hostile.to_owned(),
            mode: hostile.to_owned(),
            media_reports: hostile.to_owned(),
            summary: hostile.to_owned(),
            highlights: hostile.to_owned(),
            contact_name: hostile.to_owned(),
            contact_phone: "+8613800000000".to_owned(),
            activity_id: hostile.to_owned(),
            ..row(1)
        };
        let sheet = RecommendationSheet {
            title: hostile.to_owned(),
            recommending_unit: hostile.to_owned(),
            edition: hostile.to_owned(),
            ..sheet(kind)
        };
        recommendations(&sheet, [row]).unwrap()
    };
    for kind in [SubjectKind::Activity, SubjectKind::Organization] {
        let file = table(kind);
        assert!(
            !part(&file, "xl/worksheets/sheet1.xml").contains("<f"),
            "a formula"
        );
        let read = read(&file);
        for (row, column, cell) in read.cells() {
            let text = cell.to_string();
            assert!(
                !text.starts_with(['=', '+', '-', '@']),
                "{text} at {row}, {column}"
            );
        }
        assert_eq!(cell(&read, "联系电话", 3).to_string(), "'+8613800000000");
    }
}

#[test]
fn it_prints_on_a4_across_one_page_wide() {
    let file = made(SubjectKind::Activity, (1..=40).map(row));
    let sheet = part(&file, "xl/worksheets/sheet1.xml");
    for needed in [
        "paperSize=\"9\"",
        "orientation=\"landscape\"",
        "fitToHeight=\"0\"",
        "<pageSetUpPr fitToPage=\"1\"/>",
        "ySplit=\"3\"",
        "state=\"frozen\"",
        "&amp;P",
        "&amp;N",
    ] {
        assert!(sheet.contains(needed), "{needed}");
    }
    let book = part(&file, "xl/workbook.xml");
    assert!(
        book.contains("_xlnm.Print_Titles") && book.contains("$3:$3"),
        "{book}"
    );
}

#[test]
fn rows_are_as_high_as_their_texts() {
    let short = RecommendationRow {
        summary: "短".to_owned(),
        ..row(2)
    };
    let sheet = part(
        &made(SubjectKind::Activity, [row(1), short]),
        "xl/worksheets/sheet1.xml",
    );
    let height = |row: u32| -> f64 {
        let from = sheet.find(&format!("<row r=\"{row}\"")).unwrap();
        let tail = &sheet[from..];
        let at = tail.find("ht=\"").unwrap() + 4;
        let end = tail[at..].find('"').unwrap();
        tail[at..at + end].parse().unwrap()
    };
    // 300 ideographs in some 14 a line.
    assert!(height(4) > 250.0, "{}", height(4));
    assert!(height(5) < 120.0, "{}", height(5));
}

#[test]
fn an_empty_table_is_a_table() {
    let table = read(&made(SubjectKind::Activity, []));
    assert_eq!(table.get_value((2, 0)).unwrap().to_string(), "序号");
}

#[test]
fn ten_thousand_rows_in_order() {
    let table = read(&made(SubjectKind::Activity, (1..=10_000).map(row)));
    assert_eq!(cell(&table, "活动名称", 10_002).to_string(), "走近量子世界10000");
}

#[test]
fn the_same_table_is_the_same_file() {
    let file = || made(SubjectKind::Activity, [row(1)]);
    assert_eq!(file(), file());
}

#[test]
fn a_text_beyond_the_formats_limit_is_refused() {
    let long = RecommendationRow {
        summary: "长".repeat(32_768),
        ..row(1)
    };
    let error = recommendations(&sheet(SubjectKind::Activity), [long]).unwrap_err();
    assert!(
        error.to_string().contains("32,767") || error.to_string().contains("32767"),
        "{error}"
    );
}

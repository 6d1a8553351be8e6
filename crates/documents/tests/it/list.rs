//! Lists and templates: what is typed stays text, what is a number or a time stays one.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use documents::{ListCell, ListColumn, ListWriter, Template, TemplateColumn, template};

const COLUMNS: &[ListColumn] = &[
    ListColumn {
        header: "名称",
        width: 20.0,
    },
    ListColumn {
        header: "人数",
        width: 8.0,
    },
    ListColumn {
        header: "时间",
        width: 16.0,
    },
];

fn written(rows: &[Vec<ListCell>]) -> Vec<u8> {
    let mut writer = ListWriter::new("列表", COLUMNS).expect("begun");
    for row in rows {
        writer.push(row).expect("a row");
    }
    assert_eq!(writer.rows() as usize, rows.len());
    let mut file = Cursor::new(Vec::new());
    writer.finish(&mut file).expect("written");
    file.into_inner()
}

#[test]
fn cells_keep_their_kind_and_formulas_stay_text() {
    let clock = chrono::NaiveDate::from_ymd_opt(2026, 9, 15)
        .and_then(|day| day.and_hms_opt(9, 30, 0))
        .expect("a time");
    let bytes = written(&[
        vec![
            ListCell::Text("=1+1".into()),
            ListCell::Number(300),
            ListCell::Time(clock),
        ],
        vec![
            ListCell::text(None::<String>),
            ListCell::number(None::<i64>),
            ListCell::Empty,
        ],
    ]);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let range = book.worksheet_range("列表").expect("the sheet");
    assert_eq!(range.get_value((1, 0)), Some(&Data::String("'=1+1".into())));
    assert_eq!(range.get_value((1, 1)), Some(&Data::Float(300.0)));
    match range.get_value((1, 2)) {
        Some(Data::DateTime(at)) => assert_eq!(at.to_ymd_hms_milli(), (2026, 9, 15, 9, 30, 0, 0)),
        other => panic!("{other:?}"),
    }
    assert!(book.worksheet_formula("列表").expect("formulas").is_empty());
}

#[test]
fn the_same_list_gives_the_same_bytes_and_a_long_text_is_cut_in_sight() {
    let rows = vec![vec![
        ListCell::Text("字".repeat(40_000)),
        ListCell::Empty,
        ListCell::Empty,
    ]];
    let bytes = written(&rows);
    assert!(bytes == written(&rows));
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let range = book.worksheet_range("列表").expect("the sheet");
    let text = range
        .get_value((1, 0))
        .map(ToString::to_string)
        .unwrap_or_default();
    assert!(text.ends_with("字……") && text.chars().count() <= 32_767);
}

#[test]
fn a_template_has_its_header_instructions_and_options() {
    let column = |header: &str, options: &[&str], several| TemplateColumn {
        header: header.into(),
        needed: !options.is_empty(),
        note: "填写要求".into(),
        width: 20.0,
        options: options.iter().map(|option| (*option).to_owned()).collect(),
        several,
    };
    let made = Template {
        sheet: "活动".into(),
        columns: vec![
            column("活动名称", &[], false),
            column("活动方式", &["线下", "线上"], false),
            column("面向对象", &["公众"], true),
        ],
        notes: vec!["从第 2 行开始填写。".into()],
    };
    let row = vec!["+86".to_owned(), "线下".to_owned(), String::new()];
    let bytes = template(&made, [row]).expect("written");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    assert_eq!(book.sheet_names(), ["活动", "填写说明", "选项"]);
    let table = book.worksheet_range("活动").expect("the table");
    assert_eq!(table.get_value((0, 1)), Some(&Data::String("活动方式 *".into())));
    assert_eq!(table.get_value((1, 0)), Some(&Data::String("'+86".into())));
    let options = book.worksheet_range("选项").expect("the options");
    assert_eq!(options.get_value((2, 0)), Some(&Data::String("线上".into())));
}

//! Files that are something else than they seem, or have what tables of people have.

use harness::Site;
use rust_xlsxwriter::{Format, Formula, Workbook};
use serde_json::json;

use super::{activities, count, faults, headers, import, row, table, upload};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_cannot_be_used_says_why() {
    let site = Site::new().await;
    let organizer = site.sign_in(1).await;
    let empty = {
        let mut book = Workbook::new();
        book.add_worksheet();
        book.save_to_buffer().unwrap()
    };
    let other = {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write(0, 0, "姓名").unwrap();
        sheet.write(1, 0, "张三").unwrap();
        book.save_to_buffer().unwrap()
    };
    let half = "活动名称,活动板块\n科学之夜,更多活动\n".as_bytes().to_vec();
    let long: String = (0..20_060).map(|n| format!("第{n}场,更多活动\n")).collect();
    let encrypted = include_bytes!("../../../crates/spreadsheets/tests/fixtures/encrypted.xlsx").to_vec();
    for (name, bytes, code) in [
        ("空.xlsx", empty, "sheet_empty"),
        ("名单.xlsx", other, "header_not_found"),
        ("缺列.csv", half, "columns_missing"),
        ("很长.csv", long.into_bytes(), "too_many_rows"),
        ("文本.xlsx", b"a,b\n1,2\n".to_vec(), "sheet_name_misleads"),
        ("密码.xlsx", encrypted, "sheet_encrypted"),
    ] {
        let media = upload(&site, &organizer, name, bytes).await;
        let report = import(&site, &organizer, &media, json!({})).await;
        assert_eq!(report.body["state"], "failed", "{name}: {}", report.text);
        assert_eq!(report.body["failure"]["code"], code, "{name}");
        assert!(
            report.body["failure"]["message"]
                .as_str()
                .is_some_and(|text| !text.is_empty())
        );
    }
    // Other files are no tables from the beginning.
    let page = b"<html><table></table></html>".to_vec();
    site.upload(&organizer, "attachment", "a.csv", "text/csv", page)
        .await
        .refused(422, "media_rejected");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_tables_of_people_have_is_understood_or_named() {
    let site = Site::new().await;
    let organizer = site.sign_in(1).await;
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let plain = Format::new();
    sheet
        .merge_range(0, 0, 0, 17, "2024年全国科普日活动汇总表", &plain)
        .unwrap();
    // Another order, and a column of one's own.
    let order: Vec<usize> = (0..18).rev().collect();
    for (at, from) in (0..).zip(&order) {
        sheet.write(1, at, headers()[*from]).unwrap();
    }
    sheet.write(1, 18, "备注").unwrap();
    for n in 0..6_u32 {
        for (at, from) in (0..).zip(&order) {
            sheet
                .write(n + 2, at, format!("{} ", row(n as usize)[*from]))
                .unwrap();
        }
    }
    let place = |from: usize| order.iter().position(|known| *known == from).unwrap() as u16;
    // Dates and phones as numbers, a merged host, a formula with its result, one with an error, a hidden row.
    sheet.write(2, place(4), 45_550.375).unwrap();
    sheet.write(2, place(5), 45_550.5).unwrap();
    sheet.write(2, place(17), 13_900_000_008.0).unwrap();
    sheet
        .write_formula(3, place(11), Formula::new("=100*3").set_result("300"))
        .unwrap();
    sheet
        .write_formula(4, place(1), Formula::new("=VLOOKUP(1,Z:Z,1)").set_result("#N/A"))
        .unwrap();
    sheet.set_row_hidden(7).unwrap();
    let media = upload(&site, &organizer, "汇总.xlsx", book.save_to_buffer().unwrap()).await;
    let done = import(&site, &organizer, &media, json!({})).await;
    assert_eq!(
        (
            count(&done, "total"),
            count(&done, "imported"),
            count(&done, "faulty")
        ),
        (5, 4, 1),
        "{}",
        done.text
    );
    assert_eq!(faults(&done), ["Q5 cell_error"]);
    assert_eq!(done.body["hidden_rows"], json!([8]));
    assert_eq!(done.body["ignored_columns"], json!(["备注（S）"]));
    let made = activities(&organizer).await;
    let first = made.iter().find(|a| a["title"] == "第0场科学讲座").unwrap();
    assert_eq!(first["starts_at"], "2024-09-15T01:00:00Z");
    let a = organizer
        .get(&format!("/activities/{}", first["id"].as_str().unwrap()))
        .await
        .expect(200);
    assert_eq!(a.body["contact"]["phone"], "13900000008");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_rows_with_faults_are_walked_page_by_page() {
    let site = Site::new().await;
    let organizer = site.sign_in(1).await;
    let mut rows: Vec<_> = (1..=70).map(row).collect();
    for row in rows.iter_mut().skip(10) {
        row[1] = String::new();
    }
    let media = upload(&site, &organizer, "a.xlsx", table(&rows)).await;
    let tried = import(&site, &organizer, &media, json!({ "dry_run": true })).await;
    assert_eq!(
        (
            count(&tried, "faulty"),
            tried.body["faults"].as_array().unwrap().len()
        ),
        (60, 20)
    );
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = organizer
            .get(&format!("/imports/{}/rows?limit=25{cursor}", tried.id()))
            .await
            .expect(200);
        assert_eq!(page.body["total"], 60);
        seen.extend(
            page.body["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|row| row["row"].as_u64().unwrap()),
        );
        match page.body["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(seen, (13..=72).collect::<Vec<_>>());
}

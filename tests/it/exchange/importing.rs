use harness::Site;
use serde_json::json;

use super::{activities, ask, count, faults, import, row, table, upload};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_table_is_tried_brought_in_and_never_doubled() {
    let site = Site::new().await;
    let organizer = site.sign_in(1).await;
    let mut rows: Vec<_> = (1..=5).map(row).collect();
    rows[1][4] = "2024-12-01 09:00".into();
    rows[3][6] = "鼓楼区".into();
    rows[3][17] = "1.39E+10".into();
    let media = upload(&site, &organizer, "活动汇总.xlsx", table(&rows)).await;

    let tried = import(&site, &organizer, &media, json!({ "dry_run": true })).await;
    assert_eq!(tried.body["state"], "finished", "{}", tried.text);
    assert_eq!(
        (
            count(&tried, "total"),
            count(&tried, "imported"),
            count(&tried, "faulty")
        ),
        (5, 3, 2)
    );
    assert_eq!(
        faults(&tried),
        [
            "E4 outside_window",
            "F4 end_before_start",
            "G6 ambiguous_region",
            "R6 digits_lost"
        ],
        "{}",
        tried.text
    );
    assert!(activities(&organizer).await.is_empty(), "a trial changes nothing");

    let done = import(&site, &organizer, &media, json!({})).await;
    assert_eq!(
        (
            count(&done, "imported"),
            count(&done, "repeated"),
            count(&done, "faulty")
        ),
        (3, 0, 2)
    );
    assert_eq!(count(&done, "without_poster"), 3);
    let made = activities(&organizer).await;
    assert_eq!(made.len(), 3);
    let id = made.iter().find(|a| a["title"] == "第1场科学讲座").unwrap()["id"]
        .as_str()
        .unwrap();
    let a = organizer.get(&format!("/activities/{id}")).await.expect(200);
    assert_eq!(
        (a.body["status"].as_str(), a.body["region_code"].as_str()),
        (Some("draft"), Some("330302"))
    );
    assert_eq!(a.body["hosts"][0]["organization_id"], json!(site.world.museum));
    assert_eq!(a.body["contact"]["phone"], "13900000005");
    let events = organizer
        .get(&format!("/activities/{id}/events"))
        .await
        .expect(200);
    assert_eq!(events.body["items"][0]["step"], "create");

    let again = import(&site, &organizer, &media, json!({})).await;
    assert_eq!(
        (
            count(&again, "imported"),
            count(&again, "repeated"),
            count(&again, "faulty")
        ),
        (0, 3, 2)
    );
    assert_eq!(activities(&organizer).await.len(), 3);

    // The faulty rows, repaired, come in as they are.
    let (name, bytes) =
        app::exchange::faulty_rows(&site.world.app, &site.world.organizer, done.id().parse().unwrap())
            .await
            .unwrap();
    assert_eq!(name, "活动汇总-待修改.xlsx");
    let repaired = repaired(
        &bytes,
        &[
            ("所在地区", "330302"),
            ("联系电话", "13900000006"),
            ("开始时间", "2024-09-15 09:00"),
        ],
    );
    let media = upload(&site, &organizer, &name, repaired).await;
    let rest = import(&site, &organizer, &media, json!({})).await;
    assert_eq!(
        (count(&rest, "imported"), count(&rest, "faulty")),
        (2, 0),
        "{}",
        rest.text
    );
    assert_eq!(rest.body["ignored_columns"], json!([]));
    assert_eq!(activities(&organizer).await.len(), 5);

    // A row that was brought in and deleted may come again; one that says something else is named.
    let version = a.version();
    organizer
        .call(
            reqwest::Method::DELETE,
            &format!("/activities/{id}"),
            &[("if-match", &format!("\"{version}\""))],
            None,
        )
        .await
        .expect(204);
    rows[2][1] = "换了名称的讲座".into();
    let media = upload(&site, &organizer, "活动汇总.xlsx", table(&rows[..3])).await;
    let third = import(&site, &organizer, &media, json!({})).await;
    assert_eq!(
        (count(&third, "imported"), count(&third, "repeated")),
        (1, 0),
        "{}",
        third.text
    );
    assert!(
        faults(&third).contains(&"A5 row_key_changed".to_owned()),
        "{}",
        third.text
    );
}

/// The workbook of faulty rows with these columns filled in anew.
fn repaired(bytes: &[u8], with: &[(&str, &str)]) -> Vec<u8> {
    let table = spreadsheets::read(bytes, "a.xlsx", 100, |_| true).unwrap();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let header: Vec<(usize, String)> = table.rows[0]
        .cells
        .iter()
        .map(|(at, value)| (*at, value.shown()))
        .collect();
    assert_eq!(header[0].1, "不通过原因");
    for row in &table.rows {
        for (at, value) in &row.cells {
            sheet.write(row.number - 1, *at as u16, value.shown()).unwrap();
        }
        for (name, value) in with {
            let (at, _) = header
                .iter()
                .find(|(_, text)| text.trim_end_matches(" *") == *name)
                .unwrap();
            if row.number > 1 {
                sheet.write(row.number - 1, *at as u16, *value).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_trial_says_what_the_form_says() {
    let site = Site::new().await;
    let organizer = site.sign_in(1).await;
    // What is missing or wrong in the form, field by field: the same in a row.
    let mut wrong = row(1);
    for at in [1, 7, 9, 15] {
        wrong[at] = String::new();
    }
    wrong[4] = "2024-09-15 12:00".into();
    wrong[17] = "12345".into();
    wrong[11] = "0".into();
    let media = upload(&site, &organizer, "a.xlsx", table(&[wrong])).await;
    let tried = import(
        &site,
        &organizer,
        &media,
        json!({ "dry_run": true, "outcome": "submissions" }),
    )
    .await;
    let mut from_table: Vec<String> = tried.body["faults"][0]["faults"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fault| fault["code"].as_str().unwrap().to_owned())
        .collect();
    from_table.sort();

    let draft = organizer
        .post(
            "/activities",
            json!({
                "edition": "2024", "organization_id": site.world.museum, "category": "pavilions", "mode": "offline",
                "sessions": [{"starts_at": "2024-09-15T12:00:00+08:00", "ends_at": "2024-09-15T11:30:00+08:00"}],
                "region_code": "330302", "venue_type": "science_museum", "forms": ["exhibition"],
                "expected_participants": {"offline": 0},
                "detail_html": "<p>面向公众开放展厅，安排科学实验演示与专家讲解，帮助青少年理解身边的科学原理，提升科学素质。</p>",
                "structure": {"kind": "venue", "full_name": "温州科技馆"},
                "contact": {"name": "示例联系人", "phone": "12345"}
            }),
        )
        .await
        .expect(201);
    let refused = organizer
        .step(
            &format!("/activities/{}/submissions", draft.id()),
            draft.version(),
            json!({}),
        )
        .await
        .expect(422);
    let mut from_form: Vec<String> = refused.faults().into_iter().map(|(_, code)| code).collect();
    from_form.sort();
    assert_eq!(from_table, from_form);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn submissions_go_the_way_of_the_form_and_are_never_approved() {
    let site = Site::new().await;
    let w = &site.world;
    let organizer = site.sign_in(1).await;
    let poster = w.complete()["poster_id"].as_str().unwrap().to_owned();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (at, header) in (0..).zip(super::headers()) {
        sheet.write(0, at, header).unwrap();
    }
    sheet.write(0, 18, "宣传图编号").unwrap();
    for n in 1..=3 {
        for (at, cell) in (0..).zip(row(n)) {
            sheet.write(n as u32, at, cell).unwrap();
        }
        sheet.write(n as u32, 18, poster.as_str()).unwrap();
    }
    let media = upload(&site, &organizer, "a.xlsx", book.save_to_buffer().unwrap()).await;
    let done = import(&site, &organizer, &media, json!({ "outcome": "submissions" })).await;
    assert_eq!(
        (count(&done, "imported"), count(&done, "without_poster")),
        (3, 0),
        "{}",
        done.text
    );
    let made = activities(&organizer).await;
    assert!(made.iter().all(|a| a["status"] == "province_review"), "{made:?}");
    let waiting = site.sign_in(3).await.get("/review-queue").await.expect(200);
    assert_eq!(waiting.body["items"].as_array().unwrap().len(), 3);
    // Without a poster a row cannot be handed in.
    let media = upload(&site, &organizer, "b.xlsx", table(&[row(9)])).await;
    let refused = import(&site, &organizer, &media, json!({ "outcome": "submissions" })).await;
    assert_eq!(faults(&refused), ["3 required"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_or_nothing_brings_in_all_or_nothing() {
    let site = Site::new().await;
    let organizer = site.sign_in(1).await;
    let mut rows: Vec<_> = (1..=120).map(row).collect();
    rows[100][1] = "，".into();
    let media = upload(&site, &organizer, "a.xlsx", table(&rows)).await;
    let nothing = import(
        &site,
        &organizer,
        &media,
        json!({ "on_faults": "import_nothing" }),
    )
    .await;
    assert_eq!(
        (count(&nothing, "imported"), count(&nothing, "faulty")),
        (0, 1),
        "{}",
        nothing.text
    );
    assert!(activities(&organizer).await.is_empty());
    let media = upload(&site, &organizer, "a.xlsx", table(&rows[..100])).await;
    let all = import(
        &site,
        &organizer,
        &media,
        json!({ "on_faults": "import_nothing" }),
    )
    .await;
    assert_eq!(
        (count(&all, "imported"), count(&all, "done")),
        (100, 100),
        "{}",
        all.text
    );
    assert_eq!(activities(&organizer).await.len(), 100);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_brings_in_for_others() {
    let site = Site::new().await;
    let (organizer, other, county) = (
        site.sign_in(1).await,
        site.sign_in(2).await,
        site.sign_in(6).await,
    );
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (at, header) in (0..).zip(super::headers()) {
        sheet.write(0, at, header).unwrap();
    }
    sheet.write(0, 18, "填报单位").unwrap();
    for (n, name) in (1..).zip(["温州科技馆", "瑞安市科学技术协会"]) {
        for (at, cell) in (0..).zip(row(n as usize)) {
            sheet.write(n, at, cell).unwrap();
        }
        sheet.write(n, 18, name).unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    let media = upload(&site, &organizer, "a.xlsx", bytes).await;
    let done = import(&site, &organizer, &media, json!({})).await;
    assert_eq!(count(&done, "imported"), 1);
    assert_eq!(faults(&done), ["S3 not_your_organization"]);
    // Neither the report nor the file is anybody else's, and officials do not file.
    other
        .get(&format!("/imports/{}", done.id()))
        .await
        .refused(404, "not_found");
    ask(&other, &media, json!({}))
        .await
        .refused(422, "validation_failed");
    ask(&county, &media, json!({})).await.refused(403, "not_allowed");
    let theirs = json!({ "organization_id": site.world.association });
    ask(&organizer, &media, theirs).await.refused(403, "out_of_scope");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn organisations_of_the_region_come_in_uncertified() {
    let site = Site::new().await;
    let county = site.sign_in(6).await;
    let csv = "单位全称,单位类型,所在地区,统一社会信用代码,联系电话\n\
        鹿城区示例学会,venue,鹿城区,,13900000007\n\
        瑞安市示例学会,venue,瑞安市,,\n\
        温州科技馆,venue,330302,,\n\
        坏代码单位,venue,330302,123,\n";
    let (gbk, _, _) = encoding_rs::GBK.encode(csv);
    let media = upload(&site, &county, "组织.csv", gbk.into_owned()).await;
    let choices = json!({ "kind": "organizations", "outcome": "submissions" });
    let done = import(&site, &county, &media, choices.clone()).await;
    assert_eq!(
        (
            count(&done, "imported"),
            count(&done, "repeated"),
            count(&done, "faulty")
        ),
        (1, 1, 2),
        "{}",
        done.text
    );
    assert_eq!(faults(&done), ["C3 outside_region", "D5 uscc_length"]);
    let found = county.get("/organizations?q=鹿城区示例学会").await.expect(200);
    let made = &found.body["items"][0];
    assert_eq!(
        (made["certification"].as_str(), made["source"].as_str()),
        (Some("pending"), Some("import"))
    );
    let again = import(&site, &county, &media, choices).await;
    assert_eq!((count(&again, "imported"), count(&again, "repeated")), (0, 2));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_template_can_be_filled_in_and_brought_in() {
    let site = Site::new().await;
    let organizer = site.sign_in(1).await;
    for kind in ["activities", "organizations", "quotas"] {
        let answer = organizer
            .get(&format!("/imports/templates/{kind}.xlsx"))
            .await
            .expect(200);
        assert_eq!(answer.header("content-type"), Some(super::XLSX));
    }
    organizer
        .get("/imports/templates/accounts.xlsx")
        .await
        .refused(404, "not_found");
    let kind = domain::exchange::ImportKind::Activities;
    let w = &site.world;
    let (name, bytes) = app::exchange::template(&w.app, &w.organizer, kind, "2024")
        .await
        .unwrap();
    assert_eq!(name, "活动导入模板.xlsx");
    let table = spreadsheets::read(&bytes, "a.xlsx", 100, |_| true).unwrap();
    assert_eq!(table.rows.len(), 1, "the header and nothing else");
    let head: Vec<(usize, String)> = table.rows[0]
        .cells
        .iter()
        .map(|(at, v)| (*at, v.shown()))
        .collect();
    let header = domain::exchange::header::find(kind, &[(1, head)]).unwrap();
    assert_eq!(
        header.columns.len(),
        domain::exchange::column::columns(kind).len()
    );
    assert!(header.ignored.is_empty() && header.missing(kind).is_empty());
    // An empty one says so.
    let media = upload(&site, &organizer, &name, bytes).await;
    let empty = import(&site, &organizer, &media, json!({})).await;
    assert_eq!(empty.body["failure"]["code"], "sheet_empty");
}

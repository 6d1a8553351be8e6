use std::io::Read;

use app::exchange::{self, Exported};
use app::{activity, organization};
use domain::access::Actor;
use domain::activity::status::Status;
use harness::{Site, World};
use serde_json::json;

/// Rows of a workbook as texts, by header.
fn rows(mut exported: Exported) -> Vec<std::collections::BTreeMap<String, String>> {
    let mut bytes = Vec::new();
    exported.file.read_to_end(&mut bytes).unwrap();
    assert_eq!(bytes.len() as u64, exported.size);
    let table = spreadsheets::read(&bytes, &exported.name, 1_000, |_| true).unwrap();
    let header: Vec<(usize, String)> = table.rows[0]
        .cells
        .iter()
        .map(|(at, v)| (*at, v.shown()))
        .collect();
    let name = |at: usize| header.iter().find(|(known, _)| *known == at).unwrap().1.clone();
    let row = |row: &spreadsheets::Row| row.cells.iter().map(|(at, v)| (name(*at), v.shown())).collect();
    table.rows[1..].iter().map(row).collect()
}

async fn activities(
    w: &World,
    who: &Actor,
    query: activity::ListQuery,
) -> Vec<std::collections::BTreeMap<String, String>> {
    rows(exchange::activities(&w.app, who, query).await.unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_is_taken_out_as_it_is_seen() {
    let w = World::new().await;
    w.complete_draft().await;
    w.submitted(json!({"title": "=HYPERLINK(\"https://example.cn\",\"看\")"}))
        .await;
    w.submitted(json!({"title": "高新区专场", "region_code": "330381"}))
        .await;
    let all = activity::ListQuery::default;

    let own = activities(&w, &w.organizer, all()).await;
    assert_eq!(own.len(), 3, "drafts are their organisation's");
    let seen = activities(&w, &w.county, all()).await;
    assert_eq!(seen.len(), 1, "an official sees the region, from hand-in on");
    let row = &seen[0];
    assert_eq!(row["活动名称"], "'=HYPERLINK(\"https://example.cn\",\"看\")");
    assert_eq!(
        (row["状态"].as_str(), row["联系电话"].as_str()),
        ("省管理员审批中", "13900000005")
    );
    assert_eq!(
        (row["开始时间"].as_str(), row["预计线下人次"].as_str()),
        ("2024-09-15 09:00", "300")
    );
    // An operator sees every filing and no contact; somebody without a role nothing.
    let operators = activities(&w, &w.operator, all()).await;
    assert_eq!(operators.len(), 2);
    assert!(
        operators
            .iter()
            .all(|row| !row.contains_key("联系电话") && !row.contains_key("联系人"))
    );
    assert!(activities(&w, &w.member, all()).await.is_empty());

    let filtered = activity::ListQuery {
        status: Some(Status::ProvinceReview),
        q: Some("高新区".into()),
        ..all()
    };
    let listed = activity::list(&w.app, &w.organizer, filtered.clone())
        .await
        .unwrap()
        .items;
    let taken = activities(&w, &w.organizer, filtered).await;
    let ids: Vec<_> = listed.iter().map(|item| item.id.to_string()).collect();
    assert_eq!(
        taken
            .iter()
            .map(|row| row["活动编号"].clone())
            .collect::<Vec<_>>(),
        ids
    );

    // Who took what away is written down.
    let account = w.county.account;
    let log = w
        .app
        .db()
        .read(move |conn| persistence::export::of_account(conn, account, 10))
        .await
        .unwrap();
    assert_eq!(log.len(), 1);
    assert_eq!(
        (log[0].kind.as_str(), log[0].personal, log[0].rows),
        ("activities", true, Some(1))
    );
    let account = w.organizer.account;
    let log = w
        .app
        .db()
        .read(move |conn| persistence::export::of_account(conn, account, 10))
        .await
        .unwrap();
    let filters = log
        .iter()
        .map(|e| serde_json::from_str::<serde_json::Value>(&e.filter).unwrap());
    let narrowed = filters
        .zip(&log)
        .find(|(filter, _)| filter["q"] == "高新区")
        .unwrap();
    assert_eq!(
        (narrowed.0["status"].as_str(), narrowed.1.rows),
        (Some("province_review"), Some(1))
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn organisations_are_taken_out_without_anything_personal() {
    let site = Site::new().await;
    let w = &site.world;
    let query = organization::ListQuery {
        region: Some("330302".parse().unwrap()),
        ..organization::ListQuery::default()
    };
    let taken = rows(exchange::organizations(&w.app, &w.county, query).await.unwrap());
    assert_eq!(taken.len(), 1);
    assert_eq!(
        (taken[0]["单位全称"].as_str(), taken[0]["认证状态"].as_str()),
        ("温州科技馆", "已认证")
    );
    assert!(!taken[0].keys().any(|key| key.contains("联系")));

    let county = site.sign_in(6).await;
    for path in [
        "/exports/organizations.xlsx?region=330302",
        "/exports/activities.xlsx?edition=2024",
    ] {
        let answer = county.get(path).await.expect(200);
        assert_eq!(answer.header("content-type"), Some(super::XLSX));
        assert!(
            answer
                .header("content-disposition")
                .unwrap()
                .starts_with("attachment")
        );
        assert!(answer.text.starts_with("PK"));
    }
    county
        .get("/exports/activities.xlsx?cursor=x")
        .await
        .refused(422, "validation_failed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_list_is_whole_and_in_order() {
    let site = Site::new().await;
    let organizer = site.sign_in(1).await;
    let table = super::table(&(1..=1_203).map(super::row).collect::<Vec<_>>());
    let media = super::upload(&site, &organizer, "a.xlsx", table).await;
    super::import(&site, &organizer, &media, json!({})).await;
    let w = &site.world;
    let mut exported = exchange::activities(&w.app, &w.organizer, activity::ListQuery::default())
        .await
        .unwrap();
    let mut bytes = Vec::new();
    exported.file.read_to_end(&mut bytes).unwrap();
    let table = spreadsheets::read(&bytes, "a.xlsx", 2_000, |_| true).unwrap();
    let mut ids: Vec<String> = table.rows[1..].iter().map(|row| row.cells[0].1.shown()).collect();
    assert_eq!(ids.len(), 1_203);
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 1_203, "none twice, none missing");
}

//! Figures as they are asked for.

use domain::statistics::{Cell, Dimension, Figures};
use harness::Site;
use persistence::statistics as store;
use serde_json::{Value, json};

use super::{counted, row};
use crate::integration::signed_in;

const CITY: &str = "/editions/2024/statistics?region=330300";

fn sum(rows: &Value, figure: &str) -> i64 {
    let all = rows.as_array().unwrap();
    all.iter()
        .map(|row| row["figures"][figure].as_i64().unwrap())
        .sum()
}

#[tokio::test]
async fn regions_below_and_the_own_level_add_up_to_the_total() {
    let site = Site::new().await;
    let w = &site.world;
    let city = site.sign_in(11).await;
    w.submitted(json!({ "title": "云上科学讲堂" })).await;
    w.approved(json!({ "title": "科技馆奇妙夜" })).await;
    w.submitted(json!({ "title": "市级主场活动", "region_code": "330300" }))
        .await;
    counted(&site).await;
    let found = city.get(&format!("{CITY}&by=region")).await.expect(200);
    assert_eq!(found.body["total"]["filed"], 3);
    assert_eq!(sum(&found.body["rows"], "filed"), 3);
    assert_eq!(row(&found, "330302")["figures"]["filed"], 2);
    let own = row(&found, "330300");
    assert_eq!(
        (&own["name"], &own["figures"]["filed"]),
        (&json!("本级"), &json!(1))
    );
    assert_eq!(found.body["rows"].as_array().unwrap().len(), 13);
    // The province does not show a level in between twice.
    let nation = site.sign_in(7).await;
    let beijing = nation
        .get("/editions/2024/statistics?region=110000&by=region")
        .await
        .expect(200);
    let names: Vec<&str> = beijing.body["rows"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|row| row["name"].as_str())
        .collect();
    assert!(
        names.contains(&"东城区") && !names.contains(&"市辖区"),
        "{names:?}"
    );
}

#[tokio::test]
async fn values_are_named_as_the_region_names_them() {
    let site = Site::new().await;
    let w = &site.world;
    w.approved(json!({ "category": "pavilions", "sub_category": null }))
        .await;
    counted(&site).await;
    let city = site.sign_in(11).await;
    let categories = city.get(CITY).await.expect(200);
    assert_eq!(row(&categories, "pavilions")["name"], "百家场馆探未来");
    assert_eq!(
        row(&categories, "lectures")["figures"]["filed"],
        0,
        "none is a figure too"
    );
    let english = city
        .call(
            reqwest::Method::GET,
            &format!("{CITY}&by=status"),
            &[("accept-language", "en")],
            None,
        )
        .await
        .expect(200);
    assert_eq!(row(&english, "approved")["name"], "Approved");
    for by in [
        "sub_category",
        "organization_kind",
        "mode",
        "audience",
        "day",
        "held_on",
    ] {
        let found = city.get(&format!("{CITY}&by={by}")).await.expect(200);
        let rows = found.body["rows"].as_array().unwrap();
        assert!(by == "sub_category" || !rows.is_empty(), "{by}");
        assert_eq!(found.body["by"], by);
    }
    city.get(&format!("{CITY}&by=weather")).await.expect(422);
    city.get("/editions/2024/statistics?region=330399")
        .await
        .refused(404, "not_found");
    city.get("/editions/1999/statistics?region=330300")
        .await
        .refused(404, "not_found");
}

#[tokio::test]
async fn figures_stand_beside_those_of_the_year_before() {
    let site = Site::new().await;
    let w = &site.world;
    w.app
        .db()
        .write(|tx| {
            let mut edition = persistence::reference::edition(tx.conn(), "2024")?.unwrap();
            edition.key = "2023".into();
            edition.year = 2023;
            edition.current = false;
            persistence::reference::put_edition(tx, &edition, edition_time())?;
            let cell = |dimension, key: &str| Cell {
                edition: "2023".into(),
                region: "330300".parse().unwrap(),
                dimension,
                key: key.into(),
            };
            let figures = |filed| Figures {
                filed,
                ..Figures::default()
            };
            store::add(
                tx,
                &[
                    (cell(Dimension::Total, ""), figures(7)),
                    (cell(Dimension::Day, "2023-09-01"), figures(7)),
                ]
                .into(),
            )
        })
        .await
        .unwrap();
    w.submitted(json!({})).await;
    counted(&site).await;
    let city = site.sign_in(11).await;
    let found = city.get(&format!("{CITY}&by=day")).await.expect(200);
    assert_eq!(found.body["before"]["edition"], "2023");
    assert_eq!(found.body["before"]["total"]["filed"], 7);
    assert_eq!(row(&found, "2024-09-01")["before"]["filed"], 7);
    let first = city
        .get("/editions/2023/statistics?region=330300")
        .await
        .expect(200);
    assert_eq!(first.body["before"], json!(null));
}

fn edition_time() -> domain::time::Instant {
    domain::time::Instant::parse("2023-08-01T00:00:00Z").unwrap()
}

#[tokio::test]
async fn figures_say_up_to_when_they_are_complete() {
    let site = Site::new().await;
    let w = &site.world;
    let city = site.sign_in(11).await;
    let as_of = async || city.get(CITY).await.expect(200).body["as_of"].clone();
    let at = |seconds| json!(w.app.now().plus_seconds(seconds));
    counted(&site).await;
    w.clock.set(w.app.now().plus_seconds(60));
    assert_eq!(as_of().await, at(0), "nothing waits");
    w.submitted(json!({})).await;
    w.clock.set(w.app.now().plus_seconds(60));
    w.submitted(json!({ "title": "社区里的天文台" })).await;
    assert_eq!(as_of().await, at(-60), "the first that is not counted");
    assert_eq!(city.get(CITY).await.body["total"]["filed"], 0);
    counted(&site).await;
    assert_eq!(as_of().await, at(0));
    assert_eq!(city.get(CITY).await.body["total"]["filed"], 2);
}

#[tokio::test]
async fn another_system_reads_figures_of_its_region_alone() {
    let site = Site::new().await;
    let reader = signed_in(&site, &["statistics:read"], "330000").await;
    let own = reader.get("/editions/2024/statistics").await.expect(200);
    assert_eq!(own.body["region_code"], "330000");
    reader.get(CITY).await.expect(200);
    reader
        .get("/editions/2024/statistics?region=110000")
        .await
        .refused(403, "out_of_scope");
    let other = signed_in(&site, &["activities:read"], "330000").await;
    other.get(CITY).await.refused(403, "scope_missing");
    site.sign_in(6).await.get(CITY).await.refused(403, "out_of_scope");
    site.sign_in(1).await.get(CITY).await.refused(403, "not_allowed");
}

#[tokio::test]
async fn every_figure_has_its_list() {
    let site = Site::new().await;
    let w = &site.world;
    w.submitted(json!({ "title": "云上科学讲堂", "category": "lectures", "sub_category": null }))
        .await;
    w.approved(json!({ "title": "科技馆奇妙夜" })).await;
    w.submitted(json!({ "title": "市级主场活动", "region_code": "330300" }))
        .await;
    let gone = w.submitted(json!({ "title": "取消的活动" })).await;
    let why = domain::activity::view::StepReason::default();
    app::activity::withdraw(
        &w.app,
        &w.organizer,
        gone.id,
        gone.version,
        why,
        domain::problem::Lang::Zh,
    )
    .await
    .unwrap();
    w.complete_draft().await;
    counted(&site).await;
    let city = site.sign_in(11).await;
    let listed = async |query: String| -> i64 {
        let found = city
            .get(&format!("/activities?edition=2024&limit=100&{query}"))
            .await
            .expect(200);
        found.body["items"].as_array().unwrap().len() as i64
    };
    for by in [
        "region",
        "category",
        "sub_category",
        "organization_kind",
        "mode",
        "audience",
        "status",
        "day",
        "held_on",
    ] {
        let found = city.get(&format!("{CITY}&by={by}")).await.expect(200);
        for row in found.body["rows"].as_array().unwrap() {
            let key = row["key"].as_str().unwrap();
            for counted in ["filed", "approved"] {
                let of = match by {
                    "region" if key != "330300" => format!("region={key}&counted={counted}"),
                    _ => format!("region=330300&counted={counted}&by={by}&key={key}"),
                };
                // A day on which sessions are held counts approved ones alone.
                if by == "held_on" && counted == "filed" {
                    continue;
                }
                assert_eq!(
                    listed(of).await,
                    row["figures"][counted].as_i64().unwrap(),
                    "{by} {row}"
                );
            }
        }
    }
    assert_eq!(listed("counted=filed".into()).await, 3);
    city.get("/activities?by=mode")
        .await
        .refused(422, "validation_failed");
    city.get("/activities?key=offline")
        .await
        .refused(422, "validation_failed");
}

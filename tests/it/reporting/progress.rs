//! How far regions are, and who is reminded.

use harness::Site;
use serde_json::{Value, json};

use super::{counted, row, set};

const CITY: &str = "/editions/2024/progress?region=330300";

#[tokio::test]
async fn progress_shows_filed_and_approved_against_the_target() {
    let site = Site::new().await;
    let w = &site.world;
    let (city, county) = (site.sign_in(11).await, site.sign_in(6).await);
    w.submitted(json!({ "title": "云上科学讲堂" })).await;
    w.approved(json!({ "title": "科技馆奇妙夜" })).await;
    counted(&site).await;
    let unset = city.get(CITY).await.expect(200);
    let lucheng = row(&unset, "330302");
    assert_eq!(lucheng["standing"]["light"], "unset");
    assert_eq!(lucheng["standing"]["filed_percent"], json!(null));
    set(
        &city,
        "330300",
        0,
        json!([
            { "region_code": "330302", "target": 4 },
            { "region_code": "330381", "target": 0 },
        ]),
    )
    .await
    .expect(200);
    let found = city.get(CITY).await.expect(200);
    let standing = &row(&found, "330302")["standing"];
    assert_eq!(
        (&standing["filed"], &standing["approved"]),
        (&json!(2), &json!(1))
    );
    assert_eq!(
        (&standing["filed_percent"], &standing["approved_percent"]),
        (&json!(50), &json!(25))
    );
    assert_eq!(standing["set_by"], "330300");
    let zero = &row(&found, "330381")["standing"];
    assert_eq!(
        (&zero["light"], &zero["filed_percent"]),
        (&json!("unset"), &json!(null))
    );
    assert_eq!(found.body["targets_below"], 4);
    // Every county of the city is there, and nothing else.
    let rows = found.body["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 12, "{rows:#?}");
    // The county sees its own.
    let own = county.get("/editions/2024/progress").await.expect(200);
    assert_eq!(own.body["region_code"], "330302");
    assert_eq!(own.body["own"]["target"], 4);
    county.get(CITY).await.refused(403, "out_of_scope");
}

#[tokio::test]
async fn what_was_filed_on_the_last_days_makes_the_forecast() {
    let site = Site::new().await;
    let w = &site.world;
    let city = site.sign_in(11).await;
    w.submitted(json!({ "title": "云上科学讲堂" })).await;
    w.submitted(json!({ "title": "社区里的天文台" })).await;
    // Today's filings tell nothing of the days before; tomorrow they do.
    counted(&site).await;
    let today = city.get(CITY).await.expect(200);
    assert_eq!(row(&today, "330302")["standing"]["lately"], 0);
    w.clock.set(w.app.now().plus_seconds(86_400));
    let city = site.sign_in(11).await;
    let tomorrow = city.get(CITY).await.expect(200);
    let standing = &row(&tomorrow, "330302")["standing"];
    assert_eq!(standing["lately"], 2);
    assert!(standing["forecast"].as_i64().unwrap() > 2, "{standing}");
    assert_eq!(standing["deadline"], "2024-10-10", "浙江's own window");
    city.get(&format!("{CITY}&category=unheard_of"))
        .await
        .refused(422, "validation_failed");
    w.clock.set(w.app.now().plus_seconds(8 * 86_400));
    let city = site.sign_in(11).await;
    let later = city.get(CITY).await.expect(200);
    assert_eq!(row(&later, "330302")["standing"]["lately"], 0);
}

#[tokio::test]
async fn a_category_has_a_target_and_a_pace_of_its_own() {
    let site = Site::new().await;
    let w = &site.world;
    w.submitted(json!({ "category": "lectures", "sub_category": null }))
        .await;
    w.submitted(json!({ "category": "pavilions", "sub_category": null, "title": "场馆开放" }))
        .await;
    counted(&site).await;
    w.clock.set(w.app.now().plus_seconds(86_400));
    let city = site.sign_in(11).await;
    set(
        &city,
        "330300",
        0,
        json!([
            { "region_code": "330302", "target": 9 },
            { "region_code": "330302", "category": "lectures", "target": 1 },
        ]),
    )
    .await
    .expect(200);
    let found = city.get(&format!("{CITY}&category=lectures")).await.expect(200);
    let standing = &row(&found, "330302")["standing"];
    assert_eq!((&standing["filed"], &standing["lately"]), (&json!(1), &json!(1)));
    assert_eq!(
        (&standing["target"], &standing["light"]),
        (&json!(1), &json!("filed"))
    );
    let all = city.get(CITY).await.expect(200);
    assert_eq!(row(&all, "330302")["standing"]["target"], 9);
}

#[tokio::test]
async fn the_nearest_region_above_that_set_a_target_holds() {
    let site = Site::new().await;
    let (city, province) = (site.sign_in(11).await, site.sign_in(3).await);
    let one = |target: u32| json!([{ "region_code": "330302", "target": target }]);
    set(&province, "330000", 0, one(20)).await.expect(200);
    let of = async |who: &harness::Caller| -> (Value, Value) {
        let found = who.get(CITY).await.expect(200);
        let standing = &row(&found, "330302")["standing"];
        (standing["target"].clone(), standing["set_by"].clone())
    };
    assert_eq!(of(&city).await, (json!(20), json!("330000")));
    set(&city, "330300", 0, one(10)).await.expect(200);
    assert_eq!(of(&city).await, (json!(10), json!("330300")));
    set(&city, "330300", 1, json!([])).await.expect(200);
    assert_eq!(of(&city).await, (json!(20), json!("330000")));
}

fn why(answer: &harness::Answer, region: &str) -> Value {
    let all = answer.body["regions"].as_array().unwrap();
    let found = all.iter().find(|r| r["region_code"] == region);
    found.map_or(json!("not asked"), |r| r["not_reminded"].clone())
}

#[tokio::test]
async fn those_behind_are_reminded_once_a_day() {
    let site = Site::new().await;
    let w = &site.world;
    let (city, county) = (site.sign_in(11).await, site.sign_in(6).await);
    let remind = "/editions/2024/reminders?region=330300";
    let nothing = city.post(remind, json!({})).await.expect(200);
    assert_eq!(nothing.body["regions"], json!([]), "nobody has a target");
    set(
        &city,
        "330300",
        0,
        json!([
            { "region_code": "330302", "target": 40 },
            { "region_code": "330381", "target": 40 },
        ]),
    )
    .await
    .expect(200);
    let note = "x".repeat(201);
    let refused = city
        .post(remind, json!({ "region_codes": ["330100"], "note": note }))
        .await
        .refused(422, "validation_failed");
    assert_eq!(refused.faults().len(), 2);
    county.post(remind, json!({})).await.refused(403, "out_of_scope");
    let told = city
        .post(remind, json!({ "note": "请在周五前完成。" }))
        .await
        .expect(200);
    assert_eq!(why(&told, "330302"), json!(null));
    assert_eq!(why(&told, "330381"), json!("nobody"), "瑞安 has no official here");
    assert_eq!(why(&told, "330303"), json!("not asked"));
    w.work_off().await;
    let inbox = county.get("/messages").await.expect(200);
    let message = &inbox.body["items"][0];
    assert_eq!(message["kind"], "quota_behind");
    let (title, body) = (
        message["title"].as_str().unwrap(),
        message["body"].as_str().unwrap(),
    );
    assert!(
        title.contains("指标 40 项") && body.contains("请在周五前完成"),
        "{title} {body}"
    );
    let shown = city.get(CITY).await.expect(200);
    assert!(row(&shown, "330302")["reminded_at"].is_string());
    let again = city
        .post(remind, json!({ "region_codes": ["330302", "330303"] }))
        .await
        .expect(200);
    assert_eq!(why(&again, "330302"), json!("reminded_today"));
    assert_eq!(why(&again, "330303"), json!("not_behind"));
    w.clock.set(w.app.now().plus_seconds(86_400));
    let city = site.sign_in(11).await;
    let next_day = city.post(remind, json!({})).await.expect(200);
    assert_eq!(why(&next_day, "330302"), json!(null));
    w.work_off().await;
    let county = site.sign_in(6).await;
    let inbox = county.get("/messages").await.expect(200);
    let told = inbox.body["items"].as_array().unwrap();
    assert_eq!(told.iter().filter(|m| m["kind"] == "quota_behind").count(), 2);
}

#[tokio::test]
async fn progress_costs_the_same_for_a_city_and_the_country() {
    let site = Site::new().await;
    let w = &site.world;
    let of = async |actor: &domain::access::Actor, region: &str| {
        let before = w.app.db().statements();
        let region = region.parse().unwrap();
        let found = app::quota::progress(&w.app, actor, "2024", region, None)
            .await
            .unwrap();
        (w.app.db().statements() - before, found.rows.len())
    };
    let (city, counties) = of(&w.city, "330300").await;
    let (country, provinces) = of(&w.nation, "100000").await;
    assert_eq!(city, country);
    assert!(counties == 12 && provinces > 30, "{counties} {provinces}");
}

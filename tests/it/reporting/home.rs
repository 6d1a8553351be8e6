//! What somebody sees first.

use harness::Site;
use serde_json::{Value, json};

use super::{counted, set};

fn task<'a>(home: &'a Value, kind: &str) -> Option<&'a Value> {
    home["tasks"]
        .as_array()
        .unwrap()
        .iter()
        .find(|task| task["kind"] == kind)
}

#[tokio::test]
async fn an_organiser_sees_what_is_theirs_to_do() {
    let site = Site::new().await;
    let w = &site.world;
    let organizer = site.sign_in(1).await;
    let nothing = organizer.get("/home").await.expect(200).body;
    assert_eq!(nothing["tasks"], json!([]));
    assert_eq!(nothing["filings"]["drafts"], 0);
    w.complete_draft().await;
    let sent_back = w.submitted(json!({ "title": "云上科学讲堂" })).await;
    let over = w.approved(json!({ "title": "科技馆奇妙夜" })).await;
    let province = site.sign_in(3).await;
    province
        .step(
            &format!("/activities/{}/reviews", sent_back.id),
            i64::from(sent_back.version),
            json!({ "decision": "reject", "reason": "请补充活动地点" }),
        )
        .await
        .expect(200);
    let home = organizer.get("/home").await.expect(200).body;
    assert_eq!(task(&home, "drafts").unwrap()["count"], 1);
    assert_eq!(task(&home, "sent_back").unwrap()["count"], 1);
    assert!(task(&home, "supplements").is_none(), "it is not over yet");
    assert_eq!(home["filings"]["approved"], 1);
    assert!(task(&home, "review").is_none() && home["regions"] == json!([]));
    // A day after the end it is due, before everything without a date.
    let end = over
        .content
        .sessions
        .iter()
        .filter_map(|s| s.ends_at)
        .max()
        .unwrap();
    w.clock.set(end.plus_seconds(86_400));
    let organizer = site.sign_in(1).await;
    let home = organizer.get("/home").await.expect(200).body;
    assert_eq!(home["tasks"][0]["kind"], "supplements");
    let due = home["tasks"][0]["due_on"].as_str().unwrap().to_owned();
    assert_eq!(due, end.plus_days(10).shanghai_date().to_string());
    w.clock.set(end.plus_seconds(12 * 86_400));
    let organizer = site.sign_in(1).await;
    let home = organizer.get("/home").await.expect(200).body;
    assert!(task(&home, "supplements").is_none(), "too late to be a task");
}

#[tokio::test]
async fn officials_see_what_waits_in_their_region() {
    let site = Site::new().await;
    let w = &site.world;
    w.submitted(json!({ "title": "云上科学讲堂" })).await;
    counted(&site).await;
    let (city, county) = (site.sign_in(11).await, site.sign_in(6).await);
    set(
        &city,
        "330300",
        0,
        json!([{ "region_code": "330302", "target": 50 }]),
    )
    .await
    .expect(200);
    let province = site.sign_in(3).await.get("/home").await.expect(200).body;
    let review = task(&province, "review").unwrap();
    assert_eq!(
        (&review["count"], &review["region_code"]),
        (&json!(1), &json!("330000"))
    );
    assert!(review["since"].is_string());
    assert_eq!(province["filings"], json!(null));
    let elsewhere = site.sign_in(4).await.get("/home").await.expect(200).body;
    assert!(task(&elsewhere, "review").is_none());
    let own = county.get("/home").await.expect(200).body;
    assert_eq!(own["regions"][0]["standing"]["target"], 50);
    assert!(task(&own, "own_target").is_some());
    assert!(task(&own, "review").is_none(), "a county does not review");
    let of_city = city.get("/home").await.expect(200).body;
    assert_eq!(task(&of_city, "regions_behind").unwrap()["count"], 1);
    // 温州's deadlines are the city's business, and not 北京's.
    let kinds = |home: &Value| -> Vec<String> {
        let dates = home["dates"].as_array().unwrap();
        dates
            .iter()
            .map(|date| date["kind"].as_str().unwrap().to_owned())
            .collect()
    };
    assert!(kinds(&of_city).contains(&"summary_due".to_owned()));
    assert!(!kinds(&elsewhere).contains(&"summary_due".to_owned()));
    assert!(kinds(&elsewhere).contains(&"concentrated_begins".to_owned()));
}

#[tokio::test]
async fn it_costs_the_same_however_much_there_is() {
    let site = Site::new().await;
    let w = &site.world;
    // The least of several: a connection that is new asks PostgreSQL for the names of its types first.
    let statements = async || {
        let mut all = 0;
        for actor in [&w.organizer, &w.province, &w.county] {
            let mut least = u64::MAX;
            for _ in 0..10 {
                let before = w.app.db().statements();
                app::home::show(&w.app, actor).await.unwrap();
                least = least.min(w.app.db().statements() - before);
            }
            all += least;
        }
        all
    };
    for n in 0..2 {
        w.submitted(json!({ "title": format!("第 {n} 场") })).await;
        w.approved(json!({ "title": format!("第 {n} 场报告") })).await;
    }
    let few = statements().await;
    for n in 2..20 {
        w.submitted(json!({ "title": format!("第 {n} 场") })).await;
        w.approved(json!({ "title": format!("第 {n} 场报告") })).await;
    }
    assert_eq!(statements().await, few);
}

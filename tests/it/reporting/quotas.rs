//! Targets are set from above, as a whole, and every set is kept.

use harness::Site;
use serde_json::json;

use super::set;

#[tokio::test]
async fn a_city_sets_targets_and_every_set_is_kept() {
    let site = Site::new().await;
    let (city, county) = (site.sign_in(11).await, site.sign_in(6).await);
    let path = "/editions/2024/quotas?region=330300";
    let none = city.get(path).await.expect(200);
    assert_eq!((none.version(), none.header("etag")), (0, Some("\"0\"")));
    assert_eq!(none.body["updated_at"], json!(null));
    let first = json!([
        { "region_code": "330302", "target": 10 },
        { "region_code": "330302", "category": "lectures", "target": 3 },
        { "region_code": "330381", "target": 0 },
    ]);
    let made = set(&city, "330300", 0, first.clone()).await.expect(200);
    assert_eq!((made.version(), made.header("etag")), (1, Some("\"1\"")));
    set(&city, "330300", 0, json!([])).await.refused(412, "stale");
    let second = json!([{ "region_code": "330302", "target": 12 }]);
    set(&city, "330300", 1, second).await.expect(200);
    let now = county
        .get("/editions/current/quotas?region=330302")
        .await
        .expect(200);
    assert_eq!(now.body["quotas"], json!([]), "a county sets none of its own");
    let kept = city
        .get("/editions/2024/quotas/versions?region=330300&limit=1")
        .await
        .expect(200);
    assert_eq!(kept.body["items"][0]["version"], 2);
    let cursor = kept.body["next"].as_str().unwrap();
    let more = format!("/editions/2024/quotas/versions?region=330300&limit=1&cursor={cursor}");
    let before = city.get(&more).await.expect(200);
    assert_eq!(before.body["items"][0]["version"], 1);
    assert_eq!(before.body["items"][0]["quotas"][1]["category"], "lectures");
    assert_eq!(before.body["next"], json!(null));
    assert!(
        before.body["items"][0]["changed_by"]
            .as_str()
            .is_some_and(|name| !name.is_empty())
    );
}

#[tokio::test]
async fn every_fault_of_a_set_is_named_and_nothing_is_changed() {
    let site = Site::new().await;
    let city = site.sign_in(11).await;
    let wrong = json!([
        { "region_code": "330302", "target": 10 },
        { "region_code": "330302", "target": 11 },
        { "region_code": "330100", "target": 1 },
        { "region_code": "330399", "target": 1 },
        { "region_code": "", "target": 1 },
        { "region_code": "330381", "category": "unheard_of", "target": 1_000_001 },
    ]);
    let refused = set(&city, "330300", 0, wrong)
        .await
        .refused(422, "validation_failed");
    assert_eq!(
        refused.faults(),
        [
            ("/quotas/1/region_code", "duplicate"),
            ("/quotas/2/region_code", "unknown_region"),
            ("/quotas/3/region_code", "unknown_region"),
            ("/quotas/4/region_code", "required"),
            ("/quotas/5/category", "unknown_value"),
            ("/quotas/5/target", "out_of_range"),
        ]
        .map(|(pointer, code)| (pointer.to_owned(), code.to_owned()))
    );
    assert_eq!(city.get("/editions/2024/quotas?region=330300").await.version(), 0);
    city.call(
        reqwest::Method::PUT,
        "/editions/2024/quotas?region=330300",
        &[("if-match", "\"0\"")],
        Some(json!({ "quotas": [{ "region_code": "330302", "target": -1 }] })),
    )
    .await
    .expect(422);
}

#[tokio::test]
async fn only_the_officials_of_exactly_this_region_set_its_targets() {
    let site = Site::new().await;
    let (county, province, beijing) = (
        site.sign_in(6).await,
        site.sign_in(3).await,
        site.sign_in(4).await,
    );
    let quotas = json!([{ "region_code": "330302", "target": 10 }]);
    set(&county, "330300", 0, quotas.clone())
        .await
        .refused(403, "out_of_scope");
    set(&province, "330300", 0, quotas.clone())
        .await
        .refused(403, "not_your_level");
    set(&beijing, "330000", 0, quotas.clone())
        .await
        .refused(403, "out_of_scope");
    set(&site.sign_in(1).await, "330300", 0, quotas.clone())
        .await
        .refused(403, "not_allowed");
    set(&site.sign_in(8).await, "330300", 0, quotas)
        .await
        .refused(403, "not_allowed");
    // A province may set those of counties itself.
    let direct = json!([{ "region_code": "330302", "target": 10 }]);
    set(&province, "330000", 0, direct).await.expect(200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_who_set_at_once_one_wins() {
    let site = Site::new().await;
    let city = site.sign_in(11).await;
    for round in 0..10 {
        let quotas = |target: u32| json!([{ "region_code": "330302", "target": target }]);
        let (a, b) = tokio::join!(
            set(&city, "330300", round, quotas(1)),
            set(&city, "330300", round, quotas(2))
        );
        let mut both = [a.status, b.status];
        both.sort_unstable();
        assert_eq!(both, [200, 412], "{} {}", a.text, b.text);
    }
}

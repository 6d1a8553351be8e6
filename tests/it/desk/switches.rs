use app::review::{self, QueueQuery};
use domain::activity::status::{Stage, Status};
use domain::problem::Lang;
use harness::{Site, World};
use serde_json::{Map, json};

use super::{approve, code, decide, in_queue, queue, reject};

async fn switch(w: &World, regions: serde_json::Value) {
    let edition = app::reference::edition(&w.app, "2024").await.unwrap();
    let change = Map::from_iter([("policies".to_owned(), json!({ "city_review_regions": regions }))]);
    app::edition::change(&w.app, &w.operator, "2024", edition.version, change)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_city_pre_reviews_where_the_edition_says_so() {
    let w = World::new().await;
    let before = w.submitted(json!({})).await;
    assert_eq!(before.status, Status::ProvinceReview);
    switch(&w, json!(["330300"])).await;
    let a = w.submitted(json!({ "title": "初审的活动" })).await;
    assert_eq!(a.status, Status::CityReview);
    assert!(in_queue(&w, &w.city, a.id).await.is_some());
    assert!(in_queue(&w, &w.province, a.id).await.is_none());
    let refused = review::decide(&w.app, &w.province, a.id, a.version, approve(), Lang::Zh).await;
    assert_eq!(code(refused), "not_your_stage");
    let rejected = decide(&w, &w.city, &a, reject("请补充")).await;
    assert_eq!(rejected.status, Status::CityRejected);
    let again = app::activity::submit(&w.app, &w.organizer, a.id, rejected.version, Lang::Zh)
        .await
        .unwrap();
    let passed = decide(&w, &w.city, &again, approve()).await;
    assert_eq!(passed.status, Status::ProvinceReview);
    let of_cities = QueueQuery {
        stage: Some(Stage::City),
        ..QueueQuery::default()
    };
    assert!(queue(&w, &w.city, of_cities).await.items.is_empty());
    // Switched off, what waits at the city still goes its way.
    let waiting = w.submitted(json!({ "title": "再一场" })).await;
    switch(&w, json!([])).await;
    assert_eq!(
        decide(&w, &w.city, &waiting, approve()).await.status,
        Status::ProvinceReview
    );
    assert_eq!(
        w.submitted(json!({ "title": "之后" })).await.status,
        Status::ProvinceReview
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bad_change_of_an_edition_names_every_fault_and_changes_nothing() {
    let site = Site::new().await;
    let operator = site.sign_in(8).await;
    let before = operator.get("/editions/2024").await.expect(200);
    let version = before.version();
    assert_eq!(before.header("etag"), Some(format!("\"{version}\"").as_str()));
    let bad = json!({
        "key": "2025", "nonsense": 1, "theme": 7,
        "windows": [{ "region_code": "100000", "from": "2024-02-30", "to": "2024-09-30" }]
    });
    let answer = operator
        .patch("/editions/2024", version, bad)
        .await
        .refused(422, "validation_failed");
    let pointers: Vec<String> = answer.faults().into_iter().map(|(pointer, _)| pointer).collect();
    assert_eq!(pointers, ["/key", "/nonsense", "/theme", "/windows"]);
    let bad = json!({
        "policies": { "city_review_regions": ["339999"] },
        "review_reasons": [{ "title": "", "text": "字".repeat(501) }],
        "concentrated": { "from": "2024-09-25", "to": "2024-09-15" }
    });
    let answer = operator
        .patch("/editions/2024", version, bad)
        .await
        .refused(422, "validation_failed");
    assert_eq!(
        answer.faults(),
        [
            ("/concentrated/to".to_owned(), "end_before_start".to_owned()),
            (
                "/policies/city_review_regions/0".to_owned(),
                "unknown_region".to_owned()
            ),
            ("/review_reasons/0/text".to_owned(), "too_long".to_owned()),
            ("/review_reasons/0/title".to_owned(), "required".to_owned()),
        ]
    );
    operator
        .patch("/editions/2024", version - 1, json!({ "theme": "x" }))
        .await
        .refused(412, "stale");
    operator
        .patch("/editions/1999", 1, json!({ "theme": "x" }))
        .await
        .refused(404, "not_found");
    let changed = operator
        .patch("/editions/2024", version, json!({ "theme": "新主题" }))
        .await
        .expect(200);
    assert_eq!(
        (changed.version(), changed.body["theme"].as_str()),
        (version + 1, Some("新主题"))
    );
    let kept = operator.get("/editions/2024").await.expect(200);
    assert_eq!(
        kept.body["categories"], before.body["categories"],
        "the rest stays"
    );
}

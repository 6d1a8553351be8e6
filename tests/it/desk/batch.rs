use app::review;
use domain::activity::status::Status;
use domain::activity::view::Decision;
use domain::id::ActivityId;
use domain::problem::Lang;
use domain::review::{BatchItem, ReviewBatch, UndoBatch};
use harness::{Site, World};
use serde_json::json;
use uuid::Uuid;

use super::in_queue;

#[tokio::test]
async fn each_item_of_a_batch_stands_for_itself() {
    let w = World::new().await;
    let good = w.submitted(json!({})).await;
    let stale = w.submitted(json!({ "title": "第二场" })).await;
    let elsewhere = w
        .submitted(json!({ "region_code": "110101", "title": "北京场" }))
        .await;
    let item = |id, version| BatchItem { id, version };
    let unknown = ActivityId::new(Uuid::now_v7());
    let batch = ReviewBatch {
        decision: Decision::Approve,
        reason: None,
        items: vec![
            item(good.id, good.version),
            item(stale.id, stale.version - 1),
            item(elsewhere.id, elsewhere.version),
            item(unknown, 1),
            item(good.id, good.version),
        ],
    };
    let results = review::decide_all(&w.app, &w.province, batch, Lang::Zh)
        .await
        .unwrap();
    let codes: Vec<&str> = results
        .items
        .iter()
        .map(|r| r.problem.as_ref().map_or("done", |p| p.code.as_str()))
        .collect();
    assert_eq!(
        codes,
        ["done", "stale", "not_found", "not_found", "duplicate_item"]
    );
    assert_eq!((results.done, results.failed), (1, 4));
    assert_eq!(results.items[0].status, Some(Status::NationalReview));
    assert_eq!(
        results.items[1].version,
        Some(stale.version),
        "the version it has now"
    );
    assert!(
        in_queue(&w, &w.province, stale.id).await.is_some(),
        "what failed waits as before"
    );

    let undo = UndoBatch {
        items: vec![
            item(good.id, results.items[0].version.unwrap()),
            item(stale.id, stale.version),
        ],
    };
    let undone = review::undo_all(&w.app, &w.province, undo, Lang::Zh)
        .await
        .unwrap();
    assert_eq!(
        (undone.items[0].status, undone.failed),
        (Some(Status::ProvinceReview), 1)
    );
    assert_eq!(
        undone.items[1].problem.as_ref().unwrap().code,
        "undo_not_possible"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bad_batches_are_refused_whole_and_change_nothing() {
    let site = Site::new().await;
    let a = site.world.submitted(json!({})).await;
    let province = site.sign_in(3).await;
    let item = json!({ "id": a.id, "version": a.version });
    let long = "字".repeat(10_000);
    for (body, pointer, fault) in [
        (
            json!({ "decision": "reject", "items": [item] }),
            "/reason",
            "reason_required",
        ),
        (
            json!({ "decision": "reject", "reason": long, "items": [item] }),
            "/reason",
            "too_long",
        ),
        (json!({ "decision": "approve", "items": [] }), "/items", "too_few"),
        (
            json!({ "decision": "approve", "items": vec![item.clone(); 101] }),
            "/items",
            "too_many",
        ),
    ] {
        let answer = province
            .post("/review-batches", body)
            .await
            .refused(422, "validation_failed");
        assert_eq!(answer.faults(), [(pointer.to_owned(), fault.to_owned())]);
    }
    for body in [
        json!({ "decision": "maybe", "items": [item] }),
        json!({ "decision": "approve", "items": [{ "id": "x", "version": 1 }] }),
        json!({ "decision": "approve", "items": [{ "id": a.id }] }),
        json!({ "decision": "approve", "items": [item], "extra": 1 }),
    ] {
        province
            .post("/review-batches", body)
            .await
            .refused(422, "validation_failed");
    }
    let long = json!({ "decision": "reject", "reason": "字".repeat(10_000) });
    province
        .step(
            &format!("/activities/{}/reviews", a.id),
            i64::from(a.version),
            long,
        )
        .await
        .refused(422, "validation_failed");
    let now = province.get(&format!("/activities/{}", a.id)).await.expect(200);
    assert_eq!(now.version(), i64::from(a.version), "nothing changed");
}

//! Upward: a province recommends in batches, the nation selects.

use harness::Site;
use serde_json::{Value, json};

use super::{offered, submitted};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_batch_recommends_what_it_can_and_says_what_it_could_not() {
    let site = Site::new().await;
    let w = &site.world;
    let a = w.approved(json!({})).await;
    let first = offered(w, a.id, json!({ "title": "第一项" })).await.item;
    let second = offered(w, a.id, json!({ "title": "第二项" })).await.item;
    let waiting = submitted(w, a.id, json!({ "title": "还没有公开" })).await.item;
    let (province, beijing, nation) = (
        site.sign_in(3).await,
        site.sign_in(4).await,
        site.sign_in(7).await,
    );
    let batch = |name: &str, items: Value| json!({ "name": name, "items": items });
    let item = |id, version: i32| json!({ "id": id, "version": version });
    let one = json!([item(first.id, first.version)]);
    for (body, pointer) in [
        (batch("", one.clone()), "/name"),
        (batch(&"批".repeat(41), one.clone()), "/name"),
        (batch("第一批", json!([])), "/items"),
        (batch("第一批", json!(vec![item(first.id, 1); 101])), "/items"),
    ] {
        let answer = province.post("/resource-batches", body).await;
        let answer = answer.refused(422, "validation_failed");
        assert_eq!(answer.faults()[0].0, pointer);
    }
    let organizer = site.sign_in(1).await;
    for other in [&nation, &organizer] {
        other
            .post("/resource-batches", batch("第一批", one.clone()))
            .await
            .refused(403, "not_allowed");
    }
    // Another province's reviewer is told of each that it is not theirs.
    let foreign = beijing
        .post("/resource-batches", batch("第一批", one.clone()))
        .await
        .expect(200);
    assert_eq!(
        (
            &foreign.body["done"],
            &foreign.body["items"][0]["problem"]["code"]
        ),
        (&json!(0), &json!("out_of_scope"))
    );
    let items = json!([
        item(first.id, first.version),
        item(second.id, second.version + 1),
        item(waiting.id, waiting.version),
        item(first.id, first.version),
        { "id": w.museum.to_string(), "version": 1 },
    ]);
    let told = province
        .post("/resource-batches", batch("  第一批 ", items))
        .await
        .expect(200);
    assert_eq!((&told.body["done"], &told.body["failed"]), (&json!(1), &json!(4)));
    let codes: Vec<_> = told.body["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|i| i["problem"]["code"].as_str().unwrap_or("done"))
        .collect();
    assert_eq!(
        codes,
        ["done", "stale", "step_not_allowed", "duplicate_item", "not_found"]
    );
    let version = told.body["items"][0]["version"].as_i64().unwrap();
    assert_eq!(told.body["items"][1]["version"], json!(second.version));
    let visitor = site.visitor();
    let path = format!("/public/resources/{}", first.id);
    let seen = visitor.get(&path).await.expect(200);
    assert_eq!(
        (&seen.body["standing"], &seen.body["batch"]),
        (&json!("recommended"), &json!("第一批"))
    );

    // The nation selects what was recommended, and nothing else.
    let selections = |id| format!("/resources/{id}/selections");
    let feature = json!({ "decision": "feature" });
    nation
        .step(&selections(second.id), second.version.into(), feature.clone())
        .await
        .refused(409, "step_not_allowed");
    province
        .step(&selections(first.id), version, feature.clone())
        .await
        .refused(403, "not_allowed");
    nation
        .step(&selections(first.id), version, json!({ "decision": "decline" }))
        .await
        .refused(422, "validation_failed");
    let done = nation
        .step(&selections(first.id), version, feature)
        .await
        .expect(200);
    assert_eq!(done.body["status"], "featured");
    let seen = visitor.get(&path).await.expect(200);
    assert_eq!(
        (&seen.body["standing"], &seen.body["batch"]),
        (&json!("featured"), &json!("第一批"))
    );
    let why = json!({ "decision": "decline", "reason": "课件已有新版" });
    let declined = nation
        .step(&selections(first.id), done.version(), why)
        .await
        .expect(200);
    assert_eq!(
        (
            &declined.body["status"],
            &declined.body["batch"],
            &declined.body["shown"]
        ),
        (&json!("offered"), &Value::Null, &json!(true))
    );
    w.work_off().await;
    let inbox = organizer.get("/messages?limit=100").await.expect(200);
    for kind in ["resource_recommended", "resource_featured", "resource_declined"] {
        assert!(inbox.text.contains(kind), "{kind}");
    }
}

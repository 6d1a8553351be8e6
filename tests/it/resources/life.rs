//! The whole way of one resource, over HTTP, and who stands in it.

use app::message;
use domain::page::Limit;
use domain::problem::Lang;
use harness::Site;
use serde_json::{Value, json};

use super::complete;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_an_activity_to_everyone_and_back() {
    let site = Site::new().await;
    let w = &site.world;
    let a = w.approved(json!({ "fields": ["aerospace"] })).await;
    let (one, two) = (site.sign_in(1).await, site.sign_in(2).await);
    let (province, visitor) = (site.sign_in(3).await, site.visitor());
    let new = json!({ "activity_id": a.id });
    visitor
        .post("/resources", new.clone())
        .await
        .refused(401, "not_signed_in");
    two.post("/resources", new.clone())
        .await
        .refused(403, "out_of_scope");
    let draft = one.post("/resources", new).await.expect(201);
    // What the activity says is filled in.
    assert_eq!(draft.body["content"]["title"], "温州科技馆科学之夜");
    assert_eq!(draft.body["content"]["fields"], json!(["aerospace"]));
    assert_eq!(draft.body["actions"], json!(["edit", "delete", "submit"]));
    let path = format!("/resources/{}", draft.id());
    let public = format!("/public{path}");
    assert_eq!(draft.header("location"), Some(format!("/api/v1{path}").as_str()));

    // A draft is its organisation's alone, and always saves.
    for other in [&two, &province] {
        other.get(&path).await.refused(404, "not_found");
    }
    let put = async |who: &harness::Caller, version: i64, body: Value| {
        let tag = format!("\"{version}\"");
        who.call(reqwest::Method::PUT, &path, &[("if-match", &tag)], Some(body))
            .await
    };
    put(&two, 1, complete()).await.refused(404, "not_found");
    let empty = put(&one, 1, json!({})).await.expect(200);
    let submissions = format!("{path}/submissions");
    let missing = one.step(&submissions, empty.version(), json!({})).await;
    let missing = missing.refused(422, "validation_failed");
    assert_eq!(missing.faults().len(), 7, "{:?}", missing.faults());
    put(&one, 1, complete()).await.refused(412, "stale");
    let saved = put(&one, empty.version(), complete()).await.expect(200);
    let waiting = one
        .step(&submissions, saved.version(), json!({}))
        .await
        .expect(200);
    assert_eq!(
        (&waiting.body["status"], &waiting.body["shown"]),
        (&json!("submitted"), &json!(false))
    );
    visitor.get(&public).await.refused(404, "not_found");

    // What waits is not changed, nor handed in again.
    put(&one, waiting.version(), complete())
        .await
        .refused(409, "step_not_allowed");
    one.step(&submissions, waiting.version(), json!({}))
        .await
        .refused(409, "step_not_allowed");
    let reviews = format!("{path}/reviews");
    let publish = json!({ "decision": "publish" });
    // Another province does not know it; whoever files for the activity does not decide.
    let beijing = site.sign_in(4).await;
    beijing
        .step(&reviews, waiting.version(), publish.clone())
        .await
        .refused(404, "not_found");
    site.sign_in(5)
        .await
        .step(&reviews, waiting.version(), publish.clone())
        .await
        .refused(403, "recused");
    assert_eq!(
        beijing.get("/resource-desk").await.expect(200).body["items"],
        json!([])
    );
    let desk = province.get("/resource-desk").await.expect(200);
    assert_eq!(desk.body["items"][0]["id"], waiting.body["id"]);
    one.get("/resource-desk").await.refused(403, "not_allowed");
    province
        .step(&reviews, waiting.version(), json!({ "decision": "return" }))
        .await
        .refused(422, "validation_failed");
    let back = province
        .step(
            &reviews,
            waiting.version(),
            json!({ "decision": "return", "reason": "请补充课件来源" }),
        )
        .await
        .expect(200);
    assert_eq!(back.body["status"], "returned");

    // Mended, handed in, published.
    let again = one
        .step(&submissions, back.version(), json!({}))
        .await
        .expect(200);
    let done = province
        .step(&reviews, again.version(), publish.clone())
        .await
        .expect(200);
    assert_eq!(
        (&done.body["status"], &done.body["shown"]),
        (&json!("offered"), &json!(true))
    );
    province
        .step(&reviews, done.version(), publish)
        .await
        .refused(409, "step_not_allowed");
    let seen = visitor.get(&public).await.expect(200);
    assert_eq!(
        (
            &seen.body["licence"],
            &seen.body["standing"],
            &seen.body["activity_id"]
        ),
        (&json!("cc_by_4"), &Value::Null, &json!(a.id))
    );
    for secret in ["13900000005", "示例联系人", "holds_rights"] {
        assert!(!seen.text.contains(secret), "{secret}");
    }
    // Public is no secret: those who may not act are told so.
    beijing
        .step(
            &reviews,
            done.version(),
            json!({ "decision": "return", "reason": "x" }),
        )
        .await
        .refused(403, "out_of_scope");

    // Withdrawn by its organisation; what has a history is not deleted.
    let withdrawals = format!("{path}/withdrawals");
    two.step(&withdrawals, done.version(), json!({}))
        .await
        .refused(403, "out_of_scope");
    let gone = one
        .step(&withdrawals, done.version(), json!({}))
        .await
        .expect(200);
    assert_eq!(gone.body["status"], "withdrawn");
    visitor.get(&public).await.refused(404, "not_found");
    let tag = format!("\"{}\"", gone.version());
    one.call(reqwest::Method::DELETE, &path, &[("if-match", &tag)], None)
        .await
        .refused(409, "step_not_allowed");
    let steps: Vec<_> = gone.body["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["step"].as_str().unwrap())
        .collect();
    assert_eq!(
        steps,
        ["create", "submit", "return", "submit", "publish", "withdraw"]
    );

    w.work_off().await;
    let told = message::inbox(
        &w.app,
        &w.organizer,
        false,
        Limit::new(100).unwrap(),
        None,
        Lang::Zh,
    )
    .await
    .unwrap();
    let titles: Vec<_> = told.items.iter().map(|m| m.title.as_str()).collect();
    assert!(
        titles.contains(&"科普资源“声音从哪里来（课件）”被退回"),
        "{titles:?}"
    );
    assert!(
        titles.contains(&"科普资源“声音从哪里来（课件）”已公开"),
        "{titles:?}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_draft_that_was_never_handed_in_can_vanish() {
    let site = Site::new().await;
    let a = site.world.approved(json!({})).await;
    let one = site.sign_in(1).await;
    let made = one
        .post("/resources", json!({ "activity_id": a.id }))
        .await
        .expect(201);
    let path = format!("/resources/{}", made.id());
    one.call(reqwest::Method::DELETE, &path, &[("if-match", "\"1\"")], None)
        .await
        .expect(204);
    one.get(&path).await.refused(404, "not_found");
    assert_eq!(one.get("/resources").await.expect(200).body["items"], json!([]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_an_approved_activity_becomes_a_resource() {
    let site = Site::new().await;
    let a = site.world.submitted(json!({})).await;
    let one = site.sign_in(1).await;
    one.post("/resources", json!({ "activity_id": a.id }))
        .await
        .refused(409, "activity_not_public");
    site.sign_in(9)
        .await
        .post("/resources", json!({ "activity_id": a.id }))
        .await
        .refused(404, "not_found");
}

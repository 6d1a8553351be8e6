//! What cannot be kept or handed in is said field by field, and never ends in a 500.

use harness::{Site, picture};
use reqwest::Method;
use serde_json::{Value, json};

use super::{complete, form};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_of_a_form_is_named_at_its_place() {
    let site = Site::new().await;
    let w = &site.world;
    let a = w.approved(json!({})).await;
    let (one, two) = (site.sign_in(1).await, site.sign_in(2).await);
    let made = one
        .post("/resources", json!({ "activity_id": a.id }))
        .await
        .expect(201);
    let path = format!("/resources/{}", made.id());
    let put = async |version: i64, body: Value| {
        let tag = format!("\"{version}\"");
        one.call(Method::PUT, &path, &[("if-match", &tag)], Some(body))
            .await
    };
    let theirs = two
        .post(
            "/media",
            json!({ "kind": "photo", "file_name": "a.jpg", "content_type": "image/jpeg", "size": 10 }),
        )
        .await
        .expect(201);
    let photo = site
        .upload(&one, "photo", "a.jpg", "image/jpeg", picture::jpeg(1200, 800))
        .await
        .expect(200);
    let wrong = json!({
        "kind": "opera", "licence": "all_mine", "colour": "blue", "title": 5,
        "audiences": ["youth", 7], "holds_rights": "yes", "url": ["x"],
    });
    let answer = put(1, wrong).await.refused(422, "validation_failed");
    let codes: Vec<_> = answer
        .faults()
        .into_iter()
        .map(|(pointer, code)| format!("{pointer} {code}"))
        .collect();
    assert_eq!(
        codes,
        [
            "/audiences/1 wrong_type",
            "/colour unknown_field",
            "/holds_rights wrong_type",
            "/kind unknown_value",
            "/licence unknown_value",
            "/title wrong_type",
            "/url wrong_type",
        ]
    );
    // Somebody else's file, one of another kind, one twice.
    let files = json!({
        "photo_ids": [theirs.id(), photo.id(), photo.id()], "document_ids": [photo.id()],
    });
    let answer = put(1, files).await.refused(422, "validation_failed");
    assert_eq!(
        answer.faults(),
        [
            ("/document_ids/0".to_owned(), "wrong_media_kind".to_owned()),
            ("/photo_ids/0".to_owned(), "unknown_media".to_owned()),
            ("/photo_ids/2".to_owned(), "duplicate".to_owned()),
        ]
    );
    // A draft of ten thousand characters saves; more than twenty thousand does not.
    let long = "科".repeat(10_000);
    let absurd = json!({ "description": "普".repeat(20_001), "audiences": vec!["youth"; 101] });
    let answer = put(1, absurd).await.refused(422, "validation_failed");
    assert_eq!(answer.faults().len(), 2, "{:?}", answer.faults());
    let draft = json!(form(json!({
        "description": long, "audiences": ["youth", "youth", "martians"], "url": "http://example.com/",
        "title": "\u{200b}电话 13812345678",
    })));
    let saved = put(1, draft).await.expect(200);
    let answer = one
        .step(&format!("{path}/submissions"), saved.version(), json!({}))
        .await
        .refused(422, "validation_failed");
    let codes: Vec<_> = answer
        .faults()
        .into_iter()
        .map(|(pointer, code)| format!("{pointer} {code}"))
        .collect();
    assert_eq!(
        codes,
        [
            "/audiences/1 duplicate",
            "/audiences/2 unknown_value",
            "/description too_long",
            "/title contact_data",
            "/url needs_https",
        ]
    );
    // A picture of one's own is kept, and shown to nobody else before it is public.
    let with = json!(form(json!({ "photo_ids": [photo.id()] })));
    let saved = put(saved.version(), with).await.expect(200);
    assert_eq!(saved.body["files"][0]["id"], json!(photo.id()));
    let picture = format!("/media/{}/content", photo.id());
    site.visitor().get(&picture).await.refused(404, "not_found");
    let province = site.sign_in(3).await;
    province.get(&picture).await.refused(404, "not_found");
    let waiting = one
        .step(&format!("{path}/submissions"), saved.version(), json!({}))
        .await
        .expect(200);
    province.get(&picture).await.expect(302);
    province
        .step(
            &format!("{path}/reviews"),
            waiting.version(),
            json!({ "decision": "publish" }),
        )
        .await
        .expect(200);
    site.visitor().get(&picture).await.expect(302);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_query_cannot_mean_is_refused() {
    let site = Site::new().await;
    let visitor = site.visitor();
    for (query, status) in [
        ("kind=opera", 422),
        ("licence=mine", 422),
        ("sort=loudest", 422),
        ("region=33", 422),
        ("recommended=perhaps", 422),
        ("colour=blue", 422),
        ("limit=0", 422),
        ("limit=101", 422),
        ("cursor=nonsense", 400),
        ("q=%00", 400),
        ("cursor=eyJWaWV3cyI6WzEsMl19", 400),
    ] {
        let answer = visitor.get(&format!("/public/resources?{query}")).await;
        assert_eq!(answer.status, status, "{query}: {}", answer.text);
    }
    // What finds nothing is no fault.
    let long = "科".repeat(2_000);
    for query in ["audience=martians", "field='; DROP TABLE x", &format!("q={long}")] {
        let found = visitor
            .get(&format!("/public/resources?{query}"))
            .await
            .expect(200);
        assert_eq!(found.body["items"], json!([]));
    }
    for path in ["views", "shares"] {
        let unknown = format!("/public/resources/{}/{path}", site.world.museum);
        visitor.post(&unknown, json!({})).await.refused(404, "not_found");
    }
    visitor
        .get("/public/resources/nothing")
        .await
        .refused(404, "not_found");
    let one = site.sign_in(1).await;
    one.post("/resources", json!({ "activity_id": site.world.museum }))
        .await
        .refused(404, "not_found");
    one.post("/resources", json!({ "activity_id": "x", "more": 1 }))
        .await
        .refused(422, "validation_failed");
    one.post("/resources", complete())
        .await
        .refused(422, "validation_failed");
}

//! Requests are read to the letter of the document.

use harness::Site;
use reqwest::Method;
use serde_json::json;

use super::draft;

#[tokio::test]
async fn an_array_is_no_object_wherever_it_stands() {
    let site = Site::new().await;
    let organizer = site.sign_in(1).await;
    let answer = organizer
        .call(
            Method::PATCH,
            "/me/preferences",
            &[],
            Some(json!([true, true, true])),
        )
        .await;
    let faults = answer.refused(422, "validation_failed").faults();
    assert_eq!(faults, [(String::new(), "wrong_type".to_owned())]);
    let (path, version) = draft(&site, &organizer).await;
    let refused = organizer
        .patch(&path, version, json!({ "contact": ["王老师", "13800138000"] }))
        .await
        .refused(422, "validation_failed");
    assert_eq!(
        refused.faults(),
        [("/contact".to_owned(), "wrong_type".to_owned())]
    );
}

#[tokio::test]
async fn whole_numbers_and_missing_bodies_may_be_written_in_every_way_json_has() {
    let site = Site::new().await;
    let organizer = site.sign_in(1).await;
    let (path, version) = draft(&site, &organizer).await;
    let saved = organizer
        .patch(&path, version, json!({ "budget_yuan": 3000.0 }))
        .await
        .expect(200);
    assert_eq!(saved.body["budget_yuan"], json!(3000));
    let submitted = organizer
        .step(&format!("{path}/submissions"), saved.version(), json!({}))
        .await
        .expect(200);
    organizer
        .step(&format!("{path}/withdrawals"), submitted.version(), json!(null))
        .await
        .expect(200);
}

#[tokio::test]
async fn a_tag_in_no_known_letters_is_a_tag() {
    let site = Site::new().await;
    let organizer = site.sign_in(1).await;
    let (path, _) = draft(&site, &organizer).await;
    organizer
        .call(Method::DELETE, &path, &[("if-match", "Ø")], None)
        .await
        .refused(412, "stale");
}

#[tokio::test]
async fn a_number_out_of_range_is_refused_even_where_nothing_comes_of_it() {
    let site = Site::new().await;
    let province = site.sign_in(3).await;
    let list = |slots: u32| json!({ "edition": "2024", "region_code": "330302", "subject": "activity", "slots": slots });
    province.post("/recommendation-lists", list(3)).await.expect(201);
    let again = province
        .post("/recommendation-lists", list(2_147_483_648))
        .await
        .refused(422, "validation_failed");
    assert_eq!(again.faults(), [("/slots".to_owned(), "out_of_range".to_owned())]);
    let organizer = site.sign_in(1).await;
    let new = json!({ "kind": "photo", "file_name": "a.jpg", "content_type": "image/jpeg", "size": 1000 });
    let made = organizer.post("/media", new).await.expect(201);
    let parts = json!({ "parts": [{ "number": 1, "etag": "a" }, { "number": 10_001, "etag": "b" }] });
    let refused = organizer
        .post(&format!("/media/{}/completions", made.id()), parts)
        .await
        .refused(422, "validation_failed");
    assert_eq!(
        refused.faults(),
        [("/parts/1/number".to_owned(), "out_of_range".to_owned())]
    );
    let (path, version) = draft(&site, &organizer).await;
    let refused = organizer
        .patch(
            &path,
            version,
            json!({ "sci_workers": { "count": 2_147_483_648_u32 } }),
        )
        .await
        .refused(422, "validation_failed");
    assert_eq!(refused.faults()[0].0, "/sci_workers/count");
}

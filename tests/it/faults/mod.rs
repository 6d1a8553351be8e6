//! Bad input and failing parts: each answered with its code, nothing lost, nothing half-written.

mod files;
mod letter;
mod parts;
mod sign_in;

use harness::{Caller, Site};
use reqwest::Method;
use serde_json::{Value, json};

async fn draft(site: &Site, organizer: &Caller) -> (String, i64) {
    let new = json!({ "edition": "2024", "organization_id": site.world.museum });
    let mut made = organizer.post("/activities", new).await.expect(201);
    let path = format!("/activities/{}", made.id());
    made = organizer.patch(&path, 1, site.world.complete()).await.expect(200);
    (path, made.version())
}

#[tokio::test]
async fn a_change_names_the_version_it_is_based_on() {
    let site = Site::new().await;
    let organizer = site.sign_in(1).await;
    let (path, version) = draft(&site, &organizer).await;
    let body = || Some(json!({ "budget_yuan": 1 }));
    organizer
        .call(Method::PATCH, &path, &[], body())
        .await
        .refused(428, "if_match_required");
    let stale = organizer
        .patch(&path, version - 1, json!({ "budget_yuan": 1 }))
        .await
        .refused(412, "stale");
    assert_eq!(stale.body["current_version"], json!(version));
    for tag in ["\"seven\"", "*", "", "\"99999999999999999999\""] {
        let answer = organizer
            .call(Method::PATCH, &path, &[("if-match", tag)], body())
            .await;
        assert!(matches!(answer.status, 412 | 428), "{tag}: {}", answer.text);
    }
    for step in [
        "submissions",
        "withdrawals",
        "reviews",
        "takedowns",
        "restorations",
    ] {
        let body = Some(json!({ "decision": "approve", "reason": "x" }));
        let answer = organizer
            .call(Method::POST, &format!("{path}/{step}"), &[], body)
            .await;
        answer.refused(428, "if_match_required");
    }
    organizer
        .call(Method::DELETE, &path, &[], None)
        .await
        .refused(428, "if_match_required");
    let now = organizer.get(&path).await.expect(200);
    assert_eq!((now.version(), &now.body["budget_yuan"]), (version, &Value::Null));
}

#[tokio::test]
async fn impossible_dates_places_and_files_are_named_where_they_stand() {
    let site = Site::new().await;
    let organizer = site.sign_in(1).await;
    let (path, version) = draft(&site, &organizer).await;
    let bad = json!({
        "sessions": [{ "starts_at": "2024-02-30T09:00:00+08:00", "ends_at": "2024-09-15" }],
        "region_code": "999999", "poster_id": site.world.museum, "nonsense": 1, "status": "approved",
        "hosts": [{ "organization_id": "0193b1a0-0000-7000-8000-000000000000", "name": "不存在的单位" }]
    });
    let refused = organizer
        .patch(&path, version, bad)
        .await
        .refused(422, "validation_failed");
    let at: Vec<_> = refused.faults().into_iter().map(|(pointer, _)| pointer).collect();
    assert!(
        at.contains(&"/sessions/0/starts_at".to_owned()) && at.contains(&"/nonsense".to_owned()),
        "{at:?}"
    );
    for (fields, pointer, code) in [
        (
            json!({ "region_code": "999999" }),
            "/region_code",
            "unknown_region",
        ),
        (
            json!({ "poster_id": site.world.museum }),
            "/poster_id",
            "unknown_media",
        ),
        (
            json!({ "hosts": [{ "organization_id": "0193b1a0-0000-7000-8000-000000000000", "name": "单位" }] }),
            "/hosts/0/organization_id",
            "unknown_organization",
        ),
        (json!({ "title": "长".repeat(2_001) }), "/title", "too_long"),
    ] {
        let refused = organizer
            .patch(&path, version, fields)
            .await
            .refused(422, "validation_failed");
        assert_eq!(refused.faults(), [(pointer.to_owned(), code.to_owned())]);
    }
    // A draft keeps what only a submission refuses.
    let at_submission = |sessions: Value, code: &'static str, pointer: &'static str| {
        let (organizer, path) = (organizer.clone(), path.clone());
        async move {
            let version = organizer.get(&path).await.version();
            let saved = organizer
                .patch(&path, version, json!({ "sessions": sessions }))
                .await
                .expect(200);
            let refused = organizer
                .step(&format!("{path}/submissions"), saved.version(), json!({}))
                .await;
            assert_eq!(
                refused.refused(422, "validation_failed").faults()[0],
                (pointer.to_owned(), code.to_owned())
            );
        }
    };
    let day = |from: &str, to: &str| json!([{ "starts_at": from, "ends_at": to }]);
    at_submission(
        day("2024-09-15T10:00:00+08:00", "2024-09-15T09:00:00+08:00"),
        "end_before_start",
        "/sessions/0/ends_at",
    )
    .await;
    at_submission(
        day("2042-09-15T09:00:00+08:00", "2042-09-15T10:00:00+08:00"),
        "outside_window",
        "/sessions/0/ends_at",
    )
    .await;
    at_submission(
        day("2024-10-11T09:00:00+08:00", "2024-10-11T10:00:00+08:00"),
        "outside_window",
        "/sessions/0/ends_at",
    )
    .await;
    // The last day of Zhejiang's window counts to its last second.
    let version = organizer.get(&path).await.version();
    let edge = day("2024-10-10T22:00:00+08:00", "2024-10-10T23:59:59+08:00");
    let saved = organizer
        .patch(&path, version, json!({ "sessions": edge }))
        .await
        .expect(200);
    organizer
        .step(&format!("{path}/submissions"), saved.version(), json!({}))
        .await
        .expect(200);
}

#[tokio::test]
async fn scripts_and_unseen_characters_do_not_get_in() {
    let site = Site::new().await;
    let organizer = site.sign_in(1).await;
    let (path, version) = draft(&site, &organizer).await;
    let saved = organizer
        .patch(&path, version, json!({
            "title": "科\u{200B}普\u{FEFF}之夜𠮷·",
            "detail_html": "<p onclick='x()'>正文</p><script>alert(1)</script><img src=x onerror=alert(1)><a href='javascript:x'>链接</a>"
        }))
        .await
        .expect(200);
    assert_eq!(saved.body["title"], "科普之夜𠮷·");
    let html = saved.body["detail_html"].as_str().unwrap();
    for bad in ["script", "onclick", "onerror", "javascript", "<img"] {
        assert!(!html.contains(bad), "{html}");
    }
    assert!(html.contains("<p>正文</p>"));
    // An address that is no address is told at submission.
    let saved = organizer
        .patch(
            &path,
            saved.version(),
            json!({ "reservation_url": "javascript:alert(1)" }),
        )
        .await
        .expect(200);
    let refused = organizer
        .step(&format!("{path}/submissions"), saved.version(), json!({}))
        .await
        .refused(422, "validation_failed");
    assert!(
        refused
            .faults()
            .contains(&("/reservation_url".to_owned(), "invalid_url".to_owned()))
    );
}

#[tokio::test]
async fn unreadable_requests_are_refused_before_anything_happens() {
    let site = Site::new().await;
    let me = site.sign_in(1).await;
    let json_type = [("content-type", "application/json")];
    let huge = format!("{{\"title\":\"{}\"}}", "长".repeat(3_500_000)).into_bytes();
    me.raw(Method::POST, "/activities", &json_type, huge)
        .await
        .refused(413, "too_large");
    me.raw(
        Method::POST,
        "/activities",
        &[("content-type", "text/plain")],
        b"{}".to_vec(),
    )
    .await
    .refused(415, "unsupported_media_type");
    for broken in [&b"{"[..], b"", b"\xff\xfe", b"{\"a\":nul}"] {
        me.raw(Method::POST, "/activities", &json_type, broken.to_vec())
            .await
            .refused(400, "malformed_request");
    }
    let refused = me.post("/activities", json!({ "edition": 5 })).await;
    assert!(matches!(refused.status, 400 | 422), "{}", refused.text);
    let refused = me
        .post(
            "/activities",
            json!({ "edition": "1999", "organization_id": site.world.museum }),
        )
        .await;
    assert_eq!(
        refused.refused(422, "validation_failed").faults(),
        [("/edition".to_owned(), "unknown_edition".to_owned())]
    );
    for path in [
        "/activities/not-an-id",
        "/activities/0193b1a0-0000-7000-8000-000000000000",
        "/nothing",
        "/public/activities/x.ics",
    ] {
        me.get(path).await.refused(404, "not_found");
    }
    me.call(Method::PUT, "/activities", &[], None)
        .await
        .refused(405, "method_not_allowed");
    for query in [
        "limit=0",
        "limit=101",
        "limit=x",
        "mode=hybrid",
        "from=2024-02-30",
        "region=33",
        "nonsense=1",
    ] {
        let refused = site
            .visitor()
            .get(&format!("/public/activities?{query}"))
            .await
            .refused(422, "validation_failed");
        assert_eq!(refused.faults().len(), 1, "{query}: {}", refused.text);
    }
    site.visitor()
        .get("/public/activities?cursor=AAAA")
        .await
        .refused(400, "invalid_cursor");
    // In English for those who prefer it.
    let english = me
        .call(
            Method::GET,
            "/activities/x",
            &[("accept-language", "en-GB,en;q=0.9,zh;q=0.8")],
            None,
        )
        .await;
    assert_eq!(english.body["title"], "Not found, or not visible to you");
}

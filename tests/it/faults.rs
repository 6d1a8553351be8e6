//! Bad input and failing parts: each answered with its code, nothing lost, nothing half-written.

use harness::{Caller, Site, World, picture};
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
async fn pictures_are_judged_by_their_content() {
    let site = Site::new().await;
    let me = site.sign_in(1).await;
    let good = picture::png(600, 350);
    let cut = {
        let jpeg = picture::jpeg(600, 350);
        jpeg[..jpeg.len() / 2].to_vec()
    };
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".to_vec();
    let html = b"<!doctype html><script>alert(1)</script>".to_vec();
    // A header that promises thirty thousand pixels each way.
    let mut bomb = picture::png(1, 1);
    bomb[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
    let cases = [
        ("poster", "图.png", svg, "file_type"),
        ("poster", "图.png", html, "file_type"),
        (
            "poster",
            "图.png",
            good[..good.len() / 2].to_vec(),
            "file_truncated",
        ),
        ("poster", "图.png", cut, "file_truncated"),
        ("poster", "图.png", picture::png(5000, 300), "wrong_dimensions"),
        ("poster", "图.png", picture::png(599, 350), "wrong_dimensions"),
        ("photo", "图.png", bomb, "too_many_pixels"),
    ];
    for (n, (kind, name, bytes, code)) in cases.into_iter().enumerate() {
        let answer = site.upload(&me, kind, name, "image/png", bytes).await;
        let faults = answer.faults();
        let close = matches!(code, "file_truncated" | "too_many_pixels");
        assert_eq!(answer.status, 422, "case {n}: {}", answer.text);
        assert_eq!(answer.code(), "media_rejected");
        let fits = |got: &str| {
            got == code || (close && matches!(got, "file_truncated" | "file_unreadable" | "too_many_pixels"))
        };
        assert!(
            faults.iter().any(|(_, got)| fits(got)),
            "case {n}: {faults:?} instead of {code}"
        );
    }
    // Too large, empty or of another kind: refused before a byte is sent.
    for (size, content_type, code) in [
        (2_097_153, "image/png", "file_too_large"),
        (0, "image/png", "file_empty"),
        (10, "image/svg+xml", "file_type"),
    ] {
        let new =
            json!({ "kind": "poster", "file_name": "a.png", "content_type": content_type, "size": size });
        let refused = me.post("/media", new).await.refused(422, "validation_failed");
        assert!(
            refused.faults().iter().any(|(_, got)| got == code),
            "{:?}",
            refused.faults()
        );
    }
    // Announced small, sent large: storage itself refuses.
    let new = json!({ "kind": "poster", "file_name": "a.png", "content_type": "image/png", "size": 100 });
    let made = me.post("/media", new).await.expect(201);
    assert!(
        !site
            .send(&made.body["upload"], vec![0; 2_200_000])
            .await
            .is_success()
    );
    me.post(&format!("/media/{}/completions", made.id()), json!({}))
        .await
        .refused(409, "upload_not_ready");
    // What was refused or never came is served to nobody and cannot be used.
    me.get(&format!("/media/{}/content", made.id()))
        .await
        .refused(404, "not_found");
    let (path, version) = draft(&site, &me).await;
    let pending = me
        .patch(&path, version, json!({ "poster_id": made.id() }))
        .await
        .expect(200);
    let refused = me
        .step(&format!("{path}/submissions"), pending.version(), json!({}))
        .await
        .refused(422, "validation_failed");
    assert_eq!(
        refused.faults(),
        [("/poster_id".to_owned(), "media_not_ready".to_owned())]
    );
    // An upload can be tried again until it is right.
    assert!(site.send(&made.body["upload"], good).await.is_success());
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

#[tokio::test]
async fn a_code_can_be_guessed_five_times() {
    let site = Site::new().await;
    let phone = World::phone(9);
    let visitor = site.visitor();
    visitor
        .post("/auth/sms-codes", json!({ "phone": "12345" }))
        .await
        .refused(422, "validation_failed");
    visitor
        .post("/auth/sms-codes", json!({ "phone": phone }))
        .await
        .expect(202);
    let soon = visitor
        .post("/auth/sms-codes", json!({ "phone": phone }))
        .await
        .refused(429, "resend_too_soon");
    assert_eq!(soon.header("retry-after"), Some("60"));
    let right = site.code_for(&phone);
    let wrong = if right == "000000" { "000001" } else { "000000" };
    let try_with = |code: &str| {
        let (visitor, body) = (visitor.clone(), json!({ "phone": phone, "code": code }));
        async move { visitor.post("/auth/sessions", body).await }
    };
    try_with("12").await.refused(422, "validation_failed");
    for _ in 0..5 {
        try_with(wrong).await.refused(401, "invalid_code");
    }
    try_with(&right).await.refused(429, "too_many_attempts");
    // A new code after a minute works, once.
    site.world.clock.set(site.world.app.now().plus_seconds(60));
    visitor
        .post("/auth/sms-codes", json!({ "phone": phone }))
        .await
        .expect(202);
    let right = site.code_for(&phone);
    try_with(&right).await.expect(201);
    try_with(&right).await.refused(401, "invalid_code");
    // And not after five minutes.
    site.world.clock.set(site.world.app.now().plus_seconds(60));
    visitor
        .post("/auth/sms-codes", json!({ "phone": phone }))
        .await
        .expect(202);
    let right = site.code_for(&phone);
    site.world.clock.set(site.world.app.now().plus_seconds(300));
    try_with(&right).await.refused(401, "invalid_code");
}

#[tokio::test]
async fn tokens_expire_are_not_forged_and_a_copy_ends_the_session() {
    let site = Site::new().await;
    let phone = World::phone(9);
    let visitor = site.visitor();
    visitor
        .post("/auth/sms-codes", json!({ "phone": phone }))
        .await
        .expect(202);
    let body = json!({ "phone": phone, "code": site.code_for(&phone) });
    let first = visitor.post("/auth/sessions", body).await.expect(201);
    let with = |answer: &harness::Answer| {
        let mut caller = visitor.clone();
        caller.token = Some(answer.body["access_token"].as_str().unwrap().to_owned());
        caller
    };
    with(&first).get("/me").await.expect(200);
    let mut forged = visitor.clone();
    let token = first.body["access_token"].as_str().unwrap();
    let (head, signature) = token.rsplit_once('.').unwrap();
    forged.token = Some(format!("{head}.{}", signature.chars().rev().collect::<String>()));
    forged.get("/me").await.refused(401, "invalid_token");
    visitor.get("/me").await.refused(401, "not_signed_in");
    site.world.clock.set(site.world.app.now().plus_seconds(900));
    with(&first).get("/me").await.refused(401, "token_expired");

    let refresh = |answer: &harness::Answer| {
        let (visitor, body) = (
            visitor.clone(),
            json!({ "refresh_token": answer.body["refresh_token"] }),
        );
        async move { visitor.post("/auth/sessions/refresh", body).await }
    };
    let second = refresh(&first).await.expect(200);
    with(&second).get("/me").await.expect(200);
    // Somebody else has the first one too.
    refresh(&first).await.refused(401, "session_revoked");
    with(&second).get("/me").await.refused(401, "session_revoked");
    refresh(&second).await.refused(401, "session_revoked");
}

#[tokio::test]
async fn without_storage_filing_goes_on_and_files_wait() {
    let site = Site::without_storage().await;
    let organizer = site.sign_in(1).await;
    let new =
        json!({ "kind": "video", "file_name": "a.mp4", "content_type": "video/mp4", "size": 50_000_000 });
    let refused = organizer
        .post("/media", new)
        .await
        .refused(503, "storage_unavailable");
    assert!(refused.header("retry-after").is_some());
    let (path, version) = draft(&site, &organizer).await;
    organizer
        .step(&format!("{path}/submissions"), version, json!({}))
        .await
        .expect(200);
    let ready = organizer.get("~/readyz").await.expect(503);
    assert_eq!(
        (&ready.body["database"], &ready.body["storage"]),
        (&json!("ok"), &json!("unavailable"))
    );
}

#[tokio::test]
async fn a_chain_that_was_tampered_with_is_found() {
    let site = Site::new().await;
    let a = site.world.complete_draft().await;
    assert!(app::doctor::run(&site.world.app).await.unwrap().broken.is_empty());
    site.world
        .database
        .tamper("UPDATE activity_events SET reason = 'later'")
        .unwrap();
    let report = app::doctor::run(&site.world.app).await.unwrap();
    assert_eq!(
        report
            .broken
            .iter()
            .map(|b| (b.activity, b.event))
            .collect::<Vec<_>>(),
        [(a.id, 1)]
    );
}

#[tokio::test]
async fn a_locked_database_answers_503_and_loses_nothing() {
    if harness::database::engine() != persistence::Engine::Sqlite {
        return; // PostgreSQL has no lock on the whole database.
    }
    use diesel::Connection;
    use diesel::connection::SimpleConnection;
    let site = Site::new().await;
    let organizer = site.sign_in(1).await;
    let (path, version) = draft(&site, &organizer).await;
    let file = site.world.database.url().replace("sqlite://", "");
    let mut other = diesel::SqliteConnection::establish(&file).unwrap();
    other.batch_execute("BEGIN EXCLUSIVE").unwrap();
    let refused = organizer
        .patch(&path, version, json!({ "budget_yuan": 5 }))
        .await
        .refused(503, "database_unavailable");
    assert!(refused.header("retry-after").is_some());
    other.batch_execute("ROLLBACK").unwrap();
    let saved = organizer
        .patch(&path, version, json!({ "budget_yuan": 5 }))
        .await
        .expect(200);
    assert_eq!(saved.body["budget_yuan"], 5);
}

//! Guessed codes, forged and copied tokens.

use harness::{Site, World};
use serde_json::json;

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
    // Somebody else has the first one too; half a minute later no answer is on its way any more.
    site.world.clock.set(site.world.app.now().plus_seconds(31));
    refresh(&first).await.refused(401, "session_revoked");
    with(&second).get("/me").await.refused(401, "session_revoked");
    refresh(&second).await.refused(401, "session_revoked");
}

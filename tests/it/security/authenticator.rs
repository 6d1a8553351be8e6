//! Signing in with an authenticator (RFC 6238).

use harness::Site;
use serde_json::json;

use super::{Authenticator, caller, enrol, sign_in_with, sms_code};

/// 省管理员
const PROVINCE: u8 = 3;

#[tokio::test]
async fn an_official_can_do_nothing_but_set_one_up_and_then_everything() {
    let site = Site::strict().await;
    let code = sms_code(&site, PROVINCE).await;
    let signed_in = sign_in_with(&site, PROVINCE, &code, None).await.expect(201);
    assert_eq!(signed_in.body["user"]["second_factor_required"], true);
    let who = caller(&site, &signed_in);
    for path in ["/review-queue", "/activities", "/messages", "/me/export"] {
        who.get(path).await.refused(403, "second_factor_required");
    }
    // Who one is, and how to set one up, can be seen.
    let me = who.get("/me").await.expect(200);
    assert_eq!(me.body["second_factor_required"], true);
    let state = who.get("/me/second-factor").await.expect(200);
    assert_eq!(
        (&state.body["active"], &state.body["required"]),
        (&json!(false), &json!(true))
    );
    let (_, codes) = enrol(&site, &who).await;
    assert_eq!(codes.len(), 10);
    // This session is as good as one that began with a code.
    who.get("/review-queue").await.expect(200);
    let me = who.get("/me").await.expect(200);
    assert_eq!(me.body.get("second_factor_required"), None);
    let state = who.get("/me/second-factor").await.expect(200);
    assert_eq!(
        (&state.body["active"], &state.body["recovery_codes_left"]),
        (&json!(true), &json!(10))
    );
    who.post("/me/second-factor", json!({}))
        .await
        .refused(409, "second_factor_active");
    // Organisers and members need none.
    for person in [1, 9] {
        let code = sms_code(&site, person).await;
        let signed_in = sign_in_with(&site, person, &code, None).await.expect(201);
        caller(&site, &signed_in).get("/messages").await.expect(200);
    }
}

#[tokio::test]
async fn the_code_by_sms_stays_good_until_the_authenticators_is_right_and_each_is_good_once() {
    let site = Site::strict().await;
    let code = sms_code(&site, PROVINCE).await;
    let who = caller(
        &site,
        &sign_in_with(&site, PROVINCE, &code, None).await.expect(201),
    );
    let (own, _) = enrol(&site, &who).await;
    let used = own.code(&site.world, 0);

    let code = sms_code(&site, PROVINCE).await;
    sign_in_with(&site, PROVINCE, &code, None)
        .await
        .refused(401, "second_factor_needed");
    // The one used for setting up is used.
    sign_in_with(&site, PROVINCE, &code, Some(&used))
        .await
        .refused(401, "invalid_second_factor");
    let right = own.code(&site.world, 0);
    let signed_in = sign_in_with(&site, PROVINCE, &code, Some(&right))
        .await
        .expect(201);
    assert_eq!(signed_in.body["user"].get("second_factor_required"), None);
    caller(&site, &signed_in).get("/review-queue").await.expect(200);
    let next = sms_code(&site, PROVINCE).await;
    sign_in_with(&site, PROVINCE, &next, Some(&right))
        .await
        .refused(401, "invalid_second_factor");
}

#[tokio::test]
async fn a_clock_may_be_half_a_minute_off_and_no_more() {
    let site = Site::strict().await;
    let code = sms_code(&site, PROVINCE).await;
    let who = caller(
        &site,
        &sign_in_with(&site, PROVINCE, &code, None).await.expect(201),
    );
    let (own, _) = enrol(&site, &who).await;
    for (seconds, good) in [(-60, false), (60, false), (-30, true), (30, true)] {
        let code = sms_code(&site, PROVINCE).await;
        let totp = own.code(&site.world, seconds);
        let answer = sign_in_with(&site, PROVINCE, &code, Some(&totp)).await;
        assert_eq!(answer.status == 201, good, "{seconds} s: {}", answer.text);
        // So that the intervals of one try are not those of the other.
        site.world.clock.set(site.world.app.now().plus_seconds(120));
    }
}

#[tokio::test]
async fn five_wrong_codes_close_it_for_a_quarter_of_an_hour() {
    let site = Site::strict().await;
    let code = sms_code(&site, PROVINCE).await;
    let who = caller(
        &site,
        &sign_in_with(&site, PROVINCE, &code, None).await.expect(201),
    );
    let (own, codes) = enrol(&site, &who).await;
    let w = &site.world;
    let wrong = || json!({ "totp": "aaaaa-aaaaa" });
    for _ in 0..5 {
        who.post("/me/second-factor/recovery-codes", wrong())
            .await
            .refused(401, "invalid_second_factor");
    }
    // Not even the right one, nor a recovery code.
    let code = sms_code(&site, PROVINCE).await;
    let right = own.code(w, 0);
    let closed = sign_in_with(&site, PROVINCE, &code, Some(&right))
        .await
        .refused(429, "too_many_attempts");
    let seconds: i64 = closed.header("retry-after").unwrap().parse().unwrap();
    assert!((800..=900).contains(&seconds), "{seconds}");
    w.clock.set(w.app.now().plus_seconds(seconds - 1));
    let code = sms_code_now(&site).await;
    let given = || Some(codes[0].as_str());
    sign_in_with(&site, PROVINCE, &code, given())
        .await
        .refused(429, "too_many_attempts");
    w.clock.set(w.app.now().plus_seconds(1));
    sign_in_with(&site, PROVINCE, &code, given()).await.expect(201);
}

/// A code by SMS without waiting: the last one was long ago.
async fn sms_code_now(site: &Site) -> String {
    let phone = harness::World::phone(PROVINCE);
    site.visitor()
        .post("/auth/sms-codes", json!({ "phone": phone }))
        .await
        .expect(202);
    site.code_for(&phone)
}

#[tokio::test]
async fn a_recovery_code_opens_once_and_new_ones_void_the_old() {
    let site = Site::strict().await;
    let code = sms_code(&site, PROVINCE).await;
    let who = caller(
        &site,
        &sign_in_with(&site, PROVINCE, &code, None).await.expect(201),
    );
    let (own, codes) = enrol(&site, &who).await;
    // However it is written down.
    let shouted = codes[0].to_uppercase().replace('-', " ");
    let code = sms_code(&site, PROVINCE).await;
    let again = sign_in_with(&site, PROVINCE, &code, Some(&shouted))
        .await
        .expect(201);
    let code = sms_code(&site, PROVINCE).await;
    sign_in_with(&site, PROVINCE, &code, Some(&codes[0]))
        .await
        .refused(401, "invalid_second_factor");
    let who = caller(&site, &again);
    let state = who.get("/me/second-factor").await.expect(200);
    assert_eq!(state.body["recovery_codes_left"], 9);
    let renewed = who
        .post(
            "/me/second-factor/recovery-codes",
            json!({ "totp": own.code(&site.world, 0) }),
        )
        .await
        .expect(200);
    let fresh = renewed.body["codes"][0].as_str().unwrap();
    sign_in_with(&site, PROVINCE, &code, Some(&codes[1]))
        .await
        .refused(401, "invalid_second_factor");
    sign_in_with(&site, PROVINCE, &code, Some(fresh))
        .await
        .expect(201);
}

#[tokio::test]
async fn a_secret_begun_anew_voids_the_one_before_and_a_removed_one_asks_for_nothing() {
    let site = Site::new().await;
    let who = site.sign_in(9).await;
    who.post("/me/second-factor/confirmations", json!({ "totp": "123456" }))
        .await
        .refused(409, "second_factor_absent");
    let first = who.post("/me/second-factor", json!({})).await.expect(201);
    let old = Authenticator::typed_in(first.body["secret"].as_str().unwrap());
    // Not asked for before it was confirmed.
    let code = sms_code(&site, 9).await;
    sign_in_with(&site, 9, &code, None).await.expect(201);
    let second = who.post("/me/second-factor", json!({})).await.expect(201);
    assert_ne!(first.body["secret"], second.body["secret"]);
    who.post(
        "/me/second-factor/confirmations",
        json!({ "totp": old.code(&site.world, 0) }),
    )
    .await
    .refused(401, "invalid_second_factor");
    let own = Authenticator::typed_in(second.body["secret"].as_str().unwrap());
    who.post(
        "/me/second-factor/confirmations",
        json!({ "totp": own.code(&site.world, 0) }),
    )
    .await
    .expect(200);
    site.world.clock.set(site.world.app.now().plus_seconds(30));
    let removal = json!({ "totp": own.code(&site.world, 0) });
    who.post("/me/second-factor/removals", removal).await.expect(204);
    let code = sms_code(&site, 9).await;
    sign_in_with(&site, 9, &code, None).await.expect(201);
}

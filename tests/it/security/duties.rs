//! 三员分立: who gives roles, who locks, and that nobody does it to themselves.

use harness::{Site, World};
use reqwest::Method;
use serde_json::{Value, json};

const SECURITY: u8 = 12;

fn county(phone: &str) -> Value {
    json!({ "phone": phone, "role": "county_admin", "region_code": "330302", "display_name": "鹿城区科协" })
}

#[tokio::test]
async fn a_role_is_given_to_a_phone_and_taken_back_from_the_next_request_on() {
    let site = Site::new().await;
    let security = site.sign_in(SECURITY).await;
    let made = security.post("/grants", county("13700000001")).await.expect(201);
    assert_eq!(made.body["phone"], "137****0001", "masked");
    assert_eq!(made.body["display_name"], "鹿城区科协");
    security
        .post("/grants", county("13700000001"))
        .await
        .refused(409, "already_given");
    let listed = security
        .get("/grants?role=county_admin&region=330302")
        .await
        .expect(200);
    assert_eq!(
        listed.body["items"].as_array().unwrap().len(),
        2,
        "with the county of the world"
    );
    // The person signs in and has it.
    site.visitor()
        .post("/auth/sms-codes", json!({ "phone": "13700000001" }))
        .await
        .expect(202);
    let code = site.code_for("13700000001");
    let signed_in = site
        .visitor()
        .post("/auth/sessions", json!({ "phone": "13700000001", "code": code }))
        .await
        .expect(201);
    let new = super::caller(&site, &signed_in);
    new.get("/organization-lookalikes").await.expect(200);
    let grant = made.body["grant"]["id"].as_str().unwrap();
    let path = format!("/grants/{grant}");
    security.call(Method::DELETE, &path, &[], None).await.expect(204);
    new.get("/organization-lookalikes")
        .await
        .refused(403, "not_allowed");
    security
        .call(Method::DELETE, &path, &[], None)
        .await
        .refused(404, "not_found");
}

#[tokio::test]
async fn the_three_duties_and_the_review_never_meet_in_one_account() {
    let site = Site::new().await;
    let security = site.sign_in(SECURITY).await;
    let give = |person: u8, role: &str, region: Option<&str>| {
        let body = json!({ "phone": World::phone(person), "role": role, "region_code": region });
        let security = security.clone();
        async move { security.post("/grants", body).await }
    };
    // The operator is no auditor; the county's administrator runs nothing.
    give(8, "audit_admin", None)
        .await
        .refused(409, "duties_separated");
    give(6, "system_admin", None)
        .await
        .refused(409, "duties_separated");
    give(8, "county_admin", Some("330302"))
        .await
        .refused(409, "duties_separated");
    // An organiser may be a county's administrator.
    give(1, "county_admin", Some("330302")).await.expect(201);
    give(9, "audit_admin", None).await.expect(201);
    // Nobody gives themselves anything.
    give(SECURITY, "county_admin", Some("330302"))
        .await
        .refused(409, "own_account");
    let own = security.get("/grants?role=security_admin").await.expect(200);
    let id = own.body["items"][0]["grant"]["id"].as_str().unwrap().to_owned();
    security
        .call(Method::DELETE, &format!("/grants/{id}"), &[], None)
        .await
        .refused(409, "own_account");
}

#[tokio::test]
async fn every_fault_of_a_role_is_told_at_once() {
    let site = Site::new().await;
    let security = site.sign_in(SECURITY).await;
    let wrong = json!({
        "phone": "123", "role": "county_admin", "region_code": "999999", "lines": ["nothing"],
        "organization_id": site.world.museum,
    });
    let refused = security
        .post("/grants", wrong)
        .await
        .refused(422, "validation_failed");
    let faults: Vec<_> = refused.faults();
    let faults: Vec<(&str, &str)> = faults.iter().map(|(p, c)| (p.as_str(), c.as_str())).collect();
    assert_eq!(
        faults,
        [
            ("/lines/0", "unknown_value"),
            ("/organization_id", "not_applicable"),
            ("/phone", "invalid_phone"),
            ("/region_code", "unknown_region"),
        ]
    );
    let none = json!({ "phone": "13700000001", "role": "organizer" });
    let refused = security
        .post("/grants", none)
        .await
        .refused(422, "validation_failed");
    assert_eq!(
        refused.faults(),
        [("/organization_id".to_owned(), "required".to_owned())]
    );
    let nation = json!({ "phone": "13700000001", "role": "national_reviewer", "region_code": "330302" });
    security
        .post("/grants", nation)
        .await
        .refused(422, "validation_failed");
}

#[tokio::test]
async fn a_locked_account_is_out_at_once_and_comes_back_with_its_roles() {
    let site = Site::new().await;
    let security = site.sign_in(SECURITY).await;
    let county = site.sign_in(6).await;
    county.get("/organization-lookalikes").await.expect(200);
    let found = security
        .get(&format!("/accounts?phone={}", World::phone(6)))
        .await
        .expect(200);
    let account = &found.body["items"][0];
    assert_eq!(account["sessions"], 1);
    let path = format!("/accounts/{}/lock", account["id"].as_str().unwrap());
    let lock = |version: i64, method: Method, body: Option<Value>| {
        let (security, path) = (security.clone(), path.clone());
        let tag = format!("\"{version}\"");
        async move { security.call(method, &path, &[("if-match", &tag)], body).await }
    };
    lock(1, Method::PUT, Some(json!({ "reason": " " })))
        .await
        .refused(422, "validation_failed");
    let why = || Some(json!({ "reason": "手机遗失" }));
    let locked = lock(1, Method::PUT, why()).await.expect(200);
    assert_eq!(
        (&locked.body["locked"], &locked.body["sessions"]),
        (&json!(true), &json!(0))
    );
    assert_eq!(locked.body["locked_reason"], "手机遗失");
    county
        .get("/organization-lookalikes")
        .await
        .refused(401, "session_revoked");
    let code = super::sms_code(&site, 6).await;
    super::sign_in_with(&site, 6, &code, None)
        .await
        .refused(403, "account_locked");
    lock(1, Method::DELETE, None).await.refused(412, "stale");
    lock(2, Method::DELETE, None).await.expect(200);
    let signed_in = super::sign_in_with(&site, 6, &code, None).await.expect(201);
    super::caller(&site, &signed_in)
        .get("/organization-lookalikes")
        .await
        .expect(200);
    // A phone without an account is nobody; half a phone is no question.
    let nobody = security.get("/accounts?phone=13711111111").await.expect(200);
    assert_eq!(nobody.body["items"], json!([]));
    security
        .get("/accounts?phone=139")
        .await
        .refused(422, "validation_failed");
}

#[tokio::test]
async fn a_lost_authenticator_is_removed_by_somebody_else() {
    let site = Site::strict().await;
    let mut tokens = Vec::new();
    for person in [SECURITY, 3] {
        let code = super::sms_code(&site, person).await;
        let who = super::caller(
            &site,
            &super::sign_in_with(&site, person, &code, None).await.expect(201),
        );
        super::enrol(&site, &who).await;
        tokens.push(who);
    }
    let (security, province) = (&tokens[0], &tokens[1]);
    let id = site.world.province.account;
    let path = format!("/accounts/{id}/second-factor");
    let done = security.call(Method::DELETE, &path, &[], None).await.expect(200);
    assert_eq!(
        (&done.body["second_factor"], &done.body["sessions"]),
        (&json!(false), &json!(0))
    );
    province.get("/me").await.refused(401, "session_revoked");
    security
        .call(Method::DELETE, &path, &[], None)
        .await
        .refused(409, "second_factor_absent");
    let code = super::sms_code(&site, 3).await;
    let signed_in = super::sign_in_with(&site, 3, &code, None).await.expect(201);
    assert_eq!(signed_in.body["user"]["second_factor_required"], true);
    let own = format!("/accounts/{}/second-factor", site.world.security.account);
    security
        .call(Method::DELETE, &own, &[], None)
        .await
        .refused(409, "own_account");
}

#[tokio::test]
async fn each_of_the_three_does_its_own_and_nothing_of_the_others() {
    let site = Site::new().await;
    let (operator, security, auditor) = (
        site.sign_in(8).await,
        site.sign_in(SECURITY).await,
        site.sign_in(13).await,
    );
    let phone = World::phone(1);
    let asked = [
        ("/api-clients".to_owned(), [200, 403, 403]),
        ("/grants".to_owned(), [403, 200, 403]),
        (format!("/accounts?phone={phone}"), [403, 200, 403]),
        (
            format!("/accounts/{}", site.world.county.account),
            [403, 200, 403],
        ),
        ("/audit-log".to_owned(), [403, 403, 200]),
        ("/review-queue".to_owned(), [403, 403, 403]),
    ];
    for (path, expected) in asked {
        for (who, status) in [&operator, &security, &auditor].into_iter().zip(expected) {
            assert_eq!(who.get(&path).await.status, status, "{path}");
        }
    }
}

use harness::{Caller, Site};
use oauth2::basic::BasicClient;
use oauth2::{ClientId, ClientSecret, Scope, TokenResponse, TokenUrl};
use reqwest::Method;
use serde_json::{Value, json};

use super::{client, signed_in, token};

fn with(site: &Site, token: &Value) -> Caller {
    site.visitor().with_token(token.as_str().unwrap())
}

#[tokio::test]
async fn a_library_for_oauth_gets_a_token_as_the_metadata_says() {
    let site = Site::new().await;
    let (id, secret) = client(&site, &["activities:read", "organizations:sync"], "330000").await;
    let metadata = site
        .visitor()
        .get("~/.well-known/oauth-authorization-server")
        .await
        .expect(200);
    assert_eq!(metadata.body["issuer"], site.origin);
    let endpoint = metadata.body["token_endpoint"].as_str().unwrap().to_owned();
    let library = BasicClient::new(ClientId::new(id))
        .set_client_secret(ClientSecret::new(secret))
        .set_token_uri(TokenUrl::new(endpoint).unwrap());
    let http = reqwest::Client::new();
    let got = library
        .exchange_client_credentials()
        .add_scope(Scope::new("activities:read".into()))
        .request_async(&http)
        .await
        .unwrap();
    assert_eq!(got.expires_in().unwrap().as_secs(), 900);
    assert_eq!(got.scopes().unwrap().len(), 1);
    let caller = with(&site, &json!(got.access_token().secret()));
    caller.get("/changes/activities").await.expect(200);
    caller
        .get("/changes/organizations")
        .await
        .refused(403, "scope_missing");
    let refused = library
        .exchange_client_credentials()
        .add_scope(Scope::new("statistics:read".into()))
        .request_async(&http)
        .await
        .unwrap_err();
    assert!(
        refused.to_string().contains("invalid_scope") || format!("{refused:?}").contains("invalid_scope")
    );
}

#[tokio::test]
async fn a_token_is_refused_as_rfc_6749_says() {
    let site = Site::new().await;
    let (id, secret) = client(&site, &["activities:read"], "330000").await;
    let ask = async |form: String, extra: Vec<(&str, &str)>| {
        let mut headers = vec![("content-type", "application/x-www-form-urlencoded")];
        headers.extend(extra);
        let visitor = site.visitor();
        let answer = visitor
            .raw(Method::POST, "/oauth/token", &headers, form.into_bytes())
            .await;
        assert_eq!(
            answer.header("cache-control"),
            Some("no-store"),
            "{}",
            answer.text
        );
        (
            answer.status,
            answer.body["error"].as_str().unwrap_or_default().to_owned(),
        )
    };
    let mine = format!("client_id={id}&client_secret={secret}");
    let error = |status: u16, error: &str| (status, error.to_owned());
    let wrong = format!("grant_type=client_credentials&client_id={id}&client_secret={secret}x");
    assert_eq!(ask(wrong, vec![]).await, error(401, "invalid_client"));
    let nobody = "grant_type=client_credentials&client_id=nobody&client_secret=x".to_owned();
    assert_eq!(ask(nobody, vec![]).await, error(401, "invalid_client"));
    let none = "grant_type=client_credentials".to_owned();
    assert_eq!(ask(none, vec![]).await, error(401, "invalid_client"));
    assert_eq!(ask(mine.clone(), vec![]).await, error(400, "invalid_request"));
    let password = format!("grant_type=password&{mine}");
    assert_eq!(ask(password, vec![]).await, error(400, "unsupported_grant_type"));
    let scope = format!("grant_type=client_credentials&scope=everything&{mine}");
    assert_eq!(ask(scope, vec![]).await, error(400, "invalid_scope"));
    // Credentials in two ways at once.
    let basic = vec![("authorization", "Basic eDp5")];
    let twice = format!("grant_type=client_credentials&{mine}");
    assert_eq!(ask(twice, basic).await, error(400, "invalid_request"));
    let answer = site
        .visitor()
        .post("/oauth/token", json!({ "grant_type": "client_credentials" }))
        .await;
    answer.refused(415, "unsupported_media_type");
}

#[tokio::test]
async fn a_rotated_secret_and_what_was_got_with_it_are_refused() {
    let site = Site::new().await;
    let operator = site.sign_in(8).await;
    let (id, first) = client(&site, &["activities:read"], "330000").await;
    let before = token(&site, &id, &first).await.expect(200);
    let before = with(&site, &before.body["access_token"]);
    before.get("/changes/activities").await.expect(200);

    let path = format!("/api-clients/{id}/secrets");
    let rotated = operator.step(&path, 1, json!({})).await.expect(200);
    let second = rotated.body["client_secret"].as_str().unwrap().to_owned();
    assert_ne!(first, second);
    before
        .get("/changes/activities")
        .await
        .refused(401, "client_revoked");
    assert_eq!(token(&site, &id, &first).await.status, 401);
    let now = token(&site, &id, &second).await.expect(200);
    let now = with(&site, &now.body["access_token"]);
    now.get("/changes/activities").await.expect(200);

    // With an overlap both are good, until it is over.
    let rotated = operator
        .step(&path, 2, json!({ "overlap_hours": 2 }))
        .await
        .expect(200);
    let third = rotated.body["client_secret"].as_str().unwrap().to_owned();
    now.get("/changes/activities").await.expect(200);
    token(&site, &id, &second).await.expect(200);
    token(&site, &id, &third).await.expect(200);
    site.world.clock.set(
        domain::time::Instant::parse(harness::NOW)
            .unwrap()
            .plus_seconds(7_200),
    );
    assert_eq!(token(&site, &id, &second).await.status, 401);
    let last = token(&site, &id, &third).await.expect(200);
    let last = with(&site, &last.body["access_token"]);
    last.get("/changes/activities").await.expect(200);
    let too_long = json!({ "overlap_hours": 169 });
    let operator = site.sign_in(8).await;
    operator
        .step(&path, 3, too_long)
        .await
        .refused(422, "validation_failed");
    operator.step(&path, 2, json!({})).await.refused(412, "stale");

    // Revoked: at once.
    let headers = [("if-match", "\"3\"")];
    let gone = operator
        .call(Method::DELETE, &format!("/api-clients/{id}"), &headers, None)
        .await;
    gone.expect(204);
    last.get("/changes/activities")
        .await
        .refused(401, "client_revoked");
    assert_eq!(token(&site, &id, &third).await.status, 401);
    // No secret is shown again, and none is readable in the database.
    let shown = operator.get(&format!("/api-clients/{id}")).await.expect(200);
    assert!(!shown.text.contains(&third) && shown.body["revoked_at"].is_string());
}

#[tokio::test]
async fn what_a_client_may_is_what_it_was_given() {
    let site = Site::new().await;
    let w = &site.world;
    let a = w.approved(json!({})).await;
    let id = a.id.to_string();
    // A foreign region gets nothing of it.
    let beijing = signed_in(&site, &["activities:read"], "110000").await;
    let page = beijing.get("/changes/activities").await.expect(200);
    assert_eq!(page.body["items"], json!([]));
    let zhejiang = signed_in(&site, &["activities:read"], "330000").await;
    let page = zhejiang.get("/changes/activities").await.expect(200);
    assert_eq!(page.body["items"][0]["id"], id);
    // A reader does nothing that a person does, and files nothing.
    zhejiang.get("/me").await.refused(403, "person_needed");
    zhejiang
        .get(&format!("/activities/{id}"))
        .await
        .refused(403, "scope_missing");
    // A person does not read the feed.
    let province = site.sign_in(3).await;
    province
        .get("/changes/activities")
        .await
        .refused(403, "client_needed");
    site.visitor()
        .get("/changes/activities")
        .await
        .refused(401, "not_signed_in");
    // A client that files does so for its organisations only.
    let files = signed_in(&site, &["activities:write"], "330000").await;
    let new = json!({ "edition": "2024", "organization_id": w.museum, "title": "由区级平台报送的讲座" });
    let made = files.post("/activities", new).await.expect(201);
    let changed = files
        .patch(
            &format!("/activities/{}", made.id()),
            made.version(),
            json!({ "budget_yuan": 5 }),
        )
        .await;
    changed.expect(200);
    let new = json!({ "edition": "2024", "organization_id": w.association });
    files.post("/activities", new).await.refused(403, "out_of_scope");
    files.get("/review-queue").await.refused(403, "person_needed");
    // Other roles make no clients.
    let body = json!({ "name": "平台", "scopes": ["activities:read"] });
    province
        .post("/api-clients", body)
        .await
        .refused(403, "not_allowed");
    let operator = site.sign_in(8).await;
    let body = json!({ "name": "", "scopes": [], "region_code": "999999", "requests_per_minute": 7,
        "organization_ids": ["00000000-0000-7000-8000-000000000000"] });
    let faults = operator.post("/api-clients", body).await.expect(422).faults();
    let pointers: Vec<_> = faults.iter().map(|(pointer, _)| pointer.as_str()).collect();
    assert_eq!(
        pointers,
        [
            "/name",
            "/organization_ids/0",
            "/region_code",
            "/requests_per_minute",
            "/scopes"
        ]
    );
}

#[tokio::test]
async fn a_client_has_its_own_limit_of_requests() {
    let site = Site::new().await;
    let operator = site.sign_in(8).await;
    let body = json!({ "name": "小系统", "scopes": ["activities:read"], "requests_per_minute": 60 });
    let made = operator.post("/api-clients", body).await.expect(201);
    let secret = made.body["client_secret"].as_str().unwrap();
    let got = token(&site, &made.id(), secret).await.expect(200);
    let small = with(&site, &got.body["access_token"]);
    let mut served = 0;
    let refused = loop {
        let answer = small.get("/changes/activities?limit=1").await;
        if answer.status != 200 {
            break answer;
        }
        assert_eq!(answer.header("ratelimit-limit"), Some("60"));
        served += 1;
        assert!(served < 200, "the limit counts");
    };
    assert!(served >= 60, "{served}");
    assert!(refused.header("retry-after").is_some());
    refused.refused(429, "too_many_requests");
    // Others are not concerned.
    let other = signed_in(&site, &["activities:read"], "330000").await;
    other.get("/changes/activities").await.expect(200);
}

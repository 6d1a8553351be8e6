use reqwest::Method;
use serde_json::{Value, json};

use crate::server::{Server, refusal};

const PHONE: &str = "13912340005";

#[tokio::test]
async fn a_browser_keeps_its_refresh_token_in_a_cookie_that_scripts_cannot_read() {
    let server = Server::new();
    let answer = server.sign_in(PHONE, "cookie").await;
    let cookie = answer.headers()["set-cookie"].to_str().unwrap().to_owned();
    for part in [
        "kepu_refresh=",
        "HttpOnly",
        "SameSite=Strict",
        "Path=/api/v1/auth",
    ] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let body: Value = answer.json().await.unwrap();
    assert_eq!(body["refresh_token"], Value::Null);
    let kept = cookie.split(';').next().unwrap().to_owned();
    let refresh = || {
        let request = server.ask(Method::POST, "/api/v1/auth/sessions/refresh");
        request.header("cookie", kept.clone()).send()
    };
    let renewed = refresh().await.unwrap();
    assert_eq!(renewed.status(), 200);
    assert!(
        renewed.headers()["set-cookie"]
            .to_str()
            .unwrap()
            .starts_with("kepu_refresh=")
    );
    // Loaded anew before the answer was there, the page still has the old cookie: for half a minute that is no theft.
    let again = refresh().await.unwrap();
    assert_eq!(again.status(), 200);
    let newest = again.headers()["set-cookie"].to_str().unwrap().to_owned();
    let newest = newest.split(';').next().unwrap().to_owned();
    server.clock.set(server.clock.now().plus_seconds(1));
    let request = server.ask(Method::POST, "/api/v1/auth/sessions/refresh");
    assert_eq!(
        request.header("cookie", newest).send().await.unwrap().status(),
        200
    );
    // Once a pair was used, the one before was not lost.
    assert_eq!(refusal(refresh().await.unwrap()).await.1, "session_revoked");
}

#[tokio::test]
async fn ones_own_account_changes_only_from_the_version_one_has_read() {
    let server = Server::new();
    let token = server.token(PHONE).await;
    let change = |tag: Option<&str>| {
        let mut request = server.ask(Method::PATCH, "/api/v1/me").bearer_auth(&token);
        if let Some(tag) = tag {
            request = request.header("if-match", tag);
        }
        request.json(&json!({ "display_name": "科普员" })).send()
    };
    assert_eq!(refusal(change(None).await.unwrap()).await.0, 428);
    let changed = change(Some("\"1\"")).await.unwrap();
    assert_eq!(changed.headers()["etag"], "\"2\"");
    let (status, code, problem) = refusal(change(Some("W/\"1\"")).await.unwrap()).await;
    assert_eq!(
        (status, code.as_str(), &problem["current_version"]),
        (412, "stale", &json!(2))
    );
    let mine = server
        .ask(Method::GET, "/api/v1/me")
        .bearer_auth(&token)
        .send()
        .await
        .unwrap();
    assert_eq!(mine.headers()["cache-control"], "no-store");
    let mine: Value = mine.json().await.unwrap();
    assert_eq!(mine["display_name"], "科普员");
    assert_eq!(mine["phone"], "139****0005");
}

#[tokio::test]
async fn an_access_token_lives_a_quarter_of_an_hour_and_ends_with_its_session() {
    let server = Server::new();
    let token = server.token(PHONE).await;
    let me = |token: String| server.ask(Method::GET, "/api/v1/me").bearer_auth(token).send();
    assert_eq!(me(token.clone()).await.unwrap().status(), 200);
    let out = server
        .ask(Method::DELETE, "/api/v1/auth/sessions/current")
        .bearer_auth(&token);
    assert_eq!(out.send().await.unwrap().status(), 204);
    assert_eq!(refusal(me(token).await.unwrap()).await.1, "session_revoked");
    server.clock.set(server.clock.now().plus_seconds(60));
    let token = server.token(PHONE).await;
    server.clock.set(server.clock.now().plus_seconds(900));
    assert_eq!(refusal(me(token).await.unwrap()).await.1, "token_expired");
    assert_eq!(
        refusal(me("nonsense".into()).await.unwrap()).await.1,
        "invalid_token"
    );
}

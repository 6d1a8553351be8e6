use std::num::NonZeroU32;

use reqwest::Method;

use crate::server::{Server, refusal};

#[tokio::test]
async fn who_asks_too_often_waits_and_others_do_not() {
    let server = Server::with(|_, options| options.requests_per_second = NonZeroU32::new(2));
    let token = server.token("13912340005").await;
    let anonymous = || server.get("/api/v1/platform");
    let mut refused = None;
    for _ in 0..30 {
        let answer = anonymous().await;
        assert_eq!(answer.headers()["ratelimit-limit"], "8");
        if answer.status() == 429 {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.expect("eight at once are allowed, thirty are not");
    assert_eq!(refused.headers()["ratelimit-remaining"], "0");
    assert!(refused.headers().contains_key("retry-after"));
    assert_eq!(refusal(refused).await.1, "too_many_requests");
    // An account of its own is counted for itself, and an operator's tools are not counted.
    let mine = server
        .ask(Method::GET, "/api/v1/me")
        .bearer_auth(token)
        .send()
        .await
        .unwrap();
    assert_eq!(mine.status(), 200);
    assert_eq!(server.get("/healthz").await.status(), 200);
}

#[tokio::test]
async fn figures_are_for_this_machine_unless_they_are_opened() {
    let server = Server::with(|_, options| options.behind_proxy = true);
    server.get("/api/v1/platform").await;
    let figures = server.get("/metrics").await.text().await.unwrap();
    let line = "operation=\"/api/v1/platform\"";
    assert!(
        figures.contains("kepu_http_request_seconds_count") && figures.contains(line),
        "{figures}"
    );
    let from_elsewhere = server
        .ask(Method::GET, "/metrics")
        .header("x-forwarded-for", "192.0.2.1");
    assert_eq!(from_elsewhere.send().await.unwrap().status(), 404);
}

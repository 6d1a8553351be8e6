use reqwest::Method;
use serde_json::json;

use crate::server::{Server, refusal};

const CODES: &str = "/api/v1/auth/sms-codes";

#[tokio::test]
async fn an_address_that_is_not_there_and_a_method_that_does_not_fit() {
    let server = Server::new();
    let (status, code, problem) = refusal(server.get("/api/v1/nothing/here").await).await;
    assert_eq!((status, code.as_str()), (404, "not_found"));
    assert!(problem["title"].as_str().unwrap().contains("没有找到"));
    let answer = server.ask(Method::DELETE, CODES).send().await.unwrap();
    assert_eq!(answer.headers()["allow"], "POST");
    assert_eq!(refusal(answer).await.1, "method_not_allowed");
    let answer = server.ask(Method::HEAD, "/api/v1/platform").send().await.unwrap();
    assert_eq!(answer.status(), 200, "whoever answers GET answers HEAD");
}

#[tokio::test]
async fn english_is_spoken_to_those_who_ask_for_it() {
    let server = Server::new();
    let ask = |language: &'static str| {
        let request = server.ask(Method::GET, "/api/v1/me");
        async move { request.header("accept-language", language).send().await.unwrap() }
    };
    let english = ask("en-GB,zh;q=0.5").await;
    assert_eq!(english.headers()["content-language"], "en");
    assert_eq!(english.headers()["www-authenticate"], "Bearer");
    assert_eq!(refusal(english).await.2["title"], "Please sign in");
    assert_eq!(refusal(ask("fr, zh-CN").await).await.2["title"], "请先登录");
}

#[tokio::test]
async fn bodies_that_cannot_be_read_say_so_in_our_words() {
    let server = Server::new();
    let send = |content_type: &'static str, body: &'static str| {
        let request = server.ask(Method::POST, CODES);
        async move {
            let answer = request
                .header("content-type", content_type)
                .body(body)
                .send()
                .await;
            refusal(answer.unwrap()).await
        }
    };
    assert_eq!(send("text/plain", "{}").await.1, "unsupported_media_type");
    assert_eq!(
        send("application/json", "{\"phone\"").await.1,
        "malformed_request"
    );
    assert_eq!(send("application/json", "").await.1, "malformed_request");
    assert_eq!(
        send("application/json", "{\"phone\": \"1\"} x").await.1,
        "malformed_request"
    );
    let (status, _, missing) = send("application/json", "{}").await;
    assert_eq!(status, 422);
    assert_eq!(missing["errors"][0]["pointer"], "/phone");
    assert_eq!(missing["errors"][0]["code"], "required");
    let (_, _, wrong) = send("application/json; charset=utf-8", "{\"phone\": 7}").await;
    assert_eq!(wrong["errors"][0]["pointer"], "/phone");
    assert_eq!(wrong["errors"][0]["code"], "wrong_type");
    let (_, _, invalid) = send("application/json", "{\"phone\": \"12345\"}").await;
    assert_eq!(invalid["errors"][0]["code"], "invalid_phone");
}

#[tokio::test]
async fn more_than_a_mebibyte_is_too_much_announced_or_not() {
    let server = Server::new();
    let large = format!("{{\"phone\": \"{}\"}}", "1".repeat(1 << 20));
    let announced = server
        .ask(Method::POST, CODES)
        .header("content-type", "application/json");
    let announced = announced.body(large.clone()).send().await.unwrap();
    assert_eq!(refusal(announced).await.1, "too_large");
    let chunks = large
        .into_bytes()
        .chunks(1 << 16)
        .map(<[u8]>::to_vec)
        .collect::<Vec<_>>();
    let chunks = futures_util::stream::iter(chunks.into_iter().map(Ok::<_, std::io::Error>));
    let unannounced = server
        .ask(Method::POST, CODES)
        .header("content-type", "application/json");
    let unannounced = unannounced
        .body(reqwest::Body::wrap_stream(chunks))
        .send()
        .await
        .unwrap();
    assert_eq!(refusal(unannounced).await.1, "too_large");
}

#[tokio::test]
async fn queries_and_identifiers() {
    let server = Server::new();
    let (status, _, problem) = refusal(server.get("/api/v1/public/activities?limit=many").await).await;
    assert_eq!(
        (status, &problem["errors"][0]["pointer"]),
        (422, &json!("/limit"))
    );
    let (_, _, problem) = refusal(server.get("/api/v1/public/activities?limit=101").await).await;
    assert_eq!(problem["errors"][0]["code"], "out_of_range");
    let (_, _, problem) = refusal(server.get("/api/v1/public/activities?colour=red").await).await;
    assert_eq!(problem["errors"][0]["code"], "unknown_field");
    let (status, _, _) = refusal(server.get("/api/v1/public/activities/7").await).await;
    assert_eq!(status, 404);
    let (_, code, _) = refusal(server.get("/api/v1/public/activities?cursor=7").await).await;
    assert_eq!(code, "invalid_cursor");
}

#[tokio::test]
async fn every_answer_has_an_identifier_and_keeps_browsers_from_guessing() {
    let server = Server::new();
    let request = server
        .ask(Method::GET, "/healthz")
        .header("x-request-id", "from-the-proxy-1");
    let answer = request.send().await.unwrap();
    assert_eq!(answer.headers()["x-request-id"], "from-the-proxy-1");
    assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
    let request = server
        .ask(Method::GET, "/nothing")
        .header("x-request-id", "two\twords");
    let answer = request.send().await.unwrap();
    assert_eq!(answer.headers()["x-request-id"].len(), 32, "not taken over");
    let policy = answer.headers()["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
}

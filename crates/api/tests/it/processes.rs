//! Processes that are killed, and several on one database.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::{Value, json};

use crate::installation::{Installation, Process};

const ORGANIZER: &str = "13900000006";

async fn organization(server: &Process, token: &str) -> Value {
    let me = server.me(token).await;
    me["grants"][0]["organization_id"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_was_acknowledged_is_lost_when_the_process_is_killed() {
    let installation = Installation::new();
    let mut acknowledged = Vec::new();
    let mut token = String::new();
    for round in 0..3 {
        let server = installation.serve();
        if round == 0 {
            token = server.sign_in(ORGANIZER).await;
        }
        let organization = organization(&server, &token).await;
        let stop = Arc::new(AtomicBool::new(false));
        let writers: Vec<_> = (0..4)
            .map(|n| {
                let (http, base, token) = (server.http.clone(), server.base.clone(), token.clone());
                let (stop, organization) = (stop.clone(), organization.clone());
                tokio::spawn(async move {
                    let mut known = Vec::new();
                    for m in 0.. {
                        if stop.load(Ordering::Relaxed) {
                            break;
                        }
                        let title = format!("断电演练 {round}-{n}-{m}");
                        let body =
                            json!({ "edition": "current", "organization_id": organization, "title": title });
                        let sent = http
                            .post(format!("{base}/api/v1/activities"))
                            .bearer_auth(&token)
                            .json(&body)
                            .send()
                            .await;
                        // The answer may be lost with the process; what counts is what was answered.
                        match sent {
                            Ok(answer) if answer.status() == 201 => {
                                let Ok(made) = answer.json::<Value>().await else {
                                    break;
                                };
                                known.push((made["id"].as_str().unwrap().to_owned(), title));
                            }
                            _ => break,
                        }
                    }
                    known
                })
            })
            .collect();
        tokio::time::sleep(std::time::Duration::from_millis(700 + 150 * round)).await;
        server.kill();
        stop.store(true, Ordering::Relaxed);
        for writer in writers {
            acknowledged.extend(writer.await.unwrap());
        }
    }
    assert!(
        acknowledged.len() > 12,
        "something was written: {}",
        acknowledged.len()
    );
    let server = installation.serve();
    for (id, title) in &acknowledged {
        let found = server
            .http
            .get(format!("{}/api/v1/activities/{id}", server.base))
            .bearer_auth(&token)
            .send()
            .await
            .unwrap();
        let found: Value = found.json().await.unwrap();
        assert_eq!(&found["title"], title, "{id} was acknowledged");
    }
    server.kill();
    installation.succeed(&["doctor"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_on_one_database_are_one_platform() {
    let installation = Installation::new();
    if !installation.is_postgres() {
        // SQLite is for one process: see docs/OPERATIONS.md.
        return;
    }
    let (a, b) = (installation.serve(), installation.serve_beside());
    // A code that one sent signs in at the other, once; and the minute between two codes counts at both.
    let phone = "13700000077";
    assert_eq!(
        a.post("/auth/sms-codes", None, json!({ "phone": phone }))
            .await
            .status(),
        202
    );
    assert_eq!(
        b.post("/auth/sms-codes", None, json!({ "phone": phone }))
            .await
            .status(),
        429
    );
    let code = a.code(phone).await;
    let wrong = if code == "000000" { "000001" } else { "000000" };
    for (n, server) in [&a, &b, &a].into_iter().enumerate() {
        let tried = server
            .post("/auth/sessions", None, json!({ "phone": phone, "code": wrong }))
            .await;
        assert_eq!(tried.status(), 401, "{n}");
    }
    let body = json!({ "phone": phone, "code": code });
    let signed_in = b.post("/auth/sessions", None, body.clone()).await;
    assert_eq!(signed_in.status(), 201);
    assert_eq!(
        a.post("/auth/sessions", None, body).await.status(),
        401,
        "a code is good once"
    );
    let signed_in: Value = signed_in.json().await.unwrap();

    // Refresh tokens are good once, wherever they are used.
    let refresh = json!({ "refresh_token": signed_in["refresh_token"] });
    let renewed = a.post("/auth/sessions/refresh", None, refresh).await;
    assert_eq!(renewed.status(), 200);
    let renewed: Value = renewed.json().await.unwrap();
    // Signed out at one, out at the other at once.
    let token = renewed["access_token"].as_str().unwrap();
    let out = b
        .http
        .delete(format!("{}/api/v1/auth/sessions/current", b.base))
        .bearer_auth(token)
        .send()
        .await
        .unwrap();
    assert_eq!(out.status(), 204);
    let gone = a
        .http
        .get(format!("{}/api/v1/me", a.base))
        .bearer_auth(token)
        .send()
        .await
        .unwrap();
    assert_eq!(gone.status(), 401);

    // The same key at both, at the same moment: one filing. Several times, for they must meet.
    let organizer = a.sign_in(ORGANIZER).await;
    let organization = organization(&a, &organizer).await;
    for round in 0..8 {
        let file = |server: &Process| {
            let request = server
                .http
                .post(format!("{}/api/v1/activities", server.base))
                .bearer_auth(&organizer)
                .header("idempotency-key", format!("one-filing-{round}"))
                .json(&json!({ "edition": "current", "organization_id": organization, "title": "双机演练" }));
            async move { request.send().await.unwrap() }
        };
        let (first, second) = tokio::join!(file(&a), file(&b));
        let mut ids = Vec::new();
        for answer in [first, second] {
            match answer.status().as_u16() {
                201 => {
                    let made: Value = answer.json().await.unwrap();
                    ids.push(made["id"].as_str().unwrap().to_owned());
                }
                // The other has just begun.
                409 => {}
                other => panic!("{other}: {}", answer.text().await.unwrap()),
            }
        }
        ids.dedup();
        assert_eq!(ids.len(), 1, "made once");
        let again: Value = file(&b).await.json().await.unwrap();
        assert_eq!(again["id"], json!(ids[0]));
    }

    // What one published the other shows, within the ten seconds that answers are kept.
    let seen = |server: &Process| {
        let path = format!("{}/api/v1/public/activities?limit=5", server.base);
        let http = server.http.clone();
        async move {
            http.get(path)
                .send()
                .await
                .unwrap()
                .json::<Value>()
                .await
                .unwrap()
        }
    };
    assert_eq!(seen(&a).await["items"], seen(&b).await["items"]);

    // One ends; the other serves, and the log and every chain hold.
    let pid = a.id();
    a.kill();
    assert_eq!(b.get("/readyz").await.status(), 200, "without {pid}");
    drop(b);
    installation.succeed(&["doctor"]);
}

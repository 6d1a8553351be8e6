use app::registry::RegistrySettings;
use domain::time::Instant;
use harness::{Answer, Site};
use hmac::{Hmac, Mac};
use reqwest::Method;
use serde_json::{Value, json};
use sha2::Sha256;
use uuid::Uuid;

use super::SECRET;

fn signed(secret: &str, at: Instant, body: &str) -> String {
    let time = at.unix_seconds();
    let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(format!("{time}.{body}").as_bytes());
    let digest: String = mac
        .finalize()
        .into_bytes()
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect();
    format!("t={time},v1={digest}")
}

fn event(revision: i64, name: &str) -> String {
    json!({ "id": Uuid::now_v7(), "type": "organization.changed", "occurred_at": "2024-09-01T00:00:00Z",
        "organization": { "external_id": "zzk-1", "revision": revision, "full_name": name, "kind": "venue",
            "region_code": "330302", "status": "active", "certified": true, "updated_at": "2024-09-01T00:00:00Z" } })
    .to_string()
}

async fn push(site: &Site, signature: Option<&str>, body: &str) -> Answer {
    let mut headers = vec![("content-type", "application/json")];
    headers.extend(signature.map(|s| ("x-kepu-signature", s)));
    let visitor = site.visitor();
    visitor
        .raw(
            Method::POST,
            "/registry/events",
            &headers,
            body.as_bytes().to_vec(),
        )
        .await
}

async fn site() -> Site {
    Site::with_registry(RegistrySettings {
        client: None,
        secrets: vec![
            SECRET.as_bytes().to_vec(),
            b"the secret that was used before this one".to_vec(),
        ],
        interval_seconds: 900,
    })
    .await
}

async fn named(site: &Site, q: &str) -> Vec<Value> {
    let member = site.sign_in(9).await;
    let found = member.get(&format!("/organizations?q={q}")).await.expect(200);
    found.body["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn what_is_unsigned_altered_late_or_sent_again_is_refused() {
    let site = site().await;
    let now = site.world.app.now();
    let body = event(1, "鹿城区推送科技馆");
    let good = signed(SECRET, now, &body);
    push(&site, None, &body).await.refused(401, "signature_invalid");
    push(&site, Some("t=1,v1=00"), &body)
        .await
        .refused(401, "signature_invalid");
    let altered = body.replace("推送科技馆", "推送科学馆");
    push(&site, Some(&good), &altered)
        .await
        .refused(401, "signature_invalid");
    let other = signed("another secret of somebody else entirely", now, &body);
    push(&site, Some(&other), &body)
        .await
        .refused(401, "signature_invalid");
    for seconds in [-301, 301] {
        let off = signed(SECRET, now.plus_seconds(seconds), &body);
        push(&site, Some(&off), &body)
            .await
            .refused(401, "signature_invalid");
    }
    assert_eq!(named(&site, "推送").await.len(), 0, "nothing of it was taken");
    let late = signed(SECRET, now.plus_seconds(-300), &body);
    push(&site, Some(&late), &body).await.expect(202);
    push(&site, Some(&good), &body)
        .await
        .refused(409, "event_replayed");
    // The secret before is good while it is changed.
    let second = event(2, "鹿城区推送科技中心");
    let before = signed("the secret that was used before this one", now, &second);
    push(&site, Some(&before), &second).await.expect(202);
    // Older than what is known: confirmed, and nothing changes.
    let older = event(1, "鹿城区推送科技馆");
    push(&site, Some(&signed(SECRET, now, &older)), &older)
        .await
        .expect(202);
    site.world.clock.set(now.plus_seconds(61));
    let found = named(&site, "推送").await;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["full_name"], "鹿城区推送科技中心");
    assert_eq!(
        (&found[0]["certification"], &found[0]["source"]),
        (&json!("certified"), &json!("registry"))
    );
}

#[tokio::test]
async fn what_is_no_event_is_named_field_by_field() {
    let site = site().await;
    let now = site.world.app.now();
    let send = async |body: &str| push(&site, Some(&signed(SECRET, now, body)), body).await;
    let wrong = event(1, "馆").replace("organization.changed", "person.changed");
    let faults = send(&wrong).await.expect(422).faults();
    assert_eq!(faults, [("/type".to_owned(), "unknown_value".to_owned())]);
    send("{").await.refused(400, "malformed_request");
    let large = format!("{{\"id\":\"{}\"}}", "x".repeat(1 << 20));
    push(&site, Some("t=1,v1=00"), &large)
        .await
        .refused(413, "too_large");
    // A value that breaks a rule is kept for a person: 202, and a question.
    let bad = event(1, "鹿城区坏码馆").replace("\"venue\"", "\"venue\",\"uscc\":\"91440300708461136X\"");
    send(&bad).await.expect(202);
    let county = site.sign_in(6).await;
    let open = county.get("/registry/conflicts").await.expect(200);
    assert_eq!(open.body["total"], 1);
    let one = &open.body["items"][0];
    assert_eq!(
        (&one["kind"], &one["faults"][0]["code"]),
        (&json!("unreadable"), &json!("uscc_check"))
    );
    // Mended: the question goes by itself.
    let good = event(2, "鹿城区坏码馆");
    send(&good).await.expect(202);
    assert_eq!(
        county.get("/registry/conflicts").await.expect(200).body["total"],
        0
    );
    let site = Site::new().await;
    push(&site, None, "{}").await.refused(404, "not_found");
}

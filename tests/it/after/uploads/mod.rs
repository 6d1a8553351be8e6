//! Photos and films of a supplement the whole way: announced, sent to storage, judged, shown to those who may see them.

mod evidence;
mod films;
mod reuse;

use harness::{Answer, Caller, Site};
use reqwest::Method;
use serde_json::{Value, json};

/// The day after the activities of these tests.
const AFTER: &str = "2024-09-16T10:00:00+08:00";

async fn save(who: &Caller, activity: &str, form: Value) -> Answer {
    let path = format!("/activities/{activity}/supplement");
    let version = who.get(&path).await.expect(200).version();
    let tag = format!("\"{version}\"");
    who.call(Method::PUT, &path, &[("if-match", &tag)], Some(form))
        .await
}

/// Saves a form and hands it in.
async fn hand_in(who: &Caller, activity: &str, form: Value) -> Answer {
    let saved = save(who, activity, form).await.expect(200);
    who.step(
        &format!("/activities/{activity}/supplement/submissions"),
        saved.version(),
        json!({}),
    )
    .await
    .expect(200)
}

async fn photo(site: &Site, who: &Caller, bytes: Vec<u8>) -> Answer {
    site.upload(who, "photo", "现场.jpg", "image/jpeg", bytes)
        .await
        .expect(200)
}

/// Bytes behind the address that `who` is sent to.
async fn bytes_of(who: &Caller, id: &str, variant: &str) -> Vec<u8> {
    let moved = who
        .get(&format!("/media/{id}/content?variant={variant}"))
        .await
        .expect(302);
    let answer = reqwest::get(moved.header("location").unwrap()).await.unwrap();
    assert_eq!(answer.status(), 200);
    answer.bytes().await.unwrap().to_vec()
}

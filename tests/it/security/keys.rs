//! What is encrypted moves to a new key, and nobody notices.

use app::data_key::{self, GRACE_SECONDS};
use harness::{Site, World};
use persistence::sealed::{Place, batch};
use serde_json::json;
use uuid::Uuid;

use super::{caller, enrol, sign_in_with, sms_code};

async fn sealed(w: &World, place: Place) -> Vec<Vec<u8>> {
    let found = w
        .app
        .db()
        .read(move |conn| batch(conn, place, (Uuid::nil(), -1), 100))
        .await
        .unwrap();
    found.into_iter().filter_map(|(_, sealed)| sealed).collect()
}

#[tokio::test]
async fn everything_moves_to_a_new_key_and_is_found_and_read_as_before() {
    let site = Site::new().await;
    let w = &site.world;
    // A contact as it was approved and as it is now, an authenticator, a webhook's secret, phones of accounts.
    let a = w.approved(json!({})).await;
    let path = format!("/activities/{}", a.id);
    let organizer = site.sign_in(1).await;
    let before = organizer.get(&path).await.expect(200).body;
    assert_eq!(before["contact"]["name"], "示例联系人", "{before}");
    let county = site.sign_in(6).await;
    let (authenticator, _) = enrol(&site, &county).await;
    site.sign_in(8)
        .await
        .post(
            "/webhooks",
            json!({ "url": "https://example.cn/kepu", "description": "对接", "events": ["activity.approved"] }),
        )
        .await
        .expect(201);

    assert_eq!(data_key::add(&w.app).await.unwrap(), 2);
    // Not before every process knows it.
    let early = data_key::renew(&w.app).await.unwrap();
    assert_eq!((early.key, early.moved), (1, 0));
    w.clock.set(w.app.now().plus_seconds(GRACE_SECONDS));
    let phones = sealed(w, Place::AccountPhone).await;
    let done = data_key::renew(&w.app).await.unwrap();
    assert_eq!((done.key, done.moved, done.kept), (2, early.kept, 0));
    for place in [
        Place::AccountPhone,
        Place::ActivityContact,
        Place::RevisionContact,
        Place::Authenticator,
        Place::WebhookSecret,
    ] {
        assert!(!sealed(w, place).await.is_empty(), "{place:?}");
    }
    let moved = sealed(w, Place::AccountPhone).await;
    assert!(phones.iter().all(|old| !moved.contains(old)));
    let again = data_key::renew(&w.app).await.unwrap();
    assert_eq!((again.moved, again.kept), (0, done.moved));

    // A phone leads to its account, the authenticator opens it, and the contact is what it was.
    let code = sms_code(&site, 6).await;
    let totp = authenticator.code(w, 0);
    let signed_in = sign_in_with(&site, 6, &code, Some(&totp)).await.expect(201);
    let me = caller(&site, &signed_in).get("/me").await.expect(200);
    assert_eq!(me.body["id"], json!(w.county.account));
    assert_eq!(site.sign_in(1).await.get(&path).await.expect(200).body, before);
}

//! Check-in at venues, and the stamp cards of routes.

use harness::{Caller, Site};
use serde_json::{Value, json};

use super::routes::{published, two_venues};
use super::with;

async fn enable(member: &Caller, venue: &str) -> Value {
    let path = format!("/venues/{venue}/check-in-point");
    let version = member.get(&path).await.expect(200).version();
    member
        .patch(&path, version, json!({ "enabled": true }))
        .await
        .expect(200)
        .body
}

/// What the QR code on a venue's screen holds, and the digits beside it.
async fn screen(member: &Caller, venue: &str) -> (String, String) {
    let shown = member
        .get(&format!("/venues/{venue}/check-in-screen"))
        .await
        .expect(200)
        .body;
    let (_, token) = shown["url"].as_str().unwrap().split_once('#').unwrap();
    (token.to_owned(), shown["code"].as_str().unwrap().to_owned())
}

#[actix_web::test]
async fn a_card_fills_with_the_stamps_of_a_routes_venues() {
    let site = Site::new().await;
    let (keeper, one, two) = two_venues(&site).await;
    let (city, visitor) = (site.sign_in(11).await, site.sign_in(9).await);
    let route = published(&city, &[one.id(), two.id()]).await;
    let card = format!("/me/routes/{}/stamps", route.id());
    let empty = visitor.get(&card).await.expect(200).body;
    assert_eq!(
        (
            &empty["collected"],
            &empty["complete"],
            &empty["stamps"][0]["open"]
        ),
        (&json!(0), &json!(false), &json!(false)),
        "nobody takes stamps there yet"
    );
    // Before it is set up nobody knows of it.
    let point = format!("/public/check-in-points/{}", one.id());
    visitor.get(&point).await.refused(404, "not_found");
    keeper
        .get(&format!("/venues/{}/check-in-screen", one.id()))
        .await
        .refused(409, "nothing_to_check_in");

    let set_up = enable(&keeper, &one.id()).await;
    assert_eq!((&set_up["open"], &set_up["version"]), (&json!(true), &json!(1)));
    enable(&keeper, &two.id()).await;
    let shown = visitor.get(&point).await.expect(200).body;
    assert_eq!(
        (
            &shown["name"],
            &shown["state"],
            &shown["activity_id"],
            &shown["venue_id"]
        ),
        (
            &json!("温州科技馆"),
            &json!("open"),
            &Value::Null,
            &json!(one.id())
        )
    );
    let (token, code) = screen(&keeper, &one.id()).await;
    let come = |venue: String| format!("/check-in-points/{venue}/check-ins");
    // The code of one venue is worth nothing at another.
    visitor
        .post(&come(two.id()), with(&token))
        .await
        .refused(422, "check_in_invalid");
    let first = visitor.post(&come(one.id()), with(&token)).await.expect(201);
    assert_eq!(
        (
            &first.body["point_name"],
            &first.body["activity_id"],
            &first.body["day"]
        ),
        (&json!("温州科技馆"), &Value::Null, &json!("2024-09-01"))
    );
    let again = visitor.post(&come(one.id()), with(&code)).await.expect(200);
    assert_eq!(again.id(), first.id());
    let half = visitor.get(&card).await.expect(200).body;
    assert_eq!(
        (&half["collected"], &half["complete"], &half["stamps"][0]["day"]),
        (&json!(1), &json!(false), &json!("2024-09-01"))
    );
    let (_, code) = screen(&keeper, &two.id()).await;
    visitor.post(&come(two.id()), with(&code)).await.expect(201);
    let full = visitor.get(&card).await.expect(200).body;
    assert_eq!((&full["collected"], &full["complete"]), (&json!(2), &json!(true)));
    // Somebody else's card is their own; the keeper sees a number.
    let county = site.sign_in(6).await;
    assert_eq!(county.get(&card).await.expect(200).body["collected"], 0);
    let counted = keeper
        .get(&format!("/venues/{}/check-in-point", one.id()))
        .await
        .expect(200)
        .body;
    assert_eq!((&counted["today"], &counted["check_ins"]), (&json!(1), &json!(1)));
    let stamps = visitor.get("/me/stamps").await.expect(200).body;
    assert_eq!(stamps["items"].as_array().unwrap().len(), 2);

    // What is stopped takes no stamp, and those that were given stay.
    let path = format!("/venues/{}/check-in-point", one.id());
    keeper
        .patch(&path, 1, json!({ "enabled": false }))
        .await
        .expect(200);
    keeper
        .patch(&path, 1, json!({ "enabled": true }))
        .await
        .refused(412, "stale");
    county
        .post(&come(one.id()), with(&token))
        .await
        .refused(409, "check_in_closed");
    assert_eq!(visitor.get(&card).await.expect(200).body["complete"], true);
}

#[actix_web::test]
async fn codes_of_a_venue_end_when_they_are_made_anew_and_with_the_venue() {
    let site = Site::new().await;
    let (keeper, one, _) = two_venues(&site).await;
    let visitor = site.sign_in(9).await;
    enable(&keeper, &one.id()).await;
    let (token, code) = screen(&keeper, &one.id()).await;
    let come = format!("/check-in-points/{}/check-ins", one.id());
    let path = format!("/venues/{}/check-in-point", one.id());
    keeper.patch(&path, 1, json!({ "renew": true })).await.expect(200);
    for old in [&token, &code] {
        visitor
            .post(&come, with(old))
            .await
            .refused(422, "check_in_invalid");
    }
    let (token, _) = screen(&keeper, &one.id()).await;
    // Late: two minutes after it was shown.
    site.world.clock.set(site.world.app.now().plus_seconds(200));
    visitor
        .post(&come, with(&token))
        .await
        .refused(409, "check_in_expired");
    let (token, _) = screen(&keeper, &one.id()).await;
    visitor.post(&come, with(&token)).await.expect(201);
    // The venue goes, the stamp stays with its name.
    let version = keeper
        .get(&format!("/venues/{}", one.id()))
        .await
        .expect(200)
        .version();
    let tag = format!("\"{version}\"");
    let gone = format!("/venues/{}", one.id());
    keeper
        .call(reqwest::Method::DELETE, &gone, &[("if-match", &tag)], None)
        .await
        .expect(204);
    visitor.post(&come, with(&token)).await.refused(404, "not_found");
    let stamps = visitor.get("/me/stamps").await.expect(200).body;
    assert_eq!(stamps["items"][0]["point_name"], "温州科技馆");
}

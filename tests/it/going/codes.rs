//! What a code is good for, how long, and what becomes of anything else.

use harness::Site;
use serde_json::{Value, json};

use super::{Point, at, make, with};

#[actix_web::test]
async fn a_code_is_good_for_two_minutes_at_its_own_point_and_until_it_is_renewed() {
    let site = Site::new().await;
    let w = &site.world;
    let p = Point::named(&site, "南门").await;
    let organizer = p.organizer.clone();
    let other = make(&organizer, &p.activity, "北门").await;
    let member = site.sign_in(9).await;
    let old = p.token().await;
    let elsewhere = format!("/check-in-points/{other}/check-ins");
    member
        .post(&elsewhere, with(&old))
        .await
        .refused(422, "check_in_invalid");
    for forged in [
        "",
        "AAAA",
        "12345",
        "1234567",
        &old[1..],
        &format!("{old}A"),
        &"x".repeat(5_000),
    ] {
        member
            .post(&p.check_ins(), with(forged))
            .await
            .refused(422, "check_in_invalid");
    }
    w.clock.set(at("2024-09-01T10:02:00+08:00"));
    member
        .post(&p.check_ins(), with(&old))
        .await
        .refused(409, "check_in_expired");
    let fresh = p.token().await;
    let path = p.path();
    organizer
        .patch(&path, 1, json!({ "renew": true }))
        .await
        .expect(200);
    for before in [&fresh, &old] {
        member
            .post(&p.check_ins(), with(before))
            .await
            .refused(422, "check_in_invalid");
    }
    member
        .post(&p.check_ins(), with(&p.token().await))
        .await
        .expect(201);
}

#[actix_web::test]
async fn whoever_must_sign_in_first_keeps_the_scan_for_a_quarter_of_an_hour_once() {
    let site = Site::new().await;
    let w = &site.world;
    let p = Point::named(&site, "南门").await;
    let visitor = site.visitor();
    let scanned = p.token().await;
    let ticket = visitor.post(&p.tickets(), with(&scanned)).await.expect(200);
    assert_eq!(ticket.body["expires_at"], "2024-09-01T02:15:00Z");
    let ticket = ticket.body["token"].as_str().unwrap().to_owned();
    visitor
        .post(&p.tickets(), with(&ticket))
        .await
        .refused(422, "check_in_invalid");
    visitor
        .post(&p.check_ins(), with(&ticket))
        .await
        .refused(401, "not_signed_in");
    w.clock.set(at("2024-09-01T10:14:59+08:00"));
    let (member, county) = (site.sign_in(9).await, site.sign_in(6).await);
    member.post(&p.check_ins(), with(&ticket)).await.expect(201);
    // Sent again by the same person it is the same; passed on it is worth nothing.
    member.post(&p.check_ins(), with(&ticket)).await.expect(200);
    county
        .post(&p.check_ins(), with(&ticket))
        .await
        .refused(409, "check_in_expired");
    let late = visitor
        .post(&p.tickets(), with(&p.token().await))
        .await
        .expect(200);
    w.clock.set(at("2024-09-01T10:29:59+08:00"));
    let county = site.sign_in(6).await;
    let late = late.body["token"].as_str().unwrap();
    county
        .post(&p.check_ins(), with(late))
        .await
        .refused(409, "check_in_expired");
}

#[actix_web::test]
async fn a_point_takes_nobody_before_it_opens_after_it_closes_and_once_it_is_closed() {
    let site = Site::new().await;
    let w = &site.world;
    w.clock.set(at("2024-09-01T08:29:59+08:00"));
    let p = Point::named(&site, "南门").await;
    let member = site.sign_in(9).await;
    let screen = p.screen().await;
    assert_eq!(
        (&screen["state"], &screen["url"]),
        (&json!("not_yet"), &Value::Null)
    );
    let code = screen["code"].as_str().unwrap().to_owned();
    member
        .post(&p.check_ins(), with(&code))
        .await
        .refused(409, "check_in_closed");
    w.clock.set(at("2024-09-01T08:30:00+08:00"));
    let county = site.sign_in(6).await;
    county.post(&p.check_ins(), with(&code)).await.expect(201);
    let (path, organizer) = (p.path(), p.organizer.clone());
    organizer
        .patch(&path, 1, json!({ "closed": true }))
        .await
        .expect(200);
    member
        .post(&p.check_ins(), with(&code))
        .await
        .refused(409, "check_in_closed");
    assert_eq!(p.screen().await["code"], Value::Null);
    organizer
        .patch(&path, 2, json!({ "closed": false }))
        .await
        .expect(200);
    // Whoever scanned before the end is not late for having signed in.
    w.clock.set(at("2024-09-02T12:29:59+08:00"));
    let token = p.token().await;
    let ticket = site.visitor().post(&p.tickets(), with(&token)).await.expect(200);
    w.clock.set(at("2024-09-02T12:30:00+08:00"));
    let member = site.sign_in(9).await;
    member
        .post(&p.check_ins(), with(&token))
        .await
        .refused(409, "check_in_closed");
    let ticket = ticket.body["token"].as_str().unwrap();
    member.post(&p.check_ins(), with(ticket)).await.expect(201);
}

#[actix_web::test]
async fn guessing_the_number_ends_after_ten_attempts_in_a_day() {
    let site = Site::new().await;
    let p = Point::named(&site, "南门").await;
    let member = site.sign_in(9).await;
    let right = p.code().await;
    let wrong = if right == "000000" { "000001" } else { "000000" };
    for _ in 0..10 {
        member
            .post(&p.check_ins(), with(wrong))
            .await
            .refused(422, "check_in_invalid");
    }
    let refused = member
        .post(&p.check_ins(), with(&right))
        .await
        .refused(429, "too_many_requests");
    assert_eq!(
        refused.header("retry-after"),
        Some("50400"),
        "until midnight in Shanghai"
    );
    // Standing there with a phone that scans still works.
    member
        .post(&p.check_ins(), with(&p.token().await))
        .await
        .expect(201);
}

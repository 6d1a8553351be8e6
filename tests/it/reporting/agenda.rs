//! One's own calendar, followed from a phone.

use harness::Site;
use serde_json::json;

/// The calendar behind an address, unfolded: lines are broken after 75 bytes (RFC 5545, 3.1).
async fn read(site: &Site, url: &str) -> String {
    let path = url.split("/api/v1").nth(1).unwrap().to_owned();
    let text = site.visitor().get(&path).await.expect(200).text;
    text.replace("\r\n ", "").replace("\r\n", "\n")
}

#[actix_web::test]
async fn an_organiser_sees_activities_and_what_is_due_until_the_address_is_taken_back() {
    let site = Site::new().await;
    let w = &site.world;
    let a = w.approved(json!({ "title": "夜间观星会" })).await;
    let two = json!([{ "starts_at": "2024-09-15T09:00:00+08:00", "ends_at": "2024-09-15T11:00:00+08:00" },
        { "starts_at": "2024-09-16T09:00:00+08:00", "ends_at": "2024-09-16T11:00:00+08:00" }]);
    w.approved(json!({ "title": "两天的展览", "sessions": two }))
        .await;
    w.submitted(json!({ "title": "还没通过的活动" })).await;
    let organizer = site.sign_in(1).await;
    assert_eq!(
        organizer.get("/me/calendar").await.expect(200).body,
        json!({ "since": null })
    );
    let first = organizer.post("/me/calendar", json!({})).await.expect(200).body;
    assert_eq!(
        organizer.get("/me/calendar").await.expect(200).body["since"],
        first["since"]
    );
    let url = first["url"].as_str().unwrap();
    let text = read(&site, url).await;
    for line in [
        "SUMMARY:夜间观星会",
        "DTSTART:20240915T010000Z",
        &format!("UID:{}@kepu", a.id),
        // Whole days end on the day behind the last.
        "SUMMARY:两天的展览",
        "DTSTART;VALUE=DATE:20240915",
        "DTEND;VALUE=DATE:20240917",
        "SUMMARY:集中活动开始",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
    assert!(
        !text.contains("还没通过的活动") && !text.contains("139000"),
        "{text}"
    );
    // The day after, the supplement is owed.
    w.clock
        .set(domain::time::Instant::parse("2024-09-16T10:00:00+08:00").unwrap());
    let text = read(&site, url).await;
    assert!(text.contains("SUMMARY:截止：活动补充信息"), "{text}");
    // A new address ends the old one; taking it back ends the new one.
    let organizer = site.sign_in(1).await;
    let second = organizer.post("/me/calendar", json!({})).await.expect(200).body;
    let gone = |url: &str| url.split("/api/v1").nth(1).unwrap().to_owned();
    site.visitor().get(&gone(url)).await.refused(404, "not_found");
    let url = second["url"].as_str().unwrap();
    read(&site, url).await;
    organizer
        .call(reqwest::Method::DELETE, "/me/calendar", &[], None)
        .await
        .expect(204);
    site.visitor().get(&gone(url)).await.refused(404, "not_found");
}

#[actix_web::test]
async fn the_calendar_of_a_deleted_account_is_gone_and_one_of_somebody_without_a_role_says_little() {
    let site = Site::new().await;
    let member = site.sign_in(9).await;
    let address = member.post("/me/calendar", json!({})).await.expect(200).body;
    let url = address["url"].as_str().unwrap().to_owned();
    let text = read(&site, &url).await;
    assert!(
        text.starts_with("BEGIN:VCALENDAR") && !text.contains("截止："),
        "{text}"
    );
    member
        .call(reqwest::Method::DELETE, "/me", &[], None)
        .await
        .expect(204);
    let path = url.split("/api/v1").nth(1).unwrap();
    site.visitor().get(path).await.refused(404, "not_found");
}

//! One's own calendar, followed from a phone.

use app::agenda;
use domain::circular::{Audience, DeadlineFor, OrganizationReach};
use domain::time::Instant;
use harness::{Site, World};
use serde_json::json;

use crate::circulars::{deadline, new, published};

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

/// The one event of this title.
fn event_of<'a>(calendar: &'a str, title: &str) -> Option<&'a str> {
    let summary = format!("SUMMARY:{title}\n");
    calendar
        .split("BEGIN:VEVENT")
        .find(|event| event.contains(&summary))
}

#[actix_web::test]
async fn what_goes_on_for_months_stays_and_a_session_until_midnight_is_one_of_its_day() {
    let site = Site::new().await;
    let w = &site.world;
    let night = json!([{ "starts_at": "2024-09-15T20:00:00+08:00", "ends_at": "2024-09-16T00:00:00+08:00" }]);
    w.approved(json!({ "title": "通宵之前的天文夜", "sessions": night }))
        .await;
    let days = json!([{ "starts_at": "2024-09-02T09:00:00+08:00", "ends_at": "2024-09-02T11:00:00+08:00" },
        { "starts_at": "2024-10-09T20:00:00+08:00", "ends_at": "2024-10-10T00:00:00+08:00" }]);
    w.approved(json!({ "title": "从开学到国庆的巡展", "sessions": days }))
        .await;
    let organizer = site.sign_in(1).await;
    let address = organizer.post("/me/calendar", json!({})).await.expect(200).body;
    let url = address["url"].as_str().unwrap();
    let text = read(&site, url).await;
    let night = event_of(&text, "通宵之前的天文夜").unwrap();
    assert!(night.contains("DTSTART:20240915T120000Z"), "{night}");
    assert!(night.contains("DTEND:20240915T160000Z"), "{night}");
    // Sixty days after it began, not after it ended.
    w.clock.set(Instant::parse("2024-11-05T10:00:00+08:00").unwrap());
    let text = read(&site, url).await;
    let tour = event_of(&text, "从开学到国庆的巡展").unwrap();
    assert!(tour.contains("DTSTART;VALUE=DATE:20240902"), "{tour}");
    assert!(tour.contains("DTEND;VALUE=DATE:20241010"), "{tour}");
    w.clock.set(Instant::parse("2024-12-20T10:00:00+08:00").unwrap());
    assert_eq!(event_of(&read(&site, url).await, "从开学到国庆的巡展"), None);
}

#[actix_web::test]
async fn each_deadline_of_a_notice_is_an_entry_of_its_own() {
    let site = Site::new().await;
    let w = &site.world;
    let own = Audience {
        organizations: OrganizationReach::OwnLevel,
        ..Audience::default()
    };
    let mut asked = new("330302", own);
    let mut second = deadline("2024-09-20", DeadlineFor::Organizations);
    second.what = "报送活动照片".into();
    asked.content.deadlines = vec![deadline("2024-09-20", DeadlineFor::Organizations), second];
    published(w, &w.county, asked).await;
    let organizer = site.sign_in(1).await;
    let address = organizer.post("/me/calendar", json!({})).await.expect(200).body;
    let text = read(&site, address["url"].as_str().unwrap()).await;
    for title in ["截止：报送总结和推荐表", "截止：报送活动照片"] {
        assert!(event_of(&text, title).is_some(), "{title} in {text}");
    }
    let mut uids: Vec<_> = text.lines().filter(|line| line.starts_with("UID:")).collect();
    let all = uids.len();
    uids.sort_unstable();
    uids.dedup();
    assert_eq!(uids.len(), all, "{uids:?}");
}

#[tokio::test]
async fn of_two_addresses_asked_for_at_once_one_is_good() {
    let w = World::new().await;
    for _ in 0..4 {
        let ask = || agenda::open(&w.app, &w.organizer, str::to_owned);
        let (one, two) = tokio::join!(ask(), ask());
        let mut good = 0;
        for address in [one.unwrap(), two.unwrap()] {
            let read = agenda::calendar(&w.app, &address.url, "https://kepu.example.cn").await;
            good += usize::from(read.is_ok());
        }
        assert_eq!(good, 1);
        agenda::close(&w.app, &w.organizer).await.unwrap();
    }
}

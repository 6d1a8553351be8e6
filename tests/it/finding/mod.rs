//! Finding something to do: by day, near a place, by counts; feeds; and what is served before the application runs.

mod served;

use std::collections::BTreeMap;

use harness::Site;
use serde_json::{Value, json};

/// A session from and to these moments of September 2024, Shanghai.
fn session(from: &str, to: &str) -> Value {
    json!({ "starts_at": format!("2024-09-{from}:00+08:00"), "ends_at": format!("2024-09-{to}:00+08:00") })
}

async fn titles(site: &Site, query: &str) -> Vec<String> {
    let found = site
        .visitor()
        .get(&format!("/public/activities{query}"))
        .await
        .expect(200);
    let items = found.body["items"].as_array().unwrap().clone();
    items
        .iter()
        .map(|item| item["title"].as_str().unwrap().to_owned())
        .collect()
}

#[actix_web::test]
async fn what_began_before_is_found_on_each_day_it_lasts_and_on_no_other() {
    let site = Site::new().await;
    let w = &site.world;
    w.approved(json!({ "title": "月球土壤展", "sessions": [session("10T09:00", "16T17:00")] }))
        .await;
    w.approved(json!({ "title": "夜间观星会", "sessions": [session("14T22:00", "15T00:00"), session("20T22:00", "21T02:00")] }))
        .await;
    for (day, expected) in [
        ("09", vec![]),
        ("10", vec!["月球土壤展"]),
        // Ends at midnight: it lies on the 14th alone.
        ("14", vec!["月球土壤展", "夜间观星会"]),
        ("15", vec!["月球土壤展"]),
        ("17", vec![]),
        // Between its sessions there is nothing to see.
        ("18", vec![]),
        ("21", vec!["夜间观星会"]),
        ("22", vec![]),
    ] {
        let query = format!("?from=2024-09-{day}&to=2024-09-{day}&sort=soonest");
        assert_eq!(titles(&site, &query).await, expected, "{day}");
    }
    // Over a longer time, and with words and a region besides.
    let query = "?from=2024-09-12&to=2024-10-10&q=观星&region=330300&edition=current";
    assert_eq!(titles(&site, query).await, ["夜间观星会"]);
    // Alone, `from` is about the beginning.
    assert_eq!(titles(&site, "?from=2024-09-11").await, ["夜间观星会"]);
    site.visitor()
        .get("/public/activities?from=2024-09-12&to=2024-09-11")
        .await
        .refused(422, "validation_failed");
}

#[actix_web::test]
async fn near_means_within_the_circle_and_nearest_comes_first() {
    let site = Site::new().await;
    let w = &site.world;
    // About 0, 3.3 and 33 kilometres north of where somebody stands.
    for (title, north) in [
        ("馆内讲座", 28.0),
        ("公园科普集市", 28.03),
        ("山村流动科技馆", 28.3),
    ] {
        let position = json!({ "latitude": north, "longitude": 120.7 });
        w.approved(json!({ "title": title, "position": position })).await;
    }
    w.approved(json!({ "title": "没有标注位置的活动" })).await;
    let here = "near=28.0,120.7";
    assert_eq!(
        titles(&site, &format!("?{here}&radius_km=1&sort=nearest")).await,
        ["馆内讲座"]
    );
    assert_eq!(
        titles(&site, &format!("?{here}&sort=nearest")).await,
        ["馆内讲座", "公园科普集市"]
    );
    let far = titles(&site, &format!("?{here}&radius_km=50&sort=nearest")).await;
    assert_eq!(far, ["馆内讲座", "公园科普集市", "山村流动科技馆"]);
    assert_eq!(
        titles(&site, &format!("?{here}&radius_km=50&q=科普")).await,
        ["公园科普集市"]
    );

    // Page by page, one comes meanwhile that is nearer than what was seen: nothing is met twice.
    let visitor = site.visitor();
    let path = format!("/public/activities?{here}&radius_km=50&sort=nearest&limit=1");
    let first = visitor.get(&path).await.expect(200);
    let near = json!({ "title": "后来公布的活动", "position": { "latitude": 28.0, "longitude": 120.7 } });
    w.approved(near).await;
    let next = first.body["next"].as_str().unwrap();
    let second = visitor.get(&format!("{path}&cursor={next}")).await.expect(200);
    assert_ne!(second.body["items"][0]["id"], first.body["items"][0]["id"]);

    let found = visitor
        .get(&format!("/public/activities?{here}"))
        .await
        .expect(200);
    assert_eq!(found.body["items"][0]["position"]["longitude"], 120.7);
    // Who is not where an activity takes place has no position to show.
    let online = json!({ "title": "直播课堂", "mode": "online", "online_url": "https://live.example.cn/1", "address": null,
        "venue_type": null, "expected_participants": { "online": 500 }, "position": { "latitude": 28.0, "longitude": 120.7 } });
    w.approved(online).await;
    assert!(
        !titles(&site, &format!("?{here}"))
            .await
            .contains(&"直播课堂".to_owned())
    );
}

#[actix_web::test]
async fn places_outside_the_world_and_nonsense_are_refused_field_by_field() {
    let site = Site::new().await;
    let visitor = site.visitor();
    let of = |text: &str, code: &str| vec![(text.to_owned(), code.to_owned())];
    for (query, faults) in [
        ("near=91,0", of("/near", "wrong_type")),
        ("near=north", of("/near", "wrong_type")),
        ("near=NaN,NaN", of("/near", "wrong_type")),
        ("near=28,120&radius_km=0", of("/radius_km", "out_of_range")),
        ("near=28,120&radius_km=101", of("/radius_km", "out_of_range")),
        ("radius_km=5", of("/near", "required")),
        ("sort=nearest", of("/near", "required")),
    ] {
        let answer = visitor.get(&format!("/public/activities?{query}")).await;
        assert_eq!(
            answer.clone().refused(422, "validation_failed").faults(),
            faults,
            "{query}"
        );
    }
    let long = "科".repeat(5_000);
    for q in [
        "(a%2B)%2B%24",
        "%27%20OR%201%3D1%20--",
        "%22%20AND%20%22",
        "%00",
        "NEAR(",
        long.as_str(),
    ] {
        let answer = visitor
            .get(&format!("/public/activities?q={q}&facets=true"))
            .await;
        assert!(matches!(answer.status, 200 | 400 | 422), "{q}: {}", answer.text);
    }
    // A place in the sea near the pole is a place.
    visitor
        .get("/public/activities?near=89.99,0&radius_km=100")
        .await
        .expect(200);
    // A draft keeps what its organiser typed, and says what is wrong with it.
    let draft = site.world.complete_draft().await;
    let organizer = site.sign_in(1).await;
    let wrong = json!({ "position": { "latitude": 95, "longitude": 120 } });
    let answer = organizer
        .patch(
            &format!("/activities/{}", draft.id),
            i64::from(draft.version),
            wrong,
        )
        .await;
    assert_eq!(
        answer.refused(422, "validation_failed").faults(),
        of("/position/latitude", "out_of_range")
    );
    // Half a position is none, also on top of a whole one.
    let path = format!("/activities/{}", draft.id);
    let whole = json!({ "position": { "latitude": 28, "longitude": 120 } });
    let saved = organizer
        .patch(&path, i64::from(draft.version), whole)
        .await
        .expect(200);
    let half = json!({ "position": { "latitude": 29 } });
    organizer
        .patch(&path, saved.version(), half)
        .await
        .refused(422, "validation_failed");
    let none = organizer
        .patch(&path, saved.version(), json!({ "position": null }))
        .await
        .expect(200);
    assert_eq!(none.body["position"], Value::Null);
}

fn counts(values: &Value) -> BTreeMap<String, u64> {
    let values = values.as_array().unwrap().iter();
    values
        .map(|value| {
            (
                value["key"].as_str().unwrap().to_owned(),
                value["count"].as_u64().unwrap(),
            )
        })
        .collect()
}

#[actix_web::test]
async fn counts_tell_what_there_is_and_what_else_there_would_be() {
    let site = Site::new().await;
    let w = &site.world;
    w.approved(json!({ "title": "航天讲座", "category": "lectures", "audiences": ["youth", "farmers"], "fields": ["aerospace"] })).await;
    w.approved(json!({ "title": "农技讲座", "category": "lectures", "region_code": "330381" }))
        .await;
    let taken_down = w
        .approved(
            json!({ "title": "开放参观", "reservation_url": "https://example.com/book", "bookable": true }),
        )
        .await;
    // Not yet passed: nobody finds it, and nobody counts it.
    w.submitted(json!({ "title": "还在审核" })).await;
    app::statistics::fold_all(&w.app).await.unwrap();
    let visitor = site.visitor();
    let facets = async |query: &str| {
        let answer = visitor
            .get(&format!("/public/activities?facets=true&limit=1{query}"))
            .await;
        answer.expect(200).body["facets"].clone()
    };
    // Of one edition: from the figures that are kept. Otherwise: counted. Both say the same.
    for query in [
        "&edition=current",
        "&edition=2024",
        "",
        "&q=科学",
        "&from=2024-09-01&to=2024-09-30",
    ] {
        let all = facets(query).await;
        assert_eq!(all["found"], 3, "{query}");
        assert_eq!(all["complete"], true);
        assert_eq!(all["bookable"], 1);
        assert_eq!(counts(&all["regions"]), [("330000".into(), 3)].into());
        let categories = [("lectures".into(), 2), ("pavilions".into(), 1)];
        assert_eq!(counts(&all["categories"]), categories.into(), "{query}");
        let audiences = [
            ("youth".into(), 1),
            ("farmers".into(), 1),
            ("general_public".into(), 2),
        ];
        assert_eq!(counts(&all["audiences"]), audiences.into(), "{query}");
        assert_eq!(counts(&all["fields"]), [("aerospace".into(), 1)].into());
        assert_eq!(all["days"], json!([{ "day": "2024-09-15", "count": 3 }]));
    }
    let city = facets("&edition=current&region=330300").await;
    assert_eq!(
        counts(&city["regions"]),
        [("330302".into(), 2), ("330381".into(), 1)].into()
    );
    // Within what is chosen, what else could be chosen instead.
    let chosen = facets("&edition=current&category=lectures").await;
    assert_eq!(chosen["found"], 2);
    assert_eq!(
        counts(&chosen["categories"]),
        [("lectures".into(), 2), ("pavilions".into(), 1)].into()
    );
    assert_eq!(chosen["bookable"], 0);

    let path = format!("/activities/{}/takedowns", taken_down.id);
    let reason = json!({ "reason": "内容有误，先行下架" });
    let nation = site.sign_in(7).await;
    nation
        .step(&path, i64::from(taken_down.version), reason)
        .await
        .expect(200);
    app::statistics::fold_all(&w.app).await.unwrap();
    assert_eq!(facets("&edition=current").await["found"], 2);
    assert!(app::statistics::recount(&w.app).await.unwrap().is_empty());
}

#[actix_web::test]
async fn a_search_is_followed_by_calendars_readers_and_other_sites() {
    let site = Site::new().await;
    let w = &site.world;
    let title = "“光 & 影” <科学> 展";
    let shown = w
        .approved(json!({ "title": title, "sessions": [session("15T09:00", "15T11:00"), session("16T09:00", "16T11:00")] }))
        .await;
    w.approved(json!({ "title": "另一区的讲座", "region_code": "330381" }))
        .await;
    let visitor = site.visitor();
    let feed = async |kind: &str, query: &str| {
        let answer = visitor
            .get(&format!("/public/feeds/activities.{kind}{query}"))
            .await
            .expect(200);
        assert!(answer.header("cache-control").unwrap().contains("public"));
        answer
    };
    let calendar = feed("ics", "?region=330302").await;
    assert!(
        calendar
            .header("content-type")
            .unwrap()
            .starts_with("text/calendar")
    );
    let unfolded = calendar.text.replace("\r\n ", "");
    assert_eq!(
        unfolded.matches("BEGIN:VEVENT").count(),
        2,
        "one for each session"
    );
    assert!(unfolded.contains("DTSTART:20240916T010000Z"));

    let atom = feed("atom", "").await;
    let read: atom_syndication::Feed = atom.text.parse().unwrap();
    assert_eq!(read.entries.len(), 2);
    let entry = read
        .entries
        .iter()
        .find(|e| e.id == format!("urn:uuid:{}", shown.id))
        .unwrap();
    assert_eq!(entry.title.as_str(), title);
    assert!(
        entry.links[0]
            .href
            .ends_with(&format!("/activities/{}", shown.id))
    );

    let json = feed("json", "?q=影").await;
    assert!(
        json.header("content-type")
            .unwrap()
            .starts_with("application/feed+json")
    );
    assert_eq!(json.body["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(json.body["items"].as_array().unwrap().len(), 1);
    assert_eq!(json.body["items"][0]["title"], title);
    for kind in ["ics", "atom", "json"] {
        let text = feed(kind, "").await.text;
        for secret in ["13900000005", "示例联系人"] {
            assert!(!text.contains(secret), "{secret} is nobody's business");
        }
        visitor
            .get(&format!("/public/feeds/activities.{kind}?near=200,0"))
            .await
            .refused(422, "validation_failed");
    }
}

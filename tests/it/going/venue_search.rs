//! Finding science venues: by words, hours, facilities and distance; what is served of them; what is refused.

use std::collections::BTreeSet;

use app::venue::{self, VenueQuery};
use domain::page::Limit;
use harness::{Site, World};
use serde_json::{Value, json};

use super::at;
use super::venues::{add, content, names, with};

#[actix_web::test]
async fn venues_are_found_by_words_kind_hours_and_facilities() {
    let site = Site::new().await;
    let w = &site.world;
    let member = site.sign_in(1).await;
    let night = json!({ "venue_type": "museum", "region_code": "330381", "accessibility": [],
        "opening": [{ "days": [6, 7], "opens": "18:00", "closes": "24:00" }, { "days": [1], "opens": "00:00", "closes": "02:00" }] });
    add(&site, &member, with("夜间天文馆", night)).await;
    add(&site, &member, content("市科技馆")).await;
    let unknown = json!({ "opening": [], "position": null, "introduction": "村里的蚂蚁科普馆" });
    add(&site, &member, with("曹村气象馆", unknown)).await;
    assert_eq!(names(&site, "").await.len(), 3);
    for (query, expected) in [
        ("?q=蚂蚁科普", vec!["曹村气象馆"]),
        ("?q=瑞安", vec!["夜间天文馆"]),
        ("?region=330302&q=科技馆", vec!["市科技馆"]),
        ("?region=110000", vec![]),
        ("?venue_type=museum", vec!["夜间天文馆"]),
        (
            "?accessibility=elevator,step_free_entrance&open_now=true",
            vec!["市科技馆"],
        ),
        ("?accessibility=braille", vec![]),
        // Sunday, ten in the morning.
        ("?open_now=true", vec!["市科技馆"]),
        ("?open_on=2024-09-02", vec!["夜间天文馆"]),
        ("?open_on=2024-09-03", vec!["市科技馆"]),
    ] {
        assert_eq!(names(&site, query).await, expected, "{query}");
    }
    for (clock, expected) in [
        ("2024-09-01T16:59:59+08:00", vec!["市科技馆"]),
        ("2024-09-01T17:00:00+08:00", vec![]),
        ("2024-09-01T18:00:00+08:00", vec!["夜间天文馆"]),
        ("2024-09-01T23:59:59+08:00", vec!["夜间天文馆"]),
        ("2024-09-02T01:59:59+08:00", vec!["夜间天文馆"]),
        ("2024-09-02T02:00:00+08:00", vec![]),
    ] {
        w.clock.set(at(clock));
        assert_eq!(names(&site, "?open_now=true").await, expected, "{clock}");
    }
}

#[actix_web::test]
async fn near_means_within_the_circle_and_no_page_shows_one_twice() {
    let site = Site::new().await;
    let member = site.sign_in(1).await;
    for (name, north) in [("甲馆", 28.0), ("乙馆", 28.03), ("丙馆", 28.3)] {
        let position = json!({ "position": { "latitude": north, "longitude": 120.7 } });
        add(&site, &member, with(name, position)).await;
    }
    add(&site, &member, with("没有位置的馆", json!({ "position": null }))).await;
    let near = "?near=28.0,120.7&sort=nearest";
    assert_eq!(names(&site, &format!("{near}&radius_km=1")).await, ["甲馆"]);
    assert_eq!(names(&site, near).await, ["甲馆", "乙馆"]);
    assert_eq!(
        names(&site, &format!("{near}&radius_km=50")).await,
        ["甲馆", "乙馆", "丙馆"]
    );
    // By name and by distance, while others arrive before what was seen.
    for list in [
        "/public/venues?limit=2".to_owned(),
        format!("/public/venues{near}&radius_km=50&limit=2"),
    ] {
        let (mut seen, mut cursor) = (BTreeSet::new(), String::new());
        for round in 0..20 {
            let page = site.visitor().get(&format!("{list}{cursor}")).await.expect(200);
            for item in page.body["items"].as_array().unwrap() {
                assert!(
                    seen.insert(item["id"].as_str().unwrap().to_owned()),
                    "{list}: twice"
                );
            }
            if round < 3 {
                add(&site, &member, content(&format!("A{round}{}", seen.len()))).await;
            }
            match page.body["next"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert!(seen.len() >= 3, "{list}: {}", seen.len());
    }
}

#[actix_web::test]
async fn nonsense_is_refused_field_by_field_and_nothing_fails() {
    let site = Site::new().await;
    let visitor = site.visitor();
    let of = |text: &str, code: &str| vec![(text.to_owned(), code.to_owned())];
    for (query, faults) in [
        ("near=91,0", of("/near", "wrong_type")),
        ("near=28,120&radius_km=101", of("/radius_km", "out_of_range")),
        ("sort=nearest", of("/near", "required")),
        ("accessibility=flying", of("/accessibility", "unknown_value")),
        ("open_now=true&open_on=2024-09-01", of("/open_on", "duplicate")),
    ] {
        let answer = visitor.get(&format!("/public/venues?{query}")).await;
        assert_eq!(
            answer.refused(422, "validation_failed").faults(),
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
        for path in ["/public/venues", "/public/routes"] {
            for name in ["q", "venue_type"] {
                let answer = visitor.get(&format!("{path}?{name}={q}")).await;
                assert!(matches!(answer.status, 200 | 400 | 422), "{q}: {}", answer.text);
            }
        }
    }
    visitor
        .get("/public/venues?near=89.99,0&radius_km=100")
        .await
        .expect(200);
    visitor
        .get("/public/venues?cursor=zzz")
        .await
        .refused(400, "invalid_cursor");

    let member = site.sign_in(1).await;
    let path = format!("/organizations/{}/venues", site.world.museum);
    let bad = json!({
        "name": "", "venue_type": "castle", "region_code": "339999", "address": "市府路", "admission": "free",
        "position": { "latitude": 95, "longitude": 181 },
        "opening": [{ "days": [1, 9], "opens": "17:00", "closes": "09:00" }], "booking_url": "ftp://a.cn", "phone": "小王"
    });
    let faults = member
        .post(&path, bad)
        .await
        .refused(422, "validation_failed")
        .faults();
    let got: Vec<_> = faults.iter().map(|(at, code)| format!("{at} {code}")).collect();
    assert_eq!(
        got,
        [
            "/booking_url invalid_url",
            "/name required",
            "/opening/0/closes end_before_start",
            "/opening/0/days/1 out_of_range",
            "/phone invalid_public_phone",
            "/position/latitude out_of_range",
            "/position/longitude out_of_range",
            "/region_code unknown_region",
            "/venue_type unknown_value",
        ]
    );
    let unreadable = json!({
        "nonsense": 1, "admission": "bribe", "accessibility": ["elevator", "flying"],
        "opening": [{ "days": ["Monday"], "opens": "25:00", "closes": 9, "from": 1 }]
    });
    let faults = member
        .post(&path, unreadable)
        .await
        .refused(422, "validation_failed")
        .faults();
    let got: Vec<_> = faults.iter().map(|(at, code)| format!("{at} {code}")).collect();
    assert_eq!(
        got,
        [
            "/accessibility/1 unknown_value",
            "/admission unknown_value",
            "/nonsense unknown_field",
            "/opening/0/closes invalid_time",
            "/opening/0/days/0 wrong_type",
            "/opening/0/from unknown_field",
            "/opening/0/opens invalid_time",
        ]
    );
    // Text from people is cleaned before it is kept.
    let made = add(&site, &member, content("科\u{200B}普\u{202E}馆")).await;
    assert_eq!(made.body["name"], "科普馆");
}

#[actix_web::test]
async fn venues_are_served_with_their_facts_and_stand_in_the_sitemap() {
    let site = Site::with_pages().await;
    let member = site.sign_in(1).await;
    let made = add(
        &site,
        &member,
        with("“月壤”展馆", json!({ "introduction": "</script><b>看月壤</b>" })),
    )
    .await;
    let visitor = site.visitor();
    let page = visitor.get(&format!("~/venues/{}", made.id())).await.expect(200);
    assert!(
        page.text.contains("<title>“月壤”展馆 · 科普活动平台</title>"),
        "{}",
        page.text
    );
    assert!(page.text.contains("\"@type\":\"Museum\"") && page.text.contains("\"latitude\":28.0"));
    assert!(!page.text.contains("<b>看月壤"), "{}", page.text);
    let link = format!("href=\"/venues/{}\"", made.id());
    assert!(
        visitor
            .get("~/venues?q=月壤&travel=walk")
            .await
            .expect(200)
            .text
            .contains(&link)
    );
    visitor.get("~/venues/not-an-id").await.expect(404);
    let index = visitor.get("~/sitemap.xml").await.expect(200);
    assert!(
        index.text.contains("/sitemaps/venues/330000.xml"),
        "{}",
        index.text
    );
    let part = visitor.get("~/sitemaps/venues/330000.xml").await.expect(200);
    assert!(part.text.contains(&format!("/venues/{}</loc>", made.id())));
    visitor.get("~/sitemaps/venues/110000.xml").await.expect(404);
}

async fn statements(w: &World, limit: u32) -> [(u64, usize); 3] {
    let near = app::public::Near {
        centre: domain::place::Position::new(28.0, 120.7).unwrap(),
        radius_km: 5.0,
    };
    let limit = Limit::new(limit).unwrap();
    let by_name = VenueQuery {
        limit,
        q: Some("科技馆".into()),
        region: "330300".parse().ok(),
        ..VenueQuery::default()
    };
    let nearest = VenueQuery {
        limit,
        near: Some(near),
        nearest: true,
        ..VenueQuery::default()
    };
    let mut all = [(0, 0); 3];
    for (n, query) in [by_name, nearest].into_iter().enumerate() {
        let before = w.app.db().statements();
        let shown = venue::public_list(&w.app, query).await.unwrap().items.len();
        all[n] = (w.app.db().statements() - before, shown);
    }
    let before = w.app.db().statements();
    let shown = venue::of_organization(&w.app, &w.organizer, w.museum, limit, None)
        .await
        .unwrap();
    all[2] = (w.app.db().statements() - before, shown.items.len());
    all
}

#[tokio::test]
async fn a_list_of_fifty_costs_as_many_statements_as_a_list_of_two() {
    let w = World::new().await;
    for n in 0..50 {
        let Value::Object(fields) = content(&format!("第 {n} 科技馆")) else {
            unreachable!()
        };
        venue::create(&w.app, &w.organizer, w.museum, fields, None)
            .await
            .unwrap();
    }
    let (few, many) = (statements(&w, 2).await, statements(&w, 50).await);
    for ((before, two), (after, fifty)) in few.into_iter().zip(many) {
        assert_eq!((two, fifty), (2, 50));
        assert_eq!(before, after);
        assert!((1..=4).contains(&after), "{after} statements");
    }
}

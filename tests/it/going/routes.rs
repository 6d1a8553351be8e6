//! Themed routes: who makes them, what they must be like, what everybody sees of them.

use app::Outcome;
use app::route::{self, RouteQuery};
use domain::page::Limit;
use domain::route::Route;
use harness::{Answer, Caller, Site, World};
use reqwest::Method;
use serde_json::{Map, Value, json};

use super::venues::{add, content};

/// A member of the museum, and two of its venues.
pub async fn two_venues(site: &Site) -> (Caller, Answer, Answer) {
    let member = site.sign_in(1).await;
    let mut second = content("数学名人馆");
    second["position"] = json!({ "latitude": 28.0, "longitude": 120.73 });
    let first = add(site, &member, content("温州科技馆")).await;
    let second = add(site, &member, second).await;
    (member, first, second)
}

fn complete(venues: &[String]) -> Value {
    let stops: Vec<Value> = venues
        .iter()
        .map(|id| json!({ "venue_id": id, "note": "先看常设展厅", "minutes": 60 }))
        .collect();
    json!({ "region_code": "330300", "title": "温州科普一日行", "theme": "航天", "introduction": "从科技馆走到名人馆",
        "audiences": ["youth"], "stops": stops })
}

pub async fn published(official: &Caller, venues: &[String]) -> Answer {
    let draft = official.post("/routes", complete(venues)).await.expect(201);
    let path = format!("/routes/{}/publications", draft.id());
    official.step(&path, draft.version(), json!({})).await.expect(200)
}

#[actix_web::test]
async fn a_route_goes_from_draft_to_everybody_and_back_for_good() {
    let site = Site::new().await;
    let (_, one, two) = two_venues(&site).await;
    let city = site.sign_in(11).await;
    let draft = city
        .post("/routes", json!({ "region_code": "330300", "title": "半成品" }))
        .await
        .expect(201);
    let path = format!("/routes/{}", draft.id());
    let public = format!("/public{path}");
    assert_eq!(draft.body["actions"], json!(["edit", "publish", "delete"]));
    let faults = city
        .step(&format!("{path}/publications"), 1, json!({}))
        .await
        .refused(422, "validation_failed");
    let at: Vec<_> = faults
        .faults()
        .into_iter()
        .map(|(at, code)| format!("{at} {code}"))
        .collect();
    assert_eq!(
        at,
        ["/introduction required", "/stops too_few", "/theme required"]
    );
    site.visitor().get(&public).await.refused(404, "not_found");

    let full = city
        .patch(&path, 1, complete(&[one.id(), two.id()]))
        .await
        .expect(200);
    assert_eq!(full.body["venues"].as_array().unwrap().len(), 2);
    city.step(&format!("{path}/publications"), 2, json!({}))
        .await
        .expect(200);
    let page = site.visitor().get(&public).await.expect(200).body;
    let names: Vec<_> = page["stops"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| s["venue"]["name"].clone())
        .collect();
    assert_eq!(names, ["温州科技馆", "数学名人馆"]);
    assert_eq!(page["stops"][0]["leg"], Value::Null);
    let leg = &page["stops"][1]["leg"];
    assert!((3_700..3_900).contains(&leg["metres"].as_u64().unwrap()), "{leg}");
    assert_eq!(page["minutes"], 120 + leg["minutes"].as_u64().unwrap());
    // What is published stays complete; its stops may be put in another order.
    let two_first = complete(&[two.id(), one.id()]);
    city.patch(&path, 3, json!({ "stops": [] }))
        .await
        .refused(422, "validation_failed");
    city.patch(&path, 3, json!({ "stops": two_first["stops"] }))
        .await
        .expect(200);
    let page = site.visitor().get(&public).await.expect(200).body;
    assert_eq!(page["stops"][0]["venue"]["name"], "数学名人馆");
    let tag = [("if-match", "\"4\"")];
    city.call(Method::DELETE, &path, &tag, None)
        .await
        .refused(409, "step_not_allowed");
    city.step(&format!("{path}/withdrawals"), 4, json!({}))
        .await
        .expect(200);
    site.visitor().get(&public).await.refused(404, "not_found");
    city.step(&format!("{path}/publications"), 5, json!({}))
        .await
        .refused(409, "step_not_allowed");
    city.patch(&path, 5, json!({ "title": "再来" }))
        .await
        .refused(409, "step_not_allowed");
    city.call(Method::DELETE, &path, &[("if-match", "\"5\"")], None)
        .await
        .expect(204);
    city.get(&path).await.refused(404, "not_found");
}

#[actix_web::test]
async fn officials_make_routes_within_their_reach_and_nobody_else_does() {
    let site = Site::new().await;
    let (member, one, two) = two_venues(&site).await;
    let venues = [one.id(), two.id()];
    let (city, county, province) = (
        site.sign_in(11).await,
        site.sign_in(6).await,
        site.sign_in(3).await,
    );
    let elsewhere = site.sign_in(4).await;
    member
        .post("/routes", complete(&venues))
        .await
        .refused(403, "not_allowed");
    member.get("/routes").await.refused(403, "not_allowed");
    county
        .post("/routes", complete(&venues))
        .await
        .refused(403, "out_of_scope");
    elsewhere
        .get("/routes?region=330300")
        .await
        .refused(403, "out_of_scope");
    let draft = city.post("/routes", complete(&venues)).await.expect(201);
    let path = format!("/routes/{}", draft.id());
    // A draft is nobody's business below or elsewhere; the level above sees it and may change it.
    for stranger in [&county, &elsewhere, &member] {
        stranger.get(&path).await.refused(404, "not_found");
        stranger
            .patch(&path, 1, json!({ "title": "改" }))
            .await
            .refused(404, "not_found");
    }
    province
        .patch(&path, 1, json!({ "theme": "海洋" }))
        .await
        .expect(200);
    city.patch(&path, 2, json!({ "region_code": "330000" }))
        .await
        .refused(403, "out_of_scope");
    city.step(&format!("{path}/publications"), 2, json!({}))
        .await
        .expect(200);
    elsewhere
        .patch(&path, 3, json!({ "title": "改" }))
        .await
        .refused(403, "out_of_scope");
    member
        .step(&format!("{path}/withdrawals"), 3, json!({}))
        .await
        .refused(403, "not_allowed");
    let listed = province.get("/routes?status=published&q=海洋").await.expect(200);
    assert_eq!(listed.body["items"][0]["id"], draft.body["id"]);
    assert_eq!(county.get("/routes").await.expect(200).body["items"], json!([]));
}

#[actix_web::test]
async fn a_stop_that_is_gone_is_left_out_and_counted() {
    let site = Site::new().await;
    let (member, one, two) = two_venues(&site).await;
    let three = add(&site, &member, content("夏鼐故居")).await;
    let city = site.sign_in(11).await;
    let r = published(&city, &[one.id(), two.id(), three.id()]).await;
    let public = format!("/public/routes/{}", r.id());
    let county = site.sign_in(6).await;
    county
        .step(
            &format!("/venues/{}/takedowns", two.id()),
            1,
            json!({ "reason": "核实" }),
        )
        .await
        .expect(200);
    let page = site.visitor().get(&public).await.expect(200).body;
    assert_eq!(
        (page["stops"].as_array().unwrap().len(), &page["left_out"]),
        (2, &json!(1))
    );
    let tag = [("if-match", "\"1\"")];
    member
        .call(Method::DELETE, &format!("/venues/{}", three.id()), &tag, None)
        .await
        .expect(204);
    let page = site.visitor().get(&public).await.expect(200).body;
    assert_eq!(
        (page["stops"].as_array().unwrap().len(), &page["left_out"]),
        (1, &json!(2))
    );
    let found = site
        .visitor()
        .get("/public/routes?region=330000&q=一日行")
        .await
        .expect(200);
    assert_eq!(found.body["items"][0]["stops"], 1);
    assert_eq!(
        site.visitor()
            .get("/public/routes?region=110000")
            .await
            .expect(200)
            .body["items"],
        json!([])
    );
    // Another route cannot be published through it, and nothing stands in the way of taking this one back.
    let draft = city
        .post("/routes", complete(&[one.id(), two.id()]))
        .await
        .expect(201);
    let refused = city
        .step(&format!("/routes/{}/publications", draft.id()), 1, json!({}))
        .await;
    let faults = refused.refused(422, "validation_failed").faults();
    assert_eq!(
        faults,
        [("/stops/1/venue_id".to_owned(), "venue_not_shown".to_owned())]
    );
    city.step(&format!("/routes/{}/withdrawals", r.id()), r.version(), json!({}))
        .await
        .expect(200);
}

#[actix_web::test]
async fn what_cannot_be_read_is_named_and_routes_are_served() {
    let site = Site::with_pages().await;
    let (_, one, two) = two_venues(&site).await;
    let city = site.sign_in(11).await;
    let bad = json!({ "region_code": "330300", "audiences": ["cats"], "stops": [{ "venue_id": "x", "minutes": -1, "at": 1 }], "status": "published" });
    let faults = city
        .post("/routes", bad)
        .await
        .refused(422, "validation_failed")
        .faults();
    let at: Vec<_> = faults
        .into_iter()
        .map(|(at, code)| format!("{at} {code}"))
        .collect();
    assert_eq!(
        at,
        [
            "/status read_only",
            "/stops/0/at unknown_field",
            "/stops/0/minutes wrong_type",
            "/stops/0/venue_id wrong_type"
        ]
    );
    city.post("/routes", json!({ "title": "没有地区" }))
        .await
        .refused(422, "validation_failed");
    let r = published(&city, &[one.id(), two.id()]).await;
    let page = site
        .visitor()
        .get(&format!("~/routes/{}", r.id()))
        .await
        .expect(200);
    assert!(page.text.contains("\"@type\":\"TouristTrip\""), "{}", page.text);
    assert!(page.text.contains("温州科普一日行 · 科普活动平台"));
    let list = site.visitor().get("~/routes").await.expect(200);
    assert!(list.text.contains(&format!("href=\"/routes/{}\"", r.id())));
    let map = site.visitor().get("~/sitemaps/routes.xml").await.expect(200);
    assert!(map.text.contains(&format!("/routes/{}</loc>", r.id())));
}

fn fields(value: Value) -> Map<String, Value> {
    let Value::Object(fields) = value else {
        panic!("a form is an object")
    };
    fields
}

async fn make(w: &World, n: usize, venues: &[String]) {
    let mut new = complete(venues);
    new["title"] = json!(format!("第 {n} 条路线"));
    let made = route::create(&w.app, &w.city, fields(new), None).await.unwrap();
    let Outcome::New(Route { id, version, .. }) = made else {
        unreachable!("no key was given")
    };
    route::publish(&w.app, &w.city, id, version).await.unwrap();
    // Identifiers sort by the time they were made.
    w.clock.set(w.app.now().plus_seconds(1));
}

#[tokio::test]
async fn a_list_of_fifty_costs_as_many_statements_as_a_list_of_two_and_no_page_shows_one_twice() {
    let w = World::new().await;
    let mut venues = Vec::new();
    for name in ["温州科技馆", "数学名人馆"] {
        let made = app::venue::create(&w.app, &w.organizer, w.museum, fields(content(name)), None)
            .await
            .unwrap();
        let Outcome::New(made) = made else {
            unreachable!("no key was given")
        };
        venues.push(made.id.to_string());
    }
    for n in 0..50 {
        make(&w, n, &venues).await;
    }
    let query = |limit, cursor| RouteQuery {
        limit: Limit::new(limit).unwrap(),
        region: "330000".parse().ok(),
        q: Some("路线".into()),
        cursor,
        ..RouteQuery::default()
    };
    let mut costs = Vec::new();
    for limit in [2, 50] {
        let before = w.app.db().statements();
        let page = route::public_list(&w.app, query(limit, None)).await.unwrap();
        assert_eq!(page.items.len(), usize::try_from(limit).unwrap());
        costs.push(w.app.db().statements() - before);
    }
    assert_eq!(costs[0], costs[1]);
    let (mut seen, mut cursor) = (std::collections::BTreeSet::new(), None);
    loop {
        let page = route::public_list(&w.app, query(20, cursor)).await.unwrap();
        assert!(page.items.iter().all(|card| seen.insert(card.id)), "twice");
        make(&w, 50 + seen.len(), &venues).await;
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(seen.len(), 50);
}

//! Science venues: whose they are, who hides them, what becomes of them.

use harness::{Answer, Caller, Site};
use reqwest::Method;
use serde_json::{Value, json};

/// Everything that a venue says, without a fault: open from Tuesday to Sunday.
pub fn content(name: &str) -> Value {
    json!({
        "name": name, "venue_type": "science_museum", "region_code": "330302", "address": "市府路 1 号",
        "position": { "latitude": 28.0, "longitude": 120.7 },
        "opening": [{ "days": [2, 3, 4, 5, 6, 7], "opens": "09:00", "closes": "17:00" }],
        "hours_note": "周一闭馆", "admission": "free", "accessibility": ["step_free_entrance", "elevator"],
        "introduction": "常设展厅与天象影院", "phone": "0577-88888888", "booking_url": "https://book.example.cn/1"
    })
}

/// The same with some of it changed.
pub fn with(name: &str, changes: Value) -> Value {
    let mut all = content(name);
    for (key, value) in changes.as_object().unwrap() {
        all[key] = value.clone();
    }
    all
}

/// Adds a venue of the museum, as one of its members.
pub async fn add(site: &Site, member: &Caller, content: Value) -> Answer {
    let path = format!("/organizations/{}/venues", site.world.museum);
    member.post(&path, content).await.expect(201)
}

pub async fn names(site: &Site, query: &str) -> Vec<String> {
    let found = site
        .visitor()
        .get(&format!("/public/venues{query}"))
        .await
        .expect(200);
    let items = found.body["items"].as_array().unwrap().iter();
    items
        .map(|item| item["name"].as_str().unwrap().to_owned())
        .collect()
}

async fn certification(site: &Site, decision: &str) {
    let w = &site.world;
    let path = format!("/organizations/{}", w.museum);
    let province = site.sign_in(3).await;
    let version = province.get(&path).await.expect(200).version();
    let decided = json!({ "decision": decision, "reason": "核实" });
    province
        .step(&format!("{path}/certification-decisions"), version, decided)
        .await
        .expect(200);
    w.clock.set(w.app.now().plus_seconds(61));
}

#[actix_web::test]
async fn an_organisation_keeps_its_venues_and_everybody_sees_those_of_certified_ones() {
    let site = Site::new().await;
    let museum = site.world.museum;
    let member = site.sign_in(1).await;
    let made = add(&site, &member, content("温州科技馆 ")).await;
    assert_eq!(
        made.header("location"),
        Some(format!("/api/v1/venues/{}", made.id()).as_str())
    );
    assert_eq!(
        (&made.body["name"], &made.body["public"]),
        (&json!("温州科技馆"), &json!(true))
    );
    assert_eq!(made.body["actions"], json!(["edit", "delete"]));
    let path = format!("/venues/{}", made.id());
    let public = format!("/public/venues/{}", made.id());
    let page = site.visitor().get(&public).await.expect(200);
    assert_eq!(page.body["organization_name"], "温州科技馆");
    assert_eq!(
        page.body["open"],
        json!({ "state": "open", "at": "2024-09-01T09:00:00Z" })
    );
    let activities = page.body["activities"].as_str().unwrap();
    assert_eq!(
        activities,
        "/activities?edition=current&q=%E6%B8%A9%E5%B7%9E%E7%A7%91%E6%8A%80%E9%A6%86"
    );

    // Field by field, on the version that was read.
    let changed = member
        .patch(&path, 1, json!({ "phone": null, "hours_note": "国庆照常" }))
        .await
        .expect(200);
    assert_eq!((changed.version(), &changed.body["phone"]), (2, &Value::Null));
    assert_eq!(changed.body["address"], "市府路 1 号");
    member
        .patch(&path, 1, json!({ "name": "旧" }))
        .await
        .refused(412, "stale");
    let listed = member
        .get(&format!("/organizations/{museum}/venues"))
        .await
        .expect(200);
    assert_eq!(listed.body["items"][0]["name"], "温州科技馆");

    // Whoever is not concerned is told no, or nothing.
    let (other, stranger) = (site.sign_in(2).await, site.sign_in(9).await);
    other.get(&path).await.refused(404, "not_found");
    other
        .patch(&path, 2, json!({ "name": "别人的" }))
        .await
        .refused(403, "out_of_scope");
    let theirs = format!("/organizations/{museum}/venues");
    other
        .post(&theirs, content("别人的"))
        .await
        .refused(403, "not_allowed");
    stranger.get(&theirs).await.refused(403, "not_allowed");
    site.visitor().get(&path).await.refused(401, "not_signed_in");

    certification(&site, "suspend").await;
    site.visitor().get(&public).await.refused(404, "not_found");
    assert!(names(&site, "").await.is_empty());
    let still = member.get(&path).await.expect(200);
    assert_eq!(still.body["public"], false);
    certification(&site, "reinstate").await;
    assert_eq!(names(&site, "").await, ["温州科技馆"]);

    let tag = [("if-match", "\"2\"")];
    member.call(Method::DELETE, &path, &tag, None).await.expect(204);
    site.visitor().get(&public).await.refused(404, "not_found");
}

#[actix_web::test]
async fn an_official_hides_a_venue_with_a_reason_and_its_organisation_is_told() {
    let site = Site::new().await;
    let w = &site.world;
    let member = site.sign_in(1).await;
    let made = add(&site, &member, content("温州科技馆")).await;
    let path = format!("/venues/{}", made.id());
    let (county, elsewhere) = (site.sign_in(6).await, site.sign_in(4).await);
    let takedowns = format!("{path}/takedowns");
    county
        .step(&takedowns, 1, json!({ "reason": " " }))
        .await
        .refused(422, "validation_failed");
    elsewhere
        .step(&takedowns, 1, json!({ "reason": "核实" }))
        .await
        .refused(403, "out_of_scope");
    member
        .step(&takedowns, 1, json!({ "reason": "核实" }))
        .await
        .refused(403, "not_allowed");
    // 回避: also a member of the museum.
    site.sign_in(5)
        .await
        .step(&takedowns, 1, json!({ "reason": "核实" }))
        .await
        .refused(403, "recused");
    let hidden = county
        .step(&takedowns, 1, json!({ "reason": "地址有误" }))
        .await
        .expect(200);
    assert_eq!(
        (&hidden.body["public"], &hidden.body["actions"]),
        (&json!(false), &json!(["restore"]))
    );
    county
        .step(&takedowns, 2, json!({ "reason": "再来" }))
        .await
        .refused(409, "step_not_allowed");
    assert!(names(&site, "").await.is_empty());
    site.visitor()
        .get(&format!("/public{path}"))
        .await
        .refused(404, "not_found");
    let listed = county.get("/venues?hidden=true").await.expect(200);
    assert_eq!(listed.body["items"][0]["hidden_reason"], "地址有误");
    w.work_off().await;
    let inbox = member.get("/messages").await.expect(200);
    assert_eq!(inbox.body["items"][0]["kind"], "venue_taken_down");
    assert!(
        inbox.body["items"][0]["body"]
            .as_str()
            .unwrap()
            .contains("地址有误")
    );
    // Mended, it is still hidden until the official has looked at it.
    let mended = member
        .patch(&path, 2, json!({ "address": "府东路 1 号" }))
        .await
        .expect(200);
    assert_eq!(mended.body["hidden_reason"], "地址有误");
    county
        .step(&format!("{path}/restorations"), 3, json!({ "reason": "已更正" }))
        .await
        .expect(200);
    assert_eq!(names(&site, "").await, ["温州科技馆"]);
    let region = county.get("/venues?region=330302&q=科技").await.expect(200);
    assert_eq!(region.body["items"].as_array().unwrap().len(), 1);
    county
        .get("/venues?region=330000")
        .await
        .refused(403, "out_of_scope");
    member
        .get("/venues?region=330302")
        .await
        .refused(403, "not_allowed");
}

#[actix_web::test]
async fn what_an_organisation_becomes_keeps_its_venues() {
    let site = Site::new().await;
    let w = &site.world;
    let made = add(&site, &site.sign_in(1).await, content("温州科技馆")).await;
    let nation = site.sign_in(7).await;
    let path = format!("/organizations/{}", w.museum);
    let version = nation.get(&path).await.expect(200).version();
    let merge = json!({ "into_id": w.association, "reason": "机构合并" });
    nation
        .step(&format!("{path}/merges"), version, merge)
        .await
        .expect(200);
    let page = site
        .visitor()
        .get(&format!("/public/venues/{}", made.id()))
        .await
        .expect(200);
    assert_eq!(page.body["organization_name"], "瑞安市科学技术协会");
}

#[actix_web::test]
async fn what_an_official_hid_is_not_shown_again_by_its_organisation() {
    let site = Site::new().await;
    let (member, county) = (site.sign_in(1).await, site.sign_in(6).await);
    let made = add(&site, &member, content("温州科技馆")).await;
    let other = add(&site, &member, content("数学名人馆")).await;
    let path = format!("/venues/{}", made.id());
    county
        .step(&format!("{path}/takedowns"), 1, json!({ "reason": "地址有误" }))
        .await
        .expect(200);
    let seen = member.get(&path).await.expect(200);
    assert_eq!(seen.body["actions"], json!(["edit"]));
    let tag = [("if-match", "\"2\"")];
    member
        .call(Method::DELETE, &path, &tag, None)
        .await
        .refused(409, "step_not_allowed");
    // Out of the reach of whoever hid it.
    member
        .patch(&path, 2, json!({ "region_code": "330381" }))
        .await
        .refused(409, "step_not_allowed");
    let venues = format!("/organizations/{}/venues", site.world.museum);
    let rename = json!({ "name": "温州科技馆" });
    for refused in [
        member.post(&venues, content(" 温州科技馆")).await,
        member.patch(&format!("/venues/{}", other.id()), 1, rename).await,
    ] {
        let refused = refused.refused(422, "validation_failed");
        assert_eq!(refused.faults(), [("/name".to_owned(), "duplicate".to_owned())]);
    }
    assert_eq!(names(&site, "").await, ["数学名人馆"]);
    county
        .step(&format!("{path}/restorations"), 2, json!({ "reason": "已更正" }))
        .await
        .expect(200);
    let tag = [("if-match", "\"3\"")];
    member.call(Method::DELETE, &path, &tag, None).await.expect(204);
}

#[actix_web::test]
async fn a_name_of_heaped_marks_is_too_long() {
    let site = Site::new().await;
    let member = site.sign_in(1).await;
    let heaped = format!("馆{}", "\u{301}".repeat(20_000));
    let venues = format!("/organizations/{}/venues", site.world.museum);
    let answer = member.post(&venues, content(&heaped)).await;
    let faults = answer.refused(422, "validation_failed").faults();
    assert_eq!(faults, [("/name".to_owned(), "too_long".to_owned())]);
}

//! The main job by the API alone: file, province, nation, public page, and back.

use harness::{Site, picture};
use reqwest::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn from_a_phone_number_to_a_public_page() {
    let site = Site::new().await;
    let (organizer, province, nation) = (
        site.sign_in(1).await,
        site.sign_in(3).await,
        site.sign_in(7).await,
    );

    // A poster, straight to storage.
    let poster = site
        .upload(
            &organizer,
            "poster",
            "宣传图.png",
            "image/png",
            picture::png(600, 350),
        )
        .await
        .expect(200);
    assert_eq!(poster.body["status"], "ready");
    assert_eq!(
        (&poster.body["width"], &poster.body["height"]),
        (&json!(600), &json!(350))
    );

    // A host that is in no registry does not stop anybody.
    let host = json!({ "full_name": "鹿城区示例科普协会", "kind": "association", "region_code": "330302", "provisional": true });
    let host = organizer.post("/organizations", host).await.expect(201);
    assert_eq!(host.body["certification"], "provisional");

    // The draft, sent twice by a shaky phone: one activity.
    let new = json!({ "edition": "2024", "organization_id": site.world.museum, "title": "科学之夜" });
    let key = [("idempotency-key", "draft-1")];
    let draft = organizer
        .call(Method::POST, "/activities", &key, Some(new.clone()))
        .await
        .expect(201);
    let again = organizer
        .call(Method::POST, "/activities", &key, Some(new))
        .await
        .expect(201);
    assert_eq!(draft.body, again.body);
    for header in ["location", "etag"] {
        assert!(draft.header(header).is_some(), "{header}");
        assert_eq!(draft.header(header), again.header(header), "{header}");
    }
    let other = json!({ "edition": "2024", "organization_id": site.world.museum, "title": "另一个" });
    organizer
        .call(Method::POST, "/activities", &key, Some(other))
        .await
        .refused(422, "idempotency_key_reused");
    let path = format!("/activities/{}", draft.id());

    // Handing it in names everything at once.
    let refused = organizer
        .step(&format!("{path}/submissions"), 1, json!({}))
        .await
        .refused(422, "validation_failed");
    for pointer in [
        "/category",
        "/mode",
        "/sessions",
        "/region_code",
        "/poster_id",
        "/detail_html",
        "/hosts",
        "/contact/phone",
        "/structure/full_name",
    ] {
        assert!(
            refused.faults().iter().any(|(p, _)| p == pointer),
            "{pointer} in {:?}",
            refused.faults()
        );
    }

    let mut form = site.world.complete();
    form["poster_id"] = poster.body["id"].clone();
    form["co_organizers"] = json!([{ "organization_id": host.body["id"], "name": "鹿城区示例科普协会" }]);
    let saved = organizer.patch(&path, 1, form).await.expect(200);
    assert_eq!(saved.header("etag"), Some("\"2\""));
    let waiting = organizer
        .step(&format!("{path}/submissions"), 2, json!({}))
        .await
        .expect(200);
    assert_eq!(
        (waiting.body["status"].as_str(), waiting.body["revision"].as_i64()),
        (Some("province_review"), Some(1))
    );
    let finding = &waiting.body["findings"][0];
    assert_eq!(
        finding["code"], "uncertified_organization",
        "the reviewer sees the flag"
    );

    // The province finds it in its queue, with the contact, and sends it back with a reason.
    let queue = province.get("/review-queue").await.expect(200);
    assert_eq!(queue.body["items"][0]["id"], draft.body["id"]);
    let seen = province.get(&path).await.expect(200);
    assert_eq!(seen.body["contact"]["phone"], "13900000005");
    assert_eq!(seen.body["actions"], json!(["approve", "reject", "join"]));
    let reject = json!({ "decision": "reject", "reason": "请补充承办单位" });
    province
        .step(&format!("{path}/reviews"), 3, json!({ "decision": "reject" }))
        .await
        .refused(422, "validation_failed");
    let rejected = province
        .step(&format!("{path}/reviews"), 3, reject)
        .await
        .expect(200);
    assert_eq!(rejected.body["status"], "province_rejected");
    assert!(
        province.get("/review-queue").await.body["items"]
            .as_array()
            .unwrap()
            .is_empty()
    );

    // Mended, handed in again, and up.
    let mended = organizer
        .patch(&path, 4, json!({ "title": "温州科技馆科学之夜（补充）" }))
        .await
        .expect(200);
    let waiting = organizer
        .step(&format!("{path}/submissions"), mended.version(), json!({}))
        .await
        .expect(200);
    assert_eq!(waiting.body["revision"], 2);
    let approve = || json!({ "decision": "approve" });
    nation
        .step(&format!("{path}/reviews"), waiting.version(), approve())
        .await
        .refused(403, "not_your_stage");
    let up = province
        .step(&format!("{path}/reviews"), waiting.version(), approve())
        .await
        .expect(200);
    assert_eq!(
        nation.get("/review-queue?stage=national").await.body["items"][0]["id"],
        draft.body["id"]
    );
    let approved = nation
        .step(&format!("{path}/reviews"), up.version(), approve())
        .await
        .expect(200);
    assert_eq!(approved.body["status"], "approved");

    public(&site, &draft.id(), &poster.id()).await;

    // Taken down it is gone for everyone, restored it is back.
    let down = province
        .step(
            &format!("{path}/takedowns"),
            approved.version(),
            json!({ "reason": "核实中" }),
        )
        .await
        .expect(200);
    let page = format!("/public/activities/{}", draft.id());
    site.visitor().get(&page).await.refused(404, "not_found");
    assert!(
        site.visitor().get("/public/activities?q=科学").await.body["items"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    nation
        .step(
            &format!("{path}/restorations"),
            down.version(),
            json!({ "reason": "已核实" }),
        )
        .await
        .expect(200);
    site.visitor().get(&page).await.expect(200);

    let events = organizer.get(&format!("{path}/events")).await.expect(200);
    let steps: Vec<&str> = events.body["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["step"].as_str().unwrap())
        .collect();
    assert_eq!(
        steps,
        [
            "create",
            "submit",
            "reject",
            "submit",
            "approve",
            "approve",
            "take_down",
            "restore"
        ]
    );
    assert_eq!(events.body["items"][2]["reason"], "请补充承办单位");
    let revisions = organizer.get(&format!("{path}/revisions")).await.expect(200);
    assert_eq!(
        revisions.body["items"][1]["content"]["title"],
        "温州科技馆科学之夜"
    );
    assert!(app::doctor::run(&site.world.app).await.unwrap().broken.is_empty());
}

/// What a visitor without an account finds.
async fn public(site: &Site, id: &str, poster: &str) {
    let visitor = site.visitor();
    let queries = [
        "?q=科学",
        "?q=科学之夜 温州",
        "?region=330302",
        "?region=330000&category=pavilions",
        "?region=330300&q=实验&mode=offline",
        "?edition=current&from=2024-09-15&to=2024-09-15",
        "?audience=general_public&sort=soonest",
    ];
    for query in queries {
        let found = visitor
            .get(&format!("/public/activities{query}"))
            .await
            .expect(200);
        assert_eq!(found.body["items"][0]["id"], id, "{query}: {}", found.text);
        assert!(found.header("cache-control").unwrap().contains("public"));
    }
    for query in [
        "?q=火箭",
        "?region=110000",
        "?category=lectures",
        "?from=2024-09-16",
        "?mode=online",
        "?bookable=true",
    ] {
        let found = visitor
            .get(&format!("/public/activities{query}"))
            .await
            .expect(200);
        assert_eq!(found.body["items"], json!([]), "{query}");
    }
    let page = visitor.get(&format!("/public/activities/{id}")).await.expect(200);
    assert_eq!(page.body["region_name"], "浙江省温州市鹿城区");
    assert_eq!(page.body["hosts"], json!(["温州科技馆"]));
    for secret in ["13900000005", "示例联系人", "contact", "sci_workers", "budget"] {
        assert!(!page.text.contains(secret), "{secret} is nobody's business");
    }
    let calendar = visitor
        .get(&format!("/public/activities/{id}.ics"))
        .await
        .expect(200);
    assert!(
        calendar.text.contains("DTSTART:20240915T010000Z"),
        "{}",
        calendar.text
    );
    assert_eq!(calendar.text.matches("BEGIN:VEVENT").count(), 1);
    // The poster, by a short-lived address.
    let moved = visitor
        .get(&format!("/media/{poster}/content?variant=thumb"))
        .await
        .expect(302);
    let picture = reqwest::get(moved.header("location").unwrap()).await.unwrap();
    assert_eq!(picture.status(), 200);
    assert_eq!(picture.headers()["content-type"], "image/jpeg");
    assert_eq!(picture.headers()["x-content-type-options"], "nosniff");
}

#[tokio::test]
async fn last_years_activity_is_copied_without_its_dates() {
    let site = Site::new().await;
    let organizer = site.sign_in(1).await;
    let first = site.world.complete_draft().await;
    let copy = organizer
        .post(&format!("/activities/{}/clones", first.id), json!({}))
        .await
        .expect(201);
    assert_ne!(copy.id(), first.id.to_string());
    assert_eq!(copy.body["title"], "温州科技馆科学之夜");
    assert_eq!(copy.body["sessions"], json!([]));
    assert_eq!(copy.body["contact"]["phone"], "13900000005");
    assert_eq!(
        (&copy.body["status"], &copy.body["edition"]),
        (&json!("draft"), &json!("2024"))
    );
    let list = organizer.get("/activities?status=draft").await.expect(200);
    assert_eq!(list.body["items"].as_array().map(Vec::len), Some(2));
    let gone = organizer
        .call(
            Method::DELETE,
            &format!("/activities/{}", copy.id()),
            &[("if-match", "\"1\"")],
            None,
        )
        .await;
    gone.expect(204);
    organizer
        .get(&format!("/activities/{}", copy.id()))
        .await
        .refused(404, "not_found");
}

#[tokio::test]
async fn organisations_are_found_while_typing() {
    let site = Site::new().await;
    let me = site.sign_in(9).await;
    let new = json!({ "full_name": "温州市科学技术协会", "kind": "association", "region_code": "330300",
        "uscc": " 91440300-708461136t", "aliases": ["温州市科协"], "contact_name": "示例人", "contact_phone": "13912345678" });
    let made = me.post("/organizations", new).await.expect(201);
    assert_eq!(made.body["uscc"], "91440300708461136T");
    assert_eq!(made.body["certification"], "pending");
    for q in [
        "科学技术",
        "温州市科协",
        "wzskx",
        "9144",
        "91440300708461136T",
        "ＷＺＳＫＸ",
    ] {
        let found = me.get(&format!("/organizations?q={q}")).await.expect(200);
        assert_eq!(found.body["items"][0]["id"], made.body["id"], "{q}");
    }
    assert_eq!(me.get("/organizations?q=杭州").await.body["items"], json!([]));
    // The contact is masked, and only for those who work with it.
    let stranger = site
        .sign_in(2)
        .await
        .get(&format!("/organizations/{}", made.id()))
        .await
        .expect(200);
    assert_eq!(stranger.body["contact_phone"], Value::Null);
    // The person who registered it became its administrator, as the next request already knows.
    let own = me.get(&format!("/organizations/{}", made.id())).await.expect(200);
    assert_eq!(
        (&own.body["contact_phone"], &own.body["contact_name"]),
        (&json!("139****5678"), &json!("示*"))
    );
    let path = format!("/organizations/{}", made.id());
    let renamed = me
        .patch(&path, 1, json!({ "full_name": "温州市科学技术协会（新）" }))
        .await
        .expect(200);
    assert!(
        renamed.body["aliases"]
            .as_array()
            .unwrap()
            .contains(&json!("温州市科学技术协会")),
        "the old name is still found"
    );
    me.patch(&path, 1, json!({ "kind": "nothing" }))
        .await
        .refused(412, "stale");
    for (uscc, code) in [
        ("330302000012345", "uscc_old_number"),
        ("9144030070846113", "uscc_length"),
        ("914403007084611360", "uscc_check"),
    ] {
        let refused = me
            .patch(&path, 2, json!({ "uscc": uscc }))
            .await
            .refused(422, "validation_failed");
        assert_eq!(refused.faults(), [("/uscc".to_owned(), code.to_owned())]);
    }
}

//! Points, stamps and what is counted.

use std::collections::{BTreeMap, BTreeSet};

use harness::Site;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::{Point, at, make, today, with};

#[actix_web::test]
async fn whoever_scans_gets_one_stamp_a_day_and_the_organiser_sees_how_many_came() {
    let site = Site::new().await;
    let w = &site.world;
    let p = Point::named(&site, "南门").await;
    let (member, county) = (site.sign_in(9).await, site.sign_in(6).await);
    let first = member
        .post(&p.check_ins(), with(&p.token().await))
        .await
        .expect(201);
    assert_eq!(first.body["activity_title"], "开学第一课科学集市");
    assert_eq!(
        (&first.body["day"], &first.body["way"]),
        (&json!("2024-09-01"), &json!("scan"))
    );
    // Once more on the same day, by number this time: the same stamp.
    let code = p.code().await;
    let again = member.post(&p.check_ins(), with(&code)).await.expect(200);
    assert_eq!(again.id(), first.id());
    county.post(&p.check_ins(), with(&code)).await.expect(201);
    // At a second point of the same activity they came once.
    let second = Point {
        site: &site,
        id: make(&p.organizer, &p.activity, "二楼展厅").await,
        activity: p.activity.clone(),
        organizer: p.organizer.clone(),
    };
    member
        .post(&second.check_ins(), with(&second.token().await))
        .await
        .expect(201);
    w.clock.set(at("2024-09-02T10:00:00+08:00"));
    let (member, organizer) = (site.sign_in(9).await, site.sign_in(1).await);
    member
        .post(&p.check_ins(), with(&p.token().await))
        .await
        .expect(201);
    let screen = p.screen().await;
    assert_eq!((&screen["today"], &screen["check_ins"]), (&json!(1), &json!(3)));
    let listed = organizer
        .get(&format!("/activities/{}/check-in-points", p.activity))
        .await
        .expect(200);
    let counts: BTreeMap<_, _> = listed.body["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| (p["name"].as_str().unwrap(), p["check_ins"].as_i64().unwrap()))
        .collect();
    assert_eq!(counts, BTreeMap::from([("南门", 3), ("二楼展厅", 1)]));
    // Beside what the organiser reports.
    let supplement = format!("/activities/{}/supplement", p.activity);
    let found = organizer.get(&supplement).await.expect(200).body;
    assert_eq!(found["counted"], json!({ "visits": 3, "people": 2 }));
    // The form is sent back as it was read.
    let tag = [("if-match", "\"0\"")];
    organizer
        .call(reqwest::Method::PUT, &supplement, &tag, Some(found))
        .await
        .expect(200);
    let stamps = member.get("/me/stamps?limit=2").await.expect(200);
    assert_eq!(stamps.body["items"].as_array().unwrap().len(), 2);
    assert_eq!(stamps.body["items"][0]["day"], "2024-09-02");
    let next = stamps.body["next"].as_str().unwrap();
    let rest = member
        .get(&format!("/me/stamps?limit=2&cursor={next}"))
        .await
        .expect(200);
    let ids = |page: &Value| -> Vec<String> {
        let items = page["items"].as_array().unwrap().iter();
        items
            .map(|stamp| stamp["id"].as_str().unwrap().to_owned())
            .collect()
    };
    // Two were made in one millisecond; each comes once.
    let met: BTreeSet<String> = ids(&stamps.body).into_iter().chain(ids(&rest.body)).collect();
    assert!(met.len() == 3 && met.contains(&first.id()), "{met:?}");
    assert_eq!(rest.body["next"], Value::Null);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_check_ins_of_one_phone_are_one() {
    let site = Site::new().await;
    let p = Point::named(&site, "南门").await;
    let member = site.sign_in(9).await;
    let token = p.token().await;
    let mut created = 0;
    let mut ids = BTreeSet::new();
    for _ in 0..20 {
        let mut all = JoinSet::new();
        for _ in 0..50 {
            let (member, path, body) = (member.clone(), p.check_ins(), with(&token));
            all.spawn(async move { member.post(&path, body).await });
        }
        for answer in all.join_all().await {
            assert!(matches!(answer.status, 200 | 201), "{}", answer.text);
            created += usize::from(answer.status == 201);
            ids.insert(answer.id());
        }
    }
    assert_eq!((created, ids.len()), (1, 1));
    assert_eq!(p.screen().await["check_ins"], 1);
}

#[actix_web::test]
async fn points_are_for_approved_activities_that_take_place_somewhere() {
    let site = Site::new().await;
    let w = &site.world;
    let waiting = w.submitted(today()).await;
    let path = format!("/activities/{}/check-in-points", waiting.id);
    let p = Point::named(&site, "南门").await;
    let organizer = p.organizer.clone();
    organizer
        .post(&path, json!({ "name": "南门" }))
        .await
        .refused(409, "nothing_to_check_in");
    let path = format!("/activities/{}/check-in-points", p.activity);
    let bad = json!({ "name": "门".repeat(31), "opens_at": "2024-08-01T00:00:00Z", "closes_at": "2024-07-01T00:00:00Z" });
    let faults = organizer.post(&path, bad).await.refused(422, "validation_failed");
    let pointers: BTreeSet<_> = faults.faults().into_iter().map(|(at, _)| at).collect();
    assert_eq!(
        pointers.into_iter().collect::<Vec<_>>(),
        ["/closes_at", "/name", "/opens_at"]
    );
    organizer
        .post(&path, json!({ "name": "南门" }))
        .await
        .refused(422, "validation_failed");
    // Sent twice, it is made once.
    let key = [("idempotency-key", "one-form")];
    let again = async || {
        let body = Some(json!({ "name": "东门" }));
        organizer
            .call(reqwest::Method::POST, &path, &key, body)
            .await
            .expect(201)
            .id()
    };
    let unused = again().await;
    assert_eq!(unused, again().await);
    for n in 2..20 {
        make(&organizer, &p.activity, &format!("展台 {n}")).await;
    }
    organizer
        .post(&path, json!({ "name": "展台 20" }))
        .await
        .refused(422, "validation_failed");
    // A stamp is not taken from anybody; an unused point goes.
    let member = site.sign_in(9).await;
    member
        .post(&p.check_ins(), with(&p.token().await))
        .await
        .expect(201);
    let delete = async |id: &str| {
        let tag = [("if-match", "\"1\"")];
        organizer
            .call(
                reqwest::Method::DELETE,
                &format!("/check-in-points/{id}"),
                &tag,
                None,
            )
            .await
    };
    delete(&p.id).await.refused(409, "in_use");
    delete(&unused).await.expect(204);
    // What is taken off the public pages takes nobody any more.
    let a = organizer
        .get(&format!("/activities/{}", p.activity))
        .await
        .expect(200);
    site.sign_in(3)
        .await
        .step(
            &format!("/activities/{}/takedowns", p.activity),
            a.version(),
            json!({ "reason": "现场安全隐患" }),
        )
        .await
        .expect(200);
    member
        .post(&p.check_ins(), with("000000"))
        .await
        .refused(404, "not_found");
    site.visitor()
        .get(&format!("/public/check-in-points/{}", p.id))
        .await
        .refused(404, "not_found");
}

#[actix_web::test]
async fn who_deletes_their_account_stays_counted_and_unknown() {
    let site = Site::new().await;
    let w = &site.world;
    let p = Point::named(&site, "南门").await;
    let member = site.sign_in(9).await;
    member
        .post(&p.check_ins(), with(&p.token().await))
        .await
        .expect(201);
    let exported = member.get("/me/export").await.expect(200);
    assert_eq!(exported.body["stamps"][0]["point_name"], "南门");
    member
        .call(reqwest::Method::DELETE, "/me", &[], None)
        .await
        .expect(204);
    assert_eq!(p.screen().await["check_ins"], 1);
    // The same phone again is somebody new, to us.
    w.clock.set(w.app.now().plus_seconds(61));
    let newcomer = site.sign_in(9).await;
    assert_eq!(
        newcomer.get("/me/stamps").await.expect(200).body["items"],
        json!([])
    );
    newcomer
        .post(&p.check_ins(), with(&p.token().await))
        .await
        .expect(201);
    assert_eq!(p.screen().await["check_ins"], 2);
}

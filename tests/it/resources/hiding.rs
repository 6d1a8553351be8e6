//! A resource is public as long as its activity is; a report takes it back alone.

use app::{activity, resource, review};
use domain::activity::status::Status;
use domain::activity::view::{Decision, Review, StepReason};
use domain::media::MediaKind;
use domain::problem::{Code, Lang};
use domain::resource::{RecommendBatch, ResourceBatchItem};
use harness::{Site, World};
use serde_json::{Value, json};

use super::{offered, submitted};

fn why() -> StepReason {
    StepReason {
        reason: Some("核实".into()),
    }
}

#[tokio::test]
async fn a_step_and_a_takedown_at_the_same_moment_leave_nothing_shown() {
    let w = World::new().await;
    let mut a = w.approved(json!({})).await;
    let mut r = offered(&w, a.id, json!({})).await.item;
    for round in 0..6 {
        let batch = RecommendBatch {
            name: "第一批".into(),
            items: vec![ResourceBatchItem {
                id: r.id,
                version: r.version,
            }],
        };
        let (recommended, down) = tokio::join!(
            resource::recommend(&w.app, &w.province, batch, Lang::Zh),
            activity::take_down(&w.app, &w.colleague, a.id, a.version, why(), Lang::Zh),
        );
        let told = recommended.unwrap().items.remove(0);
        if let Some(problem) = told.problem {
            let fits = [Code::Stale, Code::ActivityNotPublic].map(Code::as_str);
            // Recommended in an earlier round, it cannot be again.
            assert!(
                fits.contains(&problem.code.as_str()) || problem.code == "step_not_allowed",
                "{round}: {}",
                problem.code
            );
        }
        let down = down.unwrap();
        assert_eq!(down.status, Status::TakenDown);
        let hidden = resource::show_public(&w.app, r.id).await.err().unwrap();
        assert_eq!(hidden.code(), Code::NotFound, "{round}");
        assert!(app::doctor::run(&w.app).await.unwrap().misplaced.is_empty());
        a = activity::restore(&w.app, &w.province, a.id, down.version, why(), Lang::Zh)
            .await
            .unwrap();
        r = resource::show(&w.app, &w.organizer, r.id).await.unwrap().item;
        assert!(r.shown);
    }
}

#[tokio::test]
async fn a_poster_that_was_replaced_is_no_cover_any_more() {
    let w = World::new().await;
    let a = w.approved(json!({})).await;
    let r = offered(&w, a.id, json!({})).await.item;
    let waiting = submitted(&w, a.id, json!({})).await.item;
    let cover = async || {
        let seen = resource::show_public(&w.app, r.id).await.unwrap();
        seen.card.cover_id
    };
    let first = cover().await.unwrap();
    let back = activity::withdraw(&w.app, &w.organizer, a.id, a.version, why(), Lang::Zh)
        .await
        .unwrap();
    let poster = w.file(MediaKind::Poster, None, None).await;
    let Value::Object(fields) = json!({ "poster_id": poster }) else {
        unreachable!()
    };
    let changed = activity::change(&w.app, &w.organizer, a.id, back.version, fields, Lang::Zh)
        .await
        .unwrap();
    let mut again = activity::submit(&w.app, &w.organizer, a.id, changed.version, Lang::Zh)
        .await
        .unwrap();
    for reviewer in [&w.province, &w.nation] {
        let approve = Review {
            decision: Decision::Approve,
            reason: None,
        };
        again = review::decide(&w.app, reviewer, a.id, again.version, approve, Lang::Zh)
            .await
            .unwrap();
    }
    assert_eq!(cover().await, Some(poster));
    let (old, new) = w
        .app
        .db()
        .read(move |conn| {
            let old = persistence::resource::naming(conn, first)?;
            Ok::<_, persistence::StoreError>((old, persistence::resource::naming(conn, poster)?))
        })
        .await
        .unwrap();
    assert!(old.is_empty());
    let mut named: Vec<_> = new.iter().map(|r| r.id).collect();
    named.sort_unstable();
    let mut both = vec![r.id, waiting.id];
    both.sort_unstable();
    assert_eq!(named, both);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_taken_down_takes_its_resources_along() {
    let site = Site::with_pages().await;
    let w = &site.world;
    let a = w.approved(json!({})).await;
    let shown = offered(w, a.id, json!({ "title": "</script>课件" })).await.item;
    let waiting = submitted(w, a.id, json!({})).await.item;
    let (visitor, province) = (site.visitor(), site.sign_in(3).await);
    let path = format!("/public/resources/{}", shown.id);
    let page = format!("~/resources/{}", shown.id);
    let served = visitor.get(&page).await.expect(200);
    assert!(
        served
            .text
            .contains("<title>&lt;/script&gt;课件 · 科普活动平台</title>"),
        "{}",
        served.text
    );
    assert!(served.text.contains("LearningResource"));
    assert!(
        served
            .text
            .contains("https://creativecommons.org/licenses/by/4.0/")
    );
    let link = format!("href=\"/resources/{}\"", shown.id);
    for list in ["~/resources", "~/resources?kind=lecture&q=课件"] {
        assert!(visitor.get(list).await.expect(200).text.contains(&link), "{list}");
    }
    let map = visitor.get("~/sitemap.xml").await.expect(200);
    assert!(map.text.contains("/sitemaps/resources.xml"));
    let map = visitor.get("~/sitemaps/resources.xml").await.expect(200);
    assert!(map.text.contains(&format!("/resources/{}</loc>", shown.id)));
    assert!(!map.text.contains(&waiting.id.to_string()));

    let down = province
        .step(
            &format!("/activities/{}/takedowns", a.id),
            a.version.into(),
            json!({ "reason": "核实" }),
        )
        .await
        .expect(200);
    visitor.get(&path).await.refused(404, "not_found");
    visitor.get(&page).await.expect(404);
    visitor
        .post(&format!("{path}/views"), json!({}))
        .await
        .refused(404, "not_found");
    assert_eq!(
        visitor.get("/public/resources").await.expect(200).body["items"],
        json!([])
    );
    // Neither published nor recommended while its activity is hidden.
    province
        .step(
            &format!("/resources/{}/reviews", waiting.id),
            waiting.version.into(),
            json!({ "decision": "publish" }),
        )
        .await
        .refused(409, "activity_not_public");
    let batch = json!({ "name": "第一批", "items": [{ "id": shown.id, "version": shown.version }] });
    let told = province.post("/resource-batches", batch).await.expect(200);
    assert_eq!(told.body["items"][0]["problem"]["code"], "stale");
    let batch = json!({ "name": "第一批", "items": [{ "id": shown.id, "version": shown.version + 1 }] });
    let told = province.post("/resource-batches", batch).await.expect(200);
    assert_eq!(told.body["items"][0]["problem"]["code"], "activity_not_public");
    let own = site.sign_in(1).await.get("/resources").await.expect(200);
    let kept = own.body["items"].as_array().unwrap();
    let hidden = kept.iter().find(|r| r["id"] == json!(shown.id)).unwrap();
    assert_eq!(
        (&hidden["status"], &hidden["shown"]),
        (&json!("offered"), &json!(false))
    );

    province
        .step(
            &format!("/activities/{}/restorations", a.id),
            down.version(),
            json!({ "reason": "核实无误" }),
        )
        .await
        .expect(200);
    visitor.get(&path).await.expect(200);
    assert!(app::doctor::run(&w.app).await.unwrap().misplaced.is_empty());
    w.database
        .tamper("UPDATE resources SET shown = NOT shown")
        .unwrap();
    assert_eq!(app::doctor::run(&w.app).await.unwrap().misplaced.len(), 2);
    w.database
        .tamper("UPDATE resources SET shown = NOT shown")
        .unwrap();
    assert_eq!(
        visitor.get("/public/resources").await.expect(200).body["items"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_report_of_a_resource_takes_back_the_resource_alone() {
    let site = Site::new().await;
    let w = &site.world;
    let (a, other) = (w.approved(json!({})).await, w.approved(json!({})).await);
    let r = offered(w, a.id, json!({})).await.item;
    let waiting = submitted(w, a.id, json!({})).await.item;
    let visitor = site.visitor();
    let report = |activity, resource| json!({ "activity_id": activity, "resource_id": resource, "category": "false_information", "text": "课件中的数据有误" });
    // Of another activity, or not public: it does not exist.
    for body in [report(other.id, r.id), report(a.id, waiting.id)] {
        visitor
            .post("/public/content-reports", body)
            .await
            .refused(404, "not_found");
    }
    let taken = visitor
        .post("/public/content-reports", report(a.id, r.id))
        .await
        .expect(201);
    let receipt = taken.body["receipt"].as_str().unwrap();
    let progress = format!("/public/content-reports/{receipt}");
    assert_eq!(
        visitor.get(&progress).await.expect(200).body["activity_title"],
        "声音从哪里来（课件）"
    );
    let province = site.sign_in(3).await;
    let listed = province.get("/content-reports").await.expect(200);
    let item = &listed.body["items"][0];
    assert_eq!(
        (&item["resource_id"], &item["resource_title"]),
        (&json!(r.id), &json!("声音从哪里来（课件）"))
    );
    let answers = format!("/content-reports/{}/answers", item["id"].as_str().unwrap());
    let upheld = json!({ "status": "upheld", "answer": "情况属实，已撤下", "take_down": true });
    province.step(&answers, 1, upheld).await.expect(200);
    visitor
        .get(&format!("/public/resources/{}", r.id))
        .await
        .refused(404, "not_found");
    visitor
        .get(&format!("/public/activities/{}", a.id))
        .await
        .expect(200);
    let back = province.get(&format!("/resources/{}", r.id)).await.expect(200);
    assert_eq!(back.body["status"], "returned");
    assert_eq!(
        back.body["events"].as_array().unwrap().last().unwrap()["reason"],
        "情况属实，已撤下"
    );
}

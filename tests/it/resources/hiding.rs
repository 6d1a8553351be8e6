//! A resource is public as long as its activity is; a report takes it back alone.

use harness::Site;
use serde_json::json;

use super::{offered, submitted};

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

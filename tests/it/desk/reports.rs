use harness::Site;
use serde_json::json;

use super::{approve, decide};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_visitors_report_reaches_the_reviewer_and_the_answer_comes_back() {
    let site = Site::new().await;
    let w = &site.world;
    let a = w.submitted(json!({})).await;
    let visitor = site.visitor();
    let report = json!({ "activity_id": a.id, "category": "advertising", "text": "现场推销收费课程", "phone": "13912345678" });
    visitor
        .post("/public/content-reports", report.clone())
        .await
        .refused(404, "not_found");
    let passed = decide(w, &w.province, &a, approve()).await;
    let done = decide(w, &w.nation, &passed, approve()).await;
    let bad = json!({ "activity_id": a.id, "category": "other", "text": "短", "phone": "123" });
    let answer = visitor
        .post("/public/content-reports", bad)
        .await
        .refused(422, "validation_failed");
    assert_eq!(
        answer.faults(),
        [
            ("/phone".to_owned(), "invalid_phone".to_owned()),
            ("/text".to_owned(), "too_short".to_owned())
        ]
    );
    let receipt = visitor
        .post("/public/content-reports", report)
        .await
        .expect(201)
        .body["receipt"]
        .as_str()
        .unwrap()
        .to_owned();
    let path = format!("/public/content-reports/{receipt}");
    assert_eq!(visitor.get(&path).await.expect(200).body["status"], "open");

    w.work_off().await;
    assert_eq!(app::message::unread(&w.app, &w.province).await.unwrap().unread, 1);
    assert_eq!(
        app::message::unread(&w.app, &w.other_province)
            .await
            .unwrap()
            .unread,
        0
    );
    let province = site.sign_in(3).await;
    let listed = province.get("/content-reports?status=open").await.expect(200);
    let item = &listed.body["items"][0];
    assert_eq!(
        (&item["text"], &item["wants_answer"]),
        (&json!("现场推销收费课程"), &json!(true))
    );
    assert!(
        !listed.text.contains("13912345678"),
        "the number is shown to nobody"
    );
    let answers = format!("/content-reports/{}/answers", item["id"].as_str().unwrap());
    let beijing = site.sign_in(4).await;
    assert_eq!(
        beijing.get("/content-reports").await.expect(200).body["items"],
        json!([])
    );
    let upheld = json!({ "status": "upheld", "answer": "情况属实，已下架", "take_down": true });
    beijing
        .step(&answers, 1, upheld.clone())
        .await
        .refused(404, "not_found");
    site.sign_in(5)
        .await
        .step(&answers, 1, upheld.clone())
        .await
        .refused(403, "recused");
    province
        .step(
            &answers,
            1,
            json!({ "status": "dismissed", "answer": "x", "take_down": true }),
        )
        .await
        .refused(422, "validation_failed");
    province
        .step(&answers, 7, upheld.clone())
        .await
        .refused(412, "stale");
    province.step(&answers, 1, upheld.clone()).await.expect(200);
    province
        .step(&answers, 2, upheld)
        .await
        .refused(409, "already_answered");
    visitor
        .get(&format!("/public/activities/{}", a.id))
        .await
        .refused(404, "not_found");
    let seen = visitor.get(&path).await.expect(200);
    assert_eq!(
        (&seen.body["status"], &seen.body["answer"]),
        (&json!("upheld"), &json!("情况属实，已下架"))
    );
    w.work_off().await;
    assert!(
        w.notices()
            .iter()
            .any(|(phone, text)| phone == "13912345678" && text.contains("已下架"))
    );
    let chain = w.chain(a.id).await;
    assert_eq!(chain.last().unwrap().step.as_str(), "take_down");
    assert_eq!(
        chain.len() as i32,
        done.version - a.version + 3,
        "one step, taken with the answer"
    );
    visitor
        .get("/public/content-reports/unknown")
        .await
        .refused(404, "not_found");
}

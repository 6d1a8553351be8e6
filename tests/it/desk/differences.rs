use app::activity;
use domain::activity::diff::Change;
use domain::activity::status::Status;
use domain::activity::view::Activity;
use domain::problem::Lang;
use harness::World;
use serde_json::{Map, Value, json};

use super::{approve, code, decide, reject};

async fn mend(w: &World, a: &Activity, changes: Value) -> Activity {
    let Value::Object(changes) = changes else {
        panic!("changes are an object")
    };
    let edited = activity::change(&w.app, &w.organizer, a.id, a.version, changes, Lang::Zh)
        .await
        .unwrap();
    activity::submit(&w.app, &w.organizer, a.id, edited.version, Lang::Zh)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_resubmission_with_two_changed_fields_shows_exactly_these_two() {
    let w = World::new().await;
    let a = w.submitted(json!({})).await;
    let first = activity::diff(&w.app, &w.province, a.id, 1, None).await.unwrap();
    assert_eq!(
        (first.against, first.changes.len(), first.decisions.len()),
        (None, 0, 0)
    );
    let rejected = decide(&w, &w.province, &a, reject("请写明地址与人数")).await;
    let again = mend(
        &w,
        &rejected,
        json!({ "address": "市府路 500 号", "expected_participants": { "offline": 800 } }),
    )
    .await;
    assert_eq!(again.revision, 2);
    let diff = activity::diff(&w.app, &w.province, a.id, 2, None).await.unwrap();
    let pointers: Vec<&str> = diff.changes.iter().map(|c| c.pointer.as_str()).collect();
    assert_eq!(pointers, ["/address", "/expected_participants/offline"]);
    assert_eq!(
        diff.changes[0].change,
        Change::Value {
            before: json!("市府路 1 号"),
            after: json!("市府路 500 号")
        }
    );
    assert_eq!(diff.against, Some(1));
    assert_eq!(
        diff.decisions[0].reason.as_deref(),
        Some("请写明地址与人数"),
        "the earlier reason beside it"
    );

    // Withdrawn and handed in again without a decision in between: still against what somebody looked at last.
    let back = activity::withdraw(
        &w.app,
        &w.organizer,
        a.id,
        again.version,
        Default::default(),
        Lang::Zh,
    )
    .await
    .unwrap();
    mend(&w, &back, json!({ "budget_yuan": 1 })).await;
    let third = activity::diff(&w.app, &w.province, a.id, 3, None).await.unwrap();
    assert_eq!((third.against, third.changes.len()), (Some(1), 3));
    let last = activity::diff(&w.app, &w.province, a.id, 3, Some(2))
        .await
        .unwrap();
    assert_eq!(last.changes.len(), 1);
    assert_eq!(
        code(activity::diff(&w.app, &w.province, a.id, 9, None).await),
        "not_found"
    );
    assert_eq!(
        code(activity::diff(&w.app, &w.other_province, a.id, 2, None).await),
        "not_found"
    );
}

#[tokio::test]
async fn approvals_carry_over_only_where_the_edition_says_so_and_nothing_relevant_changed() {
    let w = World::new().await;
    let rejected_by_the_nation = || async {
        let a = w.submitted(json!({})).await;
        let passed = decide(&w, &w.province, &a, approve()).await;
        decide(&w, &w.nation, &passed, reject("请补充联系人")).await
    };
    let a = rejected_by_the_nation().await;
    let again = mend(&w, &a, json!({ "contact": { "name": "另一位" } })).await;
    assert_eq!(again.status, Status::ProvinceReview, "off by default");

    let edition = app::reference::edition(&w.app, "2024").await.unwrap();
    let on = Map::from_iter([("policies".to_owned(), json!({ "carry_over_approvals": true }))]);
    app::edition::change(&w.app, &w.operator, "2024", edition.version, on)
        .await
        .unwrap();
    let a = rejected_by_the_nation().await;
    let again = mend(&w, &a, json!({ "contact": { "name": "另一位" } })).await;
    assert_eq!(
        again.status,
        Status::NationalReview,
        "the province has approved this"
    );
    let a = rejected_by_the_nation().await;
    let again = mend(
        &w,
        &a,
        json!({ "contact": { "name": "另一位" }, "title": "改名的活动" }),
    )
    .await;
    assert_eq!(again.status, Status::ProvinceReview, "a title is judged anew");
}

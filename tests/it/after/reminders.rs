use app::supplement;
use domain::access::Actor;
use domain::activity::view::StepReason;
use domain::message::Message;
use domain::page::Limit;
use domain::problem::Lang;
use domain::recommendation::ListChange;
use domain::supplement::NewExtension;
use harness::World;
use serde_json::json;

use super::recommendation::{apply, list};
use super::{at, eligible, hand_in, whole};

async fn told(w: &World, who: &Actor, kind: &str) -> Vec<Message> {
    app::message::remind(&w.app).await.unwrap();
    w.work_off().await;
    let limit = Limit::new(100).unwrap();
    let all = app::message::inbox(&w.app, who, false, limit, None, Lang::Zh)
        .await
        .unwrap();
    all.items
        .into_iter()
        .filter(|m| m.kind.as_str() == kind)
        .collect()
}

#[tokio::test]
async fn a_supplement_is_reminded_of_three_days_and_one_day_before_and_never_twice() {
    let w = World::new().await;
    w.approved(json!({})).await;
    let count = async |moment: &str| {
        w.clock.set(at(moment));
        told(&w, &w.organizer, "supplement_due").await.len()
    };
    assert_eq!(count("2024-09-21T23:59:59+08:00").await, 0, "four days left");
    assert_eq!(count("2024-09-22T00:00:00+08:00").await, 1);
    assert_eq!(count("2024-09-22T00:05:00+08:00").await, 1, "not twice");
    assert_eq!(count("2024-09-23T23:59:59+08:00").await, 1);
    assert_eq!(count("2024-09-24T00:00:00+08:00").await, 2);
    assert_eq!(count("2024-09-25T23:59:59+08:00").await, 2);
    assert_eq!(count("2024-09-26T00:00:00+08:00").await, 2, "it is over");
    let all = told(&w, &w.organizer, "supplement_due").await;
    assert!(
        all[1].title.contains("还剩 3 天") && all[0].title.contains("还剩 1 天"),
        "{all:?}"
    );
    assert!(told(&w, &w.other_organizer, "supplement_due").await.is_empty());
}

#[tokio::test]
async fn after_a_pause_people_are_told_once_with_the_days_that_are_left() {
    let w = World::new().await;
    w.approved(json!({})).await;
    w.clock.set(at("2024-09-23T08:00:00+08:00"));
    let late = told(&w, &w.organizer, "supplement_due").await;
    assert_eq!(late.len(), 1);
    assert!(late[0].title.contains("还剩 2 天"));
    let w = World::new().await;
    w.approved(json!({})).await;
    w.clock.set(at("2024-09-25T08:00:00+08:00"));
    let both = told(&w, &w.organizer, "supplement_due").await;
    assert_eq!(
        both.len(),
        1,
        "both days fell into the pause: one message is enough"
    );
    assert!(both[0].title.contains("还剩 0 天"));
}

#[tokio::test]
async fn of_what_is_submitted_withdrawn_or_taken_down_nobody_is_reminded() {
    let w = World::new().await;
    let submitted = w.approved(json!({})).await;
    let withdrawn = w.approved(json!({"title": "第二场活动"})).await;
    let taken_down = w.approved(json!({"title": "第三场活动"})).await;
    w.submitted(json!({"title": "还在审核的活动"})).await;
    let why = || StepReason {
        reason: Some("内容有误".into()),
    };
    app::activity::withdraw(
        &w.app,
        &w.organizer,
        withdrawn.id,
        withdrawn.version,
        why(),
        Lang::Zh,
    )
    .await
    .unwrap();
    app::activity::take_down(
        &w.app,
        &w.province,
        taken_down.id,
        taken_down.version,
        why(),
        Lang::Zh,
    )
    .await
    .unwrap();
    w.clock.set(at("2024-09-20T08:00:00+08:00"));
    hand_in(&w, submitted.id, whole(&w).await).await;
    w.clock.set(at("2024-09-24T08:00:00+08:00"));
    assert!(told(&w, &w.organizer, "supplement_due").await.is_empty());
}

#[tokio::test]
async fn a_moved_deadline_is_reminded_of_by_its_new_day() {
    let w = World::new().await;
    let a = w.approved(json!({})).await;
    let more = NewExtension {
        until: "2024-09-30".parse().unwrap(),
        reason: "台风".into(),
    };
    supplement::extend(&w.app, &w.province, a.id, more, Lang::Zh)
        .await
        .unwrap();
    let count = async |moment: &str| {
        w.clock.set(at(moment));
        told(&w, &w.organizer, "supplement_due").await.len()
    };
    assert_eq!(count("2024-09-24T08:00:00+08:00").await, 0);
    assert_eq!(count("2024-09-27T08:00:00+08:00").await, 1);
    assert_eq!(count("2024-09-27T09:00:00+08:00").await, 1);
    assert_eq!(count("2024-09-29T08:00:00+08:00").await, 2);
    assert_eq!(count("2024-10-01T08:00:00+08:00").await, 2);
}

#[tokio::test]
async fn officials_are_reminded_of_lists_that_lock_while_something_waits_on_them() {
    let w = World::new().await;
    let a = eligible(&w, json!({})).await;
    let e = apply(&w, a.id).await.unwrap();
    let version = list(&w, &w.city, e.list_id).await.version;
    let change = ListChange {
        lock_on: Some("2024-10-15".parse().unwrap()),
        ..ListChange::default()
    };
    app::recommendation::change(&w.app, &w.city, e.list_id, version, change)
        .await
        .unwrap();
    let count = async |moment: &str| {
        w.clock.set(at(moment));
        told(&w, &w.county, "list_locks").await.len()
    };
    assert_eq!(count("2024-10-11T23:59:59+08:00").await, 0);
    assert_eq!(count("2024-10-12T00:00:00+08:00").await, 1);
    assert_eq!(count("2024-10-13T00:00:00+08:00").await, 1);
    assert_eq!(count("2024-10-15T12:00:00+08:00").await, 2);
    assert_eq!(count("2024-10-16T00:00:00+08:00").await, 2);
    assert!(told(&w, &w.city, "list_locks").await.is_empty());
}

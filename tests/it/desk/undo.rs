use app::{activity, review};
use domain::activity::status::Status;
use domain::activity::view::AllowedAction;
use domain::problem::Lang;
use harness::World;
use serde_json::json;

use super::{approve, code, decide, in_queue, reject};

#[tokio::test]
async fn a_decision_can_be_taken_back_for_ten_minutes_and_nobody_hears_of_it() {
    let w = World::new().await;
    let a = w.submitted(json!({})).await;
    let rejected = decide(&w, &w.province, &a, reject("误点")).await;
    assert!(rejected.actions.contains(&AllowedAction::Undo));
    assert_eq!(rejected.undo_until, Some(w.app.now().plus_seconds(600)));
    w.clock.set(w.app.now().plus_seconds(599));
    w.work_off().await;
    let back = review::undo(&w.app, &w.province, a.id, rejected.version, Lang::Zh)
        .await
        .unwrap();
    assert_eq!(back.status, Status::ProvinceReview);
    assert!(in_queue(&w, &w.province, a.id).await.is_some(), "it waits again");
    w.clock.set(w.app.now().plus_seconds(3_600));
    w.work_off().await;
    let unread = app::message::unread(&w.app, &w.organizer).await.unwrap().unread;
    assert_eq!((unread, w.notices().len()), (0, 0), "nobody was told");
    let steps: Vec<&str> = w.chain(a.id).await.iter().map(|e| e.step.as_str()).collect();
    assert_eq!(
        steps,
        ["create", "submit", "reject", "undo"],
        "the log keeps both"
    );
}

#[tokio::test]
async fn what_is_late_anothers_or_overtaken_cannot_be_taken_back() {
    let w = World::new().await;
    let a = w.submitted(json!({})).await;
    let passed = decide(&w, &w.province, &a, approve()).await;
    let undo = |who: &domain::access::Actor, version: i32| {
        let (app, who) = (w.app.clone(), who.clone());
        async move { review::undo(&app, &who, a.id, version, Lang::Zh).await }
    };
    assert_eq!(
        code(undo(&w.colleague, passed.version).await),
        "undo_not_possible"
    );
    assert_eq!(code(undo(&w.province, a.version).await), "stale");
    w.clock.set(w.app.now().plus_seconds(600));
    assert_eq!(
        code(undo(&w.province, passed.version).await),
        "undo_not_possible",
        "ten minutes are over"
    );
    let done = decide(&w, &w.nation, &passed, approve()).await;
    assert_eq!(
        code(undo(&w.province, done.version).await),
        "undo_not_possible",
        "the nation has decided since"
    );
    assert!(app::public::show(&w.app, a.id).await.is_ok());
    let back = undo(&w.nation, done.version).await.unwrap();
    assert_eq!((back.status, back.approved_at), (Status::NationalReview, None));
    assert!(
        app::public::show(&w.app, a.id).await.is_err(),
        "and off the public pages"
    );

    let rejected = decide(&w, &w.nation, &back, reject("请补充")).await;
    let edited = activity::change(
        &w.app,
        &w.organizer,
        a.id,
        rejected.version,
        serde_json::Map::from_iter([("budget_yuan".to_owned(), json!(9))]),
        Lang::Zh,
    )
    .await
    .unwrap();
    let resubmitted = activity::submit(&w.app, &w.organizer, a.id, edited.version, Lang::Zh)
        .await
        .unwrap();
    assert_eq!(
        code(undo(&w.nation, resubmitted.version).await),
        "undo_not_possible",
        "the organiser went on"
    );
}

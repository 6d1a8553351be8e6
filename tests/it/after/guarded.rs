//! What somebody would try who wants more than is theirs.

use app::recommendation as use_case;
use app::{Outcome, Repeat, public_notice, supplement};
use domain::problem::Lang;
use domain::public_notice::{NewObjection, ObjectionDecision, ObjectionStatus};
use domain::recommendation::{EntryStatus, ListChange, NewEntry, NewList, ReturnRequest, Subject};
use harness::World;
use serde_json::json;

use super::notice::asked;
use super::recommendation::{apply, chosen, entries, list, locked, of_region, passed_up};
use super::{at, code, eligible, hand_in, save, whole};

#[tokio::test]
async fn a_list_sent_back_cannot_bring_more_than_its_slots_to_the_level_above() {
    let w = World::new().await;
    let mut made = Vec::new();
    for n in 0..4 {
        let a = eligible(&w, json!({"title": format!("第 {n} 场科学讲座")})).await;
        made.push(apply(&w, a.id).await.unwrap());
        w.clock.set(at(harness::NOW));
    }
    w.clock.set(at("2024-09-17T10:00:00+08:00"));
    let l = made[0].list_id;
    let version = list(&w, &w.city, l).await.version;
    let two = ListChange {
        slots: Some(2),
        ..ListChange::default()
    };
    use_case::change(&w.app, &w.city, l, version, two).await.unwrap();
    chosen(&w, &w.county, l, made[0].id).await;
    chosen(&w, &w.county, l, made[1].id).await;
    locked(&w, &w.county, l).await;
    passed_up(&w, &w.county, l).await;
    // One goes back; the county drops the other too and passes two new ones up.
    let city = of_region(&w, &w.city, "330300").await;
    let up = entries(&w, &w.city, city.id, EntryStatus::Applied).await;
    let back = ReturnRequest {
        entry_ids: vec![up[0].id],
        reason: "请调整".into(),
    };
    use_case::give_back(&w.app, &w.city, city.id, city.version, back)
        .await
        .unwrap();
    let left = entries(&w, &w.county, l, EntryStatus::Listed).await;
    let version = list(&w, &w.county, l).await.version;
    use_case::remove(&w.app, &w.county, l, left[0].id, version)
        .await
        .unwrap();
    chosen(&w, &w.county, l, made[2].id).await;
    chosen(&w, &w.county, l, made[3].id).await;
    locked(&w, &w.county, l).await;
    passed_up(&w, &w.county, l).await;
    let now = entries(&w, &w.city, city.id, EntryStatus::Applied).await;
    let mut names: Vec<String> = now.into_iter().map(|e| e.name).collect();
    names.sort();
    assert_eq!(names, ["第 2 场科学讲座", "第 3 场科学讲座"]);
}

#[tokio::test]
async fn an_upheld_objection_reaches_the_lists_above() {
    let w = World::new().await;
    let a = eligible(&w, json!({})).await;
    let e = apply(&w, a.id).await.unwrap();
    chosen(&w, &w.county, e.list_id, e.id).await;
    locked(&w, &w.county, e.list_id).await;
    passed_up(&w, &w.county, e.list_id).await;
    w.clock.set(at("2024-09-20T10:00:00+08:00"));
    let Outcome::New(n) = public_notice::begin(&w.app, &w.county, asked(e.list_id, "2024-09-20", 3), None)
        .await
        .unwrap()
    else {
        unreachable!("no key was given")
    };
    let new = NewObjection {
        entry_id: Some(e.id),
        real_name: "李时珍".into(),
        statement: "该活动照片系往年活动照片，请核实。".into(),
        ..NewObjection::default()
    };
    let repeat = Some(Repeat {
        key: "once".into(),
        digest: vec![1],
    });
    public_notice::object(&w.app, &w.member, n.id, new, repeat)
        .await
        .unwrap();
    // What is kept for a repeated request can be read by nobody who has the database alone.
    let member = w.member.account;
    let kept = w
        .app
        .db()
        .read(move |conn| persistence::idempotency::find(conn, member, "once", at("2024-09-01T00:00:00Z")))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(kept.body, None);
    let sealed = kept.body_sealed.unwrap();
    assert!(
        !sealed.windows(4).any(|w| w == b"http" || w == b"\"id\""),
        "nothing readable remains"
    );
    let decision = ObjectionDecision {
        decision: ObjectionStatus::Upheld,
        reason: "属实".into(),
    };
    public_notice::decide(&w.app, &w.county, n.id, 1, decision)
        .await
        .unwrap();
    let city = of_region(&w, &w.city, "330300").await;
    assert!(
        entries(&w, &w.city, city.id, EntryStatus::Applied)
            .await
            .is_empty()
    );
    assert_eq!(entries(&w, &w.city, city.id, EntryStatus::Struck).await.len(), 1);
}

#[tokio::test]
async fn officials_judge_what_was_handed_in_and_not_what_the_form_became() {
    let w = World::new().await;
    let first = w.approved(json!({})).await;
    let second = w.approved(json!({"title": "另一场科学讲座"})).await;
    w.clock.set(at("2024-09-16T10:00:00+08:00"));
    let form = whole(&w).await;
    hand_in(&w, first.id, form.clone()).await;
    let handed = hand_in(&w, second.id, whole(&w).await).await;
    let before = supplement::check_photos(&w.app, &w.county, second.id)
        .await
        .unwrap();
    assert_eq!(before.reuses.len(), 3, "the same three pictures");
    // The form is emptied and not handed in: nothing changes for those who judge.
    let mut emptied = form;
    emptied["photo_ids"] = json!([]);
    save(&w, second.id, handed.version, emptied).await.unwrap();
    let after = supplement::check_photos(&w.app, &w.county, second.id)
        .await
        .unwrap();
    assert_eq!(after, before);
    let seen = supplement::show(&w.app, &w.county, second.id, Lang::Zh)
        .await
        .unwrap();
    assert_eq!(seen.content.photo_ids.len(), 3);
    let own = supplement::show(&w.app, &w.organizer, second.id, Lang::Zh)
        .await
        .unwrap();
    assert!(own.content.photo_ids.is_empty() && own.changed_since);
    let other = supplement::check_photos(&w.app, &w.county, first.id)
        .await
        .unwrap();
    assert_eq!(other.reuses.len(), 3, "and the other is still found by them");
}

#[tokio::test]
async fn an_application_goes_to_the_list_of_its_own_region_and_a_lock_date_comes_from_above() {
    let w = World::new().await;
    let a = eligible(&w, json!({})).await;
    let new = |region: &str, lock_on: Option<&str>| NewList {
        edition: "2024".into(),
        region_code: region.parse().unwrap(),
        subject: Subject::Activity,
        slots: None,
        lock_on: lock_on.map(|day| day.parse().unwrap()),
    };
    let nation = use_case::open(&w.app, &w.nation, new("100000", None))
        .await
        .unwrap();
    let own = NewEntry {
        activity_id: Some(a.id),
        ..NewEntry::default()
    };
    let refused = use_case::add(&w.app, &w.organizer, nation.id, own, None, Lang::Zh).await;
    assert_eq!(code(refused), "not_found");
    let later = use_case::open(&w.app, &w.county, new("330302", Some("2099-12-31"))).await;
    assert_eq!(code(later), "not_your_level");
    let nowhere = use_case::open(&w.app, &w.province, new("339999", None)).await;
    assert_eq!(code(nowhere), "validation_failed");
    let huge = save(&w, a.id, i32::MAX, json!({})).await;
    assert_eq!(code(huge), "stale");
}

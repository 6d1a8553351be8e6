use app::recommendation::{self as use_case, ListQuery};
use app::{AppError, Outcome};
use domain::access::Actor;
use domain::activity::view::StepReason;
use domain::id::{EntryId, ListId};
use domain::page::Limit;
use domain::problem::Lang;
use domain::recommendation::{
    Application, EntryChange, EntryOrder, EntryStatus, ListChange, ListStatus, NewEntry, RecommendationEntry,
    RecommendationList, ReturnRequest,
};
use harness::World;
use serde_json::json;

use super::{at, code, eligible, hand_in, whole};

pub async fn apply(w: &World, id: domain::id::ActivityId) -> Result<RecommendationEntry, AppError> {
    let application = Application {
        note: Some("公众反响好".into()),
    };
    let made = use_case::apply_activity(&w.app, &w.organizer, id, application, None, Lang::Zh).await?;
    match made {
        Outcome::New(made) => Ok(made),
        Outcome::Again { .. } => unreachable!("no key was given"),
    }
}

pub async fn list(w: &World, who: &Actor, id: ListId) -> RecommendationList {
    use_case::show(&w.app, who, id).await.unwrap()
}

pub async fn entries(w: &World, who: &Actor, id: ListId, status: EntryStatus) -> Vec<RecommendationEntry> {
    use_case::entries(
        &w.app,
        who,
        id,
        Some(status),
        Limit::new(100).unwrap(),
        None,
        Lang::Zh,
    )
    .await
    .unwrap()
    .items
}

pub fn choose() -> EntryChange {
    EntryChange {
        status: Some(EntryStatus::Listed),
        ..EntryChange::default()
    }
}

pub async fn chosen(w: &World, who: &Actor, l: ListId, e: EntryId) -> RecommendationList {
    let version = list(w, who, l).await.version;
    use_case::choose(&w.app, who, l, e, version, choose(), Lang::Zh)
        .await
        .unwrap()
}

pub async fn locked(w: &World, who: &Actor, l: ListId) -> RecommendationList {
    let version = list(w, who, l).await.version;
    use_case::lock(&w.app, who, l, version, Lang::Zh).await.unwrap()
}

pub async fn passed_up(w: &World, who: &Actor, l: ListId) -> RecommendationList {
    let version = list(w, who, l).await.version;
    use_case::endorse(&w.app, who, l, version).await.unwrap()
}

/// The list of a region, as its officials see it among theirs.
pub async fn of_region(w: &World, who: &Actor, region: &str) -> RecommendationList {
    let all = use_case::list(&w.app, who, ListQuery::default()).await.unwrap();
    all.items
        .into_iter()
        .find(|l| l.region_code.as_str() == region)
        .unwrap()
}

/// An activity that is chosen by 鹿城区, passed up and chosen at each level up to the nation, whose list is locked.
pub async fn nationally_chosen(w: &World) -> (domain::activity::view::Activity, RecommendationList) {
    let a = eligible(w, json!({})).await;
    let e = apply(w, a.id).await.unwrap();
    chosen(w, &w.county, e.list_id, e.id).await;
    locked(w, &w.county, e.list_id).await;
    passed_up(w, &w.county, e.list_id).await;
    for (who, region) in [
        (&w.city, "330300"),
        (&w.province, "330000"),
        (&w.nation, "100000"),
    ] {
        let l = of_region(w, who, region).await;
        let waiting = entries(w, who, l.id, EntryStatus::Applied).await;
        chosen(w, who, l.id, waiting[0].id).await;
        locked(w, who, l.id).await;
        if region != "100000" {
            passed_up(w, who, l.id).await;
        }
    }
    let l = of_region(w, &w.nation, "100000").await;
    (a, l)
}

#[tokio::test]
async fn only_what_is_eligible_can_be_applied_for_and_each_rule_is_named() {
    let w = World::new().await;
    let a = w.approved(json!({})).await;
    w.clock.set(at("2024-09-16T10:00:00+08:00"));
    let mut form = whole(&w).await;
    form["media_reports"] = json!([]);
    form["actual_participants"]["offline"] = json!(49);
    hand_in(&w, a.id, form).await;
    let Err(AppError::Invalid(faults)) = apply(&w, a.id).await else {
        panic!("it is refused")
    };
    let words: Vec<String> = faults.iter().map(|f| f.message(Lang::Zh)).collect();
    assert_eq!(words.len(), 2, "{words:?}");
    assert!(
        words[0].contains("媒体报道") && words[1].contains("参与人数"),
        "{words:?}"
    );
    hand_in(&w, a.id, whole(&w).await).await;
    let e = apply(&w, a.id).await.unwrap();
    assert_eq!(e.status, EntryStatus::Applied);
    assert_eq!(code(apply(&w, a.id).await), "already_listed");
    let l = list(&w, &w.county, e.list_id).await;
    assert_eq!(
        (l.region_code.as_str(), l.applied, l.listed, l.slots),
        ("330302", 1, 0, 5)
    );
    assert_eq!(
        code(use_case::show(&w.app, &w.organizer, l.id).await),
        "not_found"
    );
    let standing = use_case::standing_of_activity(&w.app, &w.organizer, a.id)
        .await
        .unwrap();
    assert_eq!(standing.steps.len(), 1);
    assert!(!standing.can_apply);
    use_case::retract_activity(&w.app, &w.organizer, a.id)
        .await
        .unwrap();
    let standing = use_case::standing_of_activity(&w.app, &w.organizer, a.id)
        .await
        .unwrap();
    assert!(standing.can_apply);
    assert_eq!(
        apply(&w, a.id).await.unwrap().id,
        e.id,
        "it comes back as the same entry"
    );
}

#[tokio::test]
async fn slots_are_hard_and_are_not_made_fewer_than_what_is_listed() {
    let w = World::new().await;
    let mut ids = Vec::new();
    for n in 0..3 {
        let a = eligible(&w, json!({"title": format!("第 {n} 场科学讲座")})).await;
        ids.push(apply(&w, a.id).await.unwrap());
        w.clock.set(at(harness::NOW));
    }
    w.clock.set(at("2024-09-17T10:00:00+08:00"));
    let l = ids[0].list_id;
    let set = async |who: &Actor, slots| {
        let version = list(&w, who, l).await.version;
        let change = ListChange {
            slots: Some(slots),
            ..ListChange::default()
        };
        use_case::change(&w.app, who, l, version, change).await
    };
    assert_eq!(
        code(set(&w.county, 50).await),
        "not_your_level",
        "nobody gives themselves slots"
    );
    set(&w.city, 2).await.unwrap();
    chosen(&w, &w.county, l, ids[0].id).await;
    chosen(&w, &w.county, l, ids[1].id).await;
    let before = list(&w, &w.county, l).await;
    let over = use_case::choose(
        &w.app,
        &w.county,
        l,
        ids[2].id,
        before.version,
        choose(),
        Lang::Zh,
    )
    .await;
    assert_eq!(code(over), "slots_full");
    let direct = NewEntry {
        activity_id: ids[2].activity_id,
        ..NewEntry::default()
    };
    let over = use_case::add(&w.app, &w.county, l, direct, None, Lang::Zh).await;
    assert_eq!(code(over), "slots_full");
    assert_eq!(code(set(&w.city, 1).await), "slots_below_listed");
    let after = list(&w, &w.county, l).await;
    assert_eq!(after, before, "nothing changed");
    set(&w.city, 3).await.unwrap();
    chosen(&w, &w.county, l, ids[2].id).await;
    let order: Vec<EntryId> = entries(&w, &w.county, l, EntryStatus::Listed)
        .await
        .iter()
        .map(|e| e.id)
        .collect();
    assert_eq!(order, [ids[0].id, ids[1].id, ids[2].id]);
    // By place, and by a whole order.
    let version = list(&w, &w.county, l).await.version;
    let third_first = EntryChange {
        position: Some(1),
        opinion: Some("首推".into()),
        ..EntryChange::default()
    };
    let moved = use_case::choose(&w.app, &w.county, l, ids[2].id, version, third_first, Lang::Zh)
        .await
        .unwrap();
    let now = entries(&w, &w.county, l, EntryStatus::Listed).await;
    assert_eq!(
        now.iter().map(|e| e.id).collect::<Vec<_>>(),
        [ids[2].id, ids[0].id, ids[1].id]
    );
    assert_eq!(
        now.iter().map(|e| e.position.unwrap()).collect::<Vec<_>>(),
        [1, 2, 3]
    );
    assert_eq!(now[0].opinion, "首推");
    let partial = EntryOrder {
        order: vec![ids[1].id, ids[0].id],
    };
    assert_eq!(
        code(use_case::order(&w.app, &w.county, l, moved.version, partial).await),
        "validation_failed"
    );
    let whole_order = EntryOrder {
        order: vec![ids[1].id, ids[0].id, ids[2].id],
    };
    use_case::order(&w.app, &w.county, l, moved.version, whole_order.clone())
        .await
        .unwrap();
    assert_eq!(
        code(use_case::order(&w.app, &w.county, l, moved.version, whole_order).await),
        "stale"
    );
    // Off the list: the others close up.
    let version = list(&w, &w.county, l).await.version;
    use_case::remove(&w.app, &w.county, l, ids[1].id, version)
        .await
        .unwrap();
    let now = entries(&w, &w.county, l, EntryStatus::Listed).await;
    assert_eq!(
        now.iter().map(|e| e.position.unwrap()).collect::<Vec<_>>(),
        [1, 2]
    );
}

#[tokio::test]
async fn a_locked_list_is_frozen_and_its_activities_cannot_be_withdrawn() {
    let w = World::new().await;
    let a = eligible(&w, json!({})).await;
    let e = apply(&w, a.id).await.unwrap();
    let l = e.list_id;
    let version = list(&w, &w.county, l).await.version;
    assert_eq!(
        code(use_case::lock(&w.app, &w.county, l, version, Lang::Zh).await),
        "validation_failed",
        "it is empty"
    );
    chosen(&w, &w.county, l, e.id).await;
    let open = list(&w, &w.county, l).await;
    let first = use_case::lock(&w.app, &w.county, l, open.version, Lang::Zh)
        .await
        .unwrap();
    assert_eq!(first.status, ListStatus::Locked);
    assert_eq!(
        code(use_case::lock(&w.app, &w.county, l, open.version, Lang::Zh).await),
        "stale"
    );
    assert_eq!(
        code(use_case::lock(&w.app, &w.county, l, first.version, Lang::Zh).await),
        "list_locked"
    );
    let version = first.version;
    let back = EntryChange {
        status: Some(EntryStatus::Applied),
        ..EntryChange::default()
    };
    assert_eq!(
        code(use_case::choose(&w.app, &w.county, l, e.id, version, back, Lang::Zh).await),
        "list_locked"
    );
    let withdraw = async |why: Option<String>| {
        app::activity::withdraw(
            &w.app,
            &w.organizer,
            a.id,
            a.version,
            StepReason { reason: why },
            Lang::Zh,
        )
        .await
    };
    assert_eq!(code(withdraw(None).await), "on_locked_list");
    // What is handed in later does not change what held when it was locked.
    let mut worse = whole(&w).await;
    worse["photo_ids"] = json!([]);
    hand_in(&w, a.id, worse).await;
    assert!(!super::judged(&w, &w.county, a.id).await.eligible);
    let frozen = entries(&w, &w.county, l, EntryStatus::Listed).await;
    assert!(
        frozen[0].eligibility.as_ref().unwrap().eligible,
        "frozen as it stood"
    );
    // Sent back by the level above it is open again, and the activity can go.
    let reason = ReturnRequest {
        reason: "请按名额调整".into(),
        ..ReturnRequest::default()
    };
    assert_eq!(
        code(use_case::give_back(&w.app, &w.county, l, version, reason.clone()).await),
        "not_your_level"
    );
    let opened = use_case::give_back(&w.app, &w.city, l, version, reason)
        .await
        .unwrap();
    assert_eq!(
        (opened.status, opened.returned_reason.as_deref()),
        (ListStatus::Open, Some("请按名额调整"))
    );
    // And locking judges anew.
    let again = use_case::lock(&w.app, &w.county, l, opened.version, Lang::Zh).await;
    let Err(AppError::Invalid(faults)) = again else {
        panic!("{again:?}")
    };
    assert!(faults.iter().all(|f| f.pointer == format!("/entries/{}", e.id)));
    withdraw(Some("内容有误".into())).await.unwrap();
    let gone = entries(&w, &w.county, l, EntryStatus::Withdrawn).await;
    assert_eq!(gone.len(), 1);
    assert_eq!(list(&w, &w.county, l).await.listed, 0);
}

#[tokio::test]
async fn a_lock_and_a_withdrawal_at_the_same_moment_agree() {
    for _ in 0..8 {
        let w = World::new().await;
        let a = eligible(&w, json!({})).await;
        let e = apply(&w, a.id).await.unwrap();
        chosen(&w, &w.county, e.list_id, e.id).await;
        let version = list(&w, &w.county, e.list_id).await.version;
        let (lock, withdrawal) = tokio::join!(
            use_case::lock(&w.app, &w.county, e.list_id, version, Lang::Zh),
            app::activity::withdraw(
                &w.app,
                &w.organizer,
                a.id,
                a.version,
                StepReason::default(),
                Lang::Zh
            )
        );
        let now = list(&w, &w.county, e.list_id).await;
        match (lock, withdrawal) {
            (Ok(_), Err(refused)) => {
                assert_eq!(refused.code().as_str(), "on_locked_list");
                assert_eq!((now.status, now.listed), (ListStatus::Locked, 1));
            }
            (Err(refused), Ok(_)) => {
                let refused = refused.code().as_str();
                assert!(["stale", "validation_failed"].contains(&refused), "{refused}");
                assert_eq!((now.status, now.listed), (ListStatus::Open, 0));
            }
            both => panic!("{both:?}"),
        }
    }
}

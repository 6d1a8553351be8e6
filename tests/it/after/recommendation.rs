use app::recommendation::{self as use_case, ListQuery};
use app::{AppError, Outcome};
use domain::access::Actor;
use domain::activity::view::StepReason;
use domain::id::{EntryId, ListId};
use domain::page::Limit;
use domain::problem::Lang;
use domain::recommendation::{
    Application, EntryChange, EntryOrder, EntryStatus, ListChange, ListStatus, NewEntry, NewList,
    RecommendationEntry, RecommendationList, ReturnRequest, Subject,
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

fn choose() -> EntryChange {
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

#[tokio::test]
async fn a_list_is_passed_up_by_its_own_level_and_only_once() {
    let w = World::new().await;
    let a = eligible(&w, json!({})).await;
    let e = apply(&w, a.id).await.unwrap();
    let l = e.list_id;
    chosen(&w, &w.county, l, e.id).await;
    let version = list(&w, &w.county, l).await.version;
    assert_eq!(
        code(use_case::endorse(&w.app, &w.county, l, version).await),
        "list_not_locked"
    );
    locked(&w, &w.county, l).await;
    let version = list(&w, &w.county, l).await.version;
    for who in [&w.city, &w.province, &w.nation] {
        assert_eq!(
            code(use_case::endorse(&w.app, who, l, version).await),
            "not_your_level"
        );
    }
    assert_eq!(
        code(use_case::endorse(&w.app, &w.other_province, l, version).await),
        "not_found"
    );
    assert_eq!(
        code(use_case::endorse(&w.app, &w.organizer, l, version).await),
        "not_found"
    );
    assert_eq!(
        list(&w, &w.county, l).await.status,
        ListStatus::Locked,
        "nothing changed"
    );
    let done = passed_up(&w, &w.county, l).await;
    assert_eq!(done.status, ListStatus::Endorsed);
    assert_eq!(
        code(use_case::endorse(&w.app, &w.county, l, done.version).await),
        "step_not_allowed"
    );
    let city = of_region(&w, &w.city, "330300").await;
    let waiting = entries(&w, &w.city, city.id, EntryStatus::Applied).await;
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].from_region.as_ref().unwrap().as_str(), "330302");
    assert_eq!(waiting[0].note, "公众反响好");
    // One entry goes back: the county's list is open again and says why.
    let one = ReturnRequest {
        entry_ids: vec![waiting[0].id],
        reason: "请补充现场照片".into(),
    };
    use_case::give_back(&w.app, &w.city, city.id, city.version, one)
        .await
        .unwrap();
    let reopened = list(&w, &w.county, l).await;
    assert_eq!((reopened.status, reopened.listed), (ListStatus::Open, 0));
    assert_eq!(
        entries(&w, &w.county, l, EntryStatus::Returned).await[0]
            .reason
            .as_deref(),
        Some("请补充现场照片")
    );
    let standing = use_case::standing_of_activity(&w.app, &w.organizer, a.id)
        .await
        .unwrap();
    assert!(standing.can_apply, "{standing:?}");
    w.work_off().await;
    let told = app::message::inbox(&w.app, &w.organizer, false, Limit::default(), None, Lang::Zh)
        .await
        .unwrap();
    assert!(
        told.items
            .iter()
            .any(|m| m.kind.as_str() == "recommendation_returned" && m.body.contains("请补充现场照片"))
    );
    let told = app::message::inbox(&w.app, &w.county, false, Limit::default(), None, Lang::Zh)
        .await
        .unwrap();
    assert!(told.items.iter().any(|m| m.kind.as_str() == "list_returned"));
    // Once more all the way, and the level above sends the whole list back.
    apply(&w, a.id).await.unwrap();
    chosen(&w, &w.county, l, e.id).await;
    locked(&w, &w.county, l).await;
    let up = passed_up(&w, &w.county, l).await;
    assert_eq!(entries(&w, &w.city, city.id, EntryStatus::Applied).await.len(), 1);
    let all = ReturnRequest {
        reason: "名额调整".into(),
        ..ReturnRequest::default()
    };
    use_case::give_back(&w.app, &w.city, l, up.version, all)
        .await
        .unwrap();
    assert_eq!(entries(&w, &w.city, city.id, EntryStatus::Applied).await.len(), 0);
    assert_eq!(list(&w, &w.county, l).await.status, ListStatus::Open);
}

#[tokio::test]
async fn after_the_lock_date_nothing_is_added_or_moved() {
    let w = World::new().await;
    let a = eligible(&w, json!({})).await;
    let e = apply(&w, a.id).await.unwrap();
    let l = e.list_id;
    let version = list(&w, &w.city, l).await.version;
    let change = ListChange {
        lock_on: Some("2024-10-15".parse().unwrap()),
        ..ListChange::default()
    };
    let set = use_case::change(&w.app, &w.city, l, version, change)
        .await
        .unwrap();
    w.clock.set(at("2024-10-16T00:00:00+08:00"));
    let late = use_case::choose(&w.app, &w.county, l, e.id, set.version, choose(), Lang::Zh).await;
    assert_eq!(code(late), "list_overdue");
    w.clock.set(at("2024-10-15T23:59:59+08:00"));
    chosen(&w, &w.county, l, e.id).await;
    w.clock.set(at("2024-10-16T00:00:00+08:00"));
    locked(&w, &w.county, l).await;
}

#[tokio::test]
async fn nobody_recommends_their_own() {
    let w = World::new().await;
    let a = eligible(&w, json!({})).await;
    // A province reviewer who files for the museum.
    let new = NewList {
        edition: "2024".into(),
        region_code: "330000".parse().unwrap(),
        subject: Subject::Activity,
        slots: None,
        lock_on: None,
    };
    let l = use_case::open(&w.app, &w.recused, new).await.unwrap();
    let own = || NewEntry {
        activity_id: Some(a.id),
        ..NewEntry::default()
    };
    assert_eq!(
        code(use_case::add(&w.app, &w.recused, l.id, own(), None, Lang::Zh).await),
        "recused"
    );
    let Outcome::New(e) = use_case::add(&w.app, &w.province, l.id, own(), None, Lang::Zh)
        .await
        .unwrap()
    else {
        unreachable!()
    };
    let version = list(&w, &w.province, l.id).await.version;
    let opinion = EntryChange {
        opinion: Some("很好".into()),
        ..EntryChange::default()
    };
    assert_eq!(
        code(use_case::choose(&w.app, &w.recused, l.id, e.id, version, opinion, Lang::Zh).await),
        "recused"
    );
    let wrong = NewEntry {
        organization_id: Some(w.museum),
        ..NewEntry::default()
    };
    assert_eq!(
        code(use_case::add(&w.app, &w.province, l.id, wrong, None, Lang::Zh).await),
        "validation_failed"
    );
}

#[tokio::test]
async fn organisations_are_recommended_too_and_figures_come_from_their_activities() {
    let w = World::new().await;
    eligible(&w, json!({"co_organizers": [{"name": "示例学会"}]})).await;
    let e = use_case::apply_organization(
        &w.app,
        &w.organizer,
        w.museum,
        "2024".into(),
        Application::default(),
        Lang::Zh,
    )
    .await
    .unwrap();
    assert_eq!(
        (e.name.as_str(), e.subject),
        ("温州科技馆", Subject::Organization)
    );
    assert_eq!(
        code(
            use_case::apply_organization(
                &w.app,
                &w.organizer,
                w.association,
                "2024".into(),
                Application::default(),
                Lang::Zh
            )
            .await
        ),
        "not_allowed"
    );
    let card = use_case::score_card(&w.app, &w.county, e.list_id, Lang::Zh)
        .await
        .unwrap();
    let figures: Vec<u64> = card.lines[0].indicators.iter().map(|i| i.figure).collect();
    assert_eq!(
        figures,
        [2, 320, 2, 1, 0, 0],
        "units, people, weighted reports, workers, joint, online"
    );
    assert_eq!(card.lines[0].total, card.lines[0].from_data);
    assert_eq!(e.score, Some(card.lines[0].total));
}

#[tokio::test]
async fn experts_score_blindly_and_wide_differences_show() {
    use domain::recommendation::score::{ExpertScore, Indicator, NewExpert};
    let w = World::new().await;
    let a = eligible(&w, json!({})).await;
    let e = apply(&w, a.id).await.unwrap();
    let invite = async |person: u8| {
        let new = NewExpert {
            phone: World::phone(person),
        };
        use_case::invite(&w.app, &w.county, e.list_id, new).await
    };
    assert_eq!(
        code(invite(1).await),
        "validation_failed",
        "the museum's own organizer"
    );
    invite(9).await.unwrap();
    invite(10).await.unwrap();
    let blind = use_case::score_card(&w.app, &w.member, e.list_id, Lang::Zh)
        .await
        .unwrap();
    assert!(blind.blind && blind.lines[0].organization_name.is_none());
    assert!(
        !blind.lines[0].name.contains("科技馆"),
        "{:?}",
        blind.lines[0].name
    );
    assert_eq!(
        code(use_case::score_card(&w.app, &w.other_organizer, e.list_id, Lang::Zh).await),
        "not_found"
    );
    let give = |n: u32| ExpertScore {
        scores: Indicator::ALL.into_iter().map(|i| (i, n)).collect(),
        comment: String::new(),
    };
    let put =
        async |who: &Actor, n| use_case::put_score(&w.app, who, e.list_id, e.id, give(n), Lang::Zh).await;
    assert_eq!(code(put(&w.member, 101).await), "validation_failed");
    assert_eq!(
        code(put(&w.county, 80).await),
        "not_found",
        "who was not invited does not score"
    );
    put(&w.member, 90).await.unwrap();
    let own = put(&w.colleague, 60).await.unwrap();
    assert!(own.by_experts.is_empty(), "one expert does not see the other's");
    let card = use_case::score_card(&w.app, &w.county, e.list_id, Lang::Zh)
        .await
        .unwrap();
    let mut totals = card.lines[0].by_experts.clone();
    totals.sort_unstable();
    assert_eq!(totals, [60, 90]);
    assert_eq!((card.lines[0].total, card.lines[0].far_apart), (75, true));
    let weights = [("scale".to_owned(), 60), ("publicity".to_owned(), 41)].into();
    let version = list(&w, &w.county, e.list_id).await.version;
    let change = ListChange {
        weights: Some(weights),
        ..ListChange::default()
    };
    assert_eq!(
        code(use_case::change(&w.app, &w.county, e.list_id, version, change).await),
        "validation_failed"
    );
}

#[tokio::test]
async fn the_sheet_holds_what_was_chosen_with_contacts() {
    let w = World::new().await;
    let a = eligible(&w, json!({"title": "=HYPERLINK(1) 科学之夜"})).await;
    let e = apply(&w, a.id).await.unwrap();
    chosen(&w, &w.county, e.list_id, e.id).await;
    let (name, bytes) = use_case::sheet(&w.app, &w.county, e.list_id).await.unwrap();
    assert!(
        name.contains("优秀活动推荐汇总表") && name.ends_with(".xlsx"),
        "{name}"
    );
    assert!(bytes.starts_with(b"PK"));
    assert_eq!(
        code(use_case::sheet(&w.app, &w.organizer, e.list_id).await),
        "not_found"
    );
}

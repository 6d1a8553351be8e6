use app::Outcome;
use app::recommendation as use_case;
use domain::access::Actor;
use domain::problem::Lang;
use domain::recommendation::{Application, EntryChange, EntryStatus, ListChange, NewEntry, NewList, Subject};
use harness::World;
use serde_json::json;

use super::recommendation::{apply, choose, chosen, entries, list, locked};
use super::{at, code, eligible};

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
    assert_eq!(e.score, None, "an applicant does not see it");
    let listed = entries(&w, &w.county, e.list_id, EntryStatus::Applied).await;
    assert_eq!(listed[0].score, Some(card.lines[0].total));
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

//! Figures: what the activities add up to, whatever became of them and in whatever order it was read.

use app::statistics::{fold, fold_all, recount};
use app::{activity, organization};
use domain::activity::similarity::JoinFiling;
use domain::activity::view::StepReason;
use domain::organization::OrganizationChange;
use domain::problem::Lang;
use domain::region::RegionCode;
use domain::statistics::{Cell, Dimension, Figures};
use harness::World;
use persistence::statistics as store;
use serde_json::json;

async fn figures(w: &World, region: &str, dimension: Dimension) -> Vec<(String, Figures)> {
    fold_all(&w.app).await.unwrap();
    let regions: Vec<RegionCode> = vec![region.parse().unwrap()];
    let found = w
        .app
        .db()
        .read(move |conn| store::figures(conn, "2024", dimension, &regions))
        .await
        .unwrap();
    let shown = found.into_iter().filter(|(_, figures)| !figures.is_zero());
    shown.map(|(cell, figures)| (cell.key, figures)).collect()
}

async fn total(w: &World, region: &str) -> Figures {
    let all = figures(w, region, Dimension::Total).await;
    all.first().map(|(_, figures)| *figures).unwrap_or_default()
}

#[tokio::test]
async fn what_is_filed_and_approved_counts_in_its_county_and_everywhere_above() {
    let w = World::new().await;
    w.complete_draft().await;
    let waiting = w.submitted(json!({ "title": "云上科学讲堂" })).await;
    let approved = w.approved(json!({ "title": "科技馆奇妙夜" })).await;
    for region in ["330302", "330300", "330000", "100000"] {
        let t = total(&w, region).await;
        assert_eq!((t.filed, t.approved, t.sessions), (2, 1, 1), "{region}");
        let people = approved.content.expected_participants.offline.unwrap_or_default();
        assert_eq!(t.expected_offline, i64::from(people));
    }
    assert_eq!(total(&w, "110000").await, Figures::default());
    let by_status = figures(&w, "330302", Dimension::Status).await;
    let keys: Vec<_> = by_status.iter().map(|(key, f)| (key.as_str(), f.filed)).collect();
    assert_eq!(keys, [("approved", 1), ("province_review", 1)]);
    // What is withdrawn is gone from every figure.
    let why = StepReason::default();
    activity::withdraw(&w.app, &w.organizer, waiting.id, waiting.version, why, Lang::Zh)
        .await
        .unwrap();
    assert_eq!(total(&w, "330302").await.filed, 1);
    assert_eq!(recount(&w.app).await.unwrap(), []);
}

#[tokio::test]
async fn a_joint_filing_counts_once_and_the_next_when_the_first_leaves() {
    let w = World::new().await;
    let county = w.submitted(json!({ "title": "鹿城区主场活动" })).await;
    w.clock.set(w.app.now().plus_seconds(60));
    let city = w
        .submitted(json!({ "title": "鹿城区主场活动", "region_code": "330300" }))
        .await;
    assert_eq!(total(&w, "330000").await.filed, 2);
    let with = JoinFiling {
        activity_id: county.id,
    };
    let joined = activity::join(&w.app, &w.province, city.id, city.version, with, Lang::Zh)
        .await
        .unwrap();
    assert_eq!(total(&w, "330000").await.filed, 1);
    assert_eq!(
        total(&w, "330302").await.filed,
        1,
        "the one handed in first counts"
    );
    assert_eq!(recount(&w.app).await.unwrap(), []);
    activity::part(&w.app, &w.province, city.id, joined.version, Lang::Zh)
        .await
        .unwrap();
    assert_eq!(total(&w, "330000").await.filed, 2);
    assert_eq!(recount(&w.app).await.unwrap(), []);
}

#[tokio::test]
async fn figures_follow_an_organisation_that_changes_its_kind() {
    let w = World::new().await;
    w.submitted(json!({})).await;
    let before = figures(&w, "330302", Dimension::OrganizationKind).await;
    let museum = w.museum;
    let o = w
        .app
        .db()
        .read(move |conn| persistence::organization::find(conn, museum))
        .await
        .unwrap();
    let kind = if o.kind == "school" { "venue" } else { "school" };
    let change = OrganizationChange {
        kind: Some(kind.to_owned()),
        ..OrganizationChange::default()
    };
    organization::change(&w.app, &w.city, w.museum, o.version, change)
        .await
        .unwrap();
    let after = figures(&w, "330302", Dimension::OrganizationKind).await;
    assert_eq!(
        (before[0].0.as_str(), after[0].0.as_str()),
        (o.kind.as_str(), kind)
    );
    assert_eq!((before.len(), after.len()), (1, 1));
    assert_eq!(recount(&w.app).await.unwrap(), []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn several_readers_at_once_count_everything_once() {
    let w = World::new().await;
    let readers: Vec<_> = (0..4)
        .map(|_| {
            let app = w.app.clone();
            tokio::spawn(async move {
                for _ in 0..30 {
                    fold(&app).await.unwrap();
                    tokio::task::yield_now().await;
                }
            })
        })
        .collect();
    for n in 0..12 {
        w.submitted(json!({ "title": format!("第 {n} 场科普报告") }))
            .await;
    }
    for reader in readers {
        reader.await.unwrap();
    }
    assert_eq!(total(&w, "330302").await.filed, 12);
    assert_eq!(recount(&w.app).await.unwrap(), []);
}

#[tokio::test]
async fn the_doctor_finds_a_figure_that_was_tampered_with() {
    let w = World::new().await;
    w.submitted(json!({})).await;
    assert!(app::doctor::run(&w.app).await.unwrap().figures.is_empty());
    let cell = Cell {
        edition: "2024".into(),
        region: "330302".parse().unwrap(),
        dimension: Dimension::Total,
        key: String::new(),
    };
    let more = Figures {
        filed: 5,
        ..Figures::default()
    };
    let tampered = [(cell.clone(), more)].into();
    w.app
        .db()
        .write(move |tx| store::add(tx, &tampered))
        .await
        .unwrap();
    let wrong = app::doctor::run(&w.app).await.unwrap().figures;
    assert_eq!(wrong.len(), 1);
    assert_eq!(
        (&wrong[0].cell, wrong[0].kept.filed, wrong[0].counted.filed),
        (&cell, 6, 1)
    );
}

//! What a summary says in numbers: from the roll-ups, frozen when it is handed in, with what a person put in beside.

use std::io::Cursor;

use app::summary as use_case;
use calamine::{Data, Reader, Xlsx};
use domain::summary::SummaryFigures;
use harness::World;
use serde_json::json;

use super::{at, begin, faults, hand_in, museum_admin, save, whole};
use crate::after::eligible;

async fn figures(w: &World, region: &str) -> SummaryFigures {
    app::statistics::fold_all(&w.app).await.unwrap();
    let who = if region == "330300" { &w.city } else { &w.county };
    begin(w, who, Some(region), None).await.unwrap().figures
}

#[tokio::test]
async fn figures_come_from_what_was_approved_and_supplemented() {
    let w = World::new().await;
    eligible(&w, json!({ "title": "科学之夜" })).await;
    w.clock.set(at("2024-09-01T10:00:00+08:00"));
    w.approved(
        json!({ "title": "市里的主场活动", "region_code": "330300", "mode": "online",
        "online_url": "https://live.example.cn/1", "address": null, "venue_type": null,
        "expected_participants": { "online": 900 } }),
    )
    .await;
    let f = figures(&w, "330300").await;
    let t = &f.total;
    assert_eq!(
        (t.figures.filed, t.figures.approved, t.figures.actual_offline),
        (2, 2, 320)
    );
    assert_eq!(
        (
            t.figures.media_reports,
            t.figures.photos,
            t.figures.reusable_resources
        ),
        (1, 3, 1)
    );
    assert_eq!(t.outlets.get("city"), Some(&1));
    assert_eq!((t.modes["offline"].sessions, t.modes["online"].sessions), (1, 1));
    assert_eq!(t.organizations, Some(1));
    assert_eq!(f.below.len(), 13, "twelve counties, and what is the city's own");
    let lucheng = f.below.iter().find(|l| l.name == "鹿城区").unwrap();
    assert_eq!((lucheng.figures.approved, lucheng.organizations), (1, Some(1)));
    let own = f.below.last().unwrap();
    assert_eq!(
        (own.name.as_str(), own.figures.approved, own.organizations),
        ("本级", 1, None)
    );
    let top: Vec<_> = f
        .top_on_site
        .iter()
        .map(|a| (a.title.as_str(), a.participants))
        .collect();
    assert_eq!(top, [("科学之夜", 320)]);
    assert!(f.top_online.is_empty());
    assert_eq!(f.outlets[0].name, "市级媒体");
    assert!(app::doctor::run(&w.app).await.unwrap().figures.is_empty());
}

#[tokio::test]
async fn targets_and_how_far_they_are_met_come_from_the_quotas() {
    let w = World::new().await;
    w.approved(json!({ "title": "第一场" })).await;
    let quotas = vec![domain::quota::Quota {
        region_code: "330302".into(),
        category: None,
        target: 4,
    }];
    let (city, by) = ("330300".parse().unwrap(), w.city.account);
    w.app
        .db()
        .write(move |tx| {
            persistence::quota::replace(tx, "2024", &city, &quotas, 0, by, at("2024-08-01T00:00:00Z"))
        })
        .await
        .unwrap();
    let county = figures(&w, "330302").await.total;
    assert_eq!((county.target, county.completion()), (Some(4), Some(25)));
    let city = figures(&w, "330300").await;
    assert_eq!(
        (city.total.target, city.total.completion()),
        (None, None),
        "nobody set one for it"
    );
    let lucheng = city.below.iter().find(|l| l.name == "鹿城区").unwrap();
    assert_eq!(lucheng.completion(), Some(25));
}

#[tokio::test]
async fn what_is_handed_in_stays_as_it_was() {
    let w = World::new().await;
    w.approved(json!({ "title": "第一场" })).await;
    let s = begin(&w, &w.county, Some("330302"), None).await.unwrap();
    let handed = hand_in(&w, &w.county, s.item.id).await.unwrap();
    assert_eq!(handed.figures.total.figures.approved, 1);
    assert_eq!(handed.figures.as_of, Some(w.app.now()));
    w.clock.set(w.app.now().plus_seconds(3_600));
    w.approved(json!({ "title": "第二场" })).await;
    app::statistics::fold_all(&w.app).await.unwrap();
    for who in [&w.county, &w.city] {
        let now = use_case::show(&w.app, who, s.item.id).await.unwrap();
        assert!(now.frozen);
        assert_eq!(now.figures, handed.figures);
    }
    // Sent back, the county sees today's figures again; the city those that were handed in.
    let why = domain::summary::SummaryReturn {
        reason: "请更新".into(),
    };
    use_case::give_back(&w.app, &w.city, s.item.id, handed.item.version, why)
        .await
        .unwrap();
    let ours = use_case::show(&w.app, &w.county, s.item.id).await.unwrap();
    assert_eq!((ours.frozen, ours.figures.total.figures.approved), (false, 2));
    let theirs = use_case::show(&w.app, &w.city, s.item.id).await.unwrap();
    assert_eq!((theirs.frozen, theirs.figures.total.figures.approved), (true, 1));
}

#[tokio::test]
async fn an_organisation_counts_its_own_activities_wherever_they_are() {
    let w = World::new().await;
    eligible(&w, json!({ "title": "本区的" })).await;
    w.clock.set(at("2024-09-01T10:00:00+08:00"));
    w.approved(json!({ "title": "去外地的", "region_code": "330381" }))
        .await;
    w.complete_draft().await;
    app::statistics::fold_all(&w.app).await.unwrap();
    let s = begin(&w, &museum_admin(&w), None, Some(w.museum)).await.unwrap();
    let t = &s.figures.total;
    assert_eq!(
        (t.figures.filed, t.figures.approved, t.figures.actual_offline),
        (2, 2, 320)
    );
    assert!(s.figures.below.is_empty());
    assert_eq!(s.figures.top_on_site.len(), 1);
    assert!(s.draft.unwrap().overview.contains("温州科技馆共填报活动 2 项"));
}

#[tokio::test]
async fn a_figure_put_in_by_hand_stands_beside_the_counted_one_with_its_reason() {
    let w = World::new().await;
    eligible(&w, json!({ "title": "科学之夜" })).await;
    app::statistics::fold_all(&w.app).await.unwrap();
    let s = begin(&w, &w.county, Some("330302"), None).await.unwrap();
    let mut content = whole();
    content["overrides"] = json!({ "actual_offline": { "value": 500, "reason": "" } });
    content["addressee"] = json!("𠮷林<科协> & 伙伴");
    let saved = save(&w, &w.county, s.item.id, content.clone()).await.unwrap();
    let refused = use_case::submit(&w.app, &w.county, s.item.id, saved.item.version).await;
    assert_eq!(
        faults(refused),
        [("/overrides/actual_offline/reason".to_owned(), "required")]
    );
    content["overrides"]["actual_offline"]["reason"] = json!("=分会场当日未统计");
    let saved = save(&w, &w.county, s.item.id, content).await.unwrap();
    assert!(saved.draft.unwrap().overview.contains("线下参与 500 人次"));
    let handed = use_case::submit(&w.app, &w.county, s.item.id, saved.item.version)
        .await
        .unwrap();
    assert_eq!(handed.figures.total.figures.actual_offline, 320);
    assert_eq!(
        handed
            .figures
            .reported(&handed.content.overrides)
            .figures
            .actual_offline,
        500
    );
    let (name, bytes) = use_case::tables(&w.app, &w.city, s.item.id).await.unwrap();
    assert_eq!(name, "温州市鹿城区2024年全国科普日活动情况汇总表.xlsx");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let reasons = book.worksheet_range("数据更正说明").unwrap();
    let cells: Vec<_> = (0..5)
        .map(|c| reasons.get_value((1, c)).cloned().unwrap())
        .collect();
    let text = |text: &str| Data::String(text.to_owned());
    assert_eq!(
        cells,
        [
            text("线下参与"),
            text("人次"),
            Data::Float(320.0),
            Data::Float(500.0),
            text("'=分会场当日未统计")
        ]
    );
    let (name, bytes) = use_case::document(&w.app, &w.city, s.item.id).await.unwrap();
    assert_eq!(name, "温州市鹿城区2024年全国科普日活动总结.docx");
    assert!(bytes.starts_with(b"PK"));
}

use std::collections::BTreeMap;

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::activity::content::{Mode, Participants, SciWorkers, Session};
use crate::time::Instant;

fn places() -> Vec<RegionCode> {
    ["330302", "330300", "330000", "100000"]
        .map(|code| code.parse().unwrap())
        .to_vec()
}

fn session(day: u32, hour: u32) -> Session {
    let at = |hour: u32| Instant::parse(&format!("2024-09-{day:02}T{hour:02}:00:00+08:00"));
    Session {
        starts_at: at(hour),
        ends_at: at(hour + 1),
    }
}

fn lecture() -> ActivityContent {
    ActivityContent {
        category: Some("lectures".into()),
        mode: Some(Mode::Mixed),
        sessions: vec![session(15, 9), session(15, 14), session(16, 9)],
        audiences: vec!["students".into(), "public".into(), "students".into()],
        expected_participants: Participants {
            offline: Some(200),
            online: Some(5_000),
        },
        budget_yuan: Some(3_000),
        sci_workers: SciWorkers {
            count: Some(4),
            ..SciWorkers::default()
        },
        ..ActivityContent::default()
    }
}

fn counted<'a>(content: &'a ActivityContent, places: &'a [RegionCode]) -> Counted<'a> {
    Counted {
        edition: "2024",
        places,
        status: Status::Approved,
        content,
        organization_kind: "venue",
        submitted_on: NaiveDate::from_ymd_opt(2024, 9, 1),
        approved_on: NaiveDate::from_ymd_opt(2024, 9, 3),
        outcome: Some(Outcome {
            offline: Some(180),
            online: None,
            media_reports: 2,
            outlets: [1, 0, 0, 1, 0],
            photos: 3,
            videos: 1,
            reusable_resources: true,
        }),
        secondary: false,
    }
}

fn cells(of: &Contribution) -> BTreeMap<Cell, Figures> {
    changes([(&Contribution::default(), of)])
}

fn cell(cells: &BTreeMap<Cell, Figures>, region: &str, dimension: Dimension, key: &str) -> Figures {
    let cell = Cell {
        edition: "2024".into(),
        region: region.parse().unwrap(),
        dimension,
        key: key.into(),
    };
    cells.get(&cell).copied().unwrap_or_default()
}

#[test]
fn an_approved_activity_counts_once_everywhere_above_it() {
    let (content, places) = (lecture(), places());
    let all = cells(&Contribution::of(&counted(&content, &places)));
    for region in ["330302", "330300", "330000", "100000"] {
        let total = cell(&all, region, Dimension::Total, "");
        assert_eq!(
            (total.filed, total.approved, total.sessions),
            (1, 1, 3),
            "{region}"
        );
        assert_eq!((total.expected_offline, total.expected_online), (200, 5_000));
        assert_eq!(
            (total.actual_offline, total.actual_online, total.supplemented),
            (180, 0, 1)
        );
        assert_eq!(
            (total.media_reports, total.sci_workers, total.budget_yuan),
            (2, 4, 3_000)
        );
        assert_eq!(cell(&all, region, Dimension::Category, "lectures"), total);
        assert_eq!(cell(&all, region, Dimension::Status, "approved"), total);
        assert_eq!(
            cell(&all, region, Dimension::Audience, "students"),
            total,
            "named twice, counted once"
        );
    }
    let held = |day| cell(&all, "330000", Dimension::HeldOn, day).sessions;
    assert_eq!((held("2024-09-15"), held("2024-09-16")), (2, 1));
    let day = |day| cell(&all, "330000", Dimension::Day, day);
    assert_eq!((day("2024-09-01").filed, day("2024-09-01").approved), (1, 0));
    assert_eq!((day("2024-09-03").filed, day("2024-09-03").approved), (0, 1));
}

#[test]
fn what_waits_is_filed_and_nothing_else() {
    let (content, places) = (lecture(), places());
    for status in [
        Status::ProvinceReview,
        Status::NationalRejected,
        Status::CityReview,
    ] {
        let waiting = Counted {
            status,
            ..counted(&content, &places)
        };
        let all = cells(&Contribution::of(&waiting));
        let filed = Figures {
            filed: 1,
            ..Figures::default()
        };
        assert_eq!(cell(&all, "330302", Dimension::Total, ""), filed, "{status:?}");
        assert!(all.keys().all(|cell| cell.dimension != Dimension::HeldOn));
    }
}

#[test]
fn drafts_and_what_is_gone_and_the_second_of_a_joint_filing_count_nothing() {
    let (content, places) = (lecture(), places());
    for status in [Status::Draft, Status::Withdrawn, Status::TakenDown] {
        let gone = Counted {
            status,
            ..counted(&content, &places)
        };
        assert_eq!(Contribution::of(&gone), Contribution::default(), "{status:?}");
    }
    let second = Counted {
        secondary: true,
        ..counted(&content, &places)
    };
    let all = cells(&Contribution::of(&second));
    assert!(
        all.keys().all(|cell| cell.dimension == Dimension::Shown),
        "{all:?}"
    );
}

#[test]
fn what_everyone_finds_is_counted_where_it_takes_place() {
    let (content, places) = (lecture(), places());
    let elsewhere = ActivityContent {
        region_code: "110105".parse().ok(),
        ..content
    };
    let all = cells(&Contribution::of(&counted(&elsewhere, &places)));
    for region in ["100000", "110000", "110105"] {
        let shown = |key: &str| cell(&all, region, Dimension::Shown, key).approved;
        assert_eq!(
            (shown(""), shown("c:lectures"), shown("a:students")),
            (1, 1, 1),
            "{region}"
        );
        assert_eq!(
            (shown("d:20240915"), shown("d:20240916"), shown("d:20240917")),
            (1, 1, 0)
        );
    }
    assert_eq!(cell(&all, "330302", Dimension::Shown, "").approved, 0);
    let waiting = Counted {
        status: Status::NationalReview,
        ..counted(&elsewhere, &places)
    };
    let all = cells(&Contribution::of(&waiting));
    assert!(all.keys().all(|cell| cell.dimension != Dimension::Shown));
}

#[test]
fn nobody_is_on_site_where_nothing_is_held_on_site() {
    let (mut content, places) = (lecture(), places());
    content.mode = Some(Mode::Online);
    let all = cells(&Contribution::of(&counted(&content, &places)));
    let total = cell(&all, "330302", Dimension::Total, "");
    assert_eq!(
        (
            total.expected_offline,
            total.expected_online,
            total.actual_offline
        ),
        (0, 5_000, 0)
    );
}

fn any_counted() -> impl Strategy<Value = (Status, Option<String>, Option<Mode>, Vec<u32>, bool, bool)> {
    let statuses = vec![
        Status::Draft,
        Status::ProvinceReview,
        Status::ProvinceRejected,
        Status::Approved,
        Status::Withdrawn,
        Status::TakenDown,
    ];
    (
        prop::sample::select(statuses),
        prop::option::of(prop::sample::select(vec!["a".to_owned(), "b".to_owned()])),
        prop::option::of(prop::sample::select(Mode::ALL.to_vec())),
        prop::collection::vec(10u32..20, 0..4),
        any::<bool>(),
        any::<bool>(),
    )
}

proptest! {
    /// After any history the cells hold what a recount of the last states finds.
    #[test]
    fn changes_add_up_to_a_recount(history in prop::collection::vec((0usize..5, any_counted()), 0..60)) {
        let place = places();
        let mut now = vec![Contribution::default(); 5];
        let mut kept: BTreeMap<Cell, Figures> = BTreeMap::new();
        for (which, (status, category, mode, days, moved, secondary)) in history {
            let content = ActivityContent {
                category,
                mode,
                sessions: days.into_iter().map(|day| session(day, 9)).collect(),
                ..lecture()
            };
            let other: Vec<RegionCode> = ["110108", "110000", "100000"].map(|code| code.parse().unwrap()).to_vec();
            let after = Contribution::of(&Counted {
                status,
                secondary,
                ..counted(&content, if moved { &other } else { &place })
            });
            for (cell, by) in changes([(&now[which], &after)]) {
                let sum = kept.entry(cell).or_default();
                *sum = sum.plus(&by);
            }
            now[which] = after;
        }
        kept.retain(|_, figures| !figures.is_zero());
        let nothing = Contribution::default();
        prop_assert_eq!(kept, changes(now.iter().map(|one| (&nothing, one))));
    }
}

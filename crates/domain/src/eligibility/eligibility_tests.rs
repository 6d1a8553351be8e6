use proptest::prelude::*;

use super::*;
use crate::activity::content::Participants;
use crate::supplement::{ActivitySummary, MediaReport, OutletLevel};
use uuid::Uuid;

const T: Thresholds = Thresholds {
    min_participants_offline: 50,
    min_participants_online: 100,
    supplement_days: 10,
    photos_min: 3,
    photos_max: 10,
    videos_max: 3,
    video_max_seconds: 180,
    media_reports_min: 1,
};

fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}
fn ids(n: usize) -> Vec<MediaId> {
    (1..=n as u128).map(|n| Uuid::from_u128(n).into()).collect()
}
fn whole() -> SupplementContent {
    SupplementContent {
        actual_participants: Participants {
            offline: Some(50),
            online: Some(100),
        },
        media_reports: vec![MediaReport {
            title: "报道".into(),
            outlet: "日报".into(),
            level: Some(OutletLevel::City),
            published_on: None,
            url: "https://news.example.cn/1".into(),
            screenshot_id: None,
        }],
        photo_ids: ids(3),
        summary: ActivitySummary {
            basics: "一".into(),
            results: "二".into(),
            highlights: "三".into(),
            reusable_resources: "四".into(),
            experience: "五".into(),
        },
        ..SupplementContent::default()
    }
}

struct Case {
    content: SupplementContent,
    mode: Mode,
    status: Status,
    submitted: Option<&'static str>,
    now: &'static str,
    extended: Option<&'static str>,
    videos: Vec<f64>,
}

fn case(content: SupplementContent) -> Case {
    Case {
        content,
        mode: Mode::Offline,
        status: Status::Approved,
        submitted: Some("2024-09-20T12:00:00+08:00"),
        now: "2024-09-20T12:00:00+08:00",
        extended: None,
        videos: Vec::new(),
    }
}

impl Case {
    fn judge(mut self) -> Eligibility {
        let films = ids(self.videos.len());
        let seconds = films.iter().copied().zip(self.videos).collect();
        self.content.video_ids = films;
        let evidence = Evidence {
            status: self.status,
            mode: Some(self.mode),
            ends_at: Some(at("2024-09-15T17:00:00+08:00")),
            extended_until: self.extended.map(|day| day.parse().unwrap()),
            supplement: &self.content,
            submitted_at: self.submitted.map(at),
            video_seconds: &seconds,
        };
        judge(evidence, &T, at(self.now), Lang::Zh)
    }
}

fn failing(e: &Eligibility) -> Vec<RuleCode> {
    e.rules
        .iter()
        .filter(|r| r.passed != Some(true))
        .map(|r| r.code)
        .collect()
}

fn outcome(e: &Eligibility, code: RuleCode) -> Option<bool> {
    e.rules.iter().find(|r| r.code == code).unwrap().passed
}

#[test]
fn what_meets_every_rule_is_eligible() {
    let e = case(whole()).judge();
    assert!(e.eligible, "{e:?}");
    assert_eq!(e.deadline.unwrap(), at("2024-09-25T23:59:59+08:00"));
    assert_eq!(e.days_left, Some(5));
}

#[test]
fn the_tenth_day_is_in_and_the_eleventh_is_out() {
    let submitted = |time| {
        let e = Case {
            submitted: Some(time),
            now: "2024-10-01T00:00:00+08:00",
            ..case(whole())
        }
        .judge();
        (e.eligible, failing(&e))
    };
    assert_eq!(submitted("2024-09-25T23:59:59+08:00"), (true, vec![]));
    // The same moment as other clocks show it.
    assert_eq!(submitted("2024-09-25T15:59:59Z"), (true, vec![]));
    let late = (false, vec![RuleCode::SupplementOnTime]);
    assert_eq!(submitted("2024-09-26T00:00:00+08:00"), late);
}

#[test]
fn before_the_deadline_nothing_is_lost_and_afterwards_it_is() {
    let now = |now| {
        Case {
            submitted: None,
            now,
            ..case(whole())
        }
        .judge()
    };
    let last_second = now("2024-09-25T23:59:59+08:00");
    assert_eq!(outcome(&last_second, RuleCode::SupplementOnTime), None);
    assert_eq!(last_second.days_left, Some(0));
    assert!(!last_second.eligible && last_second.of_draft);
    let over = now("2024-09-26T00:00:00+08:00");
    assert_eq!(outcome(&over, RuleCode::SupplementOnTime), Some(false));
    assert_eq!(over.days_left, Some(-1));
}

#[test]
fn the_province_can_move_the_deadline_later_and_not_earlier() {
    let with = |extended, submitted| {
        Case {
            extended: Some(extended),
            submitted: Some(submitted),
            ..case(whole())
        }
        .judge()
        .eligible
    };
    assert!(with("2024-09-30", "2024-09-30T23:59:59+08:00"));
    assert!(!with("2024-09-30", "2024-10-01T00:00:00+08:00"));
    assert!(with("2024-09-20", "2024-09-25T23:59:59+08:00"));
}

#[test]
fn fifty_on_site_a_hundred_online_and_either_when_mixed() {
    let enough = |mode, offline, online| {
        let content = SupplementContent {
            actual_participants: Participants { offline, online },
            ..whole()
        };
        let e = Case {
            mode,
            ..case(content)
        }
        .judge();
        assert_eq!(e.eligible, failing(&e).is_empty());
        assert!(failing(&e).iter().all(|c| *c == RuleCode::Participants));
        e.eligible
    };
    assert!(enough(Mode::Offline, Some(50), None));
    assert!(!enough(Mode::Offline, Some(49), None));
    assert!(
        !enough(Mode::Offline, Some(49), Some(5_000)),
        "views are not visitors"
    );
    assert!(enough(Mode::Online, None, Some(100)));
    assert!(!enough(Mode::Online, None, Some(99)));
    assert!(!enough(Mode::Online, Some(50), Some(99)));
    assert!(enough(Mode::Mixed, Some(50), Some(0)));
    assert!(enough(Mode::Mixed, Some(0), Some(100)));
    assert!(!enough(Mode::Mixed, Some(49), Some(99)), "they are not added up");
    assert!(!enough(Mode::Mixed, None, None));
}

#[test]
fn three_to_ten_photos_each_counted_once() {
    let failing_with = |photos: Vec<MediaId>| {
        failing(
            &case(SupplementContent {
                photo_ids: photos,
                ..whole()
            })
            .judge(),
        )
    };
    assert_eq!(failing_with(ids(2)), [RuleCode::Photos]);
    assert_eq!(failing_with(ids(3)), []);
    assert_eq!(failing_with(ids(10)), []);
    assert_eq!(failing_with(ids(11)), [RuleCode::Photos]);
    assert_eq!(
        failing_with([ids(1), ids(1), ids(1)].concat()),
        [RuleCode::Photos]
    );
    assert_eq!(
        failing_with(Vec::new()),
        [RuleCode::Photos, RuleCode::Participants],
        "without a photo nothing proves the number"
    );
}

#[test]
fn up_to_three_films_of_up_to_three_minutes() {
    let failing_with = |videos: Vec<f64>| {
        failing(
            &Case {
                videos,
                ..case(whole())
            }
            .judge(),
        )
    };
    assert_eq!(failing_with(vec![]), []);
    assert_eq!(failing_with(vec![180.0; 3]), []);
    assert_eq!(failing_with(vec![180.02]), [], "an audio track a frame longer");
    assert_eq!(failing_with(vec![181.0]), [RuleCode::Videos]);
    assert_eq!(failing_with(vec![10.0; 4]), [RuleCode::Videos]);
}

#[test]
fn reports_need_a_link_and_the_summary_all_five_parts() {
    let mut content = whole();
    content.media_reports[0].url = "javascript:alert(1)".into();
    assert_eq!(failing(&case(content).judge()), [RuleCode::MediaReport]);
    let mut content = whole();
    content.summary.reusable_resources = " ，。".into();
    let e = case(content).judge();
    assert_eq!(failing(&e), [RuleCode::Summary]);
    assert!(
        e.rules
            .last()
            .unwrap()
            .message
            .contains("形成可复用的科普资源情况"),
        "it says which part"
    );
}

#[test]
fn only_what_is_approved_can_be_recommended() {
    for status in Status::ALL {
        let e = Case {
            status,
            ..case(whole())
        }
        .judge();
        let expected = match status {
            Status::Approved => Some(true),
            Status::CityReview | Status::ProvinceReview | Status::NationalReview => None,
            _ => Some(false),
        };
        assert_eq!(outcome(&e, RuleCode::Approved), expected, "{status:?}");
        assert_eq!(e.eligible, status == Status::Approved);
    }
}

proptest! {
    /// Whatever the end of the activity and the edition's number of days: the last second is in, the next is out.
    #[test]
    fn the_boundary_is_midnight_in_shanghai(minutes in 0i64..2_000_000, days in 0u32..60) {
        let end = at("2024-01-01T00:00:00Z").plus_seconds(minutes * 60);
        let t = Thresholds { supplement_days: days, ..T };
        let last = last_day(end, &t, None);
        prop_assert_eq!((last - end.shanghai_date()).num_days(), i64::from(days));
        let midnight = Instant::end_of_day(last);
        prop_assert!(is_on_time(midnight.plus_seconds(-1), last));
        prop_assert!(!is_on_time(midnight, last));
    }

    /// Eligible is exactly: every rule passed; and every rule is listed once, whatever was entered.
    #[test]
    fn eligible_means_every_rule(photos in 0usize..14, offline in proptest::option::of(0u32..120), reports in 0usize..3, parts in 0usize..6, films in proptest::collection::vec(0.0f64..400.0, 0..5)) {
        let mut content = whole();
        content.photo_ids = ids(photos);
        content.actual_participants.offline = offline;
        content.media_reports = vec![content.media_reports[0].clone(); reports];
        let texts = [&mut content.summary.basics, &mut content.summary.results, &mut content.summary.highlights, &mut content.summary.reusable_resources, &mut content.summary.experience];
        for text in texts.into_iter().skip(parts) { text.clear(); }
        let ok_films = films.len() <= 3 && films.iter().all(|s| *s <= 180.5);
        let e = Case { videos: films, ..case(content) }.judge();
        let codes: Vec<RuleCode> = e.rules.iter().map(|r| r.code).collect();
        prop_assert_eq!(codes, RuleCode::ALL);
        let expected = (3..=10).contains(&photos) && offline.is_some_and(|n| n >= 50) && reports >= 1 && parts >= 5 && ok_films;
        prop_assert_eq!(e.eligible, expected);
        for rule in &e.rules {
            prop_assert!(!rule.message.is_empty() && !rule.required.is_empty());
        }
    }
}

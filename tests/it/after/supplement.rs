use app::supplement::{self as use_case, Basis};
use domain::activity::view::StepReason;
use domain::eligibility::RuleCode;
use domain::media::MediaKind;
use domain::problem::Lang;
use domain::supplement::{NewExtension, SupplementAction};
use harness::World;
use serde_json::json;

use super::{at, code, failing, hand_in, judged, photos, save, whole};

/// The last session ends on 15 September; ten days later is the 25th.
#[tokio::test]
async fn the_tenth_day_is_in_and_the_eleventh_is_out() {
    for (moment, in_time) in [
        ("2024-09-25T23:59:59+08:00", true),
        ("2024-09-26T00:00:00+08:00", false),
    ] {
        let w = World::new().await;
        let a = w.approved(json!({})).await;
        let form = whole(&w).await;
        w.clock.set(at(moment));
        let s = hand_in(&w, a.id, form).await;
        assert_eq!(s.late, !in_time, "{moment}");
        assert_eq!(s.deadline.unwrap(), at("2024-09-25T23:59:59+08:00"));
        let e = judged(&w, &w.county, a.id).await;
        assert_eq!(e.eligible, in_time);
        let expected = if in_time {
            vec![]
        } else {
            vec![RuleCode::SupplementOnTime]
        };
        assert_eq!(failing(&e), expected);
    }
}

#[tokio::test]
async fn on_site_online_and_mixed_have_numbers_of_their_own() {
    let w = World::new().await;
    let online = json!({"mode": "online", "online_url": "https://live.example.cn/1", "expected_participants": {"online": 500}, "address": null, "venue_type": null});
    let mixed = json!({"mode": "mixed", "online_url": "https://live.example.cn/1", "expected_participants": {"offline": 60, "online": 500}});
    let cases = [
        (json!({}), json!({"offline": 49}), false),
        (json!({}), json!({"offline": 50}), true),
        (online.clone(), json!({"online": 99}), false),
        (online, json!({"online": 100}), true),
        (mixed.clone(), json!({"offline": 49, "online": 99}), false),
        (mixed.clone(), json!({"offline": 50, "online": 0}), true),
        (mixed, json!({"offline": 0, "online": 100}), true),
    ];
    for (changes, numbers, enough) in cases {
        w.clock.set(at(harness::NOW));
        let a = w.approved(changes).await;
        let mut form = whole(&w).await;
        form["actual_participants"] = numbers.clone();
        form["online_url"] = json!("https://live.example.cn/1");
        w.clock.set(at("2024-09-16T10:00:00+08:00"));
        hand_in(&w, a.id, form).await;
        let e = judged(&w, &w.organizer, a.id).await;
        let expected = if enough {
            vec![]
        } else {
            vec![RuleCode::Participants]
        };
        assert_eq!(failing(&e), expected, "{numbers}");
    }
}

#[tokio::test]
async fn counts_are_judged_at_both_ends() {
    let w = World::new().await;
    let a = w.approved(json!({})).await;
    w.clock.set(at("2024-09-16T10:00:00+08:00"));
    let form = whole(&w).await;
    let mut tries = Vec::new();
    for (count, good) in [(2, false), (3, true), (10, true), (11, false)] {
        let mut form = form.clone();
        form["photo_ids"] = json!(photos(&w, count).await);
        tries.push((form, if good { vec![] } else { vec![RuleCode::Photos] }));
    }
    for (seconds, good) in [
        (vec![180.0], true),
        (vec![180.0; 3], true),
        (vec![181.0], false),
        (vec![9.0; 4], false),
    ] {
        let mut films = Vec::new();
        for seconds in seconds {
            films.push(w.file(MediaKind::Video, None, Some(seconds)).await);
        }
        let mut form = form.clone();
        form["video_ids"] = json!(films);
        tries.push((form, if good { vec![] } else { vec![RuleCode::Videos] }));
    }
    let mut none = form.clone();
    none["media_reports"] = json!([]);
    tries.push((none, vec![RuleCode::MediaReport]));
    let mut four = form.clone();
    four["summary"]["experience"] = json!("  ");
    tries.push((four, vec![RuleCode::Summary]));
    for (form, expected) in tries {
        hand_in(&w, a.id, form.clone()).await;
        assert_eq!(failing(&judged(&w, &w.organizer, a.id).await), expected, "{form}");
    }
}

#[tokio::test]
async fn a_draft_always_saves_and_submitting_names_every_fault() {
    let w = World::new().await;
    let a = w.approved(json!({"mode": "mixed", "online_url": "https://live.example.cn/1", "expected_participants": {"offline": 60, "online": 500}})).await;
    let s = use_case::show(&w.app, &w.organizer, a.id, Lang::Zh)
        .await
        .unwrap();
    assert_eq!((s.version, s.submission), (0, 0));
    assert!(s.actions.contains(&SupplementAction::Edit) && s.actions.contains(&SupplementAction::Apply));
    let film = w.file(MediaKind::Video, None, Some(10.0)).await;
    let half = json!({
        "media_reports": [{"title": "只有标题"}, {"url": "javascript:alert(1)"}],
        "actual_participants": {"offline": 6_000},
        "video_ids": [film],
    });
    let saved = save(&w, a.id, 0, half).await.unwrap();
    assert_eq!(saved.version, 1);
    assert_eq!(saved.content.media_reports[0].title, "只有标题");
    assert_eq!(code(save(&w, a.id, 0, json!({})).await), "stale");
    let refused = use_case::submit(&w.app, &w.organizer, a.id, 1, Lang::Zh).await;
    let Err(app::AppError::Invalid(faults)) = refused else {
        panic!("{refused:?}")
    };
    let mut found: Vec<(&str, &str)> = faults
        .iter()
        .map(|f| (f.pointer.as_str(), f.code.as_str()))
        .collect();
    found.sort_unstable();
    let expected = [
        ("", "not_over_yet"),
        ("/actual_participants/offline", "far_above_expected"),
        ("/actual_participants/online", "required"),
        ("/media_reports/0/level", "required"),
        ("/media_reports/0/outlet", "required"),
        ("/media_reports/0/published_on", "required"),
        ("/media_reports/0/url", "required"),
        ("/media_reports/1/level", "required"),
        ("/media_reports/1/outlet", "required"),
        ("/media_reports/1/published_on", "required"),
        ("/media_reports/1/title", "required"),
        ("/media_reports/1/url", "invalid_url"),
        ("/numbers_note", "required"),
        ("/online_url", "required"),
    ];
    assert_eq!(found, expected);
    // Nothing was lost by the refusal.
    let now = use_case::show(&w.app, &w.organizer, a.id, Lang::Zh)
        .await
        .unwrap();
    assert_eq!((now.version, now.content.video_ids.len()), (1, 1));
}

#[tokio::test]
async fn what_was_in_time_is_not_spoilt_by_something_later() {
    let w = World::new().await;
    let a = w.approved(json!({})).await;
    w.clock.set(at("2024-09-20T10:00:00+08:00"));
    hand_in(&w, a.id, whole(&w).await).await;
    w.clock.set(at("2024-09-28T10:00:00+08:00"));
    let mut worse = whole(&w).await;
    worse["photo_ids"] = json!([]);
    let s = hand_in(&w, a.id, worse).await;
    assert!(!s.late && s.submission == 2, "the one that counts was in time");
    assert!(judged(&w, &w.county, a.id).await.eligible);
    // With more time, the later one counts.
    let more = NewExtension {
        until: "2024-09-30".parse().unwrap(),
        reason: "台风影响，资料整理延后".into(),
    };
    use_case::extend(&w.app, &w.province, a.id, more, Lang::Zh)
        .await
        .unwrap();
    let e = judged(&w, &w.county, a.id).await;
    assert_eq!(failing(&e), [RuleCode::Photos, RuleCode::Participants]);
}

#[tokio::test]
async fn the_province_moves_one_deadline_with_a_reason() {
    let w = World::new().await;
    let a = w.approved(json!({})).await;
    let until = |day: &str, reason: &str| NewExtension {
        until: day.parse().unwrap(),
        reason: reason.into(),
    };
    let ask = async |who, new| use_case::extend(&w.app, who, a.id, new, Lang::Zh).await;
    assert_eq!(
        code(ask(&w.county, until("2024-09-30", "理由")).await),
        "not_allowed"
    );
    assert_eq!(
        code(ask(&w.recused, until("2024-09-30", "理由")).await),
        "recused"
    );
    assert_eq!(
        code(ask(&w.other_province, until("2024-09-30", "理由")).await),
        "out_of_scope"
    );
    assert_eq!(
        code(ask(&w.province, until("2024-09-30", " ")).await),
        "validation_failed"
    );
    assert_eq!(
        code(ask(&w.province, until("2024-09-25", "理由")).await),
        "validation_failed"
    );
    let s = ask(&w.province, until("2024-09-30", "台风")).await.unwrap();
    assert_eq!(s.extension.unwrap().reason, "台风");
    assert_eq!(s.deadline.unwrap(), at("2024-09-30T23:59:59+08:00"));
    for (moment, in_time) in [
        ("2024-09-30T23:59:59+08:00", true),
        ("2024-10-01T00:00:00+08:00", false),
    ] {
        w.clock.set(at(moment));
        let e = use_case::eligibility(&w.app, &w.organizer, a.id, Basis::Draft, Lang::Zh)
            .await
            .unwrap();
        let rule = e
            .rules
            .iter()
            .find(|r| r.code == RuleCode::SupplementOnTime)
            .unwrap();
        assert_eq!(rule.passed, if in_time { None } else { Some(false) });
    }
}

#[tokio::test]
async fn a_photo_of_two_activities_is_shown_to_those_who_judge() {
    let w = World::new().await;
    let first = w.approved(json!({})).await;
    let second = w.approved(json!({"title": "另一场科学讲座"})).await;
    w.clock.set(at("2024-09-16T10:00:00+08:00"));
    let form = whole(&w).await;
    hand_in(&w, first.id, form.clone()).await;
    let used: domain::id::MediaId = serde_json::from_value(form["photo_ids"][0].clone()).unwrap();
    // The same picture sent once more: another file, four bits of its hash apart.
    let hash = 0x9E37_79B9_7F4A_7C15_u64 ^ 0b1111;
    let again = w.file(MediaKind::Photo, Some(hash), None).await;
    let mut other = whole(&w).await;
    other["photo_ids"][0] = json!(again);
    other["photo_ids"][1] = json!(w.file(MediaKind::Photo, Some(!hash), None).await);
    other["photo_ids"][2] = json!(w.file(MediaKind::Photo, Some(0x0F0F_F0F0_0FF0_F00F), None).await);
    hand_in(&w, second.id, other).await;
    let check = use_case::check_photos(&w.app, &w.county, second.id)
        .await
        .unwrap();
    assert_eq!(check.reuses.len(), 1, "{check:?}");
    let reuse = &check.reuses[0];
    assert_eq!((reuse.photo_id, reuse.other_photo_id), (again, used));
    assert_eq!(reuse.activity_id, first.id);
    assert_eq!(
        code(use_case::check_photos(&w.app, &w.organizer, second.id).await),
        "not_allowed"
    );
    // Both are one link's: that is said as well.
    let s = use_case::show(&w.app, &w.organizer, second.id, Lang::Zh)
        .await
        .unwrap();
    assert!(
        s.findings.iter().any(|f| f.code == "link_shared"),
        "{:?}",
        s.findings
    );
}

#[tokio::test]
async fn who_may_fill_in_and_when() {
    let w = World::new().await;
    let draft = w.complete_draft().await;
    let saved = save(&w, draft.id, 0, json!({"summary": {"basics": "先写一点"}}))
        .await
        .unwrap();
    w.clock.set(at("2024-09-16T10:00:00+08:00"));
    let submitted = use_case::submit(&w.app, &w.organizer, draft.id, saved.version, Lang::Zh).await;
    assert_eq!(code(submitted), "step_not_allowed", "nothing was filed yet");
    w.clock.set(at(harness::NOW));
    let a = w.approved(json!({})).await;
    let fields = || serde_json::Map::new();
    let by = async |who| use_case::save(&w.app, who, a.id, 0, fields(), Lang::Zh).await;
    assert_eq!(code(by(&w.province).await), "not_allowed");
    assert_eq!(code(by(&w.other_organizer).await), "out_of_scope");
    let why = StepReason {
        reason: Some("内容不实".into()),
    };
    app::activity::take_down(&w.app, &w.province, a.id, a.version, why, Lang::Zh)
        .await
        .unwrap();
    assert_eq!(code(by(&w.organizer).await), "step_not_allowed");
    let someone_elses = w.file(MediaKind::Photo, Some(5), None).await;
    let theirs = serde_json::Map::from_iter([("photo_ids".to_owned(), json!([someone_elses]))]);
    let b = w.approved(json!({"title": "第三场活动"})).await;
    let outcome = use_case::save(&w.app, &w.recused, b.id, 0, theirs, Lang::Zh).await;
    assert_eq!(
        code(outcome),
        "validation_failed",
        "a colleague's photo that no filing shows"
    );
}

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::access::{Actor, Denied, Grant, Role};
use crate::id::AccountId;
use crate::problem::FaultCode;
use crate::statistics::Figures;

fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

fn whole() -> SummaryContent {
    SummaryContent {
        key_activities: "开展讲座 12 场。".into(),
        mobilization: "动员学会 3 家。".into(),
        service: "服务科技工作者 20 人。".into(),
        publicity: "媒体报道 5 篇。".into(),
        ..SummaryContent::default()
    }
}

#[test]
fn the_table_has_no_other_ways() {
    use SummaryStatus as S;
    use SummaryStep as P;
    let ways: Vec<(S, P, S)> = S::ALL
        .into_iter()
        .flat_map(|from| P::ALL.map(|step| (from, step)))
        .filter_map(|(from, step)| Some((from, step, from.after(step).ok()?)))
        .collect();
    let expected = [
        (S::Draft, P::Save, S::Draft),
        (S::Draft, P::Submit, S::Submitted),
        (S::Submitted, P::Accept, S::Accepted),
        (S::Submitted, P::Return, S::Returned),
        (S::Returned, P::Save, S::Returned),
        (S::Returned, P::Submit, S::Submitted),
    ];
    assert_eq!(ways, expected);
    for status in S::ALL {
        assert_eq!(S::parse(status.as_str()), Some(status));
        assert_eq!(serde_json::to_value(status).unwrap(), status.as_str());
    }
    for step in P::ALL {
        assert_eq!(P::parse(step.as_str()), Some(step));
    }
}

proptest! {
    /// Whatever is tried in whatever order: what is accepted stays so, only what was handed in is decided on, and a text
    /// is changed only while nobody above has it.
    #[test]
    fn any_history_keeps_the_promises(steps in proptest::collection::vec(0_usize..SummaryStep::ALL.len(), 0..40)) {
        let mut status = SummaryStatus::Draft;
        let mut handed_in = false;
        for step in steps.into_iter().map(|n| SummaryStep::ALL[n]) {
            let Ok(next) = status.after(step) else { continue };
            prop_assert_ne!(status, SummaryStatus::Accepted);
            match step {
                SummaryStep::Accept | SummaryStep::Return => {
                    prop_assert!(handed_in);
                    handed_in = false;
                }
                SummaryStep::Submit => {
                    prop_assert!(!handed_in);
                    handed_in = true;
                }
                SummaryStep::Save => prop_assert!(!handed_in && next == status),
                SummaryStep::Create => prop_assert!(false, "it exists"),
            }
            status = next;
            prop_assert_eq!(status.is_editable(), !handed_in && status != SummaryStatus::Accepted);
        }
    }

    /// Parts and what is in none of them make up the whole again.
    #[test]
    fn what_a_region_holds_itself_completes_its_parts(numbers in proptest::collection::vec((0_i64..1000, 0_i64..1000), 1..8)) {
        let line = |filed, sessions| SummaryLine {
            figures: Figures { filed, sessions, ..Figures::default() },
            modes: [("online".to_owned(), Figures { sessions, ..Figures::default() })].into(),
            ..SummaryLine::default()
        };
        let parts: Vec<SummaryLine> = numbers.iter().skip(1).map(|(filed, sessions)| line(*filed, *sessions)).collect();
        let mut total = line(numbers[0].0, numbers[0].1);
        for part in &parts {
            total.figures = total.figures.plus(&part.figures);
            let online = total.modes.entry("online".to_owned()).or_default();
            *online = online.plus(&part.modes["online"]);
        }
        let rest = total.rest(&parts, "本级");
        let (filed, sessions) = numbers[0];
        prop_assert_eq!(rest.is_some(), filed > 0 || sessions > 0);
        if let Some(rest) = rest {
            prop_assert_eq!(rest.figures, line(filed, sessions).figures);
            prop_assert_eq!(rest.modes["online"].sessions, sessions);
            prop_assert_eq!(rest.organizations, None);
        }
    }
}

fn codes(faults: &crate::problem::Faults) -> Vec<(String, FaultCode)> {
    faults.iter().map(|f| (f.pointer.clone(), f.code)).collect()
}

#[test]
fn everything_that_is_missing_is_named_at_once() {
    let now = at("2024-09-28T10:00:00+08:00");
    let faults = check_submission(&SummaryContent::default(), None, false, now);
    let expected: Vec<_> = SECTIONS
        .map(|(field, _)| (format!("/{field}"), FaultCode::Required))
        .into();
    assert_eq!(codes(&faults), expected);
    assert!(check_submission(&whole(), None, false, now).is_empty());
    let mut c = whole();
    c.service = format!("{DRAFT_MARK}以下\n共有");
    c.overview = format!("前言 {DRAFT_MARK}");
    c.attachments = vec![String::new()];
    c.overrides.insert(
        "filed".into(),
        FigureOverride {
            value: -1,
            reason: " ".into(),
        },
    );
    c.overrides.insert("nonsense".into(), FigureOverride::default());
    let mut found = codes(&check_submission(&c, None, false, now));
    found.sort();
    found.dedup();
    let mut expected = vec![
        ("/attachments/0".to_owned(), FaultCode::Required),
        ("/overrides".to_owned(), FaultCode::UnknownValue),
        ("/overrides/filed/reason".to_owned(), FaultCode::Required),
        ("/overrides/filed/value".to_owned(), FaultCode::OutOfRange),
        ("/overrides/nonsense/reason".to_owned(), FaultCode::Required),
        ("/overview".to_owned(), FaultCode::DraftMarkLeft),
        ("/service".to_owned(), FaultCode::DraftMarkLeft),
    ];
    expected.sort();
    assert_eq!(found, expected);
}

#[test]
fn a_hard_deadline_refuses_from_midnight_but_not_what_was_sent_back() {
    let deadline = |hard| {
        Some(SummaryDeadline {
            on: "2024-09-28".parse().unwrap(),
            hard,
        })
    };
    let refused =
        |hard, before, text| !check_submission(&whole(), deadline(hard), before, at(text)).is_empty();
    assert!(!refused(true, false, "2024-09-28T23:59:59+08:00"));
    assert!(refused(true, false, "2024-09-29T00:00:00+08:00"));
    assert!(!refused(true, true, "2024-09-29T00:00:00+08:00"));
    assert!(!refused(false, false, "2024-09-29T00:00:00+08:00"));
}

fn grant(role: Role, region: Option<&str>, organization: Option<OrganizationId>, lines: &[&str]) -> Grant {
    Grant {
        role,
        region: region.map(|code| code.parse().unwrap()),
        organization,
        lines: lines.iter().map(|line| (*line).to_owned()).collect(),
        on_behalf_of: None,
    }
}

fn who(grants: Vec<Grant>) -> Actor {
    Actor {
        account: AccountId::new(Uuid::nil()),
        grants,
    }
}

#[test]
fn officials_write_their_own_and_the_level_above_decides() {
    use SummaryRight::{Decide, View, Write};
    let county = who(vec![grant(Role::CountyAdmin, Some("330302"), None, &[])]);
    let neighbour = who(vec![grant(Role::CountyAdmin, Some("330381"), None, &[])]);
    let city = who(vec![grant(Role::CityAdmin, Some("330300"), None, &[])]);
    let province = who(vec![grant(Role::ProvinceReviewer, Some("330000"), None, &[])]);
    let operator = who(vec![grant(Role::SystemAdmin, None, None, &[])]);
    let of = |handed_in| SummaryScope {
        region: "330302".parse().unwrap(),
        organization: None,
        line: None,
        recipient: "330300".parse().unwrap(),
        handed_in,
    };
    for right in [View, Write] {
        assert_eq!(may_summary(&county, right, &of(false)), Ok(()));
    }
    assert_eq!(may_summary(&county, Decide, &of(true)), Err(Denied::NotYourLevel));
    for other in [&neighbour, &city, &province, &operator] {
        assert_eq!(may_summary(other, View, &of(false)), Err(Denied::Hidden));
    }
    assert_eq!(may_summary(&neighbour, View, &of(true)), Err(Denied::Hidden));
    for above in [&city, &province, &operator] {
        assert_eq!(may_summary(above, View, &of(true)), Ok(()));
    }
    assert_eq!(may_summary(&city, Decide, &of(true)), Ok(()));
    assert_eq!(may_summary(&city, Write, &of(true)), Err(Denied::NotYourLevel));
    assert_eq!(
        may_summary(&province, Decide, &of(true)),
        Err(Denied::NotYourLevel)
    );
    assert_eq!(may_summary(&operator, Decide, &of(true)), Err(Denied::NotAllowed));
}

#[test]
fn an_organisation_reports_to_its_region_and_its_line() {
    use SummaryRight::{Decide, View, Write};
    let id = OrganizationId::new(Uuid::from_u128(1));
    let on = SummaryScope {
        region: "330000".parse().unwrap(),
        organization: Some(id),
        line: Some("societies".into()),
        recipient: "330000".parse().unwrap(),
        handed_in: true,
    };
    let line = |name| who(vec![grant(Role::ProvinceReviewer, Some("330000"), None, &[name])]);
    assert_eq!(may_summary(&line("societies"), Decide, &on), Ok(()));
    assert_eq!(may_summary(&line("enterprises"), View, &on), Err(Denied::Hidden));
    let admin = grant(Role::OrgAdmin, None, Some(id), &[]);
    assert_eq!(may_summary(&who(vec![admin.clone()]), Write, &on), Ok(()));
    let organizer = who(vec![grant(Role::Organizer, None, Some(id), &[])]);
    assert_eq!(may_summary(&organizer, View, &on), Ok(()));
    assert_eq!(may_summary(&organizer, Write, &on), Err(Denied::NotAllowed));
    let both = who(vec![
        admin,
        grant(Role::ProvinceReviewer, Some("330000"), None, &[]),
    ]);
    assert_eq!(may_summary(&both, Decide, &on), Err(Denied::Recused));
}

#[test]
fn a_draft_says_the_figures_and_keeps_units_apart() {
    let figures = SummaryFigures {
        as_of: Some(at("2024-09-27T10:00:00+08:00")),
        total: SummaryLine {
            target: Some(12),
            figures: Figures {
                filed: 12,
                approved: 9,
                sessions: 20,
                actual_offline: 3000,
                actual_online: 40,
                media_reports: 3,
                ..Figures::default()
            },
            organizations: Some(4),
            ..SummaryLine::default()
        },
        outlets: vec![FigureShare {
            code: "city".into(),
            name: "市级媒体".into(),
            figures: Figures {
                media_reports: 2,
                ..Figures::default()
            },
        }],
        ..SummaryFigures::default()
    };
    let by_hand = [(
        "actual_offline".to_owned(),
        FigureOverride {
            value: 3200,
            reason: "补记".into(),
        },
    )]
    .into();
    let reported = figures.reported(&by_hand);
    assert_eq!(
        (
            reported.figures.actual_offline,
            figures.total.figures.actual_offline
        ),
        (3200, 3000)
    );
    let text = draft("鹿城区", "2024年全国科普日", &figures, &reported);
    for (_, title, section) in text.texts() {
        assert!(section.starts_with(DRAFT_MARK), "{title}");
    }
    assert!(
        text.overview.contains("线下参与 3200 人次、线上参与 40 人次"),
        "{}",
        text.overview
    );
    assert!(text.overview.contains("完成率 75%"), "{}", text.overview);
    assert!(
        text.publicity.contains("媒体报道 3 篇，其中市级媒体 2 篇"),
        "{}",
        text.publicity
    );
    assert!(!check_submission(&text, None, false, at("2024-09-27T10:00:00+08:00")).is_empty());
}

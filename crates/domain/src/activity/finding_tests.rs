use super::*;
use crate::activity::content::{Mode, Participants, Session};
use crate::time::Instant;

fn edition() -> Edition {
    serde_json::from_str(include_str!("../../../app/reference/edition-2024.json")).unwrap()
}

fn content() -> ActivityContent {
    let at = |text| Instant::parse(text);
    ActivityContent {
        title: Some("科学之夜".into()),
        mode: Some(Mode::Offline),
        region_code: Some("330302".parse().unwrap()),
        sessions: vec![Session {
            starts_at: at("2024-09-15T09:00:00+08:00"),
            ends_at: at("2024-09-15T11:00:00+08:00"),
        }],
        expected_participants: Participants {
            offline: Some(300),
            online: None,
        },
        ..ActivityContent::default()
    }
}

fn codes(c: &ActivityContent) -> Vec<FindingCode> {
    let edition = edition();
    find(c, FindingContext::of(&edition))
        .iter()
        .map(|f| f.code)
        .collect()
}

#[test]
fn a_good_filing_has_no_findings() {
    assert_eq!(codes(&content()), []);
}

#[test]
fn numbers_are_judged_at_their_bounds() {
    let mut c = content();
    for (people, want) in [
        (49, vec![FindingCode::BelowRecommendationThreshold]),
        (50, vec![]),
        (UNUSUAL_ON_SITE, vec![]),
        (UNUSUAL_ON_SITE + 1, vec![FindingCode::UnusualNumber]),
    ] {
        c.expected_participants.offline = Some(people);
        assert_eq!(codes(&c), want, "{people}");
    }
}

#[test]
fn contact_data_in_public_text_is_found_but_not_in_the_contact_itself() {
    let mut c = content();
    c.contact.phone = Some("13912345678".into());
    assert_eq!(codes(&c), []);
    c.detail_html = Some("<p>报名电话 13912345678</p>".into());
    let edition = edition();
    let found = find(&c, FindingContext::of(&edition));
    assert_eq!(found[0].code, FindingCode::ContactInText);
    assert!(
        found[0].describe(Lang::Zh).message.contains("139****5678"),
        "never the whole number"
    );
}

#[test]
fn wechat_links_that_expire_are_told_from_those_that_stay() {
    for (url, temporary) in [
        ("https://mp.weixin.qq.com/s/abcDEF", false),
        ("https://mp.weixin.qq.com/s?__biz=a&mid=1&idx=1&sn=b", false),
        ("https://mp.weixin.qq.com/s?__biz=a&tempkey=MTI&chksm=1", true),
        ("http://mp.weixin.qq.com/s?timestamp=1&ver=1&signature=x", true),
        ("https://example.cn/?tempkey=1", false),
    ] {
        assert_eq!(is_temporary(url), temporary, "{url}");
    }
}

#[test]
fn the_links_of_all_fields_are_known() {
    let mut c = content();
    c.online_url = Some("https://a.cn/1".into());
    c.detail_html = Some(
        "<p><a href=\"https://b.cn/?x=1&amp;y=2\" rel=\"nofollow\">看</a><a href=\"#x\">x</a></p>".into(),
    );
    let all = links(&c);
    assert_eq!(
        all,
        [
            ("/online_url", "https://a.cn/1".to_owned()),
            ("/detail_html", "https://b.cn/?x=1&y=2".to_owned())
        ]
    );
    let edition = edition();
    let states = BTreeMap::from([
        ("https://a.cn/1".to_owned(), LinkState::Dead),
        ("https://b.cn/?x=1&y=2".to_owned(), LinkState::Alive),
    ]);
    let found = find(
        &c,
        FindingContext {
            links: &states,
            ..FindingContext::of(&edition)
        },
    );
    assert_eq!(
        found.iter().map(|f| f.code).collect::<Vec<_>>(),
        [FindingCode::LinkDead]
    );
}

#[test]
fn serious_findings_come_first_and_risk_is_bounded() {
    let edition = edition();
    let hits: Vec<SensitiveHit> = (0..20)
        .map(|n| SensitiveHit {
            pointer: "/title".into(),
            word: format!("词{n}"),
            level: WordLevel::Prohibited,
        })
        .collect();
    let context = FindingContext {
        back_filed: true,
        sensitive: &hits,
        ..FindingContext::of(&edition)
    };
    let found = find(&content(), context);
    assert_eq!(found[0].code.severity(), Severity::Serious);
    assert_eq!(found.last().unwrap().code, FindingCode::BackFiled);
    assert_eq!(risk(&found), 1_000);
}

#[test]
fn codes_are_unique_and_both_languages_name_the_same_arguments() {
    let mut seen = std::collections::BTreeSet::new();
    for code in FindingCode::ALL {
        assert!(seen.insert(code.as_str()));
        assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
        for slot in ["{0}", "{1}", "{2}"] {
            assert_eq!(
                code.template(Lang::Zh).contains(slot),
                code.template(Lang::En).contains(slot),
                "{}",
                code.as_str()
            );
        }
    }
}

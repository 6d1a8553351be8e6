use proptest::prelude::*;

use super::*;
use crate::access::{Actor, Denied, Grant, Role};
use crate::id::{AccountId, OrganizationId};
use crate::problem::FaultCode;
use crate::region::{Region, RegionCode, RegionKind};
use uuid::Uuid;

fn code(text: &str) -> RegionCode {
    text.parse().unwrap()
}

fn region(of: &str, parent: Option<&str>, kind: RegionKind, in_charge: Option<&str>) -> Region {
    Region {
        code: code(of),
        name: of.into(),
        full_name: of.into(),
        level: code(of).level(),
        kind,
        parent_code: parent.map(code),
        in_charge_code: in_charge.map(code),
        has_children: false,
    }
}

fn seats() -> Seats {
    use RegionKind::{Administrative as A, DirectlyAdministered as D, StatisticalZone as Z, Xpcc as X};
    Seats::of([
        region("100000", None, A, None),
        region("330000", Some("100000"), A, None),
        region("330300", Some("330000"), A, None),
        region("330302", Some("330300"), A, None),
        region("330371", Some("330300"), Z, Some("330300")),
        region("110000", Some("100000"), A, None),
        region("110100", Some("110000"), D, Some("110000")),
        region("110101", Some("110100"), A, None),
        region("660000", Some("650000"), X, Some("650000")),
        region("650000", Some("100000"), A, None),
        region("659001", Some("659000"), X, Some("660000")),
    ])
}

fn station_of(place: &str, kind: &str) -> Station {
    Station::Organization {
        id: OrganizationId::new(Uuid::nil()),
        kind: kind.into(),
        line: seats().line(&code(place)),
    }
}

fn officials_of(place: &str) -> Station {
    let code = code(place);
    Station::Region {
        above: seats().above(&code),
        code,
    }
}

fn audience(regions: bool, organizations: OrganizationReach, kinds: &[&str]) -> Audience {
    Audience {
        regions,
        organizations,
        kinds: kinds.iter().map(|k| (*k).to_owned()).collect(),
    }
}

#[test]
fn levels_without_officials_are_looked_after_by_those_in_charge() {
    let line = |place: &str| -> Vec<String> {
        let line = seats().line(&code(place));
        line.iter().map(ToString::to_string).collect()
    };
    assert_eq!(line("330302"), ["330302", "330300", "330000", "100000"]);
    assert_eq!(line("330302001")[0], "330302", "a township belongs to its county");
    assert_eq!(
        line("330371"),
        ["330300", "330000", "100000"],
        "a zone to its city"
    );
    assert_eq!(
        line("110101"),
        ["110101", "110000", "100000"],
        "a district of a municipality to it"
    );
    assert_eq!(
        line("659001"),
        ["650000", "100000"],
        "the corps to the region in charge"
    );
    assert_eq!(line("100000"), ["100000"]);
}

#[test]
fn what_a_level_sends_down_reaches_the_next_and_no_further() {
    let down = audience(true, OrganizationReach::None, &[]);
    let reached = |from: &str, to: &str| officials_of(to).is_reached_by(&code(from), &down);
    assert!(reached("100000", "330000") && reached("330000", "330300") && reached("330300", "330302"));
    assert!(reached("110000", "110101"), "over the level without officials");
    assert!(!reached("100000", "330300") && !reached("330000", "330302") && !reached("330000", "110101"));
    assert!(!reached("330000", "330000") && !reached("100000", "100000"));
    assert!(!station_of("330302", "venue").is_reached_by(&code("330302"), &down));
}

#[test]
fn organisations_are_reached_by_level_and_kind() {
    use OrganizationReach::{OwnLevel, WholeRegion};
    let venue = station_of("330302", "venue");
    assert!(venue.is_reached_by(&code("330302"), &audience(false, OwnLevel, &[])));
    assert!(!venue.is_reached_by(&code("330300"), &audience(false, OwnLevel, &[])));
    assert!(venue.is_reached_by(&code("330000"), &audience(false, WholeRegion, &["venue"])));
    assert!(!venue.is_reached_by(&code("330000"), &audience(false, WholeRegion, &["university"])));
    assert!(station_of("330371", "venue").is_reached_by(&code("330300"), &audience(false, OwnLevel, &[])));
}

fn reaches() -> impl Strategy<Value = OrganizationReach> {
    prop_oneof![
        Just(OrganizationReach::None),
        Just(OrganizationReach::OwnLevel),
        Just(OrganizationReach::WholeRegion)
    ]
}

proptest! {
    /// The addresses that the store compares say the same as the rule.
    #[test]
    fn addresses_meet_exactly_where_somebody_is_reached(
        from in prop::sample::select(vec!["100000", "330000", "330300", "330302", "110000", "110101", "650000"]),
        place in prop::sample::select(vec!["100000", "330000", "330300", "330302", "330371", "110101", "659001", "330302001"]),
        kind in prop::sample::select(vec!["venue", "university"]),
        kinds in prop::sample::subsequence(vec!["venue", "university", "enterprise"], 0..=3),
        regions: bool, organizations in reaches(), official: bool,
    ) {
        let sent = audience(regions, organizations, &kinds);
        let station = if official { officials_of(place) } else { station_of(place, kind) };
        let of_it = station.addresses();
        let meet = sent.addresses(&code(from)).iter().any(|address| of_it.contains(address));
        prop_assert_eq!(meet, station.is_reached_by(&code(from), &sent));
    }

    /// Nothing leads back to a draft, and nothing out of a withdrawal.
    #[test]
    fn a_circular_only_goes_on(steps in prop::collection::vec(0..CircularStep::ALL.len(), 0..12)) {
        let order = |s: CircularStatus| CircularStatus::ALL.iter().position(|one| *one == s).unwrap();
        let mut status = CircularStatus::Draft;
        for step in steps {
            if let Some(next) = status.after(CircularStep::ALL[step]) {
                prop_assert!(order(next) >= order(status));
                prop_assert!(status != CircularStatus::Withdrawn);
                status = next;
            }
        }
    }

    /// Numbers stay with what they were given to and are never given twice.
    #[test]
    fn deadlines_keep_their_numbers(known in 0_u32..6, kept in prop::collection::vec(0_u32..8, 0..6), fresh in 0_usize..4) {
        let day = "2024-09-20".parse().unwrap();
        let one = |n| Deadline { n, what: "报送总结".into(), due_on: day, whom: DeadlineFor::Everyone };
        let before: Vec<_> = (1..=known).map(one).collect();
        let mut asked: Vec<_> = kept.into_iter().collect::<std::collections::BTreeSet<_>>().into_iter().map(one).collect();
        asked.extend((0..fresh).map(|_| one(0)));
        let after = numbered(&asked, &before, 9);
        let mut seen = std::collections::BTreeSet::new();
        for (asked, got) in asked.iter().zip(&after) {
            prop_assert!(seen.insert(got.n));
            let stays = (1..=known).contains(&asked.n);
            let right = if stays { got.n == asked.n } else { got.n > 9 };
            prop_assert!(right);
        }
    }
}

#[test]
fn every_step_is_possible_where_the_workflow_says() {
    use CircularStatus::{Draft, Published, Withdrawn};
    use CircularStep as S;
    for step in [S::Correct, S::Withdraw, S::Forward, S::Complete, S::Remind] {
        assert_eq!(Draft.after(step), None);
        assert!(Published.after(step).is_some());
    }
    for step in [S::Edit, S::Delete, S::Publish] {
        assert!(Draft.after(step).is_some());
        assert_eq!(
            Published.after(step),
            None,
            "what is published is not changed silently"
        );
    }
    assert!(
        CircularStep::ALL
            .iter()
            .all(|step| Withdrawn.after(*step).is_none())
    );
    assert_eq!(Draft.after(S::Publish), Some(Published));
    assert_eq!(Published.after(S::Withdraw), Some(Withdrawn));
}

#[test]
fn a_region_speaks_through_its_own_officials_only() {
    let actor = |role, region: Option<&str>, lines: &[&str], stands_in: bool| Actor {
        account: AccountId::new(Uuid::nil()),
        grants: vec![Grant {
            role,
            region: region.map(code),
            organization: None,
            lines: lines.iter().map(|l| (*l).to_owned()).collect(),
            on_behalf_of: stands_in.then(|| AccountId::new(Uuid::max())),
        }],
    };
    let province = code("330000");
    let may = |a: &Actor| may_issue(a, &province);
    assert_eq!(
        may(&actor(Role::ProvinceReviewer, Some("330000"), &[], false)),
        Ok(())
    );
    assert_eq!(
        may_issue(
            &actor(Role::NationalReviewer, None, &[], false),
            &RegionCode::country()
        ),
        Ok(())
    );
    for other in [
        actor(Role::ProvinceReviewer, Some("110000"), &[], false),
        actor(Role::NationalReviewer, Some("100000"), &[], false),
        actor(Role::CityAdmin, Some("330000"), &[], false),
        actor(Role::ProvinceReviewer, Some("330000"), &["societies"], false),
        actor(Role::ProvinceReviewer, Some("330000"), &[], true),
    ] {
        assert_eq!(may(&other), Err(Denied::OutOfScope), "{other:?}");
    }
    assert_eq!(
        may(&actor(Role::SystemAdmin, None, &[], false)),
        Err(Denied::NotAllowed)
    );
}

fn deadline(n: u32, due_on: &str) -> Deadline {
    Deadline {
        n,
        what: "报送总结".into(),
        due_on: due_on.parse().unwrap(),
        whom: DeadlineFor::Everyone,
    }
}

#[test]
fn a_forward_asks_no_later_than_the_level_above_unless_confirmed() {
    let above = [deadline(1, "2024-09-25"), deadline(2, "2024-09-30")];
    let today = "2024-09-01".parse().unwrap();
    let mut forward = NewForward {
        region_code: code("330000"),
        office: "浙江省科协".into(),
        cover: String::new(),
        audience: audience(true, OrganizationReach::None, &[]),
        attachment_ids: vec![],
        deadlines: vec![
            deadline(1, "2024-09-26"),
            deadline(2, "2024-09-30"),
            deadline(0, "2024-10-01"),
        ],
        accept_later: false,
    };
    let faults = check_forward(&forward, today, &above, &[]);
    let found: Vec<_> = faults
        .iter()
        .map(|f| (f.pointer.as_str(), f.args[0].as_str()))
        .collect();
    assert_eq!(
        found,
        [
            ("/deadlines/0/due_on", "2024-09-25"),
            ("/deadlines/2/due_on", "2024-09-30")
        ]
    );
    assert!(faults.iter().all(|f| f.code == FaultCode::LaterThanAbove));
    forward.accept_later = true;
    assert!(check_forward(&forward, today, &above, &[]).is_empty());
    assert!(
        later_than_above(&[deadline(0, "2030-01-01")], &[]).is_empty(),
        "nothing is asked for above"
    );
}

#[test]
fn a_draft_is_kept_however_incomplete_and_published_only_whole() {
    let today = "2024-09-01".parse().unwrap();
    let mut new = NewCircular {
        region_code: code("330000"),
        edition: None,
        public: false,
        audience: Audience::default(),
        content: CircularContent {
            deadlines: vec![deadline(0, "2024-08-31")],
            ..CircularContent::default()
        },
    };
    assert!(check_draft(&new, today, &[]).is_empty());
    let faults = check_new(&new, today, &[]);
    let mut found: Vec<_> = faults.iter().map(|f| f.pointer.as_str()).collect();
    found.sort_unstable();
    assert_eq!(
        found,
        [
            "/audience",
            "/content/body_html",
            "/content/deadlines/0/due_on",
            "/content/office",
            "/content/title"
        ]
    );
    new.content.title = "通".repeat(TITLE_MAX + 1);
    new.audience = audience(
        false,
        OrganizationReach::OwnLevel,
        &["venue", "nonsense", "venue"],
    );
    let faults = check_draft(&new, today, &["venue".to_owned()]);
    let found: Vec<_> = faults.iter().map(|f| f.code).collect();
    assert_eq!(
        found,
        [FaultCode::TooLong, FaultCode::UnknownValue, FaultCode::Duplicate]
    );
}

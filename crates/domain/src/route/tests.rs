use super::*;
use crate::access::{Actor, Denied, Grant, Role};
use crate::id::AccountId;
use crate::place::Position;
use crate::problem::Faults;
use crate::venue::VenueCard;
use uuid::Uuid;

fn venue(n: u128) -> VenueId {
    VenueId::new(Uuid::from_u128(n))
}

fn stop(n: u128, minutes: u32) -> RouteStop {
    RouteStop {
        venue_id: Some(venue(n)),
        note: String::new(),
        minutes: Some(minutes),
    }
}

fn card(n: u128, at: Option<(f64, f64)>) -> VenueCard {
    VenueCard {
        id: venue(n),
        name: format!("馆 {n}"),
        venue_type: "museum".into(),
        organization_name: "示例单位".into(),
        region_code: "330302".parse().unwrap(),
        region_name: "鹿城区".into(),
        address: "示例路 1 号".into(),
        position: at.and_then(|(north, east)| Position::new(north, east)),
        open: None,
        admission: None,
        accessibility: Vec::new(),
    }
}

fn codes(faults: &Faults) -> Vec<String> {
    faults
        .iter()
        .map(|f| format!("{} {}", f.pointer, f.code.as_str()))
        .collect()
}

#[test]
fn a_route_goes_one_way() {
    use {RouteStatus as R, RouteStep as S};
    for status in R::ALL {
        assert_eq!(R::parse(status.as_str()), Some(status));
        for step in S::ALL {
            let expected = match (status, step) {
                (R::Draft, S::Edit | S::Delete) => Some(R::Draft),
                (R::Draft, S::Publish) | (R::Published, S::Edit) => Some(R::Published),
                (R::Published, S::Withdraw) | (R::Withdrawn, S::Delete) => Some(R::Withdrawn),
                _ => None,
            };
            assert_eq!(status.after(step), expected, "{status:?} {step:?}");
        }
    }
}

#[test]
fn a_draft_is_kept_as_it_is_and_publishing_names_every_fault() {
    let audiences = ["youth".to_owned()];
    let empty = RouteContent::default();
    assert_eq!(codes(&check_draft(&empty, &audiences)), ["/region_code required"]);
    let c = RouteContent {
        region_code: "330300".parse().ok(),
        title: "路".repeat(61),
        audiences: vec!["youth".into(), "youth".into(), "cats".into()],
        stops: vec![stop(1, 30), stop(1, 601), RouteStop::default()],
        ..RouteContent::default()
    };
    let kept = [
        "/title too_long",
        "/audiences/1 duplicate",
        "/audiences/2 unknown_value",
        "/stops/1/venue_id duplicate",
        "/stops/1/minutes out_of_range",
    ];
    assert_eq!(codes(&check_draft(&c, &audiences)), kept);
    let all = codes(&check_published(&c, &audiences, &[true, false, false]));
    for fault in [
        "/theme required",
        "/introduction required",
        "/stops/2/venue_id required",
        "/stops/2/minutes required",
        "/stops/1/venue_id venue_not_shown",
    ] {
        assert!(all.contains(&fault.to_owned()), "{fault}: {all:?}");
    }
    let one = RouteContent {
        stops: vec![stop(1, 30)],
        ..c.clone()
    };
    assert!(codes(&check_published(&one, &audiences, &[true])).contains(&"/stops too_few".to_owned()));
    let many = RouteContent {
        stops: (0..21).map(|n| stop(n, 30)).collect(),
        ..c
    };
    assert!(codes(&check_draft(&many, &audiences)).contains(&"/stops too_many".to_owned()));
}

#[test]
fn a_draft_may_name_somebodys_own_number_and_what_is_published_may_not() {
    let c = RouteContent {
        region_code: "330300".parse().ok(),
        title: "联系 13812345678".into(),
        theme: "someone@example.cn".into(),
        introduction: "负责人 330302199001011219".into(),
        audiences: Vec::new(),
        stops: vec![
            RouteStop {
                note: "领队 138-1234-5678".into(),
                ..stop(1, 30)
            },
            stop(2, 30),
        ],
    };
    assert!(codes(&check_draft(&c, &[])).is_empty());
    assert_eq!(
        codes(&check_published(&c, &[], &[true, true])),
        [
            "/title contact_data",
            "/theme contact_data",
            "/introduction contact_data",
            "/stops/0/note contact_data",
        ]
    );
}

#[test]
fn a_stop_that_is_not_shown_is_left_out_and_the_way_leads_past_it() {
    let shown = [
        card(3, Some((28.0, 120.73))),
        card(1, Some((28.0, 120.7))),
        card(4, None),
    ];
    let stops = [stop(1, 60), stop(2, 45), stop(3, 30), stop(4, 20)];
    let all = in_order(&stops, &shown);
    let names: Vec<_> = all.iter().map(|s| s.venue.name.as_str()).collect();
    assert_eq!(names, ["馆 1", "馆 3", "馆 4"]);
    assert_eq!((all[0].leg, all[2].leg), (None, None));
    // 0.03 degrees are about 2.9 km here; the way is a third longer.
    let leg = all[1].leg.unwrap();
    assert!((3_700..3_900).contains(&leg.metres), "{leg:?}");
    assert!((15..=25).contains(&leg.minutes), "{leg:?}");
}

#[test]
fn officials_make_routes_within_their_reach() {
    let actor = |role, region: Option<&str>, lines: &[&str]| Actor {
        account: AccountId::new(Uuid::from_u128(1)),
        grants: vec![Grant {
            role,
            region: region.map(|code| code.parse().unwrap()),
            organization: None,
            lines: lines.iter().map(|&line| line.to_owned()).collect(),
            on_behalf_of: None,
        }],
    };
    let city = "330300".parse().unwrap();
    assert_eq!(
        may_route(&actor(Role::ProvinceReviewer, Some("330000"), &[]), &city),
        Ok(())
    );
    assert_eq!(
        may_route(&actor(Role::NationalReviewer, None, &[]), &city),
        Ok(())
    );
    assert_eq!(
        may_route(&actor(Role::CountyAdmin, Some("330302"), &[]), &city),
        Err(Denied::OutOfScope)
    );
    assert_eq!(
        may_route(&actor(Role::ProvinceReviewer, Some("330000"), &["health"]), &city),
        Err(Denied::OutOfScope)
    );
    assert_eq!(
        may_route(&actor(Role::Organizer, None, &[]), &city),
        Err(Denied::NotAllowed)
    );
}

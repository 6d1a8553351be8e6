use proptest::prelude::*;

use super::*;
use crate::access::{Actor, Denied, Grant, Role};
use crate::id::{AccountId, OrganizationId};
use crate::problem::Faults;
use crate::time::Instant;
use uuid::Uuid;

fn line(days: &[u8], opens: &str, closes: &str) -> OpeningHours {
    OpeningHours {
        days: days.to_vec(),
        opens: ClockTime::parse(opens),
        closes: ClockTime::parse(closes),
    }
}

/// A moment of the week that begins on Monday, 2 September 2024.
fn at(day: u32, clock: &str) -> Instant {
    Instant::parse(&format!("2024-09-{:02}T{clock}:00+08:00", 1 + day)).unwrap()
}

fn told(hours: &[OpeningHours], now: Instant) -> (OpenState, Option<Instant>) {
    let now = opening(hours, now).unwrap();
    (now.state, now.at)
}

#[test]
fn times_of_day_are_two_digits_each_up_to_midnight() {
    for (text, minutes) in [("00:00", 0), ("09:05", 545), ("23:59", 1_439), ("24:00", 1_440)] {
        let time = ClockTime::parse(text).unwrap();
        assert_eq!((time.minutes(), time.to_string().as_str()), (minutes, text));
    }
    for bad in [
        "", "9:00", "09:60", "24:01", "25:00", "09-00", "０9:00", "09:00:00", "-1:00", "+9:00",
    ] {
        assert_eq!(ClockTime::parse(bad), None, "{bad}");
    }
}

#[test]
fn the_minute_it_opens_is_open_and_the_minute_it_closes_is_not() {
    let hours = [
        line(&[2, 3, 4, 5, 6, 7], "09:00", "12:00"),
        line(&[2, 3, 4, 5, 6, 7], "13:30", "17:00"),
    ];
    for (clock, state, then) in [
        ("08:59", OpenState::OpensLater, Some("09:00")),
        ("09:00", OpenState::Open, Some("12:00")),
        ("11:59", OpenState::Open, Some("12:00")),
        ("12:00", OpenState::OpensLater, Some("13:30")),
        ("13:30", OpenState::Open, Some("17:00")),
        ("17:00", OpenState::ClosedToday, None),
        ("23:59", OpenState::ClosedToday, None),
    ] {
        assert_eq!(
            told(&hours, at(2, clock)),
            (state, then.map(|t| at(2, t))),
            "{clock}"
        );
    }
    assert_eq!(
        told(&hours, at(1, "10:00")),
        (OpenState::ClosedToday, None),
        "Monday"
    );
    assert_eq!(opening(&[], at(2, "10:00")), None);
}

#[test]
fn a_night_goes_on_over_midnight_and_over_the_end_of_the_week() {
    let hours = [line(&[5, 7], "18:00", "24:00"), line(&[6, 1], "00:00", "02:00")];
    assert_eq!(
        told(&hours, at(5, "23:59")),
        (OpenState::Open, Some(at(6, "02:00")))
    );
    assert_eq!(
        told(&hours, at(6, "00:00")),
        (OpenState::Open, Some(at(6, "02:00")))
    );
    assert_eq!(told(&hours, at(6, "02:00")), (OpenState::ClosedToday, None));
    assert_eq!(
        told(&hours, at(7, "23:59")),
        (OpenState::Open, Some(at(8, "02:00")))
    );
    assert_eq!(
        told(&hours, at(1, "01:59")),
        (OpenState::Open, Some(at(1, "02:00")))
    );
    // Only until midnight.
    let late = [line(&[7], "18:00", "24:00")];
    assert_eq!(
        told(&late, at(7, "23:59")),
        (OpenState::Open, Some(at(8, "00:00")))
    );
    let always = [line(&[1, 2, 3, 4, 5, 6, 7], "00:00", "24:00")];
    assert_eq!(told(&always, at(3, "03:00")), (OpenState::Open, None));
    // Hours that touch are one.
    let noon = [line(&[2], "09:00", "12:00"), line(&[2], "12:00", "17:00")];
    assert_eq!(
        told(&noon, at(2, "10:00")),
        (OpenState::Open, Some(at(2, "17:00")))
    );
}

#[test]
fn every_fault_of_the_hours_is_named() {
    let hours = [
        line(&[1, 2], "09:00", "12:00"),
        line(&[2, 3], "11:59", "17:00"),
        line(&[4, 4, 8], "17:00", "09:00"),
        line(&[], "x", "12:00"),
        // Another day, and the minute at which the first closes.
        line(&[1], "12:00", "13:00"),
    ];
    let mut faults = Faults::new();
    check_hours(&hours, &mut faults);
    let got: Vec<_> = faults
        .iter()
        .map(|f| (f.pointer.as_str(), f.code.as_str()))
        .collect();
    assert_eq!(
        got,
        [
            ("/opening/1", "hours_overlap"),
            ("/opening/2/days/1", "duplicate"),
            ("/opening/2/days/2", "out_of_range"),
            ("/opening/2/closes", "end_before_start"),
            ("/opening/3/days", "required"),
            ("/opening/3/opens", "required"),
        ]
    );
}

#[test]
fn every_fault_of_a_venue_is_named() {
    let codes = |c: &VenueContent| -> Vec<String> {
        check_venue(c)
            .iter()
            .map(|f| format!("{} {}", f.pointer, f.code.as_str()))
            .collect()
    };
    assert_eq!(
        codes(&VenueContent::default()),
        [
            "/name required",
            "/venue_type required",
            "/region_code required",
            "/address required",
            "/admission required"
        ]
    );
    let position = r#"{"latitude":91,"longitude":120}"#;
    let c = VenueContent {
        name: "馆".repeat(61),
        venue_type: "museum".into(),
        region_code: "330300".parse().ok(),
        address: "…".into(),
        position: serde_json::from_str(position).unwrap(),
        admission: Some(Admission::Free),
        accessibility: vec![Accessibility::Elevator, Accessibility::Elevator],
        introduction: "x".repeat(2_001),
        phone: Some("请联系小王".into()),
        booking_url: Some("javascript:alert(1)".into()),
        ..VenueContent::default()
    };
    assert_eq!(
        codes(&c),
        [
            "/name too_long",
            "/region_code unknown_region",
            "/address nothing_readable",
            "/position/latitude out_of_range",
            "/accessibility/1 duplicate",
            "/introduction too_long",
            "/phone invalid_public_phone",
            "/booking_url invalid_url"
        ]
    );
}

#[test]
fn what_everybody_reads_names_nobodys_own_number() {
    let c = VenueContent {
        name: "王老师 13812345678 科普馆".into(),
        address: "市府路 1 号，someone@example.cn".into(),
        hours_note: "预约请致电 138-1234-5678".into(),
        introduction: "咨询 0577-88962209；负责人 330302199001011219".into(),
        ..VenueContent::default()
    };
    let found = check_venue(&c);
    for pointer in ["/name", "/address", "/hours_note", "/introduction"] {
        let codes: Vec<_> = found.at(pointer).map(|f| f.code.as_str()).collect();
        assert_eq!(codes, ["contact_data"], "{pointer}");
    }
    let refused = |phone: &str| {
        let c = VenueContent {
            phone: Some(phone.into()),
            ..VenueContent::default()
        };
        check_venue(&c).at("/phone").next().is_some()
    };
    for own in [
        "13812345678",
        "138-1234-5678",
        "138 1234 5678",
        "+86 138-1234-5678",
        "(0138)12345678",
        "86-13812345678",
        "12345 13812345678",
        "330302199001011219",
        "1234",
    ] {
        assert!(refused(own), "{own}");
    }
    for line in [
        "0577-88888888",
        "(0577) 8888 8888",
        "+86 10 8888 8888",
        "010-88888888",
        "400-800-1234",
        "88888888-8001",
        "12345",
    ] {
        assert!(!refused(line), "{line}");
    }
}

#[test]
fn marks_heaped_upon_a_name_do_not_hide_its_length() {
    let c = VenueContent {
        name: format!("馆{}", "\u{301}".repeat(NAME_MAX + 3)),
        ..VenueContent::default()
    };
    let codes: Vec<_> = check_venue(&c).at("/name").map(|f| f.code.as_str()).collect();
    assert_eq!(codes, ["too_long"]);
}

#[test]
fn members_write_and_officials_hide_what_is_not_their_own() {
    let organization = OrganizationId::new(Uuid::from_u128(1));
    let grant = |role, region: Option<&str>, organization| Grant {
        role,
        region: region.map(|code| code.parse().unwrap()),
        organization,
        lines: Vec::new(),
        on_behalf_of: None,
    };
    let actor = |grants| Actor {
        account: AccountId::new(Uuid::from_u128(2)),
        grants,
    };
    let member = actor(vec![grant(Role::Organizer, None, Some(organization))]);
    let county = actor(vec![grant(Role::CountyAdmin, Some("330302"), None)]);
    let elsewhere = actor(vec![grant(Role::CountyAdmin, Some("330381"), None)]);
    let both = actor([member.grants.clone(), county.grants.clone()].concat());
    let region = "330302".parse().unwrap();
    let on = |public| VenueScope {
        organization,
        region: &region,
        public,
    };
    assert_eq!(may_venue(&member, VenueAct::Edit, on(false)), Ok(()));
    assert_eq!(
        may_venue(&member, VenueAct::Judge, on(true)),
        Err(Denied::NotAllowed)
    );
    assert_eq!(
        may_venue(&county, VenueAct::Edit, on(true)),
        Err(Denied::NotAllowed)
    );
    assert_eq!(may_venue(&county, VenueAct::Judge, on(true)), Ok(()));
    // Narrowed to a line, an official has no part in what belongs to none.
    let mut narrowed = county.clone();
    narrowed.grants[0].lines = vec!["universities".into()];
    assert_eq!(
        may_venue(&narrowed, VenueAct::Judge, on(true)),
        Err(Denied::OutOfScope)
    );
    assert_eq!(
        may_venue(&narrowed, VenueAct::View, on(false)),
        Err(Denied::Hidden)
    );
    assert_eq!(may_venue(&both, VenueAct::Judge, on(true)), Err(Denied::Recused));
    assert_eq!(
        may_venue(&elsewhere, VenueAct::Judge, on(true)),
        Err(Denied::OutOfScope)
    );
    assert_eq!(
        may_venue(&elsewhere, VenueAct::Judge, on(false)),
        Err(Denied::Hidden)
    );
    assert_eq!(
        may_venue(&elsewhere, VenueAct::View, on(true)),
        Err(Denied::Hidden)
    );
}

proptest! {
    #[test]
    fn open_is_what_one_of_the_lines_says(
        lines in prop::collection::vec((1_u8..=7, 0_u16..1_440, 1_u16..=1_440), 1..6),
        minute in 0_u32..10_080,
    ) {
        let clock = |m: u16| ClockTime::parse(&format!("{:02}:{:02}", m / 60, m % 60));
        let hours: Vec<_> = lines.iter().filter(|(_, a, b)| a < b)
            .map(|(day, a, b)| OpeningHours { days: vec![*day], opens: clock(*a), closes: clock(*b) })
            .collect();
        prop_assume!(!hours.is_empty());
        let now = at(1, "00:00").plus_seconds(i64::from(minute) * 60 + 59);
        let (day, of_day) = week_minute(now);
        let expected = hours.iter().flat_map(OpeningHours::by_day).any(|(d, a, b)| d == day && (a..b).contains(&of_day));
        let told = opening(&hours, now).unwrap();
        prop_assert_eq!(told.state == OpenState::Open, expected);
        prop_assert!(told.at.is_none_or(|at| at > now));
    }
}

use super::*;
use crate::activity::content::Session;

fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

fn of_a_morning() -> ActivityContent {
    ActivityContent {
        mode: Some(Mode::Offline),
        sessions: vec![Session {
            starts_at: Some(at("2026-09-19T01:00:00Z")),
            ends_at: Some(at("2026-09-19T04:00:00Z")),
        }],
        ..ActivityContent::default()
    }
}

#[test]
fn a_point_is_open_from_half_an_hour_before_to_half_an_hour_after() {
    let opening = default_opening(&of_a_morning()).unwrap();
    for (now, state) in [
        ("2026-09-19T00:29:59Z", PointState::NotYet),
        ("2026-09-19T00:30:00Z", PointState::Open),
        ("2026-09-19T04:29:59Z", PointState::Open),
        ("2026-09-19T04:30:00Z", PointState::Over),
    ] {
        assert_eq!(opening.state(at(now)), state, "{now}");
    }
    let closed = Opening {
        closed: true,
        ..opening
    };
    assert_eq!(closed.state(at("2026-09-19T02:00:00Z")), PointState::Closed);
    assert!(check_point("南门", &opening, &of_a_morning()).is_empty());
}

#[test]
fn a_point_opens_at_most_a_day_before_and_closes_at_most_a_day_after() {
    let codes = |opens: &str, closes: &str| {
        let opening = Opening {
            opens_at: at(opens),
            closes_at: at(closes),
            closed: false,
        };
        let faults = check_point("南门", &opening, &of_a_morning());
        faults
            .iter()
            .map(|f| (f.pointer.clone(), f.code))
            .collect::<Vec<_>>()
    };
    // The whole of the day before and of the day after, Shanghai.
    assert_eq!(codes("2026-09-17T16:00:00Z", "2026-09-20T15:59:59Z"), []);
    assert_eq!(
        codes("2026-09-17T15:59:59Z", "2026-09-20T16:00:00Z"),
        [
            ("/opens_at".to_owned(), FaultCode::OutsideWindow),
            ("/closes_at".to_owned(), FaultCode::OutsideWindow)
        ]
    );
    assert_eq!(
        codes("2026-09-19T02:00:00Z", "2026-09-19T02:00:00Z"),
        [("/closes_at".to_owned(), FaultCode::EndBeforeStart)]
    );
}

#[test]
fn a_point_has_a_name_that_can_be_read() {
    let opening = default_opening(&of_a_morning()).unwrap();
    let code = |name: &str| {
        check_point(name, &opening, &of_a_morning())
            .iter()
            .next()
            .map(|f| f.code)
    };
    assert_eq!(code("南"), None);
    assert_eq!(code(&"门".repeat(30)), None);
    assert_eq!(code(&"门".repeat(31)), Some(FaultCode::TooLong));
    assert_eq!(code("  "), Some(FaultCode::Required));
    assert_eq!(code("……"), Some(FaultCode::NothingReadable));
}

#[test]
fn a_card_is_full_when_every_venue_that_takes_stamps_has_one() {
    let venue = |n: u128| VenueId::new(uuid::Uuid::from_u128(n));
    let day: NaiveDate = "2026-09-19".parse().unwrap();
    let card = |stamped: &[u128], open: &[u128]| {
        let on_it = [1, 2, 3, 1].map(venue);
        StampCard::of(
            RouteId::new(uuid::Uuid::from_u128(9)),
            &on_it,
            |id| stamped.iter().any(|n| venue(*n) == id).then_some(day),
            |id| open.iter().any(|n| venue(*n) == id),
        )
    };
    let full = |stamped: &[u128], open: &[u128]| {
        let card = card(stamped, open);
        (card.collected, card.complete)
    };
    assert_eq!(
        card(&[], &[]).stamps.len(),
        3,
        "a venue that is met twice counts once"
    );
    assert_eq!(full(&[], &[1, 2, 3]), (0, false));
    assert_eq!(full(&[1, 2], &[1, 2, 3]), (2, false));
    assert_eq!(full(&[1, 2, 3], &[1, 2, 3]), (3, true));
    // The third takes no stamps; what was stamped before it stopped counts.
    assert_eq!(full(&[1, 2], &[1]), (2, true));
    // One place is no route.
    assert_eq!(full(&[1], &[1]), (1, false));
    assert_eq!(full(&[], &[]), (0, false));
}

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

use proptest::prelude::*;

use super::*;

fn word(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn shanghai(value: &Value, end: End) -> Option<String> {
    time(value, end, "/t")
        .ok()
        .map(|at| at.shanghai_clock().format("%Y-%m-%d %H:%M").to_string())
}

#[test]
fn times_are_read_as_people_write_them() {
    for text in [
        "2026-09-15 09:30",
        "2026/9/15 9:30",
        "2026.9.15 9:30:00",
        "2026年9月15日9时30分",
        "2026年9月15日（星期二）上午9：30",
        "２０２６－９－１５ ９：３０",
        "20260915 9:30",
        "2026-09-15T09:30:00",
    ] {
        assert_eq!(
            shanghai(&word(text), End::Start).as_deref(),
            Some("2026-09-15 09:30"),
            "{text}"
        );
    }
    assert_eq!(
        shanghai(&word("2026-9-15 下午2点"), End::Start).as_deref(),
        Some("2026-09-15 14:00")
    );
    for bad in [
        "九月十五日",
        "9月15日",
        "2026-02-30 09:00",
        "2026-09-15 25:00",
        "待定",
        "2026-09-15Z",
        "",
    ] {
        assert_eq!(shanghai(&word(bad), End::Start), None, "{bad}");
    }
}

#[test]
fn a_serial_number_is_a_day_and_its_fraction_a_time() {
    assert_eq!(
        shanghai(&Value::Number(45_550.0), End::Start).as_deref(),
        Some("2024-09-15 00:00")
    );
    assert_eq!(
        shanghai(&Value::Number(45_550.0), End::Finish).as_deref(),
        Some("2024-09-15 23:59")
    );
    assert_eq!(
        shanghai(&Value::Number(45_550.395_833_333), End::Start).as_deref(),
        Some("2024-09-15 09:30")
    );
    assert_eq!(
        shanghai(&word("45550.5"), End::Start).as_deref(),
        Some("2024-09-15 12:00")
    );
    assert_eq!(
        shanghai(&Value::Number(20_240_915.0), End::Start).as_deref(),
        Some("2024-09-15 00:00")
    );
    assert_eq!(shanghai(&Value::Number(3.0), End::Start), None);
}

#[test]
fn several_sessions_stand_in_one_cell() {
    let all = sessions(
        &word("2026-09-15 09:00至11:30；2026年9月16日14:00—2026年9月16日16:00\n2026-09-17"),
        "/s",
    )
    .unwrap();
    let clocks: Vec<_> = all
        .iter()
        .map(|(a, b)| format!("{}|{}", a.shanghai_clock(), b.shanghai_clock()))
        .collect();
    assert_eq!(
        clocks,
        [
            "2026-09-15 09:00:00|2026-09-15 11:30:00",
            "2026-09-16 14:00:00|2026-09-16 16:00:00",
            "2026-09-17 00:00:00|2026-09-17 23:59:00"
        ]
    );
    assert_eq!(
        sessions(&word("每周六"), "/s").unwrap_err().code,
        FaultCode::UnreadableTime
    );
}

#[test]
fn a_phone_kept_as_a_number_is_whole_and_one_with_an_exponent_is_lost() {
    assert_eq!(
        digits(&Value::Number(13_900_000_005.0), "/p").unwrap(),
        "13900000005"
    );
    let lost = digits(&word("1.39E+10"), "/p").unwrap_err();
    assert_eq!(
        (lost.code, lost.args),
        (FaultCode::DigitsLost, vec!["1.39E+10".to_owned()])
    );
    let code = text(&Value::Number(9.133_030_012_345_678e17), "/uscc").unwrap_err();
    assert_eq!(code.code, FaultCode::DigitsLost);
    assert_eq!(digits(&word("0577-88962209"), "/p").unwrap(), "0577-88962209");
}

#[test]
fn an_apostrophe_before_a_formula_is_not_part_of_the_text() {
    assert_eq!(plain(" '=1+1 "), "=1+1");
    assert_eq!(plain("'quoted'"), "'quoted'");
}

#[test]
fn counts_bear_units_and_separators() {
    for (value, n) in [
        (Value::Number(1200.0), 1200),
        (word("1,200 人"), 1200),
        (word("１２００人次"), 1200),
        (word("5000.00"), 5000),
    ] {
        assert_eq!(count(&value, "/n").unwrap(), n);
    }
    for bad in [
        Value::Number(1.5),
        Value::Number(-1.0),
        word("约100"),
        word("1万"),
    ] {
        assert_eq!(count(&bad, "/n").unwrap_err().code, FaultCode::WrongType);
    }
}

#[test]
fn what_a_formula_left_is_named() {
    assert_eq!(
        text(&Value::Error("#N/A"), "/t").unwrap_err().code,
        FaultCode::CellError
    );
    assert_eq!(
        count(&Value::NotCalculated, "/t").unwrap_err().code,
        FaultCode::FormulaNotCalculated
    );
}

proptest! {
    #[test]
    fn nothing_in_a_cell_makes_it_panic(raw in any::<String>(), n in any::<f64>()) {
        for value in [Value::Text(raw), Value::Number(n)] {
            let _ = time(&value, End::Start, "/t");
            let _ = sessions(&value, "/t");
            let _ = count(&value, "/t");
            let _ = digits(&value, "/t");
            let _ = yes(&value, "/t");
            let _ = list(&value, "/t");
        }
    }
}

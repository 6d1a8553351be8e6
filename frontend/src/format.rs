//! Dates and times for people, by the wall clock in Shanghai.

use chrono::{Datelike, NaiveDate, Timelike};
use domain::problem::Lang;
use domain::time::Instant;

use crate::i18n::lang;

// By hand, here and below: chrono's language of formats is much to load.
const WEEKDAYS_ZH: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];
const MONTHS_EN: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// `9月15日（周二）` or `Tue 15 Sep`, with the year where it is not this one.
pub fn date(day: NaiveDate) -> String {
    let this_year = crate::page::now().is_some_and(|now| now.shanghai_date().year() == day.year());
    match lang() {
        Lang::Zh => {
            let weekday = WEEKDAYS_ZH[day.weekday().num_days_from_monday() as usize];
            let year = if this_year {
                String::new()
            } else {
                format!("{}年", day.year())
            };
            format!("{year}{}月{}日（周{weekday}）", day.month(), day.day())
        }
        Lang::En => {
            let month = MONTHS_EN[day.month0() as usize];
            let year = if this_year {
                String::new()
            } else {
                format!(" {}", day.year())
            };
            format!("{} {} {month}{year}", day.weekday(), day.day())
        }
    }
}

/// `2026年12月` or `Dec 2026`.
pub fn month(day: NaiveDate) -> String {
    match lang() {
        Lang::Zh => format!("{}年{}月", day.year(), day.month()),
        Lang::En => format!("{} {}", MONTHS_EN[day.month0() as usize], day.year()),
    }
}

pub fn time(at: Instant) -> String {
    let clock = at.shanghai_clock();
    format!("{:02}:{:02}", clock.hour(), clock.minute())
}

/// `09:00:05`, where minutes are not enough.
pub fn exact_time(at: Instant) -> String {
    format!("{}:{:02}", time(at), at.shanghai_clock().second())
}

/// `9月15日（周二）09:00`.
pub fn moment(at: Instant) -> String {
    let (day, time) = (date(at.shanghai_date()), time(at));
    match lang() {
        // The full-width bracket brings its own space.
        Lang::Zh => format!("{day}{time}"),
        Lang::En => format!("{day} {time}"),
    }
}

/// From and to; the day is named once where it is one.
pub fn span(from: Instant, to: Instant) -> String {
    if from.shanghai_date() == to.shanghai_date() {
        format!("{}–{}", moment(from), time(to))
    } else {
        between(&moment(from), &moment(to))
    }
}

/// Days from and to.
pub fn days(from: NaiveDate, to: NaiveDate) -> String {
    if from == to {
        date(from)
    } else {
        between(&date(from), &date(to))
    }
}

fn between(from: &str, to: &str) -> String {
    match lang() {
        Lang::Zh => format!("{from}至{to}"),
        Lang::En => format!("{from} – {to}"),
    }
}

/// `1,234,567`.
pub fn number(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if value < 0 {
        text.push('-');
    }
    for (n, digit) in digits.char_indices() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `2026-09-15T09:00+08:00`, for the `datetime` attribute.
pub fn machine(at: Instant) -> String {
    format!("{}T{}+08:00", at.shanghai_date(), time(at))
}

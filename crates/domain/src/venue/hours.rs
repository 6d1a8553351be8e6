//! When a venue is open: weekly hours to the minute, in Shanghai.

use std::fmt;

use chrono::{Datelike, Timelike};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::problem::{Fault, FaultCode, Faults};
use crate::time::Instant;

/// Minutes of a day and of a week.
const DAY: u16 = 1_440;
const WEEK: u16 = 7 * DAY;
/// Lines of weekly hours: three for each day.
pub const HOURS_MAX: usize = 21;

/// A time of day to the minute, `00:00` to `24:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, example = "09:00", pattern = "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"))]
pub struct ClockTime(u16);

impl ClockTime {
    /// `09:00`, two digits each.
    pub fn parse(text: &str) -> Option<Self> {
        let (hour, minute) = text.split_once(':')?;
        let number = |part: &str| {
            let digits = part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
            digits.then(|| part.parse::<u16>().ok()).flatten()
        };
        let (hour, minute) = (number(hour)?, number(minute)?);
        let all = hour * 60 + minute;
        (minute < 60 && all <= DAY).then_some(Self(all))
    }
    /// Since midnight, 0 to 1,440.
    pub const fn minutes(self) -> u16 {
        self.0
    }
}

impl fmt::Display for ClockTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl Serialize for ClockTime {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ClockTime {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let text = String::deserialize(input)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("expected a time of day such as 09:00"))
    }
}

/// The same hours on some days of the week. After midnight another line goes on: 18:00–24:00 on Friday, 00:00–02:00 on
/// Saturday.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct OpeningHours {
    /// 1 for Monday to 7 for Sunday (ISO 8601), each once.
    pub days: Vec<u8>,
    pub opens: Option<ClockTime>,
    /// Later than `opens`, up to `24:00`. At this minute it is closed.
    pub closes: Option<ClockTime>,
}

impl OpeningHours {
    fn span(&self) -> Option<(u16, u16)> {
        Some((self.opens?.minutes(), self.closes?.minutes())).filter(|(opens, closes)| opens < closes)
    }
    /// For each day from 1 to 7 that is named: when it opens and closes, minutes of the day.
    pub fn by_day(&self) -> impl Iterator<Item = (u8, u16, u16)> {
        let span = self.span();
        let days = self.days.iter().copied().filter(|day| (1..=7).contains(day));
        days.filter_map(move |day| span.map(|(opens, closes)| (day, opens, closes)))
    }
}

/// Whether a venue is open at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OpenState {
    /// 开放中
    Open,
    /// 今日稍后开放
    OpensLater,
    /// 今日不再开放
    ClosedToday,
}

/// Whether a venue is open now, and until when, or from when today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenNow {
    pub state: OpenState,
    /// When it closes (`open`; absent where it never does), or opens (`opens_later`).
    pub at: Option<Instant>,
}

/// The day of the week from 1 for Monday, and the minute of the day.
pub fn week_minute(now: Instant) -> (u8, u16) {
    let clock = now.shanghai_clock();
    let day = clock.weekday().number_from_monday() as u8;
    (day, (clock.hour() * 60 + clock.minute()) as u16)
}

/// Spans of minutes of the week, in order; those that touch are one.
fn spans(hours: &[OpeningHours]) -> Vec<(u16, u16)> {
    let mut all: Vec<(u16, u16)> = hours
        .iter()
        .flat_map(OpeningHours::by_day)
        .map(|(day, opens, closes)| {
            let midnight = (u16::from(day) - 1) * DAY;
            (midnight + opens, midnight + closes)
        })
        .collect();
    all.sort_unstable();
    all.dedup();
    let mut joined: Vec<(u16, u16)> = Vec::new();
    for (from, to) in all {
        match joined.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => joined.push((from, to)),
        }
    }
    joined
}

/// Whether it is open: at the minute it opens it is, at the minute it closes it is not. `None` where no hours are known.
pub fn opening(hours: &[OpeningHours], now: Instant) -> Option<OpenNow> {
    let spans = spans(hours);
    let first = *spans.first()?;
    let (day, minute) = week_minute(now);
    let midnight = (u16::from(day) - 1) * DAY;
    let minute = midnight + minute;
    let today = Instant::start_of_day(now.shanghai_date());
    let at = |of_week: u16| today.plus_seconds((i64::from(of_week) - i64::from(midnight)) * 60);
    if let Some((_, until)) = spans.iter().find(|(from, to)| (*from..*to).contains(&minute)) {
        let until = match (*until, first) {
            (WEEK, (0, WEEK)) => None,
            // Sunday night goes on into Monday.
            (WEEK, (0, next)) => Some(WEEK + next),
            (until, _) => Some(until),
        };
        return Some(OpenNow {
            state: OpenState::Open,
            at: until.map(at),
        });
    }
    let later = spans.iter().map(|(from, _)| *from);
    let next = later
        .into_iter()
        .find(|from| (minute..midnight + DAY).contains(from));
    Some(OpenNow {
        state: if next.is_some() {
            OpenState::OpensLater
        } else {
            OpenState::ClosedToday
        },
        at: next.map(at),
    })
}

/// Faults of weekly hours: days that are none, hours that end before they begin, two that overlap on a day.
pub fn check_hours(hours: &[OpeningHours], faults: &mut Faults) {
    if hours.len() > HOURS_MAX {
        faults.push(Fault::new("/opening", FaultCode::TooMany).with(HOURS_MAX));
        return;
    }
    for (n, line) in hours.iter().enumerate() {
        let here = format!("/opening/{n}");
        if line.days.is_empty() {
            faults.push(Fault::new(format!("{here}/days"), FaultCode::Required).with("星期"));
        }
        for (m, day) in line.days.iter().enumerate() {
            let pointer = format!("{here}/days/{m}");
            if !(1..=7).contains(day) {
                faults.push(Fault::new(pointer, FaultCode::OutOfRange).with(1).with(7));
            } else if line.days.iter().take(m).any(|other| other == day) {
                faults.add(pointer, FaultCode::Duplicate);
            }
        }
        for (name, label, time) in [
            ("opens", "开放时间", line.opens),
            ("closes", "关闭时间", line.closes),
        ] {
            if time.is_none() {
                faults.push(Fault::new(format!("{here}/{name}"), FaultCode::Required).with(label));
            }
        }
        if let (Some(opens), Some(closes)) = (line.opens, line.closes)
            && closes <= opens
        {
            faults.add(format!("{here}/closes"), FaultCode::EndBeforeStart);
        }
        let overlaps = |other: &OpeningHours| {
            let days = other.days.iter().any(|day| line.days.contains(day));
            let (Some(a), Some(b)) = (line.span(), other.span()) else {
                return false;
            };
            days && a.0 < b.1 && b.0 < a.1
        };
        if let Some(before) = hours.iter().take(n).position(overlaps) {
            faults.push(Fault::new(here, FaultCode::HoursOverlap).with(before + 1));
        }
    }
}

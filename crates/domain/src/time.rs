//! Instants, civil dates and the one time zone of the field.
//!
//! Every business time is Asia/Shanghai, which has had one fixed offset of +08:00 since 1991; stored and
//! sent as UTC. Day deadlines end at 23:59:59 Shanghai time, that is: before the next day's midnight.

use std::fmt;

use chrono::{DateTime, Days, FixedOffset, NaiveDate, NaiveTime, SubsecRound, TimeDelta, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A day of the Shanghai calendar.
pub type CivilDate = NaiveDate;

const SHANGHAI_OFFSET_SECONDS: i32 = 8 * 3600;

/// Asia/Shanghai.
pub fn shanghai() -> FixedOffset {
    FixedOffset::east_opt(SHANGHAI_OFFSET_SECONDS)
        .unwrap_or_else(|| unreachable!("a constant inside the valid range"))
}

/// A moment, in UTC, truncated to microseconds so that both databases return what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime, example = "2026-09-15T01:00:00Z"))]
pub struct Instant(DateTime<Utc>);

impl Instant {
    pub fn new(at: DateTime<Utc>) -> Self {
        Self(at.trunc_subsecs(6))
    }
    pub fn utc(self) -> DateTime<Utc> {
        self.0
    }
    /// Parses RFC 3339 with an offset; refuses a local time without one.
    pub fn parse(text: &str) -> Option<Self> {
        DateTime::parse_from_rfc3339(text)
            .ok()
            .map(|t| Self::new(t.to_utc()))
    }
    pub fn from_unix_seconds(seconds: i64) -> Option<Self> {
        DateTime::from_timestamp(seconds, 0).map(Self)
    }
    pub fn unix_seconds(self) -> i64 {
        self.0.timestamp()
    }
    /// The calendar day in Shanghai at this moment.
    pub fn shanghai_date(self) -> CivilDate {
        self.0.with_timezone(&shanghai()).date_naive()
    }
    /// The wall clock in Shanghai, for display.
    pub fn shanghai_clock(self) -> chrono::NaiveDateTime {
        self.0.with_timezone(&shanghai()).naive_local()
    }
    /// The wall clock `date` `time` in Shanghai as a moment.
    pub fn at_shanghai(date: CivilDate, time: NaiveTime) -> Self {
        let local = date.and_time(time) - TimeDelta::seconds(i64::from(SHANGHAI_OFFSET_SECONDS));
        Self(local.and_utc())
    }
    /// Midnight with which `date` begins in Shanghai.
    pub fn start_of_day(date: CivilDate) -> Self {
        Self::at_shanghai(date, NaiveTime::MIN)
    }
    /// The first moment after `date` in Shanghai: a deadline "by `date`" holds for every moment before it.
    pub fn end_of_day(date: CivilDate) -> Self {
        Self::start_of_day(date.checked_add_days(Days::new(1)).unwrap_or(date))
    }
    /// This moment plus (or minus) a number of seconds.
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0 + TimeDelta::seconds(seconds))
    }
    pub fn plus_days(self, days: i64) -> Self {
        self.plus_seconds(days * 86_400)
    }
    /// Whole seconds from `earlier` until this moment; negative when it lies before.
    pub fn seconds_since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0).num_seconds()
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true))
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(input)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("expected an RFC 3339 time with offset"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_in_shanghai_starts_at_sixteen_utc_of_the_day_before() {
        let day = NaiveDate::from_ymd_opt(2024, 9, 25).unwrap();
        assert_eq!(Instant::start_of_day(day).to_string(), "2024-09-24T16:00:00Z");
        assert_eq!(Instant::end_of_day(day).to_string(), "2024-09-25T16:00:00Z");
        assert_eq!(
            Instant::parse("2024-09-25T23:59:59+08:00")
                .unwrap()
                .shanghai_date(),
            day
        );
    }

    #[test]
    fn impossible_and_local_times_are_refused() {
        for bad in [
            "2024-02-30T09:00:00+08:00",
            "2024-09-15T09:00:00",
            "2024-09-15",
            "",
            "9月15日",
        ] {
            assert_eq!(Instant::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn nanoseconds_are_cut_to_what_both_databases_keep() {
        assert_eq!(
            Instant::parse("2024-09-15T01:00:00.123456789Z")
                .unwrap()
                .to_string(),
            "2024-09-15T01:00:00.123456Z"
        );
    }
}

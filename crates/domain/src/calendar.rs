//! Working days of the Chinese calendar: weekends, public holidays (法定节假日) and the weekend days that are worked for them
//! (调休). Which days these are the State Council announces each November for the next year: they are edition data.

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// What was announced.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct WorkCalendar {
    /// Years whose announcement is entered.
    pub years: Vec<i32>,
    pub holidays: Vec<Holiday>,
    /// 调休上班: weekend days that are worked.
    pub worked_weekends: Vec<NaiveDate>,
}

/// A public holiday, both days included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Holiday {
    pub name: String,
    pub from: NaiveDate,
    pub to: NaiveDate,
}

/// A period counted in working days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WorkingPeriod {
    pub starts_on: NaiveDate,
    /// Last working day of the period.
    pub ends_on: NaiveDate,
    pub working_days: u32,
    /// Holidays and weekend days in between, named.
    pub skipped: Vec<SkippedDay>,
    /// Years of the period whose announcement is not entered: their holidays were counted as ordinary days.
    pub years_missing: Vec<i32>,
}

/// A day that does not count, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SkippedDay {
    pub on: NaiveDate,
    /// 周末, or the holiday's name.
    pub why: String,
}

/// Longest period, working days.
pub const WORKING_DAYS_MAX: u32 = 60;

impl WorkCalendar {
    /// Why a day is not worked; `None` on a working day.
    pub fn rest(&self, day: NaiveDate) -> Option<&str> {
        if self.worked_weekends.contains(&day) {
            return None;
        }
        if let Some(holiday) = self.holidays.iter().find(|h| h.from <= day && day <= h.to) {
            return Some(&holiday.name);
        }
        matches!(day.weekday(), Weekday::Sat | Weekday::Sun).then_some("周末")
    }

    /// The period of `working_days` that begins on `starts_on`; its first day counts when it is worked (11月30日起 3 个工作日
    /// ends on 2 December).
    pub fn period(&self, starts_on: NaiveDate, working_days: u32) -> WorkingPeriod {
        let wanted = working_days.clamp(1, WORKING_DAYS_MAX);
        let mut skipped = Vec::new();
        let mut counted = 0;
        let mut ends_on = starts_on;
        for day in starts_on.iter_days() {
            match self.rest(day) {
                Some(why) => skipped.push(SkippedDay {
                    on: day,
                    why: why.to_owned(),
                }),
                None => counted += 1,
            }
            if counted == wanted {
                ends_on = day;
                break;
            }
        }
        let years_missing = (starts_on.year()..=ends_on.year())
            .filter(|year| !self.years.contains(year))
            .collect();
        WorkingPeriod {
            starts_on,
            ends_on,
            working_days: wanted,
            skipped,
            years_missing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }
    /// 国庆 2024: 10-01…07, worked 09-29 and 10-12.
    fn autumn() -> WorkCalendar {
        WorkCalendar {
            years: vec![2024],
            holidays: vec![Holiday {
                name: "国庆节".into(),
                from: day("2024-10-01"),
                to: day("2024-10-07"),
            }],
            worked_weekends: vec![day("2024-09-29"), day("2024-10-12")],
        }
    }

    #[test]
    fn three_days_of_2021_end_as_they_did() {
        let plain = WorkCalendar::default();
        let period = plain.period(day("2021-11-30"), 3);
        assert_eq!(period.ends_on, day("2021-12-02"));
        assert_eq!(period.years_missing, [2021], "it says what it does not know");
    }

    #[test]
    fn holidays_are_skipped_and_worked_sundays_count() {
        // Sunday the 29th is worked; then come Monday the 30th, the holiday, and Tuesday the 8th.
        let period = autumn().period(day("2024-09-28"), 3);
        assert_eq!(period.ends_on, day("2024-10-08"));
        let reasons: Vec<&str> = period.skipped.iter().map(|s| s.why.as_str()).collect();
        assert_eq!(reasons.len(), 8);
        assert_eq!((reasons[0], reasons[1]), ("周末", "国庆节"));
        assert!(period.years_missing.is_empty());
        assert_eq!(
            autumn().period(day("2024-10-08"), 5).ends_on,
            day("2024-10-12"),
            "a worked Saturday"
        );
    }

    proptest! {
        #[test]
        fn a_period_has_as_many_working_days_as_asked(offset in 0i64..400, wanted in 1u32..40) {
            let calendar = autumn();
            let start = day("2024-01-01") + chrono::TimeDelta::days(offset);
            let period = calendar.period(start, wanted);
            let worked = start.iter_days().take_while(|d| *d <= period.ends_on).filter(|d| calendar.rest(*d).is_none()).count();
            prop_assert_eq!(worked, wanted as usize);
            prop_assert!(calendar.rest(period.ends_on).is_none(), "it ends on a working day");
            let days = (period.ends_on - start).num_days() + 1;
            prop_assert_eq!(days as usize, worked + period.skipped.len());
        }
    }
}

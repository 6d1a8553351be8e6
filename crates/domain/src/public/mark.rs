//! What public lists are cut by, and counted by.

use std::collections::BTreeSet;
use std::fmt;

use crate::activity::content::ActivityContent;
use crate::region::RegionCode;
use crate::time::{CivilDate, Instant};

/// Days that one session is taken to last at the most: what runs longer is found by its first days.
pub const SESSION_DAYS_MAX: usize = 92;

/// What a mark says something of. Each has a letter, so that marks stay short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Facet {
    /// The region where it takes place, and each above it but the country.
    Region,
    /// 板块, and the same for 子行动: their codes differ.
    Category,
    /// 线下、线上、混合
    Mode,
    /// 面向对象
    Audience,
    /// 学科领域
    Field,
    /// 可预约
    Bookable,
    /// A day on which it takes place (Shanghai).
    Day,
}

impl Facet {
    pub const ALL: [Self; 7] = [
        Self::Region,
        Self::Category,
        Self::Mode,
        Self::Audience,
        Self::Field,
        Self::Bookable,
        Self::Day,
    ];

    pub const fn letter(self) -> char {
        match self {
            Self::Region => 'r',
            Self::Category => 'c',
            Self::Mode => 'm',
            Self::Audience => 'a',
            Self::Field => 'f',
            Self::Bookable => 'b',
            Self::Day => 'd',
        }
    }
}

/// One value that an activity is found by: `m:offline`, `d:20260919`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Mark {
    pub facet: Facet,
    pub value: String,
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.facet.letter(), self.value)
    }
}

impl Mark {
    pub fn new(facet: Facet, value: impl Into<String>) -> Self {
        Self {
            facet,
            value: value.into(),
        }
    }
    pub fn bookable() -> Self {
        Self::new(Facet::Bookable, "1")
    }
    pub fn day(day: CivilDate) -> Self {
        Self::new(Facet::Day, day.format("%Y%m%d").to_string())
    }
    pub fn parse(text: &str) -> Option<Self> {
        let (letter, value) = text.split_once(':')?;
        let facet = Facet::ALL
            .into_iter()
            .find(|f| letter.len() == 1 && letter.starts_with(f.letter()))?;
        (!value.is_empty()).then(|| Self::new(facet, value))
    }
}

/// The day that a mark of [`Facet::Day`] names.
pub fn day_of(value: &str) -> Option<CivilDate> {
    CivilDate::parse_from_str(value, "%Y%m%d").ok()
}

/// Every mark of an activity, each once.
pub fn marks(content: &ActivityContent) -> BTreeSet<Mark> {
    let mut all = BTreeSet::new();
    let region = content.region_code.as_ref();
    all.extend(
        region
            .into_iter()
            .flat_map(places)
            .map(|code| Mark::new(Facet::Region, code.to_string())),
    );
    let categories = content.category.iter().chain(&content.sub_category);
    all.extend(categories.map(|code| Mark::new(Facet::Category, code)));
    all.extend(content.mode.map(|mode| Mark::new(Facet::Mode, mode.as_str())));
    all.extend(
        content
            .audiences
            .iter()
            .map(|code| Mark::new(Facet::Audience, code)),
    );
    all.extend(content.fields.iter().map(|code| Mark::new(Facet::Field, code)));
    all.extend(content.reservation_url.as_ref().map(|_| Mark::bookable()));
    for session in &content.sessions {
        if let (Some(from), Some(to)) = (session.starts_at, session.ends_at) {
            all.extend(days(from, to).map(Mark::day));
        }
    }
    all
}

/// A region and those above it, without the country.
pub fn places(region: &RegionCode) -> BTreeSet<RegionCode> {
    let all = [region.clone(), region.county(), region.city(), region.province()];
    all.into_iter().filter(|code| !code.is_country()).collect()
}

/// The days on which something lies that lasts from `from` until `to`; what ends at midnight does not touch the next.
fn days(from: Instant, to: Instant) -> impl Iterator<Item = CivilDate> {
    let first = from.shanghai_date();
    let last = to.plus_seconds(-1).shanghai_date().max(first);
    first
        .iter_days()
        .take_while(move |day| *day <= last)
        .take(SESSION_DAYS_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::activity::content::{Mode, Session};

    fn at(text: &str) -> Instant {
        Instant::parse(text).unwrap()
    }

    #[test]
    fn marks_read_back() {
        for mark in [Mark::bookable(), Mark::new(Facet::Region, "330302")] {
            assert_eq!(Mark::parse(&mark.to_string()), Some(mark));
        }
        for wrong in ["", "m:", "x:1", "mm:1", ":1", "offline"] {
            assert_eq!(Mark::parse(wrong), None, "{wrong}");
        }
        let letters: BTreeSet<_> = Facet::ALL.into_iter().map(Facet::letter).collect();
        assert_eq!(letters.len(), Facet::ALL.len());
    }

    #[test]
    fn what_lasts_over_midnight_lies_on_both_days_and_what_ends_at_midnight_on_one() {
        let of = |from, to| days(at(from), at(to)).map(|d| d.to_string()).collect::<Vec<_>>();
        // Shanghai is eight hours ahead.
        assert_eq!(of("2026-09-19T12:00:00Z", "2026-09-19T16:00:00Z"), ["2026-09-19"]);
        assert_eq!(
            of("2026-09-19T12:00:00Z", "2026-09-19T16:00:01Z"),
            ["2026-09-19", "2026-09-20"]
        );
        assert_eq!(of("2026-09-19T12:00:00Z", "2026-09-19T12:00:00Z"), ["2026-09-19"]);
        assert_eq!(
            days(at("2026-01-01T00:00:00Z"), at("2099-01-01T00:00:00Z")).count(),
            SESSION_DAYS_MAX
        );
    }

    #[test]
    fn everything_a_visitor_chooses_by_is_a_mark() {
        let content = ActivityContent {
            mode: Some(Mode::Offline),
            category: Some("more".to_owned()),
            audiences: vec!["youth".to_owned(), "youth".to_owned()],
            fields: vec!["ai".to_owned()],
            region_code: "330302".parse().ok(),
            reservation_url: Some("https://example.com".to_owned()),
            sessions: vec![Session {
                starts_at: Some(at("2026-09-19T01:00:00Z")),
                ends_at: Some(at("2026-09-20T09:00:00Z")),
            }],
            ..ActivityContent::default()
        };
        let texts: Vec<_> = marks(&content).iter().map(ToString::to_string).collect();
        assert_eq!(
            texts,
            [
                "r:330000",
                "r:330300",
                "r:330302",
                "c:more",
                "m:offline",
                "a:youth",
                "f:ai",
                "b:1",
                "d:20260919",
                "d:20260920"
            ]
        );
    }
}

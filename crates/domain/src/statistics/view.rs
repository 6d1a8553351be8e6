//! Figures as they are asked for: a region's, told apart by something, beside those of the year before.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Dimension, Figures};
use crate::region::RegionCode;
use crate::time::Instant;

/// What somebody wants figures told apart by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// 下级地区: the regions directly below, and what the region itself is in charge of.
    Region,
    /// 板块
    Category,
    /// 子行动
    SubCategory,
    /// 单位类型
    OrganizationKind,
    /// 线下、线上、混合
    Mode,
    /// 面向对象; an activity counts for each that it names.
    Audience,
    /// Where it stands in review.
    Status,
    /// Day of handing in and of approval (Shanghai).
    Day,
    /// Day on which sessions begin (Shanghai).
    HeldOn,
}

impl By {
    pub const ALL: [Self; 9] = [
        Self::Region,
        Self::Category,
        Self::SubCategory,
        Self::OrganizationKind,
        Self::Mode,
        Self::Audience,
        Self::Status,
        Self::Day,
        Self::HeldOn,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Region => "region",
            other => other.dimension().as_str(),
        }
    }
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.as_str() == text)
    }
    /// The dimension whose cells answer it; regions are told apart by the cells' own.
    pub const fn dimension(self) -> Dimension {
        match self {
            Self::Region => Dimension::Total,
            Self::Category => Dimension::Category,
            Self::SubCategory => Dimension::SubCategory,
            Self::OrganizationKind => Dimension::OrganizationKind,
            Self::Mode => Dimension::Mode,
            Self::Audience => Dimension::Audience,
            Self::Status => Dimension::Status,
            Self::Day => Dimension::Day,
            Self::HeldOn => Dimension::HeldOn,
        }
    }
    /// Whether the values are days.
    pub const fn is_by_day(self) -> bool {
        matches!(self, Self::Day | Self::HeldOn)
    }
    /// Whether the rows add up to the total. Audiences overlap; what has no category or mode yet, and a day for every
    /// session, do not either.
    pub const fn adds_up(self) -> bool {
        matches!(self, Self::Region | Self::OrganizationKind | Self::Status)
    }
}

/// Which activities a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CountedAs {
    /// 填报数
    Filed,
    /// 通过数, and every figure that is of approved activities.
    Approved,
}

impl CountedAs {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Filed => "filed",
            Self::Approved => "approved",
        }
    }
}

/// What a figure stands for, to list the activities behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behind {
    pub counted: CountedAs,
    /// What it is told apart by, and the value; all of a region when missing.
    pub by: Option<(By, String)>,
}

/// Figures (统计) of a region in an edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Statistics {
    /// Key of the edition.
    pub edition: String,
    pub region_code: RegionCode,
    pub region_name: String,
    pub by: By,
    /// What was committed before this time is counted: seconds ago, as a rule.
    pub as_of: Instant,
    pub total: Figures,
    pub rows: Vec<StatisticsRow>,
    /// The edition of the year before, where there is one (同比).
    pub before: Option<EditionTotal>,
}

/// All of a region in another edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EditionTotal {
    pub edition: String,
    pub total: Figures,
}

/// One value's figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StatisticsRow {
    /// A region's code, a category's, a dictionary's, or a day.
    #[cfg_attr(feature = "openapi", schema(example = "lectures"))]
    pub key: String,
    /// In the language asked for; a category by the region's own name for it.
    #[cfg_attr(feature = "openapi", schema(example = "千场报告话前沿"))]
    pub name: String,
    pub figures: Figures,
    /// The same in the year before; a day beside the day of the same date.
    pub before: Option<Figures>,
}

/// The day that one of an earlier year stands beside. 29 February stands beside the 28th.
pub fn a_year_later(day: NaiveDate, years: i32) -> NaiveDate {
    let year = day.year() + years;
    day.with_year(year)
        .or_else(|| NaiveDate::from_ymd_opt(year, day.month(), 28))
        .unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back() {
        for by in By::ALL {
            assert_eq!(By::parse(by.as_str()), Some(by));
            assert_eq!(serde_json::to_value(by).unwrap(), by.as_str());
        }
    }

    #[test]
    fn days_stand_beside_those_of_the_same_date() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(a_year_later(day("2023-09-15"), 1), day("2024-09-15"));
        assert_eq!(a_year_later(day("2024-02-29"), 1), day("2025-02-28"));
    }
}

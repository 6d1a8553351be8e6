//! 任务指标进度: how far regions are with what was asked of them, and who is reminded (催办).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::quota::{Light, Pace, percent};
use crate::region::RegionCode;
use crate::time::Instant;

/// Longest word that goes with a reminder, characters.
pub const REMINDER_NOTE_MAX: usize = 200;

/// A region against its target. Everything counts activities (项).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuotaStanding {
    /// 任务指标数, by the nearest region above that set one. 0 is none.
    pub target: Option<u32>,
    pub set_by: Option<RegionCode>,
    /// 填报数
    pub filed: i64,
    /// 通过数
    pub approved: i64,
    /// Handed in on the last seven days before today.
    pub lately: i64,
    /// Filed by the last day, if it goes on like that; missing where filing is open-ended.
    pub forecast: Option<i64>,
    /// Percent of the target, rounded down; missing without a target.
    pub filed_percent: Option<i64>,
    pub approved_percent: Option<i64>,
    pub light: Light,
    /// Last day on which filings count.
    pub deadline: Option<NaiveDate>,
}

impl QuotaStanding {
    pub fn of(pace: &Pace, target: Option<(u32, RegionCode)>) -> Self {
        let (target, set_by) = target.unzip();
        Self {
            target,
            set_by,
            filed: pace.filed,
            approved: pace.approved,
            lately: pace.lately,
            forecast: pace.forecast(),
            filed_percent: percent(pace.filed, target),
            approved_percent: percent(pace.approved, target),
            light: pace.light(target),
            deadline: pace.deadline,
        }
    }
}

/// A region below, against its target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegionStanding {
    pub region_code: RegionCode,
    pub region_name: String,
    pub standing: QuotaStanding,
    /// When its officials were last reminded.
    pub reminded_at: Option<Instant>,
}

/// How far a region and those below it are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Progress {
    /// Key of the edition.
    pub edition: String,
    pub region_code: RegionCode,
    pub region_name: String,
    /// A category alone; all of them when missing.
    pub category: Option<String>,
    /// What was committed before this time is counted: seconds ago, as a rule.
    pub as_of: Instant,
    pub own: QuotaStanding,
    /// Sum of the targets below. It may differ from the region's own; nobody is stopped by that.
    pub targets_below: i64,
    /// The regions directly below, by code.
    pub rows: Vec<RegionStanding>,
}

/// Whom to remind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Remind {
    /// Regions directly below; all that are behind when left out.
    pub region_codes: Vec<RegionCode>,
    /// A word of one's own, at most 200 characters.
    pub note: Option<String>,
}

/// Why a region is not reminded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum NotReminded {
    /// Its target is unset or reached: nothing to remind of.
    NotBehind,
    /// It was reminded today.
    RemindedToday,
    /// It has no official here.
    Nobody,
}

/// A region that was or was not reminded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reminded {
    pub region_code: RegionCode,
    pub region_name: String,
    /// Missing: its officials are told.
    pub not_reminded: Option<NotReminded>,
}

/// What became of reminding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reminders {
    pub regions: Vec<Reminded>,
}

impl Light {
    /// Whether a region that is named may be reminded: something is still to be filed.
    pub const fn has_something_to_file(self) -> bool {
        matches!(
            self,
            Self::OnTrack | Self::Behind | Self::FarBehind | Self::Missed
        )
    }
}

//! 任务指标: how many activities a region is to hold, set from above, and how far it is.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::edition::Edition;
use crate::problem::{Fault, FaultCode, Faults};
use crate::region::RegionCode;
use crate::time::Instant;

/// Largest target of one region.
pub const TARGET_MAX: u32 = 1_000_000;
/// Targets that are set at once: every county of the country, with room.
pub const QUOTAS_MAX: usize = 5_000;
/// Days whose filings tell how fast a region goes.
pub const PACE_DAYS: i64 = 7;
/// Percent of the target below which the forecast counts as far behind.
const FAR_PERCENT: i64 = 80;

/// The target of one region, of one category or of all together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Quota {
    #[cfg_attr(feature = "openapi", schema(example = "330302"))]
    pub region_code: String,
    /// Code of a category (板块); all of them when left out.
    pub category: Option<String>,
    /// Activities (项) that are to be approved, 0–1,000,000. 0 sets none.
    #[cfg_attr(feature = "openapi", schema(example = 10))]
    pub target: u32,
}

/// Targets to be set: all that a region sets; those left out are unset.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct SetQuotas {
    pub quotas: Vec<Quota>,
}

/// Targets as they were set once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuotaVersion {
    pub version: i32,
    pub changed_at: Instant,
    /// Name of the account that set them.
    pub changed_by: String,
    pub quotas: Vec<Quota>,
}

/// The targets that a region has set for those below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Quotas {
    pub region_code: RegionCode,
    pub quotas: Vec<Quota>,
    /// Rises with every change; 0 before the first.
    pub version: i32,
    pub updated_at: Option<Instant>,
}

/// How a region stands against its target (预警灯).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Light {
    /// No target, or 0: there is nothing to be behind.
    Unset,
    /// So many are approved.
    Done,
    /// So many are filed; some wait for review.
    Filed,
    /// At this pace so many will be filed in time.
    OnTrack,
    /// At this pace it will be missed by less than a fifth.
    Behind,
    /// At this pace it will be missed by more.
    FarBehind,
    /// The last day is over.
    Missed,
}

impl Light {
    /// Whether a reminder (催办) has a purpose.
    pub const fn is_behind(self) -> bool {
        matches!(self, Self::Behind | Self::FarBehind)
    }
}

/// What a forecast is made of. Everything counts activities (项).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Handed in and not withdrawn.
    pub filed: i64,
    /// Of these, approved.
    pub approved: i64,
    /// Handed in on the last [`PACE_DAYS`] days before today.
    pub lately: i64,
    /// In Shanghai.
    pub today: NaiveDate,
    /// First day of filing.
    pub opens_on: NaiveDate,
    /// Last day that counts; open-ended when absent.
    pub deadline: Option<NaiveDate>,
}

impl Pace {
    /// Filed by the deadline, if it goes on as on the last days: what is filed, and today and every day up to the
    /// deadline as many as on the average of those. `None` where there is no deadline to look ahead to.
    pub fn forecast(&self) -> Option<i64> {
        let deadline = self.deadline?;
        let days_left = (deadline - self.today).num_days() + 1;
        let seen = (self.today - self.opens_on).num_days().clamp(0, PACE_DAYS);
        if days_left <= 0 || seen == 0 {
            return Some(self.filed);
        }
        // Rounded down: half an activity is none.
        Some(
            self.filed
                .saturating_add(self.lately.saturating_mul(days_left) / seen),
        )
    }

    pub fn light(&self, target: Option<u32>) -> Light {
        let Some(target) = target.filter(|target| *target > 0).map(i64::from) else {
            return Light::Unset;
        };
        if self.approved >= target {
            return Light::Done;
        }
        if self.filed >= target {
            return Light::Filed;
        }
        if self.deadline.is_some_and(|deadline| deadline < self.today) {
            return Light::Missed;
        }
        match self.forecast() {
            Some(forecast) if forecast >= target => Light::OnTrack,
            Some(forecast) if forecast.saturating_mul(100) < target * FAR_PERCENT => Light::FarBehind,
            Some(_) => Light::Behind,
            // Without a last day nobody is late.
            None => Light::OnTrack,
        }
    }
}

/// Percent of the target that is reached, rounded down: 100 means all of it. `None` where there is no target.
pub fn percent(count: i64, target: Option<u32>) -> Option<i64> {
    let target = i64::from(target.filter(|target| *target > 0)?);
    Some(count.saturating_mul(100) / target)
}

impl Edition {
    /// Last day on which an activity of the region can be filed, so that it counts for a target.
    pub fn quota_deadline(&self, region: &RegionCode) -> Option<NaiveDate> {
        self.filing_closes_on
            .or_else(|| self.window_for(Some(region)).map(|window| window.to))
    }
}

/// Faults of targets that a region sets for those below it; whether the regions exist is looked up by the caller.
pub fn check(quotas: &[Quota], above: &RegionCode, edition: &Edition) -> Faults {
    let mut faults = Faults::new();
    if quotas.len() > QUOTAS_MAX {
        faults.push(Fault::new("/quotas", FaultCode::TooMany).with(QUOTAS_MAX));
        return faults;
    }
    let mut known = BTreeSet::new();
    for (n, quota) in quotas.iter().enumerate() {
        let at = |field: &str| format!("/quotas/{n}/{field}");
        if quota.target > TARGET_MAX {
            faults.push(
                Fault::new(at("target"), FaultCode::OutOfRange)
                    .with(0)
                    .with(TARGET_MAX),
            );
        }
        match quota.region_code.parse::<RegionCode>() {
            Ok(region) if above.contains(&region) && region != *above => {}
            _ if quota.region_code.is_empty() => {
                faults.push(Fault::new(at("region_code"), FaultCode::Required).with("地区"));
            }
            _ => {
                faults.push(Fault::new(at("region_code"), FaultCode::UnknownRegion).with(&quota.region_code))
            }
        }
        if let Some(category) = &quota.category
            && !edition.categories.iter().any(|known| known.code == *category)
        {
            faults.push(Fault::new(at("category"), FaultCode::UnknownValue).with(category));
        }
        if !known.insert((&quota.region_code, &quota.category)) {
            faults.push(Fault::new(at("region_code"), FaultCode::Duplicate));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn pace(filed: i64, approved: i64, lately: i64) -> Pace {
        Pace {
            filed,
            approved,
            lately,
            today: day("2024-09-10"),
            opens_on: day("2024-08-21"),
            deadline: Some(day("2024-09-16")),
        }
    }

    #[test]
    fn the_forecast_goes_on_as_on_the_last_days() {
        // Today and six more days.
        assert_eq!(pace(3, 0, 7).forecast(), Some(10));
        assert_eq!(pace(3, 0, 6).forecast(), Some(9));
        assert_eq!(pace(3, 0, 0).forecast(), Some(3));
        let last = Pace {
            today: day("2024-09-16"),
            ..pace(3, 0, 7)
        };
        assert_eq!(last.forecast(), Some(4), "the last day counts");
        let over = Pace {
            today: day("2024-09-17"),
            ..pace(3, 0, 7)
        };
        assert_eq!(over.forecast(), Some(3));
        let open = Pace {
            deadline: None,
            ..pace(3, 0, 7)
        };
        assert_eq!((open.forecast(), open.light(Some(100))), (None, Light::OnTrack));
    }

    #[test]
    fn young_editions_are_judged_by_the_days_there_were() {
        let second = Pace {
            today: day("2024-08-23"),
            ..pace(4, 0, 4)
        };
        // Two days were seen, and 25 are left.
        assert_eq!(second.forecast(), Some(4 + 4 * 25 / 2));
        let first = Pace {
            today: day("2024-08-21"),
            ..pace(4, 0, 0)
        };
        assert_eq!(first.forecast(), Some(4));
        let before = Pace {
            today: day("2024-08-01"),
            ..pace(0, 0, 0)
        };
        assert_eq!(before.forecast(), Some(0));
    }

    #[test]
    fn lights_on_both_sides_of_their_boundaries() {
        assert_eq!(pace(0, 0, 0).light(None), Light::Unset);
        assert_eq!(pace(0, 0, 0).light(Some(0)), Light::Unset);
        assert_eq!(pace(10, 10, 0).light(Some(10)), Light::Done);
        assert_eq!(pace(10, 9, 0).light(Some(10)), Light::Filed);
        assert_eq!(pace(9, 9, 1).light(Some(10)), Light::OnTrack);
        assert_eq!(pace(9, 9, 0).light(Some(10)), Light::Behind);
        assert_eq!(pace(8, 0, 0).light(Some(10)), Light::Behind);
        assert_eq!(pace(79, 0, 0).light(Some(100)), Light::FarBehind);
        assert_eq!(pace(80, 0, 0).light(Some(100)), Light::Behind);
        let over = Pace {
            today: day("2024-09-17"),
            ..pace(9, 9, 9)
        };
        assert_eq!(over.light(Some(10)), Light::Missed);
        assert_eq!(over.light(Some(9)), Light::Done);
    }

    #[test]
    fn no_target_has_no_percentage() {
        assert_eq!((percent(5, None), percent(5, Some(0))), (None, None));
        assert_eq!(percent(0, Some(10)), Some(0));
        assert_eq!(percent(199, Some(200)), Some(99), "99.5 is not all of it");
        assert_eq!(percent(30, Some(10)), Some(300));
    }

    proptest! {
        #[test]
        fn more_is_never_worse(
            filed in 0i64..2_000, lately in 0i64..500, target in 1u32..2_000, more in 0i64..500, left in 0i64..60,
        ) {
            let at = |filed, lately| Pace {
                deadline: Some(day("2024-09-10") + chrono::Days::new(u64::try_from(left).unwrap())),
                ..pace(filed, 0, lately)
            };
            let order = |light| [
                Light::FarBehind, Light::Behind, Light::OnTrack, Light::Filed, Light::Done,
            ].iter().position(|l| *l == light).unwrap();
            let before = order(at(filed, lately).light(Some(target)));
            prop_assert!(order(at(filed + more, lately).light(Some(target))) >= before);
            prop_assert!(order(at(filed, lately + more).light(Some(target))) >= before);
        }
    }
}

//! Editions (届): one year's National Science Popularization Day or Month. An edition is data, never code.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::calendar::WorkCalendar;
use crate::problem::{Fault, FaultCode, Faults};
use crate::recommendation::score::check_weights;
use crate::recommendation::{RecommendationPlan, SLOTS_MAX};
use crate::region::RegionCode;
use crate::time::Instant;

/// 全国科普日 or 全国科普月.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EditionType {
    Day,
    Month,
}

/// One edition with everything that differs from year to year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Edition {
    /// `2024`
    pub key: String,
    pub year: i32,
    #[serde(rename = "type")]
    pub kind: EditionType,
    pub title: String,
    /// 主题
    pub theme: String,
    /// Themes that regions set for themselves.
    #[serde(default)]
    pub regional_themes: BTreeMap<String, String>,
    #[serde(default)]
    pub hosts: Vec<String>,
    /// First day on which activities may be filed.
    pub filing_opens_on: NaiveDate,
    /// Last day on which activities may be filed, back-filing (补报) included; open-ended when absent.
    #[serde(default)]
    pub filing_closes_on: Option<NaiveDate>,
    /// When activities must take place; a region's own window outranks that of the regions above it.
    pub windows: Vec<ActivityWindow>,
    /// 集中活动时间
    pub concentrated: DateRange,
    #[serde(default)]
    pub deadlines: Vec<Deadline>,
    pub categories: Vec<Category>,
    pub thresholds: Thresholds,
    #[serde(default)]
    pub policies: Policies,
    /// 推优: slots, lock dates, weights.
    #[serde(default)]
    pub recommendation: RecommendationPlan,
    /// Working days (工作日历).
    #[serde(default)]
    pub calendar: WorkCalendar,
    /// Reasons that reviewers choose from (退回理由模板), in the order of their number keys.
    #[serde(default)]
    pub review_reasons: Vec<ReviewReason>,
    /// Numbers of the official documents this edition follows (文号).
    #[serde(default)]
    pub documents: Vec<String>,
    /// The edition that `current` names.
    #[serde(default)]
    pub current: bool,
    /// Marked as demonstration data.
    #[serde(default)]
    pub demo: bool,
    /// Rises with every change; the `ETag`.
    #[serde(default)]
    pub version: i32,
}

/// From the first to the last day, both included (Shanghai).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DateRange {
    pub from: NaiveDate,
    pub to: NaiveDate,
}

impl DateRange {
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActivityWindow {
    pub region_code: RegionCode,
    pub from: NaiveDate,
    pub to: NaiveDate,
}

/// A day by which something is due. Soft deadlines warn and mark 逾期; hard ones refuse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Deadline {
    pub region_code: RegionCode,
    pub kind: DeadlineKind,
    /// Who has to deliver: `organizer`, `county`, `city`, `province`; of organisations `society`, `university`, `enterprise`
    /// (parks too), `organization` (all others).
    pub applies_to: Vec<String>,
    pub on: NaiveDate,
    #[serde(default)]
    pub hard: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeadlineKind {
    /// 活动补充信息
    Supplement,
    /// 总结报送
    Summary,
}

/// 板块, or a 子行动 below one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Category {
    /// National code; what statistics count by.
    pub code: String,
    /// National name.
    pub name: String,
    pub name_en: String,
    #[serde(default)]
    pub description: String,
    /// Names that regions use for it, by region code: 浙江 calls `pavilions` 百家场馆探未来.
    #[serde(default)]
    pub regional_names: BTreeMap<String, String>,
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(no_recursion))]
    pub children: Vec<Category>,
}

impl Category {
    /// The name used in `region`: that of the nearest region above it that has its own, else the national one.
    pub fn name_in(&self, region: Option<&RegionCode>) -> &str {
        let Some(region) = region else { return &self.name };
        [region.county(), region.city(), region.province()]
            .iter()
            .find_map(|above| self.regional_names.get(above.as_str()))
            .unwrap_or(&self.name)
    }
}

/// Numbers of the eligibility rules (推优资格, notice 附件2 四).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Thresholds {
    pub min_participants_offline: u32,
    pub min_participants_online: u32,
    /// Days after the end of the last session within which the supplement is due.
    pub supplement_days: u32,
    pub photos_min: u32,
    pub photos_max: u32,
    pub videos_max: u32,
    pub video_max_seconds: u32,
    pub media_reports_min: u32,
}

/// A reason that reviewers often give.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReviewReason {
    /// What the list shows: a few characters.
    pub title: String,
    /// What the organiser reads.
    pub text: String,
}

/// Switches of an edition.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Policies {
    /// Regions whose cities pre-review (市级初审) before the province.
    #[serde(default)]
    pub city_review_regions: Vec<RegionCode>,
    /// Whether approval of an earlier stage carries over on resubmission.
    #[serde(default)]
    pub carry_over_approvals: bool,
}

impl Edition {
    /// When activities in `region` must take place.
    pub fn window_for(&self, region: Option<&RegionCode>) -> Option<DateRange> {
        self.windows
            .iter()
            .filter(|w| w.region_code.is_country() || region.is_some_and(|r| w.region_code.contains(r)))
            .max_by_key(|w| w.region_code.prefix().len())
            .map(|w| DateRange {
                from: w.from,
                to: w.to,
            })
    }
    /// The category with this national code, at either level, with its parent where it has one.
    pub fn category(&self, code: &str) -> Option<(&Category, Option<&Category>)> {
        self.categories.iter().find_map(|top| {
            if top.code == code {
                return Some((top, None));
            }
            top.children
                .iter()
                .find(|child| child.code == code)
                .map(|child| (child, Some(top)))
        })
    }
    /// Whether activities may be filed at this moment.
    pub fn is_open_at(&self, now: Instant) -> bool {
        let today = now.shanghai_date();
        self.filing_opens_on <= today && self.filing_closes_on.is_none_or(|last| today <= last)
    }
    /// Whether cities of this region pre-review (市级初审).
    pub fn city_reviews(&self, region: &RegionCode) -> bool {
        self.policies
            .city_review_regions
            .iter()
            .any(|r| r.contains(region))
    }
}

/// Most reasons for reviewers to choose from.
pub const REASONS_MAX: usize = 30;
/// Characters of a reason's title.
pub const REASON_TITLE_MAX: usize = 20;

impl Edition {
    /// Faults that an administrator can make; whether regions exist is for the caller to look up.
    pub fn check(&self) -> Faults {
        let mut faults = Faults::new();
        let mut order = |pointer: String, from: NaiveDate, to: NaiveDate| {
            if to < from {
                faults.add(pointer, FaultCode::EndBeforeStart);
            }
        };
        order(
            "/concentrated/to".to_owned(),
            self.concentrated.from,
            self.concentrated.to,
        );
        if let Some(closes) = self.filing_closes_on {
            order("/filing_closes_on".to_owned(), self.filing_opens_on, closes);
        }
        for (n, window) in self.windows.iter().enumerate() {
            order(format!("/windows/{n}/to"), window.from, window.to);
        }
        for (n, holiday) in self.calendar.holidays.iter().enumerate() {
            order(format!("/calendar/holidays/{n}/to"), holiday.from, holiday.to);
        }
        for (n, rule) in self.recommendation.slots.iter().enumerate() {
            if rule.slots > SLOTS_MAX {
                let fault = Fault::new(format!("/recommendation/slots/{n}/slots"), FaultCode::OutOfRange);
                faults.push(fault.with(0).with(SLOTS_MAX));
            }
        }
        if self.thresholds.supplement_days > 365 {
            let fault = Fault::new("/thresholds/supplement_days", FaultCode::OutOfRange);
            faults.push(fault.with(0).with(365));
        }
        if !self.recommendation.weights.is_empty() {
            for fault in check_weights(&self.recommendation.weights).iter() {
                faults.push(Fault {
                    pointer: format!("/recommendation{}", fault.pointer),
                    ..fault.clone()
                });
            }
        }
        if self.review_reasons.len() > REASONS_MAX {
            faults.push(Fault::new("/review_reasons", FaultCode::TooMany).with(REASONS_MAX));
        }
        let mut text = |pointer: String, what: &str, value: &str, max: usize| {
            let length = crate::text::length(value.trim());
            if length == 0 {
                faults.push(Fault::new(pointer, FaultCode::Required).with(what));
            } else if length > max {
                faults.push(Fault::new(pointer, FaultCode::TooLong).with(max).with(length));
            }
        };
        for (n, reason) in self.review_reasons.iter().enumerate() {
            text(
                format!("/review_reasons/{n}/title"),
                "名称",
                &reason.title,
                REASON_TITLE_MAX,
            );
            text(
                format!("/review_reasons/{n}/text"),
                "内容",
                &reason.text,
                crate::activity::view::REASON_MAX,
            );
        }
        text("/title".to_owned(), "名称", &self.title, 60);
        text("/theme".to_owned(), "主题", &self.theme, 100);
        if self.categories.is_empty() {
            faults.push(Fault::new("/categories", FaultCode::TooFew).with(1));
        }
        faults
    }
}

/// One line of the list of editions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EditionSummary {
    pub key: String,
    pub year: i32,
    #[serde(rename = "type")]
    pub kind: EditionType,
    pub title: String,
    pub theme: String,
    pub filing_opens_on: NaiveDate,
    pub filing_closes_on: Option<NaiveDate>,
    pub concentrated: DateRange,
    pub current: bool,
    pub demo: bool,
}

impl From<&Edition> for EditionSummary {
    fn from(e: &Edition) -> Self {
        Self {
            key: e.key.clone(),
            year: e.year,
            kind: e.kind,
            title: e.title.clone(),
            theme: e.theme.clone(),
            filing_opens_on: e.filing_opens_on,
            filing_closes_on: e.filing_closes_on,
            concentrated: e.concentrated,
            current: e.current,
            demo: e.demo,
        }
    }
}

//! Eligibility for recommendation (推优资格): each rule of the notice (附件2 四.1) with its figure, what is missing and the
//! days left. The numbers are the edition's; the days are Shanghai's.

mod judge;

use std::collections::BTreeMap;

use chrono::Days;
use serde::{Deserialize, Serialize};

use crate::activity::content::Mode;
use crate::activity::status::Status;
use crate::edition::Thresholds;
use crate::id::MediaId;
use crate::problem::Lang;
use crate::supplement::SupplementContent;
use crate::time::{CivilDate, Instant};

/// One rule. The order is that of the notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RuleCode {
    /// 审核状态为“已通过”
    Approved,
    /// 活动结束后 10 日内补充填报
    SupplementOnTime,
    /// 至少 1 篇媒体报道
    MediaReport,
    /// 3–10 张照片
    Photos,
    /// 短视频不超过 3 段，每段 3 分钟以内
    Videos,
    /// 线下不少于 50 人，线上不少于 100 人（照片佐证）
    Participants,
    /// 活动简要总结
    Summary,
}

impl RuleCode {
    pub const ALL: [Self; 7] = [
        Self::Approved,
        Self::SupplementOnTime,
        Self::MediaReport,
        Self::Photos,
        Self::Videos,
        Self::Participants,
        Self::Summary,
    ];
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::SupplementOnTime => "supplement_on_time",
            Self::MediaReport => "media_report",
            Self::Photos => "photos",
            Self::Videos => "videos",
            Self::Participants => "participants",
            Self::Summary => "summary",
        }
    }
    pub const fn name(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Approved, Lang::Zh) => "审核通过",
            (Self::SupplementOnTime, Lang::Zh) => "按时补充信息",
            (Self::MediaReport, Lang::Zh) => "媒体报道",
            (Self::Photos, Lang::Zh) => "活动照片",
            (Self::Videos, Lang::Zh) => "活动视频",
            (Self::Participants, Lang::Zh) => "参与人数",
            (Self::Summary, Lang::Zh) => "活动总结",
            (Self::Approved, Lang::En) => "Approved",
            (Self::SupplementOnTime, Lang::En) => "Supplement on time",
            (Self::MediaReport, Lang::En) => "Media report",
            (Self::Photos, Lang::En) => "Photos",
            (Self::Videos, Lang::En) => "Videos",
            (Self::Participants, Lang::En) => "Participants",
            (Self::Summary, Lang::En) => "Summary",
        }
    }
    /// JSON pointer to the field of the supplement where it is mended; none for what is not mended there.
    pub const fn pointer(self) -> Option<&'static str> {
        match self {
            Self::Approved | Self::SupplementOnTime => None,
            Self::MediaReport => Some("/media_reports"),
            Self::Photos => Some("/photo_ids"),
            Self::Videos => Some("/video_ids"),
            Self::Participants => Some("/actual_participants"),
            Self::Summary => Some("/summary"),
        }
    }
}

/// How one rule stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RuleResult {
    pub code: RuleCode,
    /// `null`: not decided yet; it can still be met.
    pub passed: Option<bool>,
    /// The figure, in words a person understands: `2`, `线下 49 人`.
    pub actual: String,
    pub required: String,
    /// What is missing and what to do; that all is well when it is.
    pub message: String,
}

/// Whether an activity can be recommended, and why not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Eligibility {
    pub eligible: bool,
    /// Last second in which the supplement is on time; none while the activity has no dates.
    pub deadline: Option<Instant>,
    /// Whole days until then: 0 on the last day, negative afterwards.
    pub days_left: Option<i64>,
    pub rules: Vec<RuleResult>,
    /// Judged by what is on the form and not by what was submitted.
    #[serde(default)]
    pub of_draft: bool,
}

/// What is judged.
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'a> {
    pub status: Status,
    pub mode: Option<Mode>,
    /// End of the last session.
    pub ends_at: Option<Instant>,
    /// Last day, when the province moved the deadline (延期).
    pub extended_until: Option<CivilDate>,
    pub supplement: &'a SupplementContent,
    /// When this supplement was submitted, if it was.
    pub submitted_at: Option<Instant>,
    /// Seconds of the films, as their containers tell.
    pub video_seconds: &'a BTreeMap<MediaId, f64>,
}

/// Last day for the supplement: the Shanghai day on which the last session ends, plus the edition's days, or the day to
/// which the province moved it if that is later.
pub fn last_day(ends_at: Instant, thresholds: &Thresholds, extended: Option<CivilDate>) -> CivilDate {
    let days = Days::new(u64::from(thresholds.supplement_days));
    let end = ends_at.shanghai_date();
    let own = end.checked_add_days(days).unwrap_or(end);
    extended.map_or(own, |until| until.max(own))
}

/// Whether something submitted at `at` is on time for `last_day`.
pub fn is_on_time(at: Instant, last_day: CivilDate) -> bool {
    at < Instant::end_of_day(last_day)
}

/// Judges every rule.
pub fn judge(e: Evidence<'_>, thresholds: &Thresholds, now: Instant, lang: Lang) -> Eligibility {
    let last = e.ends_at.map(|end| last_day(end, thresholds, e.extended_until));
    let judge = judge::Judge {
        e,
        t: thresholds,
        now,
        last,
        zh: lang == Lang::Zh,
    };
    let rules: Vec<RuleResult> = RuleCode::ALL.into_iter().map(|code| judge.rule(code)).collect();
    Eligibility {
        eligible: rules.iter().all(|rule| rule.passed == Some(true)),
        deadline: last.map(|day| Instant::end_of_day(day).plus_seconds(-1)),
        days_left: last.map(|day| (day - now.shanghai_date()).num_days()),
        rules,
        of_draft: e.submitted_at.is_none(),
    }
}

#[cfg(test)]
#[path = "eligibility_tests.rs"]
mod tests;

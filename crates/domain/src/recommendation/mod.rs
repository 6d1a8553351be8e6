//! Recommendation (推优): county list → city list → province list → national list. PRODUCT §8.

mod right;
pub mod score;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::eligibility::Eligibility;
use crate::id::{ActivityId, EntryId, ListId, MediaId, NoticeId, OrganizationId};
use crate::region::{RegionCode, RegionLevel};
use crate::time::Instant;

pub use right::{ListRight, manager_of, may_list};

/// Characters of an opinion (推荐意见) or an applicant's note.
pub const OPINION_MAX: usize = 500;
/// Most slots a list may have.
pub const SLOTS_MAX: u32 = 5_000;

/// What is recommended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// 优秀活动
    Activity,
    /// 优秀组织单位
    Organization,
}

impl Subject {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Activity => "activity",
            Self::Organization => "organization",
        }
    }
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Activity, Self::Organization]
            .into_iter()
            .find(|s| s.as_str() == text)
    }
    /// The name of the praise.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Activity => "优秀活动",
            Self::Organization => "优秀组织单位",
        }
    }
}

/// Where a list stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ListStatus {
    /// 遴选中
    Open,
    /// 已锁定
    Locked,
    /// 已上报
    Endorsed,
}

impl ListStatus {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Locked => "locked",
            Self::Endorsed => "endorsed",
        }
    }
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Open, Self::Locked, Self::Endorsed]
            .into_iter()
            .find(|s| s.as_str() == text)
    }
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "遴选中",
            Self::Locked => "已锁定",
            Self::Endorsed => "已上报",
        }
    }
}

/// Where an entry of a list stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EntryStatus {
    /// 待遴选: applied for, or passed up from the list below
    Applied,
    /// 拟推荐: takes a slot
    Listed,
    /// 已退回
    Returned,
    /// 已撤出: its activity was withdrawn, or the application was
    Withdrawn,
    /// 已取消: an objection was upheld, or the activity was taken down
    Struck,
}

impl EntryStatus {
    pub const ALL: [Self; 5] = [
        Self::Applied,
        Self::Listed,
        Self::Returned,
        Self::Withdrawn,
        Self::Struck,
    ];
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Listed => "listed",
            Self::Returned => "returned",
            Self::Withdrawn => "withdrawn",
            Self::Struck => "struck",
        }
    }
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }
    pub const fn name(self) -> &'static str {
        match self {
            Self::Applied => "待遴选",
            Self::Listed => "拟推荐",
            Self::Returned => "已退回",
            Self::Withdrawn => "已撤出",
            Self::Struck => "已取消",
        }
    }
}

/// How recommendation works in an edition.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct RecommendationPlan {
    /// 名额 of each level's lists, where the level above sets none for a list.
    pub slots: Vec<SlotRule>,
    /// Last day on which a level's lists can be changed.
    pub lock_dates: Vec<LockDate>,
    /// Weights of the indicators, in percent; where there are none, all weigh the same.
    pub weights: BTreeMap<String, u32>,
    /// Whether a list can be passed up only with its stamped scan (盖章扫描件).
    pub scan_required: bool,
    /// Fewest working days of a public notice (公示); 3 where none is set.
    pub notice_working_days_min: u32,
    /// Who issues the certificates of a region, by its code; its 科学技术协会 where none is set.
    pub issuers: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SlotRule {
    pub level: RegionLevel,
    pub subject: Subject,
    pub slots: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LockDate {
    pub level: RegionLevel,
    /// Last day, Shanghai.
    pub on: NaiveDate,
}

impl RecommendationPlan {
    pub fn slots_of(&self, level: RegionLevel, subject: Subject) -> u32 {
        self.slots
            .iter()
            .find(|rule| rule.level == level && rule.subject == subject)
            .map_or(0, |rule| rule.slots)
    }
    pub fn lock_date_of(&self, level: RegionLevel) -> Option<NaiveDate> {
        self.lock_dates.iter().find(|l| l.level == level).map(|l| l.on)
    }
}

/// What the caller may do with a list now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ListAction {
    /// Choose, order, give opinions.
    Edit,
    Lock,
    /// Pass up.
    Endorse,
    /// Send the whole list back to its region.
    Return,
    /// Set slots and lock date.
    Direct,
    /// Invite experts, set weights.
    Score,
    /// Begin the public notice (公示).
    Publish,
    /// Download 推荐汇总表.
    Export,
}

/// Opens a list before anybody applied; where there is one already, it is that one.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewList {
    /// Key of the edition, or `current`.
    pub edition: String,
    pub region_code: RegionCode,
    pub subject: Subject,
    /// Only the level above may set more than the edition's number.
    #[serde(default)]
    pub slots: Option<u32>,
    /// Last day on which it can be changed.
    #[serde(default)]
    pub lock_on: Option<NaiveDate>,
}

/// A change of a list; what is left out stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct ListChange {
    /// 名额. For the level above.
    pub slots: Option<u32>,
    /// Last day on which it can be changed. For the level above.
    pub lock_on: Option<NaiveDate>,
    /// 推荐意见
    pub opinion: Option<String>,
    /// The stamped scan (盖章扫描件) of 推荐汇总表: an attachment.
    pub scan_id: Option<MediaId>,
    /// Weights of the indicators; together 100.
    pub weights: Option<BTreeMap<String, u32>>,
}

/// A recommendation list (推荐名单).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecommendationList {
    pub id: ListId,
    pub edition: String,
    pub region_code: RegionCode,
    pub region_name: String,
    pub level: RegionLevel,
    pub subject: Subject,
    pub status: ListStatus,
    /// 名额: hard.
    pub slots: u32,
    /// Entries that take a slot.
    pub listed: u32,
    /// Entries that wait to be chosen.
    pub applied: u32,
    /// Last day on which it can be changed.
    pub lock_on: Option<NaiveDate>,
    pub opinion: String,
    pub scan_id: Option<MediaId>,
    /// Why it was sent back, until it is locked again.
    pub returned_reason: Option<String>,
    pub weights: BTreeMap<String, u32>,
    pub locked_at: Option<Instant>,
    pub endorsed_at: Option<Instant>,
    /// Its public notice, where there is one.
    pub notice_id: Option<NoticeId>,
    /// Rises with every change, also of its entries' order; the `ETag`.
    pub version: i32,
    pub updated_at: Instant,
    pub actions: Vec<ListAction>,
}

/// Puts something on a list: by its organisation as an application, by the list's officials as chosen.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct NewEntry {
    /// For a list of activities.
    pub activity_id: Option<ActivityId>,
    /// For a list of organisations.
    pub organization_id: Option<OrganizationId>,
    /// 推荐意见, or why the organisation applies.
    pub opinion: Option<String>,
}

/// An organisation's application (申请推优): it goes to the list of the region in charge, which is opened if need be.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Application {
    /// Why: what the officials read.
    pub note: Option<String>,
}

/// A change of an entry.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct EntryChange {
    /// `listed` chooses it, `applied` puts it back among those that wait.
    pub status: Option<EntryStatus>,
    /// New place among the chosen, from 1; the others move.
    pub position: Option<u32>,
    /// 推荐意见
    pub opinion: Option<String>,
}

/// The chosen entries in their new order: all of them, each once.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EntryOrder {
    pub order: Vec<EntryId>,
}

/// Sends entries back to where they came from (with `entry_ids`, by the list's own officials), or the whole list to its
/// region (without, by the level above).
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct ReturnRequest {
    pub entry_ids: Vec<EntryId>,
    pub reason: String,
}

/// One entry of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecommendationEntry {
    pub id: EntryId,
    pub list_id: ListId,
    pub subject: Subject,
    pub activity_id: Option<ActivityId>,
    pub organization_id: OrganizationId,
    /// Title of the activity, or full name of the organisation.
    pub name: String,
    pub organization_name: String,
    pub region_code: RegionCode,
    pub region_name: String,
    /// National code of the 板块.
    pub category: Option<String>,
    pub status: EntryStatus,
    /// Place among the chosen, from 1.
    pub position: Option<u32>,
    /// 推荐意见 of this level.
    pub opinion: String,
    /// Why the organisation applied.
    pub note: String,
    /// The region whose list passed it up; none when the organisation applied here.
    pub from_region: Option<RegionCode>,
    pub from_region_name: Option<String>,
    /// Why it was sent back or struck.
    pub reason: Option<String>,
    /// How its eligibility stood when the list was locked, or stands now; activities only.
    pub eligibility: Option<Eligibility>,
    /// Its score is of the score card of its list, 0–100.
    pub score: Option<u32>,
    /// 回避: it is of the caller's own organisation.
    pub recused: bool,
    pub added_at: Instant,
}

/// Where an activity or an organisation stands on the lists, the highest first: for its own organisation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Standing {
    pub steps: Vec<StandingStep>,
    /// Whether it can be applied for now.
    pub can_apply: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StandingStep {
    pub level: RegionLevel,
    pub region_name: String,
    pub list_status: ListStatus,
    pub status: EntryStatus,
    pub reason: Option<String>,
    pub lock_on: Option<NaiveDate>,
    /// The public notice it appears in.
    pub notice_id: Option<NoticeId>,
}

#[cfg(test)]
#[path = "../recommendation_tests.rs"]
mod tests;

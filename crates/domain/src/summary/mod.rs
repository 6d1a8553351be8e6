//! Summaries (总结报送): what a region or an organisation reports of an edition, in the sections of the notice, with figures
//! that nobody types again. PRODUCT §9.

mod deadline;
mod draft;
mod figures;
mod right;
mod rules;
mod status;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use validator::Validate;

use crate::id::{OrganizationId, SummaryId};
use crate::region::{RegionCode, RegionLevel};
use crate::time::Instant;

pub use deadline::SummaryDeadline;
pub use draft::{DRAFT_MARK, draft};
pub use figures::{
    FIGURE_MAX, FigureOverride, FigureShare, SummaryFigures, SummaryLine, TopActivity, figure_name,
};
pub use right::{SummaryRight, SummaryScope, may_summary};
pub use rules::{SECTION_MAX, check_draft, check_submission};
pub use status::{NotPossible, SummaryStatus, SummaryStep};

/// Who reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SummaryLevel {
    /// 县（市、区）
    County,
    /// 市
    City,
    /// 省
    Province,
    /// 学会、高校、企业（园区）
    Organization,
}

impl SummaryLevel {
    pub const ALL: [Self; 4] = [Self::County, Self::City, Self::Province, Self::Organization];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::County => "county",
            Self::City => "city",
            Self::Province => "province",
            Self::Organization => "organization",
        }
    }
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == text)
    }
    /// The level of a region that reports; the nation reports to nobody.
    pub const fn of(level: RegionLevel) -> Option<Self> {
        match level {
            RegionLevel::Country => None,
            RegionLevel::Province => Some(Self::Province),
            RegionLevel::City => Some(Self::City),
            RegionLevel::County | RegionLevel::Township => Some(Self::County),
        }
    }
}

// Sizes that even a draft must not exceed: generous, only against abuse.
const LINE_TEXT_MAX: u64 = 200;
const SECTION_TEXT_MAX: u64 = 50_000;
const ATTACHMENTS_MAX: u64 = 20;

/// What a person writes. Every part may be missing: a draft always saves. A paragraph that begins with `（一）` is a
/// second-level heading of the document, one with `1.` a third-level one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct SummaryContent {
    /// 标题; the usual one where it is empty.
    #[validate(length(max = LINE_TEXT_MAX))]
    #[cfg_attr(feature = "openapi", schema(nullable))]
    pub title: String,
    /// 主送机关; the usual one where it is empty.
    #[validate(length(max = LINE_TEXT_MAX))]
    #[cfg_attr(feature = "openapi", schema(nullable))]
    pub addressee: String,
    /// 落款单位; the usual one where it is empty.
    #[validate(length(max = LINE_TEXT_MAX))]
    #[cfg_attr(feature = "openapi", schema(nullable))]
    pub signatory: String,
    /// 总体情况: stands before the first section.
    #[validate(length(max = SECTION_TEXT_MAX))]
    #[cfg_attr(feature = "openapi", schema(nullable))]
    pub overview: String,
    /// 重点活动开展情况和成效
    #[validate(length(max = SECTION_TEXT_MAX))]
    #[cfg_attr(feature = "openapi", schema(nullable))]
    pub key_activities: String,
    /// 企业、园区、高校、学会等组织的动员参与情况
    #[validate(length(max = SECTION_TEXT_MAX))]
    #[cfg_attr(feature = "openapi", schema(nullable))]
    pub mobilization: String,
    /// 服务科技工作者和重点人群情况
    #[validate(length(max = SECTION_TEXT_MAX))]
    #[cfg_attr(feature = "openapi", schema(nullable))]
    pub service: String,
    /// 宣传工作开展、阵地打卡等科普实践创新情况
    #[validate(length(max = SECTION_TEXT_MAX))]
    #[cfg_attr(feature = "openapi", schema(nullable))]
    pub publicity: String,
    /// 附件 beside the table, which is always the first.
    #[validate(length(max = ATTACHMENTS_MAX))]
    #[cfg_attr(feature = "openapi", schema(nullable))]
    pub attachments: Vec<String>,
    /// Figures put in by hand, by the name of the figure.
    #[cfg_attr(feature = "openapi", schema(nullable))]
    pub overrides: BTreeMap<String, FigureOverride>,
}

/// The sections of the notice: field and title.
pub const SECTIONS: [(&str, &str); 4] = [
    ("key_activities", "重点活动开展情况和成效"),
    ("mobilization", "企业、园区、高校、学会等动员参与情况"),
    ("service", "服务科技工作者和重点人群情况"),
    ("publicity", "宣传工作、阵地打卡等科普实践创新情况"),
];
/// What stands before them.
pub const OVERVIEW: (&str, &str) = ("overview", "总体情况");

impl SummaryContent {
    /// The text of each of [`SECTIONS`].
    pub fn sections(&self) -> [&str; 4] {
        [
            &self.key_activities,
            &self.mobilization,
            &self.service,
            &self.publicity,
        ]
    }
    /// Field, title and text of all that is written at length.
    pub fn texts(&self) -> Vec<(&'static str, &'static str, &str)> {
        let sections = SECTIONS.into_iter().zip(self.sections());
        std::iter::once((OVERVIEW.0, OVERVIEW.1, self.overview.as_str()))
            .chain(sections.map(|((field, title), text)| (field, title, text)))
            .collect()
    }
}

/// What stands in a summary where nobody wrote anything else.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UsualTexts {
    pub title: String,
    pub addressee: String,
    pub signatory: String,
}

/// Begins a summary: a region's, or an organisation's.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct NewSummary {
    /// Key of an edition, or `current`.
    pub edition: String,
    pub region_code: Option<RegionCode>,
    pub organization_id: Option<OrganizationId>,
}

/// Sends a summary back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct SummaryReturn {
    /// At most 500 characters.
    pub reason: String,
}

/// A summary in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SummaryItem {
    pub id: SummaryId,
    pub edition: String,
    pub level: SummaryLevel,
    /// Whose it is; of an organisation its region.
    pub region_code: RegionCode,
    pub organization_id: Option<OrganizationId>,
    /// Name of the region or the organisation.
    pub unit_name: String,
    /// The region whose officials accept it.
    pub recipient: RegionCode,
    pub recipient_name: String,
    pub status: SummaryStatus,
    /// 逾期: first handed in after its deadline.
    pub late: bool,
    pub deadline: Option<SummaryDeadline>,
    /// Not handed in, and the deadline is over.
    pub overdue: bool,
    /// Number of the last submission; 0 before the first.
    pub submission: i32,
    pub submitted_at: Option<Instant>,
    pub updated_at: Instant,
    /// The `ETag`.
    pub version: i32,
}

/// One summary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Summary {
    #[serde(flatten)]
    pub item: SummaryItem,
    pub edition_title: String,
    /// To those who write it as it stands, to all others as it was handed in last.
    pub content: SummaryContent,
    pub usual: UsualTexts,
    pub figures: SummaryFigures,
    /// Whether the figures are those of the last submission: then nothing changes them.
    pub frozen: bool,
    /// Text made of the figures, marked as a draft, for those who write.
    pub draft: Option<SummaryContent>,
    pub events: Vec<SummaryEvent>,
    pub actions: Vec<SummaryAction>,
}

/// What happened to a summary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SummaryEvent {
    pub step: SummaryStep,
    pub reason: Option<String>,
    pub at: Instant,
}

/// What the caller may do with it now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SummaryAction {
    Edit,
    Submit,
    Accept,
    Return,
}

/// A region below, with its summary as far as there is one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegionSummary {
    pub region_code: RegionCode,
    pub region_name: String,
    pub deadline: Option<SummaryDeadline>,
    /// Not handed in, and the deadline is over.
    pub overdue: bool,
    /// Handed in at least once; before that a summary is its author's alone.
    pub summary: Option<SummaryItem>,
}

/// How a region and those directly below it stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SummaryOverview {
    pub edition: String,
    pub edition_title: String,
    pub region_code: RegionCode,
    pub region_name: String,
    /// The region's own; none of the nation.
    pub own: Option<RegionSummary>,
    /// Whether the caller writes the region's own.
    pub writes: bool,
    pub below: Vec<RegionSummary>,
    /// Of those below: handed in and not sent back.
    pub handed_in: u32,
    /// Of those below: accepted.
    pub accepted: u32,
}

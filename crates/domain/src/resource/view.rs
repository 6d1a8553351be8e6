//! A resource as its organisation and its reviewers see it, and what they ask for.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{ResourceContent, ResourceKind, ResourceStatus, ResourceStep};
use crate::activity::finding::LinkState;
use crate::id::{ActivityId, OrganizationId, ResourceId};
use crate::media::Media;
use crate::problem::Problem;
use crate::region::RegionCode;
use crate::time::Instant;

/// How often a resource was looked at, passed on and used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResourceCounts {
    /// 浏览: each network address once a day.
    pub views: i64,
    /// 分享: each network address once a day.
    pub shares: i64,
    /// 使用登记: activities of other organisations that used it.
    pub reuses: i64,
    /// 惠及人次 of these.
    pub reached: i64,
}

/// Begins a resource from an approved activity of one's organisation; the form is filled in with what the activity and
/// its supplement say.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewResource {
    pub activity_id: ActivityId,
}

/// A resource in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResourceItem {
    pub id: ResourceId,
    pub activity_id: ActivityId,
    pub activity_title: String,
    pub organization_id: OrganizationId,
    pub organization_name: String,
    /// The region whose officials are in charge.
    pub region_code: RegionCode,
    pub kind: Option<ResourceKind>,
    pub title: String,
    pub status: ResourceStatus,
    /// Whether everyone sees it: not while its activity is taken down.
    pub shown: bool,
    /// 推荐批次
    pub batch: Option<String>,
    pub counts: ResourceCounts,
    pub submitted_at: Option<Instant>,
    /// When it became public the last time.
    pub published_at: Option<Instant>,
    pub updated_at: Instant,
    /// Rises with every change of text and status; the `ETag`.
    pub version: i32,
}

/// One thing that happened to a resource.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResourceEvent {
    pub seq: i32,
    pub step: ResourceStep,
    pub to_status: ResourceStatus,
    /// Why, or the name of the batch.
    pub reason: Option<String>,
    pub at: Instant,
}

/// What the caller may do with a resource now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ResourceAction {
    Edit,
    Submit,
    Withdraw,
    Delete,
    Publish,
    Return,
    Recommend,
    Feature,
    Decline,
}

/// A use of a resource by another organisation (使用登记).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reuse {
    pub activity_id: ActivityId,
    pub activity_title: String,
    pub organization_name: String,
    /// Shanghai date.
    pub used_on: NaiveDate,
    /// 惠及人次
    pub participants: u32,
}

/// Says that one's organisation used a resource in one of its approved activities; once for each activity.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewReuse {
    pub activity_id: ActivityId,
    /// Shanghai date, from the day it became public until today.
    pub used_on: NaiveDate,
    /// 惠及人次, 1–10,000,000.
    pub participants: u32,
}

/// A resource with everything around it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Resource {
    #[serde(flatten)]
    pub item: ResourceItem,
    pub content: ResourceContent,
    /// What was found out about its link.
    pub link_state: Option<LinkState>,
    /// The files it names, with addresses that are good for a quarter of an hour.
    pub files: Vec<Media>,
    /// What happened to it, the oldest first.
    pub events: Vec<ResourceEvent>,
    /// Who used it, the latest 50.
    pub reused: Vec<Reuse>,
    pub actions: Vec<ResourceAction>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ResourceDecision {
    Publish,
    Return,
}

/// A reviewer's decision; sending back needs a reason.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ResourceReview {
    pub decision: ResourceDecision,
    #[serde(default)]
    pub reason: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SelectionDecision {
    Feature,
    Decline,
}

/// The nation's decision on what a province recommended; declining needs a reason.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ResourceSelection {
    pub decision: SelectionDecision,
    #[serde(default)]
    pub reason: Option<String>,
}

/// One resource of a batch, with the version it is based on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ResourceBatchItem {
    pub id: ResourceId,
    pub version: i32,
}

/// Recommends resources of one's province to the nation (分批次推荐).
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RecommendBatch {
    /// 批次名称: 第一批. 1–40 characters.
    pub name: String,
    /// 1–100 different ones.
    pub items: Vec<ResourceBatchItem>,
}

/// What became of one of a batch: a new status and version, or why not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResourceBatchResult {
    pub id: ResourceId,
    pub done: bool,
    pub status: Option<ResourceStatus>,
    pub version: Option<i32>,
    pub problem: Option<Problem>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResourceBatchResults {
    pub items: Vec<ResourceBatchResult>,
    pub done: usize,
    pub failed: usize,
}

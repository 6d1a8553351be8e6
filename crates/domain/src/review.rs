//! The review desk (审核台): what waits for whom, who is on it, decisions on many at once, standing in for one another.

use serde::{Deserialize, Serialize};

use crate::access::Role;
use crate::activity::finding::Finding;
use crate::activity::status::{Stage, Status};
use crate::activity::view::{ActivityItem, Decision};
use crate::id::{AccountId, ActivityId, DelegationId, JointId};
use crate::problem::Problem;
use crate::region::RegionCode;
use crate::time::Instant;

/// Seconds for which a claim (认领) keeps others off; each claim of one's own item begins anew.
pub const CLAIM_SECONDS: i64 = 900;
/// Seconds within which a reviewer can take a decision back (撤销); messages leave when they are over.
pub const UNDO_SECONDS: i64 = 600;
/// Items of one batch, and of one claim.
pub const BATCH_MAX: usize = 100;

/// What a queue is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum QueueSort {
    /// Longest waiting first.
    #[default]
    Age,
    /// Earliest event first.
    Start,
    /// Highest risk of the pre-check first.
    Risk,
}

/// Whose items of a queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum QueueShare {
    #[default]
    All,
    /// Given to me by the distribution, or to nobody.
    Mine,
    /// Not claimed by anybody else.
    Free,
}

/// Somebody is on an item until then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Claim {
    pub account_id: AccountId,
    pub name: String,
    pub until: Instant,
    /// The caller's own.
    pub mine: bool,
}

/// One line of a review queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReviewQueueItem {
    #[serde(flatten)]
    pub activity: ActivityItem,
    pub stage: Stage,
    /// Review line (条线) of the filing organisation.
    pub line: Option<String>,
    /// 0–1000, from the findings.
    pub risk: i32,
    pub findings: Vec<Finding>,
    pub claim: Option<Claim>,
    /// Whom the distribution gave it to.
    pub assigned_to: Option<AccountId>,
    /// The joint filing it belongs to.
    pub joint_id: Option<JointId>,
    /// 回避: the caller belongs to an organisation of it and may not decide.
    pub recused: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ClaimRequest {
    /// At most 100.
    pub activity_ids: Vec<ActivityId>,
}

/// What became of one claimed item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClaimResult {
    pub id: ActivityId,
    pub claimed: bool,
    /// Whose it is now.
    pub claim: Option<Claim>,
    /// Why it could not be claimed.
    pub problem: Option<Problem>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClaimResults {
    pub items: Vec<ClaimResult>,
}

/// One item of a batch, with the version the decision is based on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BatchItem {
    pub id: ActivityId,
    pub version: i32,
}

/// The same decision on many.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReviewBatch {
    pub decision: Decision,
    #[serde(default)]
    pub reason: Option<String>,
    /// 1–100 different ones.
    pub items: Vec<BatchItem>,
}

/// Takes the last decision on each back.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct UndoBatch {
    pub items: Vec<BatchItem>,
}

/// What became of one item of a batch: a new status and version, or why not. Each stands for itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BatchResult {
    pub id: ActivityId,
    pub done: bool,
    pub status: Option<Status>,
    pub version: Option<i32>,
    pub problem: Option<Problem>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BatchResults {
    pub items: Vec<BatchResult>,
    pub done: usize,
    pub failed: usize,
    /// Until then the decisions can be taken back, and nobody is told of them.
    pub undo_until: Option<Instant>,
}

/// Whether new items of a stage are shared out fairly among the reviewers of a region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Distribution {
    pub region_code: RegionCode,
    pub stage: Stage,
    pub enabled: bool,
    /// Each reviewer's share of what waits.
    pub shares: Vec<Share>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Share {
    pub account_id: AccountId,
    pub name: String,
    pub waiting: i64,
    /// On leave: somebody stands in, nothing new is given to them.
    pub away: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetDistribution {
    pub region_code: RegionCode,
    pub stage: Stage,
    pub enabled: bool,
}

/// Somebody stands in for somebody on leave (委托).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Delegation {
    pub id: DelegationId,
    /// Who is away.
    pub account_id: AccountId,
    pub account_name: String,
    /// Who stands in.
    pub delegate_id: AccountId,
    pub delegate_name: String,
    pub starts_at: Instant,
    pub ends_at: Instant,
    /// In force now.
    pub active: bool,
    /// The caller is the one who stands in.
    pub for_me: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewDelegation {
    /// Mobile number of an official of the same province, who will stand in.
    #[cfg_attr(feature = "openapi", schema(example = "13900000003"))]
    pub delegate_phone: String,
    pub starts_at: Instant,
    pub ends_at: Instant,
}

/// Longest delegation, days.
pub const DELEGATION_DAYS: i64 = 90;

/// The stage at which a role decides.
pub const fn stage_of(role: Role) -> Option<Stage> {
    match role {
        Role::CityAdmin => Some(Stage::City),
        Role::ProvinceReviewer => Some(Stage::Province),
        Role::NationalReviewer => Some(Stage::National),
        Role::Organizer
        | Role::OrgAdmin
        | Role::CountyAdmin
        | Role::SystemAdmin
        | Role::SecurityAdmin
        | Role::AuditAdmin => None,
    }
}

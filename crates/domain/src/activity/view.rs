//! How the API shows activities to those who work with them.

use serde::{Deserialize, Serialize};

use crate::access::Role;
use crate::activity::content::{ActivityContent, Mode};
use crate::activity::finding::Finding;
use crate::activity::status::{Status, Step};
use crate::id::{ActivityId, MediaId, OrganizationId};
use crate::region::RegionCode;
use crate::time::Instant;

/// What the caller may do now; draws the buttons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AllowedAction {
    Edit,
    Submit,
    Withdraw,
    Delete,
    Clone,
    Approve,
    Reject,
    TakeDown,
    Restore,
    /// Take one's last decision back.
    Undo,
    /// Mark as the same event as another filing, or take that back.
    Join,
}

/// A new draft.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewActivity {
    /// Key of the edition, or `current`.
    pub edition: String,
    pub organization_id: OrganizationId,
    #[serde(flatten)]
    pub content: ActivityContentInput,
}

/// The form's fields as sent: parsed field by field, so that every fault is named at once.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ActivityContentInput(pub serde_json::Map<String, serde_json::Value>);

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for ActivityContentInput {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        ActivityContent::schema()
    }
}
#[cfg(feature = "openapi")]
impl utoipa::ToSchema for ActivityContentInput {
    fn schemas(schemas: &mut Vec<(String, utoipa::openapi::RefOr<utoipa::openapi::schema::Schema>)>) {
        ActivityContent::schemas(schemas);
    }
}

/// An activity with everything the caller may see.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Activity {
    pub id: ActivityId,
    pub edition: String,
    pub organization_id: OrganizationId,
    #[serde(default)]
    pub organization_name: String,
    pub status: Status,
    /// Rises with every change; the `ETag`.
    pub version: i32,
    /// Number of the last submission; 0 before the first.
    pub revision: i32,
    #[serde(flatten)]
    pub content: ActivityContent,
    /// 补报: submitted after its last session had ended.
    pub back_filed: bool,
    pub submitted_at: Option<Instant>,
    pub approved_at: Option<Instant>,
    pub created_at: Instant,
    pub updated_at: Instant,
    /// 预检
    pub findings: Vec<Finding>,
    /// Until then the caller can take the last decision back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undo_until: Option<Instant>,
    /// What the caller may do now.
    pub actions: Vec<AllowedAction>,
}

/// One line of a list of activities.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActivityItem {
    pub id: ActivityId,
    pub edition: String,
    pub organization_id: OrganizationId,
    pub organization_name: String,
    pub status: Status,
    pub version: i32,
    pub revision: i32,
    pub title: Option<String>,
    pub category: Option<String>,
    pub sub_category: Option<String>,
    pub mode: Option<Mode>,
    pub starts_at: Option<Instant>,
    pub ends_at: Option<Instant>,
    pub region_code: Option<RegionCode>,
    pub region_name: Option<String>,
    pub poster_id: Option<MediaId>,
    pub back_filed: bool,
    pub submitted_at: Option<Instant>,
    pub updated_at: Instant,
    /// Last second for the supplement of an approved activity that is over; none once it was submitted.
    #[serde(default)]
    pub supplement_due: Option<Instant>,
}

/// A reviewer's decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    Approve,
    Reject,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Review {
    pub decision: Decision,
    /// Needed to reject; at most 500 characters.
    #[serde(default)]
    pub reason: Option<String>,
}

/// A step with a reason (withdraw, take down, restore).
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StepReason {
    #[serde(default)]
    pub reason: Option<String>,
}

/// Longest reason, in characters.
pub const REASON_MAX: usize = 500;

/// One entry of an activity's history: append-only, each hash covering the one before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActivityEvent {
    /// From 1, without gaps.
    pub seq: i32,
    pub step: Step,
    pub from_status: Option<Status>,
    pub to_status: Status,
    pub reason: Option<String>,
    /// The revision it was about; 0 for a draft.
    pub revision: i32,
    /// The role under which it was done.
    pub actor_role: Option<Role>,
    /// A name, or a masked one.
    pub actor_name: String,
    /// For whom a stand-in acted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<String>,
    pub at: Instant,
    /// Hex SHA-256 over the previous entry's hash and this entry.
    pub hash: String,
}

/// A frozen submission.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Revision {
    /// From 1.
    pub number: i32,
    pub submitted_at: Instant,
    pub content: ActivityContent,
}

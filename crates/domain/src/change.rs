//! Feeds of changes (最多报一次): what other systems take, each thing once with its latest state.

use serde::{Deserialize, Serialize};

use crate::activity::content::ActivityContent;
use crate::activity::status::Status;
use crate::id::{ActivityId, OrganizationId};
use crate::organization::Organization;
use crate::time::Instant;

/// A page of a feed. `next` is always there: asked again with it, the feed goes on where this page ended, today or next
/// week, and nothing is skipped or told twice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FeedPage<T> {
    pub items: Vec<T>,
    pub next: String,
    /// Whether more is there already; otherwise ask again later.
    pub more: bool,
}

/// An activity that changed. Several changes between two readings are one entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActivityFeedItem {
    pub id: ActivityId,
    pub version: i32,
    pub changed_at: Instant,
    /// It is in charge of a region outside the client's now; `activity` is absent.
    pub gone: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity: Option<ActivityState>,
}

/// An activity as other systems get it: nothing personal (no contact, no name list).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActivityState {
    pub id: ActivityId,
    pub edition: String,
    pub organization_id: OrganizationId,
    pub organization_name: String,
    pub status: Status,
    pub version: i32,
    /// Number of the last submission.
    pub revision: i32,
    #[serde(flatten)]
    pub content: ActivityContent,
    /// 补报: submitted after its last session had ended.
    pub back_filed: bool,
    pub submitted_at: Option<Instant>,
    pub approved_at: Option<Instant>,
    pub created_at: Instant,
    pub updated_at: Instant,
}

/// An organisation that changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrganizationFeedItem {
    pub id: OrganizationId,
    pub version: i32,
    pub changed_at: Instant,
    /// It lies outside the client's region now; `organization` is absent.
    pub gone: bool,
    /// Without its contact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<Organization>,
}

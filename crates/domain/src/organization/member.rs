//! Members of an organisation: they join by approval; up to five administer it.

use serde::{Deserialize, Serialize};

use crate::access::Role;
use crate::id::AccountId;
use crate::time::Instant;

/// Most administrators (单位管理员) of one organisation.
pub const ADMINS_MAX: usize = 5;
/// Longest word of a request to join, characters.
pub const NOTE_MAX: usize = 200;

/// Where somebody stands with an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Membership {
    /// Has asked to join.
    Requested,
    Member,
}

/// A role in an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MemberRole {
    /// 活动填报员
    Organizer,
    /// 单位管理员
    OrgAdmin,
}

impl From<MemberRole> for Role {
    fn from(role: MemberRole) -> Self {
        match role {
            MemberRole::Organizer => Self::Organizer,
            MemberRole::OrgAdmin => Self::OrgAdmin,
        }
    }
}

/// A member, or somebody who wants to be one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Member {
    pub account_id: AccountId,
    pub display_name: String,
    /// Masked.
    #[cfg_attr(feature = "openapi", schema(example = "139****0006"))]
    pub phone: String,
    pub membership: Membership,
    /// The highest of a member's roles here; absent for a request.
    pub role: Option<MemberRole>,
    /// What a request says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Joined, or asked to.
    pub since: Instant,
}

/// Asks to join.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct JoinOrganization {
    /// At most 200 characters.
    #[cfg_attr(feature = "openapi", schema(example = "科普部工作人员，负责本单位活动填报"))]
    pub note: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum JoinDecision {
    Approve,
    Refuse,
}

/// Decides on somebody's request to join.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DecideJoin {
    pub decision: JoinDecision,
    /// What an approved one becomes; `organizer` when left out.
    #[serde(default)]
    pub role: Option<MemberRole>,
    /// Needed to refuse; at most 500 characters.
    #[serde(default)]
    pub reason: Option<String>,
}

/// Changes a member's role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MemberChange {
    pub role: MemberRole,
    /// With `org_admin`: the caller hands over (移交) and becomes an organizer in the same step.
    #[serde(default)]
    pub hand_over: bool,
}

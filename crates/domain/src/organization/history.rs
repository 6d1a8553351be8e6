//! What happened to an organisation.

use serde::{Deserialize, Serialize};

use super::Certification;
use crate::id::{AccountId, OrganizationId};
use crate::time::Instant;

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum OrganizationHappening {
    Created,
    /// 申请认证
    CertificationRequested,
    Certified,
    Returned,
    Suspended,
    Reinstated,
    /// 更名: the name before and after.
    Renamed {
        from: String,
        to: String,
    },
    /// 迁移: the region before and after.
    Moved {
        from: String,
        to: String,
    },
    /// Became another organisation.
    MergedInto {
        id: OrganizationId,
        name: String,
    },
    /// Another one became this.
    TookIn {
        id: OrganizationId,
        name: String,
    },
    /// The external registry changed these fields.
    Synchronized {
        fields: Vec<String>,
    },
}

/// One entry of an organisation's history, the latest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrganizationEvent {
    /// Counts from 1.
    pub seq: i32,
    #[serde(flatten)]
    pub happening: OrganizationHappening,
    /// The certification afterwards.
    pub certification: Certification,
    pub reason: Option<String>,
    /// Absent for what the platform did by itself.
    pub actor_id: Option<AccountId>,
    pub at: Instant,
}

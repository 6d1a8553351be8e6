//! Differences with the registry that a person decides.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::RegistryOrganization;
use super::merge::{FieldConflict, RegistryField};
use crate::id::{ConflictId, OrganizationId};
use crate::organization::OrganizationItem;
use crate::problem::FieldError;
use crate::time::Instant;

/// What there is to decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ConflictKind {
    /// Both sides changed the same field.
    Fields,
    /// It looks like one of ours: is it the same?
    Lookalike,
    /// What the registry says breaks a rule.
    Unreadable,
}

impl ConflictKind {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Fields => "fields",
            Self::Lookalike => "lookalike",
            Self::Unreadable => "unreadable",
        }
    }
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Fields, Self::Lookalike, Self::Unreadable]
            .into_iter()
            .find(|kind| kind.as_str() == text)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ConflictStatus {
    Open,
    Decided,
    /// What the registry said later left nothing to decide.
    Superseded,
}

impl ConflictStatus {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Decided => "decided",
            Self::Superseded => "superseded",
        }
    }
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Open, Self::Decided, Self::Superseded]
            .into_iter()
            .find(|status| status.as_str() == text)
    }
}

/// A difference with the registry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegistryConflict {
    pub id: ConflictId,
    pub kind: ConflictKind,
    pub status: ConflictStatus,
    /// The registry's identifier.
    pub external_id: String,
    /// Ours that it is about, or that it looks like.
    pub organization: Option<OrganizationItem>,
    /// What the registry says; absent where not even that can be read.
    pub theirs: Option<RegistryOrganization>,
    /// The fields that differ.
    pub fields: Vec<FieldConflict>,
    /// What is wrong with `theirs`.
    pub faults: Vec<FieldError>,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
    pub decided_at: Option<Instant>,
}

/// Whose value holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Side {
    Ours,
    Theirs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ConflictDecision {
    /// `fields`: each field as `take` says.
    Resolve,
    /// `lookalike`: it is ours; fields that differ as `take` says.
    Same,
    /// `lookalike`: it is another one, which is added.
    Different,
    /// `unreadable`: seen; nothing is taken.
    Dismiss,
}

/// What somebody decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DecideConflict {
    pub decision: ConflictDecision,
    /// For `same`: which of ours, when it is not the one named in the conflict.
    #[serde(default)]
    pub organization_id: Option<OrganizationId>,
    /// For each field that differs, whose value holds.
    #[serde(default)]
    pub take: BTreeMap<RegistryField, Side>,
}

/// Seconds after which what is known of the registry counts as old.
pub const STALE_SECONDS: i64 = 3_600;

/// How the connection to the registry stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegistryState {
    /// Whether this installation has a registry at all.
    pub configured: bool,
    /// Everything that was there at this time is here.
    pub last_success_at: Option<Instant>,
    pub last_attempt_at: Option<Instant>,
    /// It does not answer as agreed.
    pub failing: bool,
    /// Nobody asks before this time.
    pub closed_until: Option<Instant>,
    /// Differences that wait for a decision, in the caller's regions.
    pub open_conflicts: i64,
}

impl RegistryState {
    /// Whether what is known of the registry is old, or was never fetched.
    pub fn is_stale(&self, now: Instant) -> bool {
        self.last_success_at
            .is_none_or(|at| now.unix_seconds() - at.unix_seconds() > STALE_SECONDS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_is_not_yet_old() {
        let at = |seconds| Instant::from_unix_seconds(1_780_000_000 + seconds).unwrap();
        let state = |last_success_at| RegistryState {
            configured: true,
            last_success_at,
            last_attempt_at: None,
            failing: false,
            closed_until: None,
            open_conflicts: 0,
        };
        assert!(!state(Some(at(0))).is_stale(at(STALE_SECONDS)));
        assert!(state(Some(at(0))).is_stale(at(STALE_SECONDS + 1)));
        assert!(state(None).is_stale(at(0)));
    }
}

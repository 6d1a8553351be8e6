//! The audit log (审计日志): who did what, when, from where, and whether it succeeded. 等保 8.1.4.3.

use serde::{Deserialize, Serialize};

use crate::id::{AccountId, ApiClientId, AuditEntryId};
use crate::time::Instant;

/// Days for which entries are kept at least: half a year is what the law asks (网络安全法 第二十一条).
pub const KEPT_DAYS_MIN: i64 = 180;

/// How a request ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AuditOutcome {
    /// What was asked for was done; for a reading operation: what was asked for was shown.
    Done,
    /// Refused: no right, a wrong code, a fault of the request.
    Refused,
    /// Ended by a fault of the platform.
    Failed,
}

impl AuditOutcome {
    pub const ALL: [Self; 3] = [Self::Done, Self::Refused, Self::Failed];
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Failed => "failed",
        }
    }
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|o| o.as_str() == text)
    }
    /// By the HTTP status of the answer.
    pub const fn of_status(status: u16) -> Self {
        match status {
            ..400 => Self::Done,
            400..500 => Self::Refused,
            500.. => Self::Failed,
        }
    }
}

/// One entry of the log, for the audit administrator (审计管理员) alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditEntry {
    pub id: AuditEntryId,
    pub at: Instant,
    /// Who; nobody where a sign-in failed before it was known.
    pub account_id: Option<AccountId>,
    /// What the account is called now.
    pub account_name: Option<String>,
    /// The other system that asked, instead of a person.
    pub client_id: Option<ApiClientId>,
    /// The operation of the OpenAPI document, such as `activity_submit`.
    #[cfg_attr(feature = "openapi", schema(example = "activity_submit"))]
    pub operation: String,
    /// The address asked for, without its query.
    pub path: String,
    pub outcome: AuditOutcome,
    /// Code of the refusal.
    pub code: Option<String>,
    /// Network address of the request.
    pub address: String,
    /// The same as in the answer's `X-Request-Id` and the operator's log.
    pub request_id: String,
    /// Number of the seal that covers it; null for a few seconds.
    pub seal: Option<i64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redirect_is_done_and_a_fault_of_ours_is_no_refusal() {
        use AuditOutcome::{Done, Failed, Refused};
        let of = |status| AuditOutcome::of_status(status);
        assert_eq!(
            [200, 302, 399, 400, 499, 500, 503].map(of),
            [Done, Done, Done, Refused, Refused, Failed, Failed]
        );
        for outcome in AuditOutcome::ALL {
            assert_eq!(AuditOutcome::parse(outcome.as_str()), Some(outcome));
        }
    }
}

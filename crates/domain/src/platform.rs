//! What a client needs to know of the installation it talks to.

use serde::{Deserialize, Serialize};

use crate::time::Instant;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Platform {
    pub name: String,
    pub version: String,
    /// A demonstration: SMS codes are shown on the sign-in page, data are samples.
    pub demo: bool,
    /// The server's clock. Days left are counted by it, whatever a device's own clock shows.
    pub now: Instant,
    /// Accounts to try, in a demonstration.
    pub demo_accounts: Vec<DemoAccount>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DemoAccount {
    pub phone: String,
    /// Who that is: 省管理员（浙江省）.
    pub label: String,
}

/// Puts the clock of a demonstration forward, so that the days after an event can be shown at once.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PutForward {
    /// 1–60.
    pub days: u32,
}

/// An SMS as the outbox provider of a demonstration keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OutboxSms {
    pub phone: String,
    pub code: String,
    pub text: String,
    pub at: Instant,
}

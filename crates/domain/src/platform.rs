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

/// An SMS as the outbox provider of a demonstration keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OutboxSms {
    pub phone: String,
    pub code: String,
    pub text: String,
    pub at: Instant,
}

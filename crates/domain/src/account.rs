//! Accounts: signing in by phone and SMS code, devices, one's own profile.

use serde::{Deserialize, Serialize};

use crate::access::Role;
use crate::id::{AccountId, GrantId, OrganizationId, SessionId};
use crate::region::RegionCode;
use crate::time::Instant;

/// Digits of an SMS code.
pub const CODE_DIGITS: usize = 6;
/// Seconds for which a code can be used.
pub const CODE_LIFETIME_SECONDS: i64 = 300;
/// Wrong tries after which a code is void.
pub const CODE_ATTEMPTS: i32 = 5;
/// Seconds before another code can be requested for the same phone.
pub const CODE_RESEND_SECONDS: i64 = 60;
/// Codes a phone can request in 24 hours.
pub const CODES_PER_DAY: i64 = 10;

#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SmsCodeRequest {
    /// 11-digit mainland mobile number.
    #[cfg_attr(feature = "openapi", schema(example = "13900000005"))]
    pub phone: String,
}

/// A code is on its way. Times in seconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SmsCodeIssued {
    pub expires_in: i64,
    pub resend_after: i64,
}

/// Where the refresh token goes: an HttpOnly cookie for browsers, the body for mobile apps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TokenTransport {
    #[default]
    Body,
    Cookie,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignIn {
    pub phone: String,
    #[cfg_attr(feature = "openapi", schema(example = "123456"))]
    pub code: String,
    /// Second factor, for administrators who have one.
    #[serde(default)]
    pub totp: Option<String>,
    #[serde(default)]
    pub transport: TokenTransport,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RefreshRequest {
    /// Left out by browsers, whose cookie carries it.
    #[serde(default)]
    pub refresh_token: Option<String>,
}

/// A signed-in session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignedIn {
    /// Bearer token for the `Authorization` header.
    pub access_token: String,
    /// Seconds for which the access token is valid.
    pub expires_in: i64,
    /// Use once, at `/auth/sessions/refresh`; null where the cookie carries it.
    pub refresh_token: Option<String>,
    pub user: Me,
}

/// One's own account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Me {
    pub id: AccountId,
    /// Masked: `139****0005`.
    pub phone: String,
    pub display_name: String,
    pub grants: Vec<GrantView>,
    pub created_at: Instant,
    pub version: i32,
}

/// A role of an account, with what it reaches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GrantView {
    pub id: GrantId,
    pub role: Role,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region_code: Option<RegionCode>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region_name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization_id: Option<OrganizationId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization_name: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<String>,
    /// Whose role it is, when one stands in for somebody on leave (委托).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<AccountId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf_of_name: Option<String>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProfileChange {
    #[serde(default)]
    pub display_name: Option<String>,
}

/// A signed-in device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Device {
    pub id: SessionId,
    /// What the device called itself (User-Agent, shortened).
    pub name: String,
    pub created_at: Instant,
    pub last_used_at: Instant,
    /// The session of this very request.
    pub current: bool,
}

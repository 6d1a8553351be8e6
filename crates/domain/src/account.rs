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

/// Digits of an authenticator's code (RFC 6238).
pub const TOTP_DIGITS: usize = 6;
/// Seconds for which one of them is shown.
pub const TOTP_PERIOD_SECONDS: i64 = 30;
/// Wrong codes of an authenticator in a row after which none is tried for a while. 等保 8.1.4.1 b.
pub const TOTP_ATTEMPTS: i32 = 5;
/// Seconds for which none is tried then.
pub const TOTP_LOCK_SECONDS: i64 = 900;
/// Recovery codes that are given out at once.
pub const RECOVERY_CODES: usize = 10;

/// How long a session lasts, in seconds. Those who decide over others' filings or run the installation work within a
/// day; everybody else stays signed in on their phone. 等保 8.1.4.1 b.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionLimits {
    /// Without any use.
    pub idle: i64,
    /// However often it is refreshed.
    pub absolute: i64,
}

impl SessionLimits {
    /// For everybody without such a role: a week, a month.
    pub const USUAL: Self = Self {
        idle: 7 * 86_400,
        absolute: 30 * 86_400,
    };
    /// Officials: half a working day, half a day.
    pub const OFFICIAL: Self = Self {
        idle: 4 * 3_600,
        absolute: 12 * 3_600,
    };
    /// Those who run the installation: half an hour, half a day.
    pub const OPERATOR: Self = Self {
        idle: 1_800,
        absolute: 12 * 3_600,
    };

    /// The strictest that one of the roles asks for.
    pub fn of(roles: impl IntoIterator<Item = Role>) -> Self {
        roles
            .into_iter()
            .map(|role| {
                if role.is_operators() {
                    Self::OPERATOR
                } else if role.is_over_region() {
                    Self::OFFICIAL
                } else {
                    Self::USUAL
                }
            })
            .min_by_key(|limits| (limits.idle, limits.absolute))
            .unwrap_or(Self::USUAL)
    }
}

/// Whether an authenticator belongs to the account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SecondFactor {
    /// Whether its codes are asked for.
    pub active: bool,
    /// Whether one's roles cannot be used without.
    pub required: bool,
    /// Recovery codes that were not used.
    pub recovery_codes_left: i64,
}

/// What an authenticator needs to know. Shown once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SecondFactorSecret {
    /// To be typed in where no picture can be taken: base 32 (RFC 4648).
    #[cfg_attr(feature = "openapi", schema(example = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"))]
    pub secret: String,
    /// What the QR code says.
    #[cfg_attr(
        feature = "openapi",
        schema(
            example = "otpauth://totp/kepu:139****0001?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=kepu"
        )
    )]
    pub uri: String,
}

/// A code of the authenticator, which proves that one holds it; a recovery code does as well.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SecondFactorCode {
    #[cfg_attr(feature = "openapi", schema(example = "123456"))]
    pub totp: String,
}

/// To be kept in a safe place. Shown once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoveryCodes {
    #[cfg_attr(feature = "openapi", schema(example = json!(["k7m2-9qxd", "p4tz-3hnv"])))]
    pub codes: Vec<String>,
}

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
    /// Code of the authenticator, or a recovery code, for those who have one.
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
    /// The roles need a code of an authenticator, and this session has none: until then they cannot be used. See
    /// `/me/second-factor`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub second_factor_required: bool,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strictest_role_limits_the_session() {
        let of = |roles: &[Role]| SessionLimits::of(roles.iter().copied());
        assert_eq!(of(&[]), SessionLimits::USUAL);
        assert_eq!(of(&[Role::Organizer, Role::OrgAdmin]), SessionLimits::USUAL);
        assert_eq!(of(&[Role::Organizer, Role::CountyAdmin]), SessionLimits::OFFICIAL);
        assert_eq!(
            of(&[Role::NationalReviewer, Role::AuditAdmin, Role::Organizer]),
            SessionLimits::OPERATOR
        );
    }
}

//! Other systems that use the platform (OAuth 2.0 client credentials, RFC 6749 §4.4).

use serde::{Deserialize, Serialize};

use crate::id::{ApiClientId, OrganizationId};
use crate::problem::{Fault, FaultCode, Faults};
use crate::region::RegionCode;
use crate::text;
use crate::time::Instant;

/// What a client may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Scope {
    /// Take the activities of its region, without anything personal.
    #[serde(rename = "activities:read")]
    ActivitiesRead,
    /// File for the organisations it is given.
    #[serde(rename = "activities:write")]
    ActivitiesWrite,
    /// Take the organisations of its region.
    #[serde(rename = "organizations:sync")]
    OrganizationsSync,
    /// Take the figures of its region.
    #[serde(rename = "statistics:read")]
    StatisticsRead,
}

impl Scope {
    pub const ALL: [Self; 4] = [
        Self::ActivitiesRead,
        Self::ActivitiesWrite,
        Self::OrganizationsSync,
        Self::StatisticsRead,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ActivitiesRead => "activities:read",
            Self::ActivitiesWrite => "activities:write",
            Self::OrganizationsSync => "organizations:sync",
            Self::StatisticsRead => "statistics:read",
        }
    }
    pub const fn name(self) -> &'static str {
        match self {
            Self::ActivitiesRead => "读取活动",
            Self::ActivitiesWrite => "填报活动",
            Self::OrganizationsSync => "同步组织",
            Self::StatisticsRead => "读取统计",
        }
    }
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == text)
    }
    /// A list as OAuth writes it: separated by spaces (RFC 6749 §3.3). `None` where one is unknown.
    pub fn parse_list(text: &str) -> Option<Vec<Self>> {
        text.split_ascii_whitespace().map(Self::parse).collect()
    }
    pub fn write_list(scopes: &[Self]) -> String {
        let names: Vec<_> = scopes.iter().map(|scope| scope.as_str()).collect();
        names.join(" ")
    }
}

/// Requests a minute that can be given to a client.
pub const RATES: [u32; 4] = [60, 300, 1_200, 6_000];
/// What a client gets unless told.
pub const USUAL_RATE: u32 = 300;
pub const NAME_MAX: usize = 60;
/// Organisations that one client files for.
pub const ORGANIZATIONS_MAX: usize = 100;
/// Hours for which the secret before stays good beside a new one.
pub const OVERLAP_HOURS_MAX: u32 = 168;

/// A client as administrators see it; its secret was shown once and is not kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApiClient {
    /// The `client_id`.
    pub id: ApiClientId,
    pub name: String,
    pub scopes: Vec<Scope>,
    /// What it gets lies in the subtree of this region.
    pub region_code: RegionCode,
    /// The organisations it files for.
    pub organization_ids: Vec<OrganizationId>,
    pub requests_per_minute: u32,
    pub rotated_at: Instant,
    /// Until then the secret before the last one is good as well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous_until: Option<Instant>,
    /// When it last got a token.
    pub last_used_at: Option<Instant>,
    pub revoked_at: Option<Instant>,
    pub version: i32,
    pub created_at: Instant,
}

/// A client with its secret: the only time that it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IssuedApiClient {
    #[serde(flatten)]
    pub client: ApiClient,
    /// Keep it safe: it cannot be shown again, only replaced.
    pub client_secret: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct NewApiClient {
    #[cfg_attr(feature = "openapi", schema(example = "浙江省科协数据平台"))]
    pub name: String,
    pub scopes: Vec<Scope>,
    /// The whole country when left out.
    #[cfg_attr(feature = "openapi", schema(example = "330000"))]
    pub region_code: Option<String>,
    pub organization_ids: Vec<OrganizationId>,
    /// 60, 300, 1200 or 6000; 300 when left out.
    pub requests_per_minute: Option<u32>,
}

/// A change of a client; what is left out stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct ApiClientChange {
    pub name: Option<String>,
    pub scopes: Option<Vec<Scope>>,
    pub region_code: Option<String>,
    pub organization_ids: Option<Vec<OrganizationId>>,
    pub requests_per_minute: Option<u32>,
}

/// A new secret in place of the one before.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Rotation {
    /// Hours for which the secret before stays good, 0–168; 0 when left out: it is refused from now on.
    #[cfg_attr(feature = "openapi", schema(example = 24))]
    pub overlap_hours: u32,
}

/// A token as RFC 6749 §5.1 answers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClientToken {
    pub access_token: String,
    #[cfg_attr(feature = "openapi", schema(example = "Bearer"))]
    pub token_type: String,
    /// Seconds.
    #[cfg_attr(feature = "openapi", schema(example = 900))]
    pub expires_in: u32,
    #[cfg_attr(feature = "openapi", schema(example = "activities:read"))]
    pub scope: String,
}

/// Faults of a client's fields that need no look-up; region and organisations are looked up by the caller.
pub fn check(name: &str, scopes: &[Scope], organizations: &[OrganizationId], rate: u32) -> Faults {
    let mut faults = Faults::new();
    let length = text::length(name.trim());
    if length == 0 {
        faults.push(Fault::new("/name", FaultCode::Required).with("系统名称"));
    } else if length > NAME_MAX {
        let fault = Fault::new("/name", FaultCode::TooLong);
        faults.push(fault.with(NAME_MAX).with(length));
    }
    if scopes.is_empty() {
        faults.push(Fault::new("/scopes", FaultCode::Required).with("授权范围"));
    }
    if organizations.len() > ORGANIZATIONS_MAX {
        faults.push(Fault::new("/organization_ids", FaultCode::TooMany).with(ORGANIZATIONS_MAX));
    }
    if scopes.contains(&Scope::ActivitiesWrite) && organizations.is_empty() {
        faults.push(Fault::new("/organization_ids", FaultCode::Required).with("代为填报的单位"));
    }
    if !RATES.contains(&rate) {
        faults.push(Fault::new("/requests_per_minute", FaultCode::UnknownValue).with(rate));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_are_written_and_read_as_oauth_does() {
        let all = Scope::write_list(&Scope::ALL);
        assert_eq!(Scope::parse_list(&all), Some(Scope::ALL.to_vec()));
        assert_eq!(Scope::parse_list(""), Some(Vec::new()));
        assert_eq!(Scope::parse_list("activities:read everything"), None);
        for scope in Scope::ALL {
            let json = serde_json::to_value(scope).unwrap();
            assert_eq!(json, scope.as_str());
        }
    }

    #[test]
    fn who_files_says_for_whom() {
        let faults = check("", &[Scope::ActivitiesWrite], &[], 61);
        let at: Vec<_> = faults.iter().map(|f| f.pointer.as_str()).collect();
        assert_eq!(at, ["/name", "/organization_ids", "/requests_per_minute"]);
        assert!(check("某系统", &[Scope::ActivitiesRead], &[], USUAL_RATE).is_empty());
    }
}

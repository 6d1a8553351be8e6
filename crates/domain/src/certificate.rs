//! Certificates (荣誉证书): numbered, verified by anybody, each with a chained log of what became of it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::id::{ActivityId, NoticeId, OrganizationId};
use crate::recommendation::Subject;
use crate::region::RegionCode;
use crate::time::Instant;

/// Whether a certificate holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CertificateStatus {
    /// 有效
    Valid,
    /// 已换发: another number stands in its place
    Replaced,
    /// 已撤销
    Revoked,
}

impl CertificateStatus {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Replaced => "replaced",
            Self::Revoked => "revoked",
        }
    }
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Valid, Self::Replaced, Self::Revoked]
            .into_iter()
            .find(|s| s.as_str() == text)
    }
    pub const fn name(self) -> &'static str {
        match self {
            Self::Valid => "有效",
            Self::Replaced => "已换发",
            Self::Revoked => "已撤销",
        }
    }
}

/// What became of a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CertificateStep {
    /// 颁发
    Issue,
    /// 换发
    Replace,
    /// 撤销
    Revoke,
}

impl CertificateStep {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Issue => "issue",
            Self::Replace => "replace",
            Self::Revoke => "revoke",
        }
    }
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Issue, Self::Replace, Self::Revoke]
            .into_iter()
            .find(|s| s.as_str() == text)
    }
    pub const fn name(self) -> &'static str {
        match self {
            Self::Issue => "颁发",
            Self::Replace => "换发",
            Self::Revoke => "撤销",
        }
    }
}

/// What is printed on a certificate. It never changes: a renamed organisation gets another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CertificateFacts {
    pub edition_title: String,
    pub subject: Subject,
    /// Full name of the organisation when it was issued.
    pub recipient: String,
    /// 优秀活动: its title.
    pub activity_title: Option<String>,
    pub issuer: String,
    pub issuer_region: RegionCode,
    pub issued_on: NaiveDate,
}

impl CertificateFacts {
    /// The sentence on the certificate.
    pub fn text(&self) -> String {
        match (&self.subject, &self.activity_title) {
            (Subject::Activity, Some(title)) => format!(
                "你单位举办的“{title}”，在{}中被评为优秀活动。特发此证，以资鼓励。",
                self.edition_title
            ),
            _ => format!(
                "你单位在{}中组织有力、成效显著，被评为优秀组织单位。特发此证，以资鼓励。",
                self.edition_title
            ),
        }
    }
}

/// One step of a certificate's log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CertificateEvent {
    /// From 1.
    pub seq: i32,
    pub step: CertificateStep,
    pub reason: Option<String>,
    pub at: Instant,
    /// Hex SHA-256 over the hash before it, the facts and this step. The first one covers the last hash of the
    /// activity's own log.
    pub hash: String,
}

/// A certificate as anybody can verify it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Certificate {
    pub number: String,
    pub status: CertificateStatus,
    #[serde(flatten)]
    pub facts: CertificateFacts,
    pub text: String,
    pub notice_id: NoticeId,
    pub activity_id: Option<ActivityId>,
    pub organization_id: OrganizationId,
    pub replaced_by: Option<String>,
    pub replaces: Option<String>,
    pub log: Vec<CertificateEvent>,
    /// The last hash of the log.
    pub hash: String,
    /// Marked as demonstration data.
    pub demo: bool,
    /// What the caller may do: `reissue`, `revoke`.
    #[serde(default)]
    pub actions: Vec<CertificateAction>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CertificateAction {
    Reissue,
    Revoke,
}

/// Revokes a certificate (撤销), or issues it anew with today's names (换发).
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CertificateChange {
    #[serde(default)]
    pub reason: String,
}

/// `KP2024-330000-H-00017-W`: edition, issuing region, 活动 (H) or 组织 (Z), running number, check character.
pub fn number(edition: &str, region: &RegionCode, subject: Subject, running: u32) -> String {
    let kind = match subject {
        Subject::Activity => 'H',
        Subject::Organization => 'Z',
    };
    let edition: String = edition
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_uppercase();
    let body = format!("KP{edition}-{region}-{kind}-{running:05}");
    let check = check_digit(&body);
    format!("{body}-{check}")
}

/// Whether a number can be one: a slip of the pen is told from a number that does not exist.
pub fn is_well_formed(number: &str) -> bool {
    let parts: Vec<&str> = number.split('-').collect();
    let [edition, region, kind, running, check] = parts[..] else {
        return false;
    };
    let digits = |text: &str, least: usize| text.len() >= least && text.bytes().all(|b| b.is_ascii_digit());
    let formed = edition.starts_with("KP")
        && region.len() == 6
        && digits(region, 6)
        && matches!(kind, "H" | "Z")
        && digits(running, 5)
        && check.len() == 1;
    let body = number.rsplit_once('-').map_or("", |(body, _)| body);
    formed && check.starts_with(check_digit(body))
}

/// ISO 7064 MOD 37,36 over the letters and digits: notices every single wrong character, and all but about three in a
/// thousand swaps of neighbours.
fn check_digit(body: &str) -> char {
    let values = body.chars().filter_map(|c| c.to_digit(36));
    let product = values.fold(36, |product, value| {
        let sum = match (product + value) % 36 {
            0 => 36,
            sum => sum,
        };
        sum * 2 % 37
    });
    let check = (37 - product) % 36;
    char::from_digit(check, 36).unwrap_or('0').to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_number_says_edition_region_and_kind() {
        let region = "330000".parse().unwrap();
        let number = number("2024", &region, Subject::Activity, 17);
        assert!(number.starts_with("KP2024-330000-H-00017-"), "{number}");
        assert!(is_well_formed(&number));
        assert!(!is_well_formed("KP2024-330000-H-00017"));
        assert!(!is_well_formed("") && !is_well_formed("-"));
    }

    proptest! {
        #[test]
        fn a_wrong_digit_is_noticed(running in 0u32..99_999, place in 0usize..21, digit in 0u8..10) {
            let mut wrong = number("2024", &"330000".parse().unwrap(), Subject::Organization, running).into_bytes();
            if wrong[place].is_ascii_digit() && wrong[place] != b'0' + digit {
                wrong[place] = b'0' + digit;
                prop_assert!(!is_well_formed(std::str::from_utf8(&wrong).unwrap()));
            }
        }
    }

    #[test]
    fn a_swap_of_neighbours_is_nearly_always_noticed() {
        let (mut swaps, mut missed) = (0_u32, 0_u32);
        for running in (0..99_999).step_by(7) {
            let number = number("2024", &"330000".parse().unwrap(), Subject::Organization, running);
            for place in 16..20 {
                let mut swapped = number.clone().into_bytes();
                if swapped[place] != swapped[place + 1] {
                    swapped.swap(place, place + 1);
                    swaps += 1;
                    missed += u32::from(is_well_formed(std::str::from_utf8(&swapped).unwrap()));
                }
            }
        }
        assert!(missed * 200 < swaps, "{missed} of {swaps}");
    }
}

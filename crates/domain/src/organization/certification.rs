//! Certification (认证) of organisations: one table, the only way a status changes; and who decides.

use serde::{Deserialize, Serialize};

use super::Certification;
use crate::access::{Actor, Denied, Role};
use crate::id::{MediaId, OrganizationId};
use crate::region::RegionCode;

/// What happens to an organisation's certification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CertificationStep {
    /// 申请认证
    Request,
    /// 认证通过
    Certify,
    /// 退回
    Return,
    /// 停用
    Suspend,
    /// 恢复
    Reinstate,
    /// 合并入另一组织
    Merge,
}

impl CertificationStep {
    pub const ALL: [Self; 6] = [
        Self::Request,
        Self::Certify,
        Self::Return,
        Self::Suspend,
        Self::Reinstate,
        Self::Merge,
    ];
    /// Whether the one concerned is owed a reason.
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::Return | Self::Suspend | Self::Merge)
    }
}

impl Certification {
    pub const ALL: [Self; 7] = [
        Self::Draft,
        Self::Pending,
        Self::Certified,
        Self::Returned,
        Self::Suspended,
        Self::Merged,
        Self::Provisional,
    ];

    /// Where a step leads; `None` where it is not possible.
    pub const fn after(self, step: CertificationStep) -> Option<Self> {
        use CertificationStep as S;
        match (self, step) {
            // Asking again while it waits adds proof and changes nothing.
            (Self::Draft | Self::Returned | Self::Provisional | Self::Pending, S::Request) => {
                Some(Self::Pending)
            }
            // What a filing added can be certified without its asking: the official knows it.
            (Self::Pending | Self::Provisional, S::Certify) => Some(Self::Certified),
            (Self::Pending, S::Return) => Some(Self::Returned),
            (Self::Certified, S::Suspend) => Some(Self::Suspended),
            (Self::Suspended, S::Reinstate) => Some(Self::Certified),
            (Self::Merged, S::Merge) => None,
            (_, S::Merge) => Some(Self::Merged),
            _ => None,
        }
    }
    /// 认证状态 in a person's words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Draft => "草稿",
            Self::Pending => "待认证",
            Self::Certified => "已认证",
            Self::Returned => "已退回",
            Self::Suspended => "已停用",
            Self::Merged => "已合并",
            Self::Provisional => "待完善",
        }
    }
}

/// What of an organisation decides who may act on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrganizationScope<'a> {
    pub id: OrganizationId,
    pub region: &'a RegionCode,
    /// Review line (条线) of its kind, where it has one.
    pub line: Option<&'a str>,
}

/// Whether the actor is in charge of an organisation (归口): an official over its region and, where narrowed to lines,
/// over its line. Nobody decides on their own organisation (回避).
pub fn may_certify(actor: &Actor, on: OrganizationScope<'_>) -> Result<(), Denied> {
    in_charge(actor, on)?;
    if actor.files_for(on.id) {
        return Err(Denied::Recused);
    }
    Ok(())
}

/// The same without recusal: for what an official sees and repairs.
pub fn in_charge(actor: &Actor, on: OrganizationScope<'_>) -> Result<(), Denied> {
    if !actor.over_regions().any(|_| true) {
        return Err(Denied::NotAllowed);
    }
    let covers = actor.over_regions().any(|g| {
        let region = match &g.region {
            Some(region) => region.contains(on.region),
            None => g.role == Role::NationalReviewer,
        };
        region && (g.lines.is_empty() || on.line.is_some_and(|line| g.lines.iter().any(|l| l == line)))
    });
    if covers { Ok(()) } else { Err(Denied::OutOfScope) }
}

/// A request for certification, with further proof.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct CertificationRequest {
    /// Uploads of kind `proof` (证明材料): they are added to those given before.
    pub proof_media_ids: Vec<MediaId>,
}

/// What an official decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CertificationDecision {
    Certify,
    Return,
    Suspend,
    Reinstate,
}

impl From<CertificationDecision> for CertificationStep {
    fn from(decision: CertificationDecision) -> Self {
        match decision {
            CertificationDecision::Certify => Self::Certify,
            CertificationDecision::Return => Self::Return,
            CertificationDecision::Suspend => Self::Suspend,
            CertificationDecision::Reinstate => Self::Reinstate,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DecideCertification {
    pub decision: CertificationDecision,
    /// Needed to return and to suspend; at most 500 characters.
    #[serde(default)]
    #[cfg_attr(
        feature = "openapi",
        schema(example = "单位全称与公章不一致，请核对后重新提交")
    )]
    pub reason: Option<String>,
}

/// Lets one organisation become another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MergeInto {
    /// The one that stays.
    pub into_id: OrganizationId,
    /// At most 500 characters.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(example = "同一单位重复登记"))]
    pub reason: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Grant;
    use crate::id::AccountId;
    use uuid::Uuid;

    #[test]
    fn the_table_has_no_other_ways() {
        use Certification as C;
        use CertificationStep as S;
        let ways: Vec<(C, S, C)> = C::ALL
            .into_iter()
            .flat_map(|from| S::ALL.map(|step| (from, step)))
            .filter_map(|(from, step)| Some((from, step, from.after(step)?)))
            .filter(|(_, step, _)| *step != S::Merge)
            .collect();
        let expected = [
            (C::Draft, S::Request, C::Pending),
            (C::Pending, S::Request, C::Pending),
            (C::Pending, S::Certify, C::Certified),
            (C::Pending, S::Return, C::Returned),
            (C::Certified, S::Suspend, C::Suspended),
            (C::Returned, S::Request, C::Pending),
            (C::Suspended, S::Reinstate, C::Certified),
            (C::Provisional, S::Request, C::Pending),
            (C::Provisional, S::Certify, C::Certified),
        ];
        assert_eq!(ways, expected);
        for from in C::ALL {
            assert_eq!(from.after(S::Merge).is_some(), from != C::Merged);
        }
    }

    #[test]
    fn a_line_official_is_in_charge_of_its_line_and_nobody_of_their_own() {
        let region: RegionCode = "330302".parse().unwrap();
        let id = OrganizationId::new(Uuid::from_u128(1));
        let on = |line| OrganizationScope {
            id,
            region: &region,
            line,
        };
        let official = |region: Option<&str>, lines: &[&str]| Grant {
            role: Role::ProvinceReviewer,
            region: region.map(|r| r.parse().unwrap()),
            organization: None,
            lines: lines.iter().map(|l| (*l).to_owned()).collect(),
            on_behalf_of: None,
        };
        let who = |grants| Actor {
            account: AccountId::new(Uuid::nil()),
            grants,
        };
        let health = who(vec![official(Some("330000"), &["health"])]);
        assert_eq!(may_certify(&health, on(Some("health"))), Ok(()));
        assert_eq!(
            may_certify(&health, on(Some("education"))),
            Err(Denied::OutOfScope)
        );
        assert_eq!(may_certify(&health, on(None)), Err(Denied::OutOfScope));
        let elsewhere = who(vec![official(Some("110000"), &[])]);
        assert_eq!(may_certify(&elsewhere, on(None)), Err(Denied::OutOfScope));
        assert_eq!(may_certify(&who(Vec::new()), on(None)), Err(Denied::NotAllowed));
        let own = Grant {
            role: Role::Organizer,
            organization: Some(id),
            ..official(None, &[])
        };
        let both = who(vec![official(Some("330300"), &[]), own]);
        assert_eq!(may_certify(&both, on(None)), Err(Denied::Recused));
        assert_eq!(in_charge(&both, on(None)), Ok(()));
    }
}

//! Organisations (组织库). Identity is our id: credit codes are optional and not unique, names change.

mod certification;
mod history;
pub mod likeness;
mod member;

pub use certification::{
    CertificationDecision, CertificationRequest, CertificationStep, DecideCertification, MergeInto,
    OrganizationScope, in_charge, may_certify,
};
pub use history::{OrganizationEvent, OrganizationHappening};
pub use member::{
    ADMINS_MAX, DecideJoin, JoinDecision, JoinOrganization, Member, MemberChange, MemberRole, Membership,
    NOTE_MAX,
};

use serde::{Deserialize, Serialize};

use crate::id::{MediaId, OrganizationId};
use crate::problem::{Fault, FaultCode, Faults};
use crate::region::RegionCode;
use crate::text::{self, Phone, Uscc};
use crate::time::Instant;

/// 认证状态
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Certification {
    Draft,
    Pending,
    Certified,
    Returned,
    Suspended,
    Merged,
    /// Added from a filing; usable at once, flagged to reviewers.
    Provisional,
}

/// 来源
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OrganizationSource {
    /// 自建 (组织入驻)
    #[serde(rename = "self")]
    SelfRegistered,
    Import,
    /// 活动表单添加
    Filing,
    Registry,
}

impl OrganizationSource {
    /// 来源 in a person's words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SelfRegistered => "自主入驻",
            Self::Import => "批量导入",
            Self::Filing => "填报添加",
            Self::Registry => "组织库同步",
        }
    }
}

/// An organisation as those see it who work with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Organization {
    pub id: OrganizationId,
    /// Identical with the official seal (与公章一致).
    pub full_name: String,
    /// Code of the dictionary `organization_kinds`.
    pub kind: String,
    pub region_code: RegionCode,
    #[serde(default)]
    pub region_name: String,
    pub uscc: Option<String>,
    /// 依托单位
    pub host_unit: Option<String>,
    /// Short and former names.
    pub aliases: Vec<String>,
    pub certification: Certification,
    pub source: OrganizationSource,
    /// Masked contact, for members and the administrators in charge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_phone: Option<String>,
    /// 证明材料, for members and the administrators in charge.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proof_media_ids: Vec<MediaId>,
    /// The one that it became, when it was merged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<OrganizationId>,
    /// What the caller may do now; draws the buttons.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<OrganizationAction>,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
}

/// What somebody may do with an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OrganizationAction {
    Edit,
    RequestCertification,
    Certify,
    Return,
    Suspend,
    Reinstate,
    Merge,
    /// Decide on requests to join, change roles, let members go.
    ManageMembers,
    /// Ask to become a member.
    Join,
    Leave,
}

/// One suggestion of the type-ahead; carries nothing personal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrganizationItem {
    pub id: OrganizationId,
    pub full_name: String,
    pub kind: String,
    pub region_code: RegionCode,
    pub region_name: String,
    pub uscc: Option<String>,
    pub certification: Certification,
    pub source: OrganizationSource,
    pub version: i32,
}

/// What a person enters to add an organisation.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct NewOrganization {
    pub full_name: String,
    pub kind: String,
    #[cfg_attr(feature = "openapi", schema(example = "330300"))]
    pub region_code: String,
    pub uscc: Option<String>,
    pub host_unit: Option<String>,
    pub aliases: Vec<String>,
    pub contact_name: Option<String>,
    pub contact_phone: Option<String>,
    pub proof_media_ids: Vec<MediaId>,
    /// `true`: added from a filing (添加), provisional, the person does not become its administrator.
    pub provisional: bool,
}

/// A change of an organisation; fields left out stay.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct OrganizationChange {
    pub full_name: Option<String>,
    pub kind: Option<String>,
    pub region_code: Option<String>,
    pub uscc: Option<String>,
    pub host_unit: Option<String>,
    pub aliases: Option<Vec<String>>,
    pub contact_name: Option<String>,
    pub contact_phone: Option<String>,
}

pub const NAME_MIN: usize = 2;
pub const NAME_MAX: usize = 100;
pub const ALIASES_MAX: usize = 10;

/// Faults of a new organisation that need no look-up (region and kind are looked up by the caller).
pub fn check_new(new: &NewOrganization) -> Faults {
    let mut faults = Faults::new();
    check_name(&new.full_name, "/full_name", &mut faults);
    if new.kind.is_empty() {
        faults.push(Fault::new("/kind", FaultCode::Required).with("单位类型"));
    }
    if new.region_code.is_empty() {
        faults.push(Fault::new("/region_code", FaultCode::Required).with("所在地区"));
    } else if new.region_code.parse::<RegionCode>().is_err() {
        faults.push(Fault::new("/region_code", FaultCode::UnknownRegion).with(&new.region_code));
    }
    if let Some(code) = new.uscc.as_deref().filter(|c| !c.trim().is_empty())
        && let Err(fault) = Uscc::parse(code)
    {
        faults.push(fault);
    }
    check_details(
        new.host_unit.as_deref(),
        Some(&new.aliases),
        new.contact_phone.as_deref(),
        &mut faults,
    );
    faults
}

/// Faults of a change that need no look-up.
pub fn check_change(change: &OrganizationChange) -> Faults {
    let mut faults = Faults::new();
    if let Some(name) = &change.full_name {
        check_name(name, "/full_name", &mut faults);
    }
    if let Some(code) = &change.region_code
        && code.parse::<RegionCode>().is_err()
    {
        faults.push(Fault::new("/region_code", FaultCode::UnknownRegion).with(code));
    }
    if let Some(code) = change.uscc.as_deref().filter(|c| !c.trim().is_empty())
        && let Err(fault) = Uscc::parse(code)
    {
        faults.push(fault);
    }
    check_details(
        change.host_unit.as_deref(),
        change.aliases.as_deref(),
        change.contact_phone.as_deref(),
        &mut faults,
    );
    faults
}

/// A full name: 2–100 characters, something to read in it.
pub fn check_name(name: &str, pointer: &str, faults: &mut Faults) {
    let length = text::length(name.trim());
    if length == 0 {
        faults.push(Fault::new(pointer, FaultCode::Required).with("单位全称"));
    } else if length < NAME_MIN {
        faults.push(
            Fault::new(pointer, FaultCode::TooShort)
                .with(NAME_MIN)
                .with(length),
        );
    } else if length > NAME_MAX {
        faults.push(
            Fault::new(pointer, FaultCode::TooLong)
                .with(NAME_MAX)
                .with(length),
        );
    } else if !text::is_readable(name) {
        faults.add(pointer, FaultCode::NothingReadable);
    }
}

/// Faults of what an organisation may leave out; each part that is given is checked.
pub(crate) fn check_details(
    host: Option<&str>,
    aliases: Option<&[String]>,
    phone: Option<&str>,
    faults: &mut Faults,
) {
    if let Some(host) = host
        && text::length(host) > NAME_MAX
    {
        faults.push(
            Fault::new("/host_unit", FaultCode::TooLong)
                .with(NAME_MAX)
                .with(text::length(host)),
        );
    }
    if let Some(aliases) = aliases {
        if aliases.len() > ALIASES_MAX {
            faults.push(Fault::new("/aliases", FaultCode::TooMany).with(ALIASES_MAX));
        }
        for (n, alias) in aliases.iter().enumerate() {
            check_name(alias, &format!("/aliases/{n}"), faults);
        }
    }
    if let Some(phone) = phone.filter(|p| !p.trim().is_empty())
        && Phone::parse(phone).is_err()
    {
        faults.add("/contact_phone", FaultCode::InvalidPhone);
    }
}

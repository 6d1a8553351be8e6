//! Roles given by the security administrator (安全管理员), and the accounts that hold them.

use serde::{Deserialize, Serialize};

use crate::access::Role;
use crate::account::GrantView;
use crate::id::{AccountId, OrganizationId};
use crate::problem::{Fault, FaultCode, Faults};
use crate::text;
use crate::time::Instant;

/// Characters of the reason for which an account is locked.
pub const REASON_MAX: usize = 200;

/// A role to be given. The account is made where the phone has none.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewGrant {
    /// 11-digit mainland mobile number.
    #[cfg_attr(feature = "openapi", schema(example = "13900000004"))]
    pub phone: String,
    /// Name shown, for a new account.
    #[serde(default)]
    pub display_name: Option<String>,
    pub role: Role,
    /// For roles over a region, and only for these.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(example = "330302"))]
    pub region_code: Option<String>,
    /// For roles in an organisation, and only for these.
    #[serde(default)]
    pub organization_id: Option<OrganizationId>,
    /// Review lines (条线) that a role over a region is narrowed to; empty for all.
    #[serde(default)]
    pub lines: Vec<String>,
}

/// Whether role and reach fit together. Whether region, organisation and lines exist is for the caller.
pub fn check(new: &NewGrant) -> Faults {
    let mut faults = Faults::new();
    if let Err(fault) = text::Phone::parse(&new.phone) {
        faults.push(fault);
    }
    let reach = [
        (
            "/region_code",
            new.role.is_over_region(),
            new.region_code.is_some(),
        ),
        (
            "/organization_id",
            new.role.is_in_organization(),
            new.organization_id.is_some(),
        ),
    ];
    for (pointer, needed, given) in reach {
        match (needed, given) {
            (true, false) => faults.push(Fault::new(pointer, FaultCode::Required).with(
                if pointer == "/region_code" {
                    "管辖地区"
                } else {
                    "所在单位"
                },
            )),
            (false, true) => faults.push(Fault::new(pointer, FaultCode::NotApplicable)),
            _ => {}
        }
    }
    if !new.lines.is_empty() && !new.role.is_over_region() {
        faults.push(Fault::new("/lines", FaultCode::NotApplicable));
    }
    faults
}

/// Whether somebody who holds `held` may be given `new`: the three duties of those who run the installation are apart
/// from each other and from the review (三员分立). 等保 8.1.4.2.
pub fn is_separate(held: impl IntoIterator<Item = Role>, new: Role) -> bool {
    held.into_iter().all(|role| {
        let both = |one: Role, other: Role| one.is_operators() && other.needs_second_factor();
        role == new || !(both(role, new) || both(new, role))
    })
}

/// A role in force, with who holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HeldGrant {
    pub account_id: AccountId,
    pub display_name: String,
    /// Masked: `139****0005`.
    pub phone: String,
    pub grant: GrantView,
    pub created_at: Instant,
}

/// An account as the security administrator sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountView {
    pub id: AccountId,
    pub display_name: String,
    /// Masked: `139****0005`.
    pub phone: String,
    pub locked: bool,
    /// Why it is locked.
    pub locked_reason: Option<String>,
    /// Whether an authenticator is set up.
    pub second_factor: bool,
    /// Devices that are signed in.
    pub sessions: i64,
    pub grants: Vec<GrantView>,
    pub created_at: Instant,
    pub version: i32,
}

/// Why an account is locked.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LockAccount {
    #[cfg_attr(feature = "openapi", schema(example = "手机遗失，本人申请停用"))]
    pub reason: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new(role: Role) -> NewGrant {
        NewGrant {
            phone: "13900000004".to_owned(),
            display_name: None,
            role,
            region_code: None,
            organization_id: None,
            lines: Vec::new(),
        }
    }

    #[test]
    fn every_role_has_the_reach_it_needs_and_no_other() {
        for role in Role::ALL {
            let bare = check(&new(role)).len();
            assert_eq!(bare == 0, role.is_operators(), "{}", role.as_str());
            let everywhere = NewGrant {
                region_code: Some("330302".to_owned()),
                organization_id: Some(OrganizationId::new(uuid::Uuid::nil())),
                ..new(role)
            };
            let expected = if role.is_operators() { 2 } else { 1 };
            assert_eq!(check(&everywhere).len(), expected, "{}", role.as_str());
        }
        let mut wrong = new(Role::Organizer);
        wrong.phone = "1".to_owned();
        wrong.lines = vec!["societies".to_owned()];
        assert_eq!(check(&wrong).len(), 3, "every fault at once");
    }

    #[test]
    fn those_who_run_the_installation_neither_review_nor_watch_themselves() {
        for one in Role::ALL {
            for other in Role::ALL {
                let apart = is_separate([one], other);
                assert_eq!(apart, is_separate([other], one), "in either order");
                let operators = one.is_operators() || other.is_operators();
                let members = one.is_in_organization() || other.is_in_organization();
                assert_eq!(apart, one == other || !operators || members, "{one:?} {other:?}");
            }
        }
        assert!(is_separate([], Role::AuditAdmin));
    }
}

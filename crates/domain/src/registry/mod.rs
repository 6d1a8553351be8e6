//! What an external registry of organisations (智慧科协 组织库) tells us: the wire types of
//! `docs/registry-contract.md`, and what is wrong with one of them.
//!
//! Values stay texts until [`check`] has looked at them, so that a record with a wrong value can still be named and
//! shown to a person.

mod conflict;
pub mod merge;

pub use conflict::{
    ConflictDecision, ConflictKind, ConflictStatus, DecideConflict, RegistryConflict, RegistryState,
    STALE_SECONDS, Side,
};
pub use merge::{FieldConflict, RegistryField};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::organization;
use crate::problem::{Fault, FaultCode, Faults};
use crate::region::RegionCode;
use crate::text::{self, Uscc};
use crate::time::Instant;

/// Characters of an external id.
pub const EXTERNAL_ID_MAX: usize = 64;
/// Characters of a kind's code.
pub const KIND_MAX: usize = 64;
/// Organisations on one page.
pub const PAGE_MAX: usize = 1_000;
/// Characters of a cursor.
pub const CURSOR_MAX: usize = 512;
/// Bytes of the body of one event.
pub const EVENT_MAX: usize = 1 << 20;

/// 组织在组织库中的状态
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RegistryStatus {
    Active,
    /// 暂停: exists and must not be used for anything new.
    Suspended,
    /// 注销: stays in the registry, so that everybody learns of it.
    Removed,
}

/// An organisation as the registry has it. Fields that we do not know are passed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegistryOrganization {
    /// The registry's own identifier; never given to another organisation. 1–64 visible ASCII characters.
    #[cfg_attr(
        feature = "openapi",
        schema(min_length = 1, max_length = 64, pattern = "^[!-~]{1,64}$")
    )]
    pub external_id: String,
    /// Grows with each change of this organisation; of two states the one with the higher revision holds.
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    pub revision: i64,
    /// Identical with the official seal (与公章一致), 2–100 characters.
    pub full_name: String,
    /// Code of the dictionary `organization_kinds`; `null` when the registry does not know.
    #[serde(default)]
    pub kind: Option<String>,
    /// GB/T 2260: six digits, nine for a township.
    #[cfg_attr(feature = "openapi", schema(pattern = "^[0-9]{6}([0-9]{3})?$"))]
    pub region_code: String,
    /// 统一社会信用代码, GB 32100-2015
    #[serde(default)]
    pub uscc: Option<String>,
    /// 依托单位, at most 100 characters.
    #[serde(default)]
    pub host_unit: Option<String>,
    /// Short and former names, at most 10.
    #[serde(default)]
    pub aliases: Vec<String>,
    pub status: RegistryStatus,
    /// 已认证: the registry has verified that it exists and is what it says.
    pub certified: bool,
    /// When the registry took this state down; shown to people, decides nothing.
    pub updated_at: Instant,
}

/// One page of the registry's organisations, in the order of their last change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegistryPage {
    pub items: Vec<RegistryOrganization>,
    /// Where to go on, now or later; opaque, at most 512 visible ASCII characters.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 512))]
    pub next: String,
    /// Whether there is something behind `next` already.
    pub more: bool,
}

/// What an event is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum RegistryEventKind {
    #[serde(rename = "organization.changed")]
    OrganizationChanged,
}

/// Body of a push: one organisation has changed, or is new.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegistryEvent {
    /// The same for every try to deliver this event.
    pub id: Uuid,
    #[serde(rename = "type")]
    pub kind: RegistryEventKind,
    pub occurred_at: Instant,
    pub organization: RegistryOrganization,
}

/// Faults of an organisation that need no look-up; whether its region and kind exist is looked up by the caller.
pub fn check(told: &RegistryOrganization) -> Faults {
    let mut faults = Faults::new();
    check_external_id(&told.external_id, &mut faults);
    if told.revision < 1 {
        faults.push(
            Fault::new("/revision", FaultCode::OutOfRange)
                .with(1)
                .with(i64::MAX),
        );
    }
    organization::check_name(&told.full_name, "/full_name", &mut faults);
    if let Some(kind) = &told.kind {
        check_kind(kind, &mut faults);
    }
    if told.region_code.is_empty() {
        faults.push(Fault::new("/region_code", FaultCode::Required).with("所在地区"));
    } else if told.region_code.parse::<RegionCode>().is_err() {
        faults.push(Fault::new("/region_code", FaultCode::UnknownRegion).with(&told.region_code));
    }
    if let Some(code) = told.uscc.as_deref().filter(|code| !code.trim().is_empty())
        && let Err(fault) = Uscc::parse(code)
    {
        faults.push(fault);
    }
    organization::check_details(told.host_unit.as_deref(), Some(&told.aliases), None, &mut faults);
    faults
}

fn check_external_id(id: &str, faults: &mut Faults) {
    let length = text::length(id);
    if length == 0 {
        faults.push(Fault::new("/external_id", FaultCode::Required).with("组织库编号"));
    } else if length > EXTERNAL_ID_MAX {
        faults.push(
            Fault::new("/external_id", FaultCode::TooLong)
                .with(EXTERNAL_ID_MAX)
                .with(length),
        );
    } else if !id.bytes().all(|b| b.is_ascii_graphic()) {
        faults.push(Fault::new("/external_id", FaultCode::WrongType).with("组织库编号"));
    }
}

fn check_kind(kind: &str, faults: &mut Faults) {
    let length = text::length(kind);
    if length == 0 {
        faults.push(Fault::new("/kind", FaultCode::Required).with("单位类型"));
    } else if length > KIND_MAX {
        faults.push(
            Fault::new("/kind", FaultCode::TooLong)
                .with(KIND_MAX)
                .with(length),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn museum() -> RegistryOrganization {
        serde_json::from_value(json!({
            "external_id": "zzk-330302-000017",
            "revision": 7,
            "full_name": "温州科技馆",
            "region_code": "330302",
            "status": "active",
            "certified": true,
            "updated_at": "2026-08-21T09:30:00+08:00",
        }))
        .unwrap()
    }

    fn found(change: impl FnOnce(&mut RegistryOrganization)) -> Vec<(String, FaultCode)> {
        let mut told = museum();
        change(&mut told);
        check(&told)
            .iter()
            .map(|fault| (fault.pointer.clone(), fault.code))
            .collect()
    }

    fn one(pointer: &str, code: FaultCode) -> Vec<(String, FaultCode)> {
        vec![(pointer.to_owned(), code)]
    }

    #[test]
    fn what_may_be_unknown_may_be_left_out() {
        let told = museum();
        assert_eq!((told.kind.clone(), told.aliases.len()), (None, 0));
        assert!(check(&told).is_empty());
        assert!(found(|o| o.uscc = Some("91440300708461136T".into())).is_empty());
        assert!(found(|o| o.uscc = Some(" ".into())).is_empty());
    }

    #[test]
    fn each_field_has_its_own_fault() {
        assert_eq!(
            found(|o| o.external_id.clear()),
            one("/external_id", FaultCode::Required)
        );
        for bad in ["with blank", "温州", "line\n"] {
            assert_eq!(
                found(|o| o.external_id = bad.into()),
                one("/external_id", FaultCode::WrongType)
            );
        }
        assert_eq!(found(|o| o.revision = 0), one("/revision", FaultCode::OutOfRange));
        assert_eq!(
            found(|o| o.full_name = "，。".into()),
            one("/full_name", FaultCode::NothingReadable)
        );
        assert_eq!(
            found(|o| o.kind = Some(String::new())),
            one("/kind", FaultCode::Required)
        );
        assert_eq!(
            found(|o| o.region_code = "3303".into()),
            one("/region_code", FaultCode::UnknownRegion)
        );
        assert_eq!(
            found(|o| o.uscc = Some("914403007084611360".into())),
            one("/uscc", FaultCode::UsccCheck)
        );
        assert_eq!(
            found(|o| o.host_unit = Some("字".repeat(101))),
            one("/host_unit", FaultCode::TooLong)
        );
        assert_eq!(
            found(|o| o.aliases = vec!["馆".into()]),
            one("/aliases/0", FaultCode::TooShort)
        );
    }

    #[test]
    fn the_edges_are_inside() {
        assert!(found(|o| o.external_id = "x".repeat(EXTERNAL_ID_MAX)).is_empty());
        assert!(!found(|o| o.external_id = "x".repeat(EXTERNAL_ID_MAX + 1)).is_empty());
        assert!(found(|o| o.revision = i64::MAX).is_empty());
        assert!(found(|o| o.revision = 1).is_empty());
        assert!(found(|o| o.kind = Some("k".repeat(KIND_MAX))).is_empty());
        assert!(!found(|o| o.kind = Some("k".repeat(KIND_MAX + 1))).is_empty());
    }

    #[test]
    fn an_event_has_the_shape_of_the_contract() {
        let event = RegistryEvent {
            id: Uuid::nil(),
            kind: RegistryEventKind::OrganizationChanged,
            occurred_at: museum().updated_at,
            organization: museum(),
        };
        let wire = serde_json::to_value(&event).unwrap();
        assert_eq!(wire["type"], "organization.changed");
        assert_eq!(wire["organization"]["updated_at"], "2026-08-21T01:30:00Z");
        assert_eq!(wire["organization"]["uscc"], serde_json::Value::Null);
        assert_eq!(
            serde_json::from_value::<RegistryEvent>(wire.clone()).unwrap(),
            event
        );
        let mut other = wire;
        other["type"] = json!("person.changed");
        assert!(serde_json::from_value::<RegistryEvent>(other).is_err());
    }

    proptest! {
        #[test]
        fn whatever_the_texts_are_nothing_panics(texts in prop::collection::vec("\\PC{0,120}", 6), revision: i64) {
            let told = RegistryOrganization {
                external_id: texts[0].clone(),
                revision,
                full_name: texts[1].clone(),
                kind: Some(texts[2].clone()),
                region_code: texts[3].clone(),
                uscc: Some(texts[4].clone()),
                host_unit: Some(texts[5].clone()),
                aliases: texts,
                ..museum()
            };
            for error in check(&told).describe(crate::problem::Lang::Zh) {
                prop_assert!(error.pointer.starts_with('/'));
            }
        }
    }
}

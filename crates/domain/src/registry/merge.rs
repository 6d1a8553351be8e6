//! What is taken over from the registry, and what a person decides: a three-way comparison, field by field.
//!
//! The base is what both sides agreed on last. Where only the registry moved, its value is taken; where only we moved, ours
//! stays; where both moved, and not to the same, somebody decides.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{RegistryOrganization, RegistryStatus};
use crate::organization::{Certification, Organization};
use crate::text::Uscc;

/// A field that the registry speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RegistryField {
    FullName,
    Kind,
    RegionCode,
    Uscc,
    HostUnit,
    Aliases,
    /// Whether it is certified or suspended.
    Standing,
}

/// How an organisation stands, as far as both sides speak of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Nobody says that it is certified.
    Open,
    Certified,
    /// 暂停、注销
    Suspended,
}

impl Standing {
    pub const fn of(certification: Certification) -> Self {
        match certification {
            Certification::Certified => Self::Certified,
            Certification::Suspended => Self::Suspended,
            _ => Self::Open,
        }
    }
}

/// The kind of an organisation of which nobody has said what it is.
pub const UNKNOWN_KIND: &str = "other";

/// The values of an organisation that are compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Values {
    pub full_name: String,
    pub kind: Option<String>,
    pub region_code: String,
    pub uscc: Option<String>,
    pub host_unit: Option<String>,
    pub aliases: Vec<String>,
    pub standing: Standing,
}

impl Values {
    /// Ours, as far as the registry speaks of it.
    pub fn ours(o: &Organization) -> Self {
        Self {
            full_name: o.full_name.clone(),
            kind: Some(o.kind.clone()).filter(|kind| kind != UNKNOWN_KIND),
            region_code: o.region_code.to_string(),
            uscc: o.uscc.clone(),
            host_unit: o.host_unit.clone(),
            aliases: o.aliases.clone(),
            standing: Standing::of(o.certification),
        }
    }
    /// What the registry says, as it would be kept here. `told` has no faults; a kind that is not `known` counts as none.
    pub fn told(told: &RegistryOrganization, known: impl Fn(&str) -> bool) -> Self {
        let line = |text: &str| text.trim().to_owned();
        let optional = |text: &Option<String>| text.as_deref().map(line).filter(|t| !t.is_empty());
        Self {
            full_name: line(&told.full_name),
            kind: optional(&told.kind).filter(|kind| known(kind)),
            region_code: told.region_code.clone(),
            uscc: optional(&told.uscc)
                .and_then(|code| Uscc::parse(&code).ok())
                .map(|code| code.as_str().to_owned()),
            host_unit: optional(&told.host_unit),
            aliases: told.aliases.iter().map(|alias| line(alias)).collect(),
            standing: match (told.status, told.certified) {
                (RegistryStatus::Suspended | RegistryStatus::Removed, _) => Standing::Suspended,
                (RegistryStatus::Active, true) => Standing::Certified,
                (RegistryStatus::Active, false) => Standing::Open,
            },
        }
    }
    pub fn of(&self, field: RegistryField) -> Value {
        match field {
            RegistryField::FullName => json!(self.full_name),
            RegistryField::Kind => json!(self.kind),
            RegistryField::RegionCode => json!(self.region_code),
            RegistryField::Uscc => json!(self.uscc),
            RegistryField::HostUnit => json!(self.host_unit),
            RegistryField::Aliases => json!(self.aliases),
            RegistryField::Standing => json!(self.standing),
        }
    }
    /// Takes one field of another's.
    pub fn take(&mut self, field: RegistryField, from: &Values) {
        match field {
            RegistryField::FullName => self.full_name.clone_from(&from.full_name),
            RegistryField::Kind => self.kind.clone_from(&from.kind),
            RegistryField::RegionCode => self.region_code.clone_from(&from.region_code),
            RegistryField::Uscc => self.uscc.clone_from(&from.uscc),
            RegistryField::HostUnit => self.host_unit.clone_from(&from.host_unit),
            RegistryField::Aliases => self.aliases.clone_from(&from.aliases),
            RegistryField::Standing => self.standing = from.standing,
        }
    }
}

/// A field that both sides changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldConflict {
    pub field: RegistryField,
    /// What both sides agreed on last; absent when they never did.
    pub base: Option<Value>,
    pub ours: Value,
    pub theirs: Value,
}

/// What becomes of both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// Ours afterwards.
    pub values: Values,
    /// The next base.
    pub agreed: Values,
    /// What was taken over.
    pub taken: Vec<RegistryField>,
    pub conflicts: Vec<FieldConflict>,
}

/// The fields that are one value; aliases are a set and merged as one.
pub const SINGLE: [RegistryField; 6] = [
    RegistryField::FullName,
    RegistryField::Kind,
    RegistryField::RegionCode,
    RegistryField::Uscc,
    RegistryField::HostUnit,
    RegistryField::Standing,
];

/// Brings both sides together.
pub fn merge(base: Option<&Values>, ours: &Values, theirs: &Values) -> Merged {
    let mut merged = Merged {
        values: ours.clone(),
        agreed: base.unwrap_or(theirs).clone(),
        taken: Vec::new(),
        conflicts: Vec::new(),
    };
    for field in SINGLE {
        let (our, their) = (ours.of(field), theirs.of(field));
        let known = base.map(|base| base.of(field));
        // "Unknown" and "not certified" say nothing against what is known here.
        let silent =
            their.is_null() || (field == RegistryField::Standing && theirs.standing == Standing::Open);
        let ours_silent =
            our.is_null() || (field == RegistryField::Standing && ours.standing == Standing::Open);
        if our == their {
            merged.agreed.take(field, theirs);
        } else if known.as_ref() == Some(&their) || (known.is_none() && silent) {
            // Only we moved.
        } else if field == RegistryField::Standing && silent {
            // What was certified or suspended here is not taken back by silence.
            merged.agreed.take(field, theirs);
        } else if known.as_ref() == Some(&our) || (known.is_none() && ours_silent) {
            merged.values.take(field, theirs);
            merged.agreed.take(field, theirs);
            merged.taken.push(field);
        } else {
            merged.conflicts.push(FieldConflict {
                field,
                base: known,
                ours: our,
                theirs: their,
            });
        }
    }
    aliases(base, ours, theirs, &mut merged);
    merged
}

/// What the registry added is added, what it removed is removed, whatever we have beside it.
fn aliases(base: Option<&Values>, ours: &Values, theirs: &Values, merged: &mut Merged) {
    let before: &[String] = base.map_or(&[], |base| &base.aliases);
    let name = &merged.values.full_name;
    let mut all: Vec<String> = ours
        .aliases
        .iter()
        .filter(|alias| !before.contains(alias) || theirs.aliases.contains(alias))
        .cloned()
        .collect();
    for alias in &theirs.aliases {
        let new = !before.contains(alias) && !all.contains(alias) && alias != name;
        if new && all.len() < crate::organization::ALIASES_MAX {
            all.push(alias.clone());
        }
    }
    if all != ours.aliases {
        merged.taken.push(RegistryField::Aliases);
    }
    merged.values.aliases = all;
    merged.agreed.aliases.clone_from(&theirs.aliases);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn values() -> impl Strategy<Value = Values> {
        let names = prop::sample::select(vec!["甲馆", "乙馆", "丙馆"]);
        let optional = prop::option::of(prop::sample::select(vec!["x", "y"]));
        let aliases = prop::sample::subsequence(vec!["甲", "乙", "丙"], 0..=3);
        let standing = prop::sample::select(vec![Standing::Open, Standing::Certified, Standing::Suspended]);
        (names, optional.clone(), optional, aliases, standing).prop_map(
            |(full_name, kind, host_unit, aliases, standing)| Values {
                full_name: full_name.to_owned(),
                kind: kind.map(str::to_owned),
                region_code: "330302".to_owned(),
                uscc: None,
                host_unit: host_unit.map(str::to_owned),
                aliases: aliases.into_iter().map(str::to_owned).collect(),
                standing,
            },
        )
    }

    proptest! {
        #[test]
        fn what_we_changed_is_never_overwritten(base in values(), ours in values(), theirs in values()) {
            let merged = merge(Some(&base), &ours, &theirs);
            for field in SINGLE {
                if ours.of(field) != base.of(field) {
                    prop_assert_eq!(merged.values.of(field), ours.of(field), "{:?}", field);
                }
            }
        }

        #[test]
        fn what_only_they_changed_is_taken_without_asking(base in values(), theirs in values()) {
            let merged = merge(Some(&base), &base, &theirs);
            prop_assert!(merged.conflicts.is_empty());
            prop_assert_eq!(&merged.values.full_name, &theirs.full_name);
            prop_assert_eq!(&merged.values.host_unit, &theirs.host_unit);
        }

        #[test]
        fn told_twice_is_told_once(base in values(), ours in values(), theirs in values()) {
            let first = merge(Some(&base), &ours, &theirs);
            let second = merge(Some(&first.agreed), &first.values, &theirs);
            prop_assert_eq!(&second.values, &first.values);
            prop_assert!(second.taken.is_empty(), "{:?}", second.taken);
            let fields = |m: &Merged| m.conflicts.iter().map(|c| c.field).collect::<Vec<_>>();
            prop_assert_eq!(fields(&second), fields(&first));
        }

        #[test]
        fn a_field_moves_stays_or_is_asked_about(base in values(), ours in values(), theirs in values()) {
            let merged = merge(Some(&base), &ours, &theirs);
            for conflict in &merged.conflicts {
                let (b, o, t) = (base.of(conflict.field), ours.of(conflict.field), theirs.of(conflict.field));
                prop_assert!(o != t && o != b && t != b);
                prop_assert!(!merged.taken.contains(&conflict.field));
            }
        }
    }

    #[test]
    fn silence_takes_no_certification_away() {
        let told = |standing| Values {
            full_name: "甲馆".to_owned(),
            kind: None,
            region_code: "330302".to_owned(),
            uscc: None,
            host_unit: None,
            aliases: Vec::new(),
            standing,
        };
        let (open, certified, suspended) = (
            told(Standing::Open),
            told(Standing::Certified),
            told(Standing::Suspended),
        );
        let merged = merge(Some(&certified), &certified, &open);
        assert_eq!(
            (merged.values.standing, merged.conflicts.len()),
            (Standing::Certified, 0)
        );
        assert_eq!(
            merge(None, &open, &certified).values.standing,
            Standing::Certified
        );
        assert_eq!(
            merge(Some(&certified), &certified, &suspended).values.standing,
            Standing::Suspended
        );
        // Suspended here by hand, certified there before and after: ours holds without a question.
        let merged = merge(Some(&certified), &suspended, &certified);
        assert_eq!(
            (merged.values.standing, merged.conflicts.len()),
            (Standing::Suspended, 0)
        );
    }
}

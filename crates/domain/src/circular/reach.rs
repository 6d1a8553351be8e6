//! Whom a circular reaches. Recipients are never written down: what is sent has addresses, who reads has addresses that
//! reach them, and where the two meet somebody is a recipient.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::id::OrganizationId;
use crate::region::{Region, RegionCode, RegionKind, RegionLevel};

/// Which organisations are meant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OrganizationReach {
    /// None of them.
    #[default]
    None,
    /// 本级单位: those of the region itself, not of the regions below it.
    OwnLevel,
    /// 全部单位: those of the region and of every region below it.
    WholeRegion,
}

/// To whom the officials of a region send something (主送).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Audience {
    /// The officials of the regions directly below.
    pub regions: bool,
    /// Certified organisations.
    pub organizations: OrganizationReach,
    /// Only organisations of these kinds; every kind where there is none.
    pub kinds: Vec<String>,
}

impl Audience {
    /// Whether anybody at all is meant.
    pub fn is_empty(&self) -> bool {
        !self.regions && self.organizations == OrganizationReach::None
    }
    /// The addresses under which something of this region is kept.
    pub fn addresses(&self, region: &RegionCode) -> Vec<String> {
        let mut all = Vec::new();
        if self.regions {
            all.push(below(region));
        }
        let way = match self.organizations {
            OrganizationReach::None => return all,
            OrganizationReach::OwnLevel => own,
            OrganizationReach::WholeRegion => whole,
        };
        if self.kinds.is_empty() {
            all.push(way(region, ""));
        } else {
            all.extend(self.kinds.iter().map(|kind| way(region, kind)));
        }
        all.sort();
        all.dedup();
        all
    }
}

fn below(region: &RegionCode) -> String {
    format!("below:{region}")
}

fn own(region: &RegionCode, kind: &str) -> String {
    format!("own:{region}:{kind}")
}

fn whole(region: &RegionCode, kind: &str) -> String {
    format!("whole:{region}:{kind}")
}

/// For whom somebody reads: the officials of a region, or an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Recipient {
    Region(RegionCode),
    Organization(OrganizationId),
}

impl Recipient {
    /// As a key in the store.
    pub fn key(&self) -> String {
        match self {
            Self::Region(code) => format!("region:{code}"),
            Self::Organization(id) => format!("organization:{id}"),
        }
    }
}

/// Somebody who may be reached, and where they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Station {
    Region {
        code: RegionCode,
        /// Whose officials are directly above; nobody's for the country.
        above: Option<RegionCode>,
    },
    Organization {
        id: OrganizationId,
        kind: String,
        /// The region whose officials look after it, and those above that.
        line: Vec<RegionCode>,
    },
}

impl Station {
    pub fn recipient(&self) -> Recipient {
        match self {
            Self::Region { code, .. } => Recipient::Region(code.clone()),
            Self::Organization { id, .. } => Recipient::Organization(*id),
        }
    }
    /// The addresses that reach it.
    pub fn addresses(&self) -> Vec<String> {
        match self {
            Self::Region { above, .. } => above.iter().map(below).collect(),
            Self::Organization { kind, line, .. } => {
                let own = line
                    .first()
                    .into_iter()
                    .flat_map(|home| [own(home, ""), own(home, kind)]);
                let whole = line
                    .iter()
                    .flat_map(|region| [whole(region, ""), whole(region, kind)]);
                own.chain(whole).collect()
            }
        }
    }
    /// Whether what the officials of `region` send to `audience` is meant for it.
    pub fn is_reached_by(&self, region: &RegionCode, audience: &Audience) -> bool {
        match self {
            Self::Region { above, .. } => audience.regions && above.as_ref() == Some(region),
            Self::Organization { kind, line, .. } => {
                let meant = audience.kinds.is_empty() || audience.kinds.contains(kind);
                meant
                    && match audience.organizations {
                        OrganizationReach::None => false,
                        OrganizationReach::OwnLevel => line.first() == Some(region),
                        OrganizationReach::WholeRegion => line.contains(region),
                    }
            }
        }
    }
}

/// Regions by code: enough of them to tell whose officials look after a place.
#[derive(Debug, Clone, Default)]
pub struct Seats(BTreeMap<RegionCode, Region>);

impl Seats {
    pub fn of(regions: impl IntoIterator<Item = Region>) -> Self {
        Self(regions.into_iter().map(|r| (r.code.clone(), r)).collect())
    }
    /// The codes that must be known to answer for a place: its own and those above it.
    pub fn needed(code: &RegionCode) -> [RegionCode; 4] {
        [code.county(), code.city(), code.province(), RegionCode::country()]
    }
    /// Regions in charge of known ones that are not known themselves.
    pub fn missing(&self) -> Vec<RegionCode> {
        let named = self.0.values().filter_map(|r| r.in_charge_code.clone());
        let mut all: Vec<_> = named.filter(|code| !self.0.contains_key(code)).collect();
        all.sort();
        all.dedup();
        all
    }
    pub fn add(&mut self, regions: impl IntoIterator<Item = Region>) {
        self.0.extend(regions.into_iter().map(|r| (r.code.clone(), r)));
    }
    pub fn name(&self, code: &RegionCode) -> Option<&str> {
        self.0.get(code).map(|r| r.full_name.as_str())
    }
    /// The region whose officials look after a place (归口): itself from the county up where it has officials of its own.
    pub fn seat(&self, code: &RegionCode) -> RegionCode {
        let mut code = code.county();
        // The tree is five levels deep.
        for _ in 0..5 {
            let next = match self.0.get(&code) {
                _ if code.is_country() => return code,
                None => return code,
                Some(r) if has_officials(r.kind) => return code,
                Some(r) if r.kind == RegionKind::DirectlyAdministered => r.parent_code.clone(),
                Some(r) => r.in_charge_code.clone().or_else(|| r.parent_code.clone()),
            };
            code = next.unwrap_or_else(RegionCode::country);
        }
        code
    }
    /// The region whose officials are directly above; none above the country.
    pub fn above(&self, code: &RegionCode) -> Option<RegionCode> {
        if code.is_country() {
            return None;
        }
        let parent = self.0.get(code).and_then(|r| r.parent_code.clone());
        let parent = parent.unwrap_or_else(|| match code.level() {
            RegionLevel::Township => code.county(),
            RegionLevel::County => code.city(),
            RegionLevel::City => code.province(),
            RegionLevel::Country | RegionLevel::Province => RegionCode::country(),
        });
        Some(self.seat(&parent))
    }
    /// The seat of a place and those above it, up to the country.
    pub fn line(&self, code: &RegionCode) -> Vec<RegionCode> {
        let mut line = vec![self.seat(code)];
        while let Some(above) = line.last().and_then(|last| self.above(last)) {
            if line.contains(&above) {
                break;
            }
            line.push(above);
        }
        line
    }
}

/// Whether a kind of region has officials of its own, and is not looked after by another.
pub const fn has_officials(kind: RegionKind) -> bool {
    matches!(kind, RegionKind::Administrative | RegionKind::Special)
}

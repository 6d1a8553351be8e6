//! Administrative regions (行政区划), keyed by code and never by name: 鼓楼区 exists four times.
//!
//! Codes are the six digits of GB/T 2260 as the National Bureau of Statistics publishes them (nine digits for a
//! township). Two digits name the province, four the city, six the county.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Depth of a region in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RegionLevel {
    /// 全国
    Country,
    /// 省、自治区、直辖市
    Province,
    /// 市、地区、自治州
    City,
    /// 县、市、区
    County,
    /// 乡、镇、街道
    Township,
}

/// What kind of node a region is; a zone or the corps is reviewed by the region in charge of it (归口).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RegionKind {
    Administrative,
    /// 开发区、新区等统计用区
    StatisticalZone,
    /// 省（自治区）直辖县级行政区划, and the 市辖区 rows of municipalities: a level without a body of its own.
    DirectlyAdministered,
    /// 新疆生产建设兵团
    Xpcc,
    /// 香港、澳门、台湾
    Special,
    /// 跨区域 / 线上全国
    CrossRegion,
}

/// A region's code: six digits, nine for a township.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, example = "330302", pattern = "^[0-9]{6}([0-9]{3})?$"))]
pub struct RegionCode(String);

impl RegionCode {
    /// 全国
    pub const COUNTRY: &'static str = "100000";

    pub fn country() -> Self {
        Self(Self::COUNTRY.to_owned())
    }
    pub fn as_str(&self) -> &str {
        &self.0
    }
    pub fn is_country(&self) -> bool {
        self.0 == Self::COUNTRY
    }
    /// Depth as the code tells it.
    pub fn level(&self) -> RegionLevel {
        if self.is_country() {
            RegionLevel::Country
        } else if self.0.len() == 9 {
            RegionLevel::Township
        } else if self.0.ends_with("0000") {
            RegionLevel::Province
        } else if self.0.ends_with("00") {
            RegionLevel::City
        } else {
            RegionLevel::County
        }
    }
    /// The leading digits that every code of this region's subtree shares; empty for the country.
    pub fn prefix(&self) -> &str {
        match self.level() {
            RegionLevel::Country => "",
            RegionLevel::Province => &self.0[..2],
            RegionLevel::City => &self.0[..4],
            RegionLevel::County => &self.0[..6],
            RegionLevel::Township => &self.0,
        }
    }
    /// Whether `other` is this region or lies in its subtree.
    pub fn contains(&self, other: &RegionCode) -> bool {
        other.0.starts_with(self.prefix())
    }
    /// Those of `regions` that lie in no other of them: together they hold the same places.
    pub fn widest(mut regions: Vec<RegionCode>) -> Vec<RegionCode> {
        regions.sort_by_key(|region| region.prefix().len());
        let mut widest: Vec<RegionCode> = Vec::new();
        for region in regions {
            if !widest.iter().any(|w| w.contains(&region)) {
                widest.push(region);
            }
        }
        widest
    }
    /// The province this region lies in; the country itself for the country.
    pub fn province(&self) -> RegionCode {
        if self.is_country() {
            self.clone()
        } else {
            Self(format!("{}0000", &self.0[..2]))
        }
    }
    /// The city this region lies in; the region itself above that level.
    pub fn city(&self) -> RegionCode {
        match self.level() {
            RegionLevel::Country | RegionLevel::Province => self.clone(),
            _ => Self(format!("{}00", &self.0[..4])),
        }
    }
    /// The county this region lies in; the region itself above that level.
    pub fn county(&self) -> RegionCode {
        if self.level() == RegionLevel::Township {
            Self(self.0[..6].to_owned())
        } else {
            self.clone()
        }
    }
}

/// The text is not six or nine digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a region code has six digits, nine for a township")]
pub struct InvalidRegionCode;

impl FromStr for RegionCode {
    type Err = InvalidRegionCode;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.bytes().all(|b| b.is_ascii_digit());
        if digits && matches!(text.len(), 6 | 9) {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidRegionCode)
        }
    }
}

impl fmt::Display for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for RegionCode {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for RegionCode {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        String::deserialize(input)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// A region as the API shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Region {
    pub code: RegionCode,
    /// Own name: 鹿城区.
    pub name: String,
    /// With its parents: 浙江省温州市鹿城区.
    pub full_name: String,
    pub level: RegionLevel,
    pub kind: RegionKind,
    pub parent_code: Option<RegionCode>,
    /// The region in charge (归口) of a zone, the corps or a cross-region filing.
    pub in_charge_code: Option<RegionCode>,
    /// Whether it has regions below it.
    pub has_children: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn code(text: &str) -> RegionCode {
        text.parse().unwrap()
    }

    #[test]
    fn subtree_follows_the_code() {
        let wenzhou = code("330300");
        assert!(wenzhou.contains(&code("330383")), "龙港 lies in 温州");
        assert!(wenzhou.contains(&wenzhou));
        assert!(!wenzhou.contains(&code("330400")));
        assert!(
            !wenzhou.contains(&code("330000")),
            "a city does not contain its province"
        );
        assert!(RegionCode::country().contains(&wenzhou));
        assert!(!wenzhou.contains(&RegionCode::country()));
        assert_eq!(code("330302001").city(), wenzhou);
        assert_eq!(code("330302001").county(), code("330302"));
    }

    #[test]
    fn only_six_or_nine_digits_are_codes() {
        for bad in [
            "",
            "33",
            "3303",
            "33030",
            "3303020",
            "33030a",
            "３３０３０２",
            "330302 ",
        ] {
            assert!(bad.parse::<RegionCode>().is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn a_region_lies_in_its_county_city_and_province(n in 110_000u32..829_999) {
            let region = code(&n.to_string());
            for above in [region.county(), region.city(), region.province(), RegionCode::country()] {
                prop_assert!(above.contains(&region), "{above} contains {region}");
            }
        }
    }
}

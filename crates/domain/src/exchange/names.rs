//! What the words in a table stand for: options by name or code, regions by any unmistakable name.

use std::collections::HashMap;

use super::column::Choices;
use crate::activity::content::Mode;
use crate::dictionary::Dictionaries;
use crate::edition::Edition;
use crate::problem::{Fault, FaultCode};
use crate::region::{Region, RegionCode};

/// Regions that are named when one name fits several.
const CANDIDATES: usize = 3;

/// Every region by code and by name.
#[derive(Debug, Clone, Default)]
pub struct RegionNames {
    full: HashMap<RegionCode, String>,
    named: HashMap<String, Vec<RegionCode>>,
}

impl RegionNames {
    pub fn new(all: impl IntoIterator<Item = Region>) -> Self {
        let mut names = Self::default();
        for region in all {
            // 浙江省温州市鹿城区, 温州市鹿城区, 鹿城区.
            let whole = region.full_name.clone();
            let mut ways = vec![whole.clone(), region.name.clone()];
            for (at, c) in whole.char_indices() {
                if matches!(c, '省' | '市' | '区' | '州' | '盟') && whole[at..].len() > c.len_utf8() {
                    ways.push(whole[at + c.len_utf8()..].to_owned());
                }
            }
            ways.retain(|way| way.ends_with(&region.name));
            ways.sort_unstable();
            ways.dedup();
            for way in ways {
                names.named.entry(way).or_default().push(region.code.clone());
            }
            names.full.insert(region.code, whole);
        }
        names
    }
    /// With all regions above it, for the report of a table.
    pub fn full_name(&self, code: &RegionCode) -> Option<&str> {
        self.full.get(code).map(String::as_str)
    }
    /// The region that a code or a name stands for.
    pub fn find(&self, text: &str, pointer: &str) -> Result<RegionCode, Fault> {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        if let Ok(code) = text.parse::<RegionCode>() {
            return if self.full.contains_key(&code) {
                Ok(code)
            } else {
                Err(Fault::new(pointer, FaultCode::UnknownRegion).with(code))
            };
        }
        match self.named.get(&text).map(Vec::as_slice) {
            Some([only]) => Ok(only.clone()),
            Some(several) => {
                let whole = several.iter().filter(|code| self.full_name(code) == Some(&text));
                if let [exact] = whole.collect::<Vec<_>>().as_slice() {
                    return Ok((*exact).clone());
                }
                let named: Vec<String> = several
                    .iter()
                    .take(CANDIDATES)
                    .map(|code| format!("{}（{code}）", self.full_name(code).unwrap_or_default()))
                    .collect();
                Err(Fault::new(pointer, FaultCode::AmbiguousRegion)
                    .with(&text)
                    .with(named.join("、")))
            }
            None => Err(Fault::new(pointer, FaultCode::UnknownRegionName).with(text)),
        }
    }
}

/// Options as the template lists them: code and name.
pub fn options(choices: Choices, edition: &Edition, dictionaries: &Dictionaries) -> Vec<(String, String)> {
    let pair = |code: &str, name: &str| (code.to_owned(), name.to_owned());
    match choices {
        Choices::Dictionary(name) => dictionaries
            .get(name)
            .iter()
            .map(|e| pair(&e.code, &e.name))
            .collect(),
        Choices::Categories => edition
            .categories
            .iter()
            .map(|c| pair(&c.code, &c.name))
            .collect(),
        Choices::SubCategories => edition
            .categories
            .iter()
            .flat_map(|top| &top.children)
            .map(|c| pair(&c.code, &c.name))
            .collect(),
        Choices::Modes => Mode::ALL.iter().map(|m| pair(m.as_str(), m.name())).collect(),
        Choices::YesNo => vec![pair("true", "是"), pair("false", "否")],
    }
}

/// The code of an option given by name or code.
pub fn code_of(
    choices: Choices,
    text: &str,
    edition: &Edition,
    dictionaries: &Dictionaries,
    pointer: &str,
) -> Result<String, Fault> {
    let same = |known: &str| known.eq_ignore_ascii_case(text);
    if matches!(choices, Choices::Categories | Choices::SubCategories)
        && let Some(found) = edition
            .categories
            .iter()
            .flat_map(|top| {
                let own = matches!(choices, Choices::Categories).then_some(top);
                own.into_iter()
                    .chain(top.children.iter().filter(move |_| own.is_none()))
            })
            // A region's own name for a category means the same.
            .find(|c| same(&c.code) || same(&c.name) || c.regional_names.values().any(|name| same(name)))
    {
        return Ok(found.code.clone());
    }
    let text_is_both =
        matches!(choices, Choices::Modes) && matches!(text, "混合" | "线上+线下" | "线上线下" | "线下+线上");
    if text_is_both {
        return Ok(Mode::Mixed.as_str().to_owned());
    }
    options(choices, edition, dictionaries)
        .into_iter()
        .find(|(code, name)| same(code) || same(name))
        .map(|(code, _)| code)
        .ok_or_else(|| Fault::new(pointer, FaultCode::UnknownValue).with(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::region::{RegionKind, RegionLevel};

    fn region(code: &str, name: &str, full_name: &str) -> Region {
        Region {
            code: code.parse().unwrap(),
            name: name.into(),
            full_name: full_name.into(),
            level: RegionLevel::County,
            kind: RegionKind::Administrative,
            parent_code: None,
            in_charge_code: None,
            has_children: false,
        }
    }

    #[test]
    fn a_name_that_fits_several_regions_is_not_guessed() {
        let names = RegionNames::new([
            region("330302", "鹿城区", "浙江省温州市鹿城区"),
            region("320106", "鼓楼区", "江苏省南京市鼓楼区"),
            region("350102", "鼓楼区", "福建省福州市鼓楼区"),
        ]);
        let find = |text: &str| names.find(text, "/region_code");
        for text in [
            "330302",
            "浙江省温州市鹿城区",
            "温州市鹿城区",
            "鹿城区",
            " 浙江省 温州市 鹿城区",
        ] {
            assert_eq!(find(text).unwrap().as_str(), "330302", "{text}");
        }
        let fault = find("鼓楼区").unwrap_err();
        assert_eq!(fault.code, FaultCode::AmbiguousRegion);
        assert!(fault.args[1].contains("江苏省南京市鼓楼区（320106）"));
        assert_eq!(find("南京市鼓楼区").unwrap().as_str(), "320106");
        assert_eq!(find("鹿城县").unwrap_err().code, FaultCode::UnknownRegionName);
        assert_eq!(find("999999").unwrap_err().code, FaultCode::UnknownRegion);
    }
}

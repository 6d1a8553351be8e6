//! Organisations that look like real ones, the same for each seed.

use std::collections::HashSet;

use domain::region::RegionCode;
use domain::registry::{RegistryOrganization, RegistryStatus};
use domain::text::Uscc;
use domain::time::Instant;
use rand::Rng;
use rand::rngs::SmallRng;
use rand::seq::IndexedRandom;

/// A place of organisations: its code and the name that theirs begin with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    pub code: RegionCode,
    /// 鹿城区
    pub name: String,
}

/// When the first organisation was put down; 2026-01-01 in Shanghai. Each further one came a minute later.
const FIRST_AT: i64 = 1_767_196_800;

/// Of a thousand organisations: those with the name of an earlier one, a wrong credit code, no kind, no longer active.
const SAME_NAME: u32 = 20;
const WRONG_USCC: u32 = 30;
const UNKNOWN_KIND: u32 = 100;
const SUSPENDED: u32 = 10;

/// Kind, and what follows the region and a word of two characters.
const KINDS: [(&str, &str); 16] = [
    ("county_society", "学会"),
    ("university_association", "学院科学技术协会"),
    ("enterprise_association", "科技有限公司科学技术协会"),
    ("park_association", "产业园科学技术协会"),
    ("township_association", "镇科学技术协会"),
    ("rural_technology_association", "种植专业技术协会"),
    ("education_base", "科普教育基地"),
    ("venue", "科技馆"),
    ("school", "实验小学"),
    ("school", "中学"),
    ("research_institute", "研究院"),
    ("hospital", "医院"),
    ("enterprise", "科技有限公司"),
    ("community", "社区居民委员会"),
    ("volunteer_team", "科技志愿服务队"),
    ("other", "科普文化发展中心"),
];

const FIRST: [&str; 24] = [
    "新", "明", "华", "东", "南", "江", "海", "云", "山", "文", "育", "启", "瑞", "天", "金", "中", "长",
    "永", "安", "和", "光", "星", "创", "博",
];
const SECOND: [&str; 24] = [
    "城", "桥", "塘", "湖", "岭", "源", "田", "林", "溪", "峰", "才", "智", "科", "达", "辉", "泰", "宁",
    "康", "丰", "兴", "阳", "岸", "浦", "台",
];

/// Makes organisations one after the other.
#[derive(Debug)]
pub(crate) struct Generator {
    regions: Vec<Region>,
    names: Vec<String>,
    used: HashSet<String>,
}

impl Generator {
    /// `regions` must not be empty.
    pub(crate) fn new(regions: Vec<Region>) -> Self {
        assert!(!regions.is_empty(), "organisations need regions to be in");
        Self {
            regions,
            names: Vec::new(),
            used: HashSet::new(),
        }
    }

    pub(crate) fn next(&mut self, dice: &mut SmallRng) -> RegistryOrganization {
        let number = self.names.len();
        let region = one(&self.regions, dice).clone();
        let (kind, name) = if number > 0 && of_thousand(SAME_NAME, dice) {
            (None, one(&self.names, dice).clone())
        } else {
            let (kind, name) = self.name(&region.name, dice);
            (Some(kind).filter(|_| !of_thousand(UNKNOWN_KIND, dice)), name)
        };
        self.names.push(name.clone());
        RegistryOrganization {
            external_id: format!("zzk-{}-{number:06}", region.code),
            revision: 1,
            kind: kind.map(str::to_owned),
            region_code: region.code.to_string(),
            uscc: uscc(&region.code, dice),
            host_unit: dice
                .random_bool(0.3)
                .then(|| format!("{}科学技术协会", region.name)),
            aliases: alias(&name, &region.name)
                .filter(|_| dice.random_bool(0.3))
                .into_iter()
                .collect(),
            full_name: name,
            status: if of_thousand(SUSPENDED, dice) {
                RegistryStatus::Suspended
            } else {
                RegistryStatus::Active
            },
            certified: dice.random_bool(0.9),
            updated_at: at(FIRST_AT + 60 * i64::try_from(number).unwrap_or(0)),
        }
    }

    /// A name that nobody has yet.
    fn name(&mut self, region: &str, dice: &mut SmallRng) -> (&'static str, String) {
        let (kind, what) = *one(&KINDS, dice);
        let word = format!("{}{}", one(&FIRST, dice), one(&SECOND, dice));
        let mut name = format!("{region}{word}{what}");
        for n in 2.. {
            if self.used.insert(name.clone()) {
                break;
            }
            name = format!("{region}{word}第{n}{what}");
        }
        (kind, name)
    }
}

/// Without its region.
fn alias(name: &str, region: &str) -> Option<String> {
    name.strip_prefix(region).map(str::to_owned)
}

/// None for one in five, wrong for a few.
fn uscc(region: &RegionCode, dice: &mut SmallRng) -> Option<String> {
    if dice.random_bool(0.2) {
        return None;
    }
    let county: String = region.as_str().chars().take(6).collect();
    let body: String = (0..9)
        .map(|_| char::from(b'0' + dice.random_range(0..10)))
        .collect();
    let codes: Vec<String> = ('0'..='9')
        .chain('A'..='Z')
        .map(|check| format!("52{county}{body}{check}"))
        .collect();
    let is_wrong = of_thousand(WRONG_USCC, dice);
    codes
        .into_iter()
        .find(|code| Uscc::parse(code).is_ok() != is_wrong)
}

fn of_thousand(share: u32, dice: &mut SmallRng) -> bool {
    dice.random_ratio(share, 1_000)
}

fn one<'a, T>(all: &'a [T], dice: &mut SmallRng) -> &'a T {
    all.choose(dice)
        .unwrap_or_else(|| unreachable!("no list here is empty"))
}

pub(crate) fn at(seconds: i64) -> Instant {
    Instant::from_unix_seconds(seconds).unwrap_or_else(|| unreachable!("within the calendar"))
}

#[cfg(test)]
mod tests {
    use domain::problem::FaultCode;
    use domain::registry::check;
    use rand::SeedableRng;
    use serde_json::Value;

    use super::*;

    fn generated(seed: u64) -> Vec<RegistryOrganization> {
        let region = |code: &str, name: &str| Region {
            code: code.parse().unwrap(),
            name: name.to_owned(),
        };
        let mut generator = Generator::new(vec![region("330302", "鹿城区"), region("330381", "瑞安市")]);
        let mut dice = SmallRng::seed_from_u64(seed);
        (0..2_000).map(|_| generator.next(&mut dice)).collect()
    }

    #[test]
    fn the_same_seed_makes_the_same_organisations() {
        assert_eq!(generated(7), generated(7));
        assert_ne!(generated(7), generated(8));
    }

    #[test]
    fn some_share_a_name_and_the_only_fault_is_a_wrong_credit_code() {
        let all = generated(1);
        let names: HashSet<&str> = all.iter().map(|o| o.full_name.as_str()).collect();
        assert!((10..100).contains(&(all.len() - names.len())));
        let ids: HashSet<&str> = all.iter().map(|o| o.external_id.as_str()).collect();
        assert_eq!(ids.len(), all.len());
        let mut wrong = 0;
        for organization in &all {
            for fault in check(organization).iter() {
                assert!(
                    matches!(fault.code, FaultCode::UsccCheck | FaultCode::UsccCharacter),
                    "{fault:?} of {organization:?}"
                );
                wrong += 1;
            }
        }
        assert!((20..200).contains(&wrong), "{wrong}");
    }

    #[test]
    fn the_dictionary_knows_every_kind() {
        let dictionaries: Value =
            serde_json::from_str(include_str!("../../../crates/app/reference/dictionaries.json")).unwrap();
        let known = dictionaries["organization_kinds"].as_array().unwrap();
        for (kind, _) in KINDS {
            assert!(known.iter().any(|entry| entry["code"] == kind), "{kind}");
        }
    }
}

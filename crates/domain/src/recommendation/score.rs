//! The score card over the six 协同指标 (DOMAIN §2.2): filled from data where data exists, weighted, and, where experts are
//! invited, scored blindly by several of them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::id::{AccountId, EntryId};
use crate::problem::{Fault, FaultCode, Faults};

macro_rules! indicators {
    ($($name:ident $wire:literal $zh:literal $en:literal $unit_zh:literal $full:literal;)*) => {
        /// One of the six 协同指标.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum Indicator { $($name),* }

        impl Indicator {
            pub const ALL: [Self; 6] = [$(Self::$name),*];
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $wire),* }
            }
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($wire => Some(Self::$name),)* _ => None }
            }
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $zh),* }
            }
            pub const fn name_en(self) -> &'static str {
                match self { $(Self::$name => $en),* }
            }
            /// What its figure counts.
            pub const fn unit(self) -> &'static str {
                match self { $(Self::$name => $unit_zh),* }
            }
            /// The figure that brings full marks; ours, an official replaces the score where it misleads.
            pub const fn full_marks_at(self) -> u64 {
                match self { $(Self::$name => $full),* }
            }
        }
    };
}

indicators! {
    Mobilization "mobilization" "组织动员" "Mobilisation" "参与单位数" 8;
    Scale "scale" "数量规模" "Scale" "实际参与人次" 2_000;
    Publicity "publicity" "品牌宣传" "Publicity" "媒体报道加权篇数" 10;
    Volunteers "volunteers" "科技志愿" "Volunteers" "科技工作者人数" 30;
    JointAction "joint_action" "联合行动" "Joint action" "联合主办与联合行动" 3;
    OnlineTopics "online_topics" "网络活动话题" "Online topics" "线上参与人次" 20_000;
}

/// Score of a figure, 0–100: each doubling counts the same, so that the largest do not drown the rest.
pub fn from_figure(indicator: Indicator, figure: u64) -> u32 {
    let full = indicator.full_marks_at();
    if figure >= full {
        return 100;
    }
    let share = ((figure + 1) as f64).ln() / ((full + 1) as f64).ln();
    (share * 100.0).round() as u32
}

/// The weights in percent as they apply: those of the list, or the edition's, or all the same.
pub fn weights(given: &BTreeMap<String, u32>) -> BTreeMap<Indicator, u32> {
    let named: BTreeMap<Indicator, u32> = given
        .iter()
        .filter_map(|(code, weight)| Some((Indicator::parse(code)?, *weight)))
        .collect();
    if named.values().sum::<u32>() == 100 {
        return Indicator::ALL
            .into_iter()
            .map(|i| (i, named.get(&i).copied().unwrap_or(0)))
            .collect();
    }
    Indicator::ALL.into_iter().zip([17, 17, 17, 17, 16, 16]).collect()
}

/// Faults of weights: unknown indicators, a sum that is not 100.
pub fn check_weights(given: &BTreeMap<String, u32>) -> Faults {
    let mut faults = Faults::new();
    for code in given.keys() {
        if Indicator::parse(code).is_none() {
            faults.push(Fault::new(format!("/weights/{code}"), FaultCode::UnknownValue).with(code));
        }
    }
    let sum: u64 = given.values().map(|w| u64::from(*w)).sum();
    if sum != 100 {
        faults.push(Fault::new("/weights", FaultCode::WeightsSum).with(sum));
    }
    faults
}

/// Weighted total, 0–100; an indicator without a score counts 0.
pub fn total(scores: &BTreeMap<Indicator, u32>, weights: &BTreeMap<Indicator, u32>) -> u32 {
    let sum: u32 = weights
        .iter()
        .map(|(i, weight)| weight * scores.get(i).copied().unwrap_or(0).min(100))
        .sum();
    (sum + 50) / 100
}

/// Two experts who differ by more than this, in points of the total: somebody should look again.
pub const FAR_APART: u32 = 20;

/// An expert's scores of one entry.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct ExpertScore {
    /// 0–100 for each indicator.
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::HashMap<String, u32>))]
    pub scores: BTreeMap<Indicator, u32>,
    pub comment: String,
}

impl ExpertScore {
    pub fn check(&self) -> Faults {
        let mut faults = Faults::new();
        for indicator in Indicator::ALL {
            let pointer = format!("/scores/{}", indicator.as_str());
            match self.scores.get(&indicator) {
                None => faults.push(Fault::new(pointer, FaultCode::Required).with(indicator.name())),
                Some(score) if *score > 100 => {
                    faults.push(Fault::new(pointer, FaultCode::OutOfRange).with(0).with(100));
                }
                Some(_) => {}
            }
        }
        let length = crate::text::length(&self.comment);
        if length > super::OPINION_MAX {
            let fault = Fault::new("/comment", FaultCode::TooLong);
            faults.push(fault.with(super::OPINION_MAX).with(length));
        }
        faults
    }
}

/// Invites somebody to score a list; they need an account.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewExpert {
    pub phone: String,
}

/// An invited expert (评审专家).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Expert {
    pub account_id: AccountId,
    /// A name; what they scored stays theirs until they have scored all.
    pub name: String,
    pub scored: u32,
}

/// One indicator of one entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IndicatorScore {
    pub indicator: Indicator,
    /// What the platform's data say.
    pub figure: u64,
    /// 0–100, from the figure.
    pub from_data: u32,
}

/// One line of the score card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScoreLine {
    pub entry_id: EntryId,
    /// For an expert: a number and no name.
    pub name: String,
    pub organization_name: Option<String>,
    pub indicators: Vec<IndicatorScore>,
    /// Total from data, 0–100.
    pub from_data: u32,
    /// Totals of the experts who have scored it; empty for an expert.
    pub by_experts: Vec<u32>,
    /// The caller's own scores.
    pub own: Option<ExpertScore>,
    /// What counts: the experts' mean, else that from data.
    pub total: u32,
    /// Experts differ widely.
    pub far_apart: bool,
    /// Five-part summary, so that an expert can judge.
    pub summary: Option<crate::supplement::ActivitySummary>,
}

/// The score card of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScoreCard {
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::HashMap<String, u32>))]
    pub weights: BTreeMap<Indicator, u32>,
    /// Whether the caller scores blindly.
    pub blind: bool,
    pub experts: Vec<Expert>,
    pub lines: Vec<ScoreLine>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn weights_are_a_hundred_or_those_of_everybody() {
        for given in [
            BTreeMap::new(),
            BTreeMap::from([("scale".to_owned(), 99)]),
            BTreeMap::from([("scale".to_owned(), 60), ("publicity".to_owned(), 40)]),
        ] {
            assert_eq!(weights(&given).values().sum::<u32>(), 100);
        }
        let bad = BTreeMap::from([("scale".to_owned(), 60), ("fame".to_owned(), 30)]);
        let codes: Vec<_> = check_weights(&bad).iter().map(|f| f.code).collect();
        assert_eq!(codes, [FaultCode::UnknownValue, FaultCode::WeightsSum]);
    }

    proptest! {
        #[test]
        fn more_is_never_less_and_nothing_leaves_the_scale(n in 0u64..50_000, more in 0u64..50_000) {
            for indicator in Indicator::ALL {
                let (a, b) = (from_figure(indicator, n), from_figure(indicator, n + more));
                prop_assert!(a <= b && b <= 100);
                prop_assert_eq!(from_figure(indicator, 0), 0);
                prop_assert_eq!(from_figure(indicator, indicator.full_marks_at()), 100);
            }
        }
        #[test]
        fn a_total_lies_between_its_parts(scores in proptest::collection::vec(0u32..=100, 6)) {
            let all: BTreeMap<Indicator, u32> = Indicator::ALL.into_iter().zip(scores.clone()).collect();
            let t = total(&all, &weights(&BTreeMap::new()));
            prop_assert!(scores.iter().min().unwrap() <= &(t + 1) && t <= scores.iter().max().unwrap() + 1);
        }
    }
}

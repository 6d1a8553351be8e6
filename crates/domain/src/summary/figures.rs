//! The figures of a summary: taken from the roll-ups, frozen when it is handed in, with what a person put in their place.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::id::ActivityId;
use crate::region::RegionCode;
use crate::statistics::Figures;
use crate::time::Instant;

/// Largest figure that may be put in by hand.
pub const FIGURE_MAX: i64 = 1_000_000_000_000;

/// Figures of everything that has one code: a category, a kind of organisation, an audience, a level of media.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct FigureShare {
    pub code: String,
    pub name: String,
    pub figures: Figures,
}

/// One line of the table (汇总表): a region below, or the whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct SummaryLine {
    /// None where it stands for no region of its own.
    pub region_code: Option<RegionCode>,
    pub name: String,
    /// 任务指标 (项); none where none is set.
    pub target: Option<u32>,
    pub figures: Figures,
    /// By mode: `offline`, `online`, `mixed`; never added up.
    pub modes: BTreeMap<String, Figures>,
    /// By code of a category, at both levels.
    pub categories: BTreeMap<String, Figures>,
    /// 媒体报道 (篇) by level of the outlet.
    pub outlets: BTreeMap<String, i64>,
    /// Organisations whose activities were approved (家); they cannot be told apart for what is no region.
    pub organizations: Option<i64>,
    /// Activities on the region's own recommendation list (项); none where there is no list.
    pub recommended: Option<i64>,
}

impl SummaryLine {
    /// 完成率 in percent, rounded down; none without a target.
    pub fn completion(&self) -> Option<i64> {
        let target = self.target.filter(|target| *target > 0)?;
        Some(self.figures.approved.saturating_mul(100) / i64::from(target))
    }

    /// What is in `self` and in none of the `parts`: what a region holds itself (本级). None where nothing is.
    pub fn rest(&self, parts: &[Self], name: &str) -> Option<Self> {
        let mut rest = Self {
            region_code: None,
            name: name.to_owned(),
            target: None,
            organizations: None,
            recommended: None,
            ..self.clone()
        };
        for part in parts {
            rest.figures = rest.figures.minus(&part.figures);
            take(&mut rest.modes, &part.modes);
            take(&mut rest.categories, &part.categories);
            for (level, count) in &part.outlets {
                *rest.outlets.entry(level.clone()).or_default() -= count;
            }
        }
        (!rest.figures.is_zero()).then_some(rest)
    }
}

fn take(from: &mut BTreeMap<String, Figures>, part: &BTreeMap<String, Figures>) {
    for (key, figures) in part {
        let left = from.entry(key.clone()).or_default();
        *left = left.minus(figures);
    }
}

/// An activity that many took part in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TopActivity {
    pub id: ActivityId,
    pub title: String,
    pub organization_name: String,
    /// 人次, on site or online as the list says.
    pub participants: i64,
}

/// Everything that a summary says in numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct SummaryFigures {
    /// Complete up to this time.
    pub as_of: Option<Instant>,
    pub total: SummaryLine,
    /// The regions directly below, in the order of their codes; then what belongs to none of them (本级).
    pub below: Vec<SummaryLine>,
    /// 板块, as the region calls them.
    pub categories: Vec<FigureShare>,
    /// 子行动 that have any.
    pub sub_categories: Vec<FigureShare>,
    pub organization_kinds: Vec<FigureShare>,
    pub audiences: Vec<FigureShare>,
    pub outlets: Vec<FigureShare>,
    pub top_on_site: Vec<TopActivity>,
    pub top_online: Vec<TopActivity>,
}

/// A figure put in by hand, beside the one that was counted (人工更正).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct FigureOverride {
    /// 0–1,000,000,000,000.
    pub value: i64,
    /// Why the counted one does not hold; needed before it is handed in.
    pub reason: String,
}

impl SummaryFigures {
    /// The total, with what was put in by hand in its place.
    pub fn reported(&self, overrides: &BTreeMap<String, FigureOverride>) -> SummaryLine {
        let mut line = self.total.clone();
        for (name, by_hand) in overrides {
            if let Some(figure) = line.figures.named_mut(name) {
                *figure = by_hand.value;
            }
        }
        line
    }
}

/// Official name and unit of a figure.
pub fn figure_name(name: &str) -> (&'static str, &'static str) {
    match name {
        "filed" => ("填报数", "项"),
        "approved" => ("通过数", "项"),
        "sessions" => ("场次", "场次"),
        "expected_offline" => ("预计线下参与", "人次"),
        "expected_online" => ("预计线上参与", "人次"),
        "actual_offline" => ("线下参与", "人次"),
        "actual_online" => ("线上参与", "人次"),
        "supplemented" => ("已提交补充信息", "项"),
        "media_reports" => ("媒体报道", "篇"),
        "sci_workers" => ("科技工作者", "人"),
        "budget_yuan" => ("活动经费", "元"),
        "photos" => ("图片", "张"),
        "videos" => ("视频", "个"),
        "reusable_resources" => ("形成可复用科普资源", "项"),
        _ => ("", ""),
    }
}

//! 统计: what is counted, by what, and what one activity adds to it.
//!
//! Units stay apart: activities (项), sessions (场次), participations (人次) and people (人); on site and online are never
//! added up. A joint filing (联合主办) counts once, by its primary.

mod contribution;
mod outcome;
mod right;
mod view;

pub use contribution::{Contribution, Shown, changes, is_filed};
pub use outcome::Outcome;
pub use right::{FigureRight, may_figures};
pub use view::{Behind, By, CountedAs, EditionTotal, Statistics, StatisticsRow, a_year_later};

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::activity::content::ActivityContent;
use crate::activity::status::Status;
use crate::region::RegionCode;
use crate::supplement::OutletLevel;

macro_rules! figures {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// Figures of a cell. Each is a whole number; what is not known adds nothing.
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(default)]
        pub struct Figures { $($(#[$doc])* pub $name: i64,)* }

        impl Figures {
            /// Names in the order of their columns.
            pub const NAMES: &'static [&'static str] = &[$(stringify!($name)),*];

            /// The figure of a name, to change it.
            pub fn named_mut(&mut self, name: &str) -> Option<&mut i64> {
                match name { $(stringify!($name) => Some(&mut self.$name),)* _ => None }
            }
            pub fn named(&self, name: &str) -> Option<i64> {
                match name { $(stringify!($name) => Some(self.$name),)* _ => None }
            }
            pub fn is_zero(&self) -> bool {
                *self == Self::default()
            }
            pub fn plus(&self, other: &Self) -> Self {
                Self { $($name: self.$name.saturating_add(other.$name)),* }
            }
            pub fn minus(&self, other: &Self) -> Self {
                Self { $($name: self.$name.saturating_sub(other.$name)),* }
            }
        }
    };
}

figures! {
    /// 填报数 (项): handed in and neither withdrawn nor taken down; those sent back count until they are withdrawn.
    filed,
    /// 通过数 (项). All figures below are of these.
    approved,
    /// 场次
    sessions,
    /// 预计线下人次
    expected_offline,
    /// 预计线上人次
    expected_online,
    /// 实际线下人次, as far as supplements are handed in.
    actual_offline,
    /// 实际线上人次, as far as supplements are handed in.
    actual_online,
    /// 项 whose supplement is handed in.
    supplemented,
    /// 媒体报道 (篇)
    media_reports,
    /// 科技工作者 (人)
    sci_workers,
    /// 活动经费 (元)
    budget_yuan,
    /// 图片 (张), as far as supplements are handed in.
    photos,
    /// 视频 (个)
    videos,
    /// 形成可复用科普资源 (项): whose supplement says which.
    reusable_resources,
}

/// What figures are told apart by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// Everything of a region.
    Total,
    /// 板块
    Category,
    /// 子行动
    SubCategory,
    /// 单位类型 of the filing organisation
    OrganizationKind,
    /// 线下、线上、混合
    Mode,
    /// 面向对象: an activity counts for each that it names, so these do not add up to the total.
    Audience,
    /// Where it stands in review.
    Status,
    /// 媒体级别: media reports by the level of their outlet, where it is said.
    OutletLevel,
    /// Day on which it was handed in or approved (Shanghai).
    Day,
    /// The same for each category, see [`category_day`]: what tells how fast a category's target is neared.
    CategoryDay,
    /// Day on which sessions begin (Shanghai): 场次 of that day, and 项 that have one.
    HeldOn,
    /// What everyone can find, by what it is found by ([`crate::public::Mark`]); empty key for all. Counted where it takes
    /// place, not where it was reviewed, and each part of a joint filing, as public lists show them.
    Shown,
}

impl Dimension {
    pub const ALL: [Self; 12] = [
        Self::Total,
        Self::Category,
        Self::SubCategory,
        Self::OrganizationKind,
        Self::Mode,
        Self::Audience,
        Self::Status,
        Self::OutletLevel,
        Self::Day,
        Self::CategoryDay,
        Self::HeldOn,
        Self::Shown,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::Category => "category",
            Self::SubCategory => "sub_category",
            Self::OrganizationKind => "organization_kind",
            Self::Mode => "mode",
            Self::Audience => "audience",
            Self::Status => "status",
            Self::OutletLevel => "outlet_level",
            Self::Day => "day",
            Self::CategoryDay => "category_day",
            Self::HeldOn => "held_on",
            Self::Shown => "shown",
        }
    }
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dimension| dimension.as_str() == text)
    }
}

/// What is known of an activity when it is counted.
#[derive(Debug, Clone)]
pub struct Counted<'a> {
    pub edition: &'a str,
    /// The region in charge of it and those above, the country included.
    pub places: &'a [RegionCode],
    pub status: Status,
    pub content: &'a ActivityContent,
    /// Kind of the filing organisation.
    pub organization_kind: &'a str,
    /// First day on which it was handed in (Shanghai).
    pub submitted_on: Option<NaiveDate>,
    /// In Shanghai.
    pub approved_on: Option<NaiveDate>,
    pub outcome: Option<Outcome>,
    /// In a joint filing, not the one that counts.
    pub secondary: bool,
}

/// Where a figure stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Cell {
    pub edition: String,
    pub region: RegionCode,
    pub dimension: Dimension,
    /// Empty for [`Dimension::Total`].
    pub key: String,
}

/// What a region's figures are made of, whatever they are told apart by.
fn totals(counted: &Counted<'_>) -> Figures {
    let filed = Figures {
        filed: 1,
        ..Figures::default()
    };
    if counted.status != Status::Approved {
        return filed;
    }
    let (content, outcome) = (counted.content, counted.outcome);
    let number = |known: Option<u32>| i64::from(known.unwrap_or_default());
    // What is not held on site has nobody on site, whatever was typed before the mode was changed.
    let on_site = content.mode.is_none_or(|mode| mode.has_place());
    let online = content.mode.is_none_or(|mode| mode.is_on_the_net());
    let only = |asked: bool, count: i64| if asked { count } else { 0 };
    let actual = outcome.unwrap_or_default();
    Figures {
        approved: 1,
        sessions: whole(content.sessions.len()),
        expected_offline: only(on_site, number(content.expected_participants.offline)),
        expected_online: only(online, number(content.expected_participants.online)),
        actual_offline: only(on_site, number(actual.offline)),
        actual_online: only(online, number(actual.online)),
        supplemented: i64::from(outcome.is_some()),
        media_reports: whole(actual.media_reports),
        photos: whole(actual.photos),
        videos: whole(actual.videos),
        reusable_resources: i64::from(actual.reusable_resources),
        sci_workers: number(content.sci_workers.count),
        budget_yuan: content.budget_yuan.unwrap_or_default(),
        ..filed
    }
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn by_outlet(outcome: Option<Outcome>) -> Vec<(Dimension, String, Figures)> {
    let counts = outcome.unwrap_or_default().outlets;
    OutletLevel::ALL
        .into_iter()
        .zip(counts)
        .filter(|(_, count)| *count > 0)
        .map(|(level, count)| {
            let figures = Figures {
                media_reports: whole(count),
                ..Figures::default()
            };
            (Dimension::OutletLevel, level.as_str().to_owned(), figures)
        })
        .collect()
}

fn keyed(counted: &Counted<'_>, figures: Figures) -> Vec<(Dimension, String, Figures)> {
    let content = counted.content;
    let status = Some(counted.status.as_str().to_owned());
    let single = [
        (Dimension::Total, Some(String::new())),
        (Dimension::Category, content.category.clone()),
        (Dimension::SubCategory, content.sub_category.clone()),
        (
            Dimension::OrganizationKind,
            Some(counted.organization_kind.to_owned()),
        ),
        (Dimension::Mode, content.mode.map(|mode| mode.as_str().to_owned())),
        (Dimension::Status, status),
    ];
    let mut all: Vec<_> = single
        .into_iter()
        .filter_map(|(dimension, key)| Some((dimension, key?, figures)))
        .collect();
    let audiences: BTreeSet<_> = content.audiences.iter().collect();
    all.extend(
        audiences
            .into_iter()
            .map(|code| (Dimension::Audience, code.clone(), figures)),
    );
    all
}

fn by_day(counted: &Counted<'_>) -> Vec<(Dimension, String, Figures)> {
    let filed = Figures {
        filed: 1,
        ..Figures::default()
    };
    let approved = Figures {
        approved: 1,
        ..Figures::default()
    };
    let approved_on = counted.approved_on.filter(|_| counted.status == Status::Approved);
    let category = counted.content.category.as_deref();
    [(counted.submitted_on, filed), (approved_on, approved)]
        .into_iter()
        .filter_map(|(day, figures)| Some((day?, figures)))
        .flat_map(|(day, figures)| {
            let of_category =
                category.map(|category| (Dimension::CategoryDay, category_day(category, day), figures));
            std::iter::once((Dimension::Day, day.to_string(), figures)).chain(of_category)
        })
        .collect()
}

/// Key of a category's day; those of one category stand together, in the order of days.
pub fn category_day(category: &str, day: NaiveDate) -> String {
    format!("{category} {day}")
}

fn held(content: &ActivityContent) -> Vec<(Dimension, String, Figures)> {
    let mut days: BTreeMap<NaiveDate, i64> = BTreeMap::new();
    for begins in content.sessions.iter().filter_map(|session| session.starts_at) {
        *days.entry(begins.shanghai_date()).or_default() += 1;
    }
    let figures = |sessions| Figures {
        approved: 1,
        sessions,
        ..Figures::default()
    };
    days.into_iter()
        .map(|(day, sessions)| (Dimension::HeldOn, day.to_string(), figures(sessions)))
        .collect()
}

#[cfg(test)]
mod tests;

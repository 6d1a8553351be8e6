//! Themed routes (科普研学路线): officials of a region lead visitors from venue to venue.

mod rules;
mod view;

pub use rules::{
    AUDIENCES_MAX, INTRODUCTION_MAX, MINUTES_MAX, NOTE_MAX, STOPS_MAX, STOPS_MIN, TITLE_MAX, check_draft,
    check_published, may_route, may_see_drafts,
};
pub use view::{Leg, PublicRoute, PublicStop, Route, RouteAction, RouteCard, RouteItem, in_order};

use serde::{Deserialize, Serialize};

use crate::id::VenueId;
use crate::region::RegionCode;

/// Where a route stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RouteStatus {
    /// 草稿
    Draft,
    /// 已发布
    Published,
    /// 已撤下
    Withdrawn,
}

/// What happens to a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RouteStep {
    Edit,
    Delete,
    Publish,
    Withdraw,
}

impl RouteStep {
    pub const ALL: [Self; 4] = [Self::Edit, Self::Delete, Self::Publish, Self::Withdraw];
}

impl RouteStatus {
    pub const ALL: [Self; 3] = [Self::Draft, Self::Published, Self::Withdrawn];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Withdrawn => "withdrawn",
        }
    }
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }
    /// Where a step leads; `None` where it is not possible. What is published must be withdrawn before it is deleted; what
    /// was withdrawn stays so.
    pub const fn after(self, step: RouteStep) -> Option<Self> {
        use RouteStep as S;
        match (self, step) {
            (Self::Draft, S::Edit | S::Delete) => Some(Self::Draft),
            (Self::Draft, S::Publish) => Some(Self::Published),
            (Self::Published, S::Edit) => Some(Self::Published),
            (Self::Published, S::Withdraw) => Some(Self::Withdrawn),
            (Self::Withdrawn, S::Delete) => Some(Self::Withdrawn),
            _ => None,
        }
    }
}

/// One stop of a route.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct RouteStop {
    pub venue_id: Option<VenueId>,
    /// What to see or do there, at most 200 characters.
    pub note: String,
    /// How long one stays, 5 to 600 minutes.
    pub minutes: Option<u32>,
}

/// What a route says. A draft may lack anything but its region.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct RouteContent {
    /// The region that it leads through, within the reach of whoever makes it.
    pub region_code: Option<RegionCode>,
    /// 1–60 characters.
    pub title: String,
    /// What it is about: 航天, 海洋. At most 30 characters.
    pub theme: String,
    /// Plain text, at most 2,000 characters.
    pub introduction: String,
    /// Codes of the dictionary `audiences`.
    pub audiences: Vec<String>,
    /// 2–20 stops in their order, each venue once.
    pub stops: Vec<RouteStop>,
}

impl RouteContent {
    /// The venues that are named, in their order.
    pub fn venues(&self) -> Vec<VenueId> {
        self.stops.iter().filter_map(|stop| stop.venue_id).collect()
    }
}

#[cfg(test)]
mod tests;

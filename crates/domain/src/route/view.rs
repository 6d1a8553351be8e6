//! How the API shows routes.

use serde::{Deserialize, Serialize};

use super::{RouteContent, RouteStatus, RouteStop};
use crate::id::RouteId;
use crate::place::{Travel, way_metres};
use crate::region::RegionCode;
use crate::time::Instant;
use crate::venue::VenueCard;

/// What the caller may do now; draws the buttons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RouteAction {
    Edit,
    Delete,
    Publish,
    Withdraw,
}

/// A route as officials see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Route {
    pub id: RouteId,
    pub status: RouteStatus,
    #[serde(flatten)]
    pub content: RouteContent,
    pub region_name: String,
    /// Those of its venues that everybody sees now.
    pub venues: Vec<VenueCard>,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
    pub published_at: Option<Instant>,
    /// What the caller may do now.
    pub actions: Vec<RouteAction>,
}

/// One line of the officials' list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RouteItem {
    pub id: RouteId,
    pub status: RouteStatus,
    pub title: String,
    pub theme: String,
    pub region_code: RegionCode,
    pub region_name: String,
    pub stops: u32,
    pub version: i32,
    pub updated_at: Instant,
}

/// A route in public lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RouteCard {
    pub id: RouteId,
    pub title: String,
    pub theme: String,
    pub region_code: RegionCode,
    pub region_name: String,
    pub audiences: Vec<String>,
    /// Stops whose venues everybody sees.
    pub stops: u32,
}

/// The way from the stop before, about: no street is known here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Leg {
    pub metres: u32,
    /// On foot or by bus and metro, whichever is sooner.
    pub minutes: u32,
}

/// A stop with its venue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicStop {
    pub venue: VenueCard,
    pub note: String,
    /// Minutes to stay.
    pub minutes: u32,
    /// Absent at the first stop, and where a position is not known.
    pub leg: Option<Leg>,
}

/// The public page of a route.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicRoute {
    pub id: RouteId,
    pub title: String,
    pub theme: String,
    pub introduction: String,
    pub audiences: Vec<String>,
    pub region_code: RegionCode,
    pub region_name: String,
    pub stops: Vec<PublicStop>,
    /// Stops that are left out because their venue is not public any more.
    pub left_out: u32,
    /// Whether visitors can check in at one of its venues at least (集章).
    pub takes_stamps: bool,
    /// Minutes in all, at the stops and on the known ways between them.
    pub minutes: u32,
    /// Metres of the known ways.
    pub metres: u32,
    pub updated_at: Instant,
}

/// The stops whose venues are among `shown`, in the route's order, each with the way to it.
pub fn in_order(stops: &[RouteStop], shown: &[VenueCard]) -> Vec<PublicStop> {
    let mut all: Vec<PublicStop> = Vec::new();
    for stop in stops {
        let Some(venue) = shown.iter().find(|card| Some(card.id) == stop.venue_id) else {
            continue;
        };
        let before = all.last().and_then(|last| last.venue.position);
        let leg = before.zip(venue.position).map(|(from, to)| {
            let straight = from.metres_to(to);
            Leg {
                metres: way_metres(straight),
                minutes: Travel::minutes_without_car(straight),
            }
        });
        all.push(PublicStop {
            venue: venue.clone(),
            note: stop.note.clone(),
            minutes: stop.minutes.unwrap_or(0),
            leg,
        });
    }
    all
}

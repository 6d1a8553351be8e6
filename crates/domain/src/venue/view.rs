//! How the API shows venues.

use serde::{Deserialize, Serialize};

use super::{Accessibility, Admission, OpenNow, OpeningHours, VenueContent};
use crate::id::{OrganizationId, VenueId};
use crate::place::Position;
use crate::region::RegionCode;
use crate::time::Instant;

/// What the caller may do now; draws the buttons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum VenueAction {
    Edit,
    Delete,
    /// 下架
    TakeDown,
    /// 恢复展示
    Restore,
}

/// A venue as those see it who keep it, and the officials over its region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Venue {
    pub id: VenueId,
    pub organization_id: OrganizationId,
    pub organization_name: String,
    pub region_name: String,
    #[serde(flatten)]
    pub content: VenueContent,
    /// Why an official hid it, while it is hidden.
    pub hidden_reason: Option<String>,
    /// Everybody sees it: its organisation is certified, and nobody hid it.
    pub public: bool,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
    /// What the caller may do now.
    pub actions: Vec<VenueAction>,
}

/// One line of a list of venues for those who keep or watch them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VenueItem {
    pub id: VenueId,
    pub name: String,
    pub venue_type: String,
    pub organization_name: String,
    pub region_code: RegionCode,
    pub region_name: String,
    pub hidden_reason: Option<String>,
    pub public: bool,
    pub version: i32,
    pub updated_at: Instant,
}

/// A venue in public lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VenueCard {
    pub id: VenueId,
    pub name: String,
    pub venue_type: String,
    pub organization_name: String,
    pub region_code: RegionCode,
    pub region_name: String,
    pub address: String,
    pub position: Option<Position>,
    /// Whether it is open now; absent where its hours are not known.
    pub open: Option<OpenNow>,
    pub admission: Option<Admission>,
    pub accessibility: Vec<Accessibility>,
}

/// The public page of a venue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicVenue {
    #[serde(flatten)]
    pub card: VenueCard,
    pub organization_id: OrganizationId,
    pub opening: Vec<OpeningHours>,
    pub hours_note: String,
    pub introduction: String,
    pub phone: Option<String>,
    pub booking_url: Option<String>,
    /// Where this site lists the coming activities of its organisation.
    pub activities: String,
    pub updated_at: Instant,
}

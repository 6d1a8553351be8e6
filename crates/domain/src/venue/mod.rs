//! Science venues (科普阵地) of organisations: where they are, when they are open, whom they suit.

mod hours;
mod rules;
mod view;

pub use hours::{ClockTime, HOURS_MAX, OpenNow, OpenState, OpeningHours, check_hours, opening, week_minute};
pub use rules::{
    ADDRESS_MAX, INTRODUCTION_MAX, NAME_MAX, NOTE_MAX, VENUES_MAX, VenueAct, VenueScope, check_venue,
    may_venue,
};
pub(crate) use rules::{check_contact_data, check_text};
pub use view::{PublicVenue, Venue, VenueAction, VenueCard, VenueItem};

use serde::{Deserialize, Serialize};

use crate::place::Position;
use crate::region::RegionCode;

/// How one gets in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Admission {
    /// 免费
    Free,
    /// 收费
    Paid,
    /// 须预约
    Reservation,
}

impl Admission {
    pub const ALL: [Self; 3] = [Self::Free, Self::Paid, Self::Reservation];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::Paid => "paid",
            Self::Reservation => "reservation",
        }
    }
}

/// What makes a visit possible for more people (无障碍与便民设施).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Accessibility {
    /// 无障碍出入口
    StepFreeEntrance,
    /// 无障碍卫生间
    AccessibleToilet,
    /// 电梯
    Elevator,
    /// 轮椅借用
    Wheelchair,
    /// 导盲犬可入内
    GuideDog,
    /// 手语服务
    SignLanguage,
    /// 盲文说明
    Braille,
    /// 停车场
    Parking,
    /// 母婴室
    NursingRoom,
}

impl Accessibility {
    pub const ALL: [Self; 9] = [
        Self::StepFreeEntrance,
        Self::AccessibleToilet,
        Self::Elevator,
        Self::Wheelchair,
        Self::GuideDog,
        Self::SignLanguage,
        Self::Braille,
        Self::Parking,
        Self::NursingRoom,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::StepFreeEntrance => "step_free_entrance",
            Self::AccessibleToilet => "accessible_toilet",
            Self::Elevator => "elevator",
            Self::Wheelchair => "wheelchair",
            Self::GuideDog => "guide_dog",
            Self::SignLanguage => "sign_language",
            Self::Braille => "braille",
            Self::Parking => "parking",
            Self::NursingRoom => "nursing_room",
        }
    }
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.as_str() == text)
    }
}

/// What an organisation says of a venue. Everything of it becomes public.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct VenueContent {
    /// 1–60 characters.
    pub name: String,
    /// Code of the dictionary `venue_types`.
    pub venue_type: String,
    /// County or township.
    pub region_code: Option<RegionCode>,
    /// At most 100 characters.
    pub address: String,
    pub position: Option<Position>,
    /// Weekly hours; none: not known, or by appointment.
    pub opening: Vec<OpeningHours>,
    /// Holidays and the like, at most 200 characters.
    pub hours_note: String,
    pub admission: Option<Admission>,
    /// What there is, each once.
    pub accessibility: Vec<Accessibility>,
    /// Plain text, at most 2,000 characters.
    pub introduction: String,
    /// A line for visitors, such as `0577-88888888`.
    pub phone: Option<String>,
    /// Where a visit is booked.
    pub booking_url: Option<String>,
}

#[cfg(test)]
mod tests;

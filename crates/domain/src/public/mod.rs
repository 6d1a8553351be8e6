//! What anyone may see. Separate types, so that personal data cannot get here by accident.

mod facet;
mod highlight;
mod mark;

use serde::{Deserialize, Serialize};

pub use facet::{FacetDay, FacetValue, Facets};
pub use highlight::highlight;
pub use mark::{Facet, Mark, SESSION_DAYS_MAX, day_of, marks, places};

use crate::activity::content::{ActivityContent, Mode};
use crate::activity::finding::LinkState;
use crate::id::{ActivityId, MediaId};
use crate::place::Position;
use crate::region::RegionCode;
use crate::time::Instant;

/// One activity in a public list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicActivityCard {
    pub id: ActivityId,
    pub edition: String,
    pub title: String,
    pub category: String,
    pub sub_category: Option<String>,
    pub mode: Mode,
    /// Start of the first session.
    pub starts_at: Instant,
    /// End of the last session.
    pub ends_at: Instant,
    pub region_code: RegionCode,
    pub region_name: String,
    pub address: Option<String>,
    /// Where it takes place, if the organiser said so.
    pub position: Option<Position>,
    pub organization_name: String,
    pub poster_id: Option<MediaId>,
    pub audiences: Vec<String>,
    pub bookable: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicSession {
    pub starts_at: Instant,
    pub ends_at: Instant,
}

/// An approved activity as anyone may read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicActivity {
    #[serde(flatten)]
    pub card: PublicActivityCard,
    pub sessions: Vec<PublicSession>,
    pub venue_type: Option<String>,
    pub online_url: Option<String>,
    pub forms: Vec<String>,
    pub fields: Vec<String>,
    pub reservation_url: Option<String>,
    /// What became of the last attempt to reach it; absent before the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reservation_state: Option<LinkState>,
    /// Sanitised HTML of a small set of elements.
    pub detail_html: String,
    pub hosts: Vec<String>,
    pub co_organizers: Vec<String>,
    pub photo_ids: Vec<MediaId>,
    pub video_ids: Vec<MediaId>,
    pub updated_at: Instant,
}

/// What is known of an activity beside its content.
#[derive(Debug, Clone)]
pub struct PublicFacts {
    pub id: ActivityId,
    pub edition: String,
    pub organization_name: String,
    pub region_name: String,
    pub updated_at: Instant,
}

impl PublicActivity {
    /// The public side of an approved activity; `None` while a field is missing that every approved one has.
    pub fn of(content: &ActivityContent, facts: PublicFacts) -> Option<Self> {
        let names = |units: &[crate::activity::content::Unit]| units.iter().map(|u| u.name.clone()).collect();
        let card = PublicActivityCard {
            id: facts.id,
            edition: facts.edition,
            title: content.title.clone()?,
            category: content.category.clone()?,
            sub_category: content.sub_category.clone(),
            mode: content.mode?,
            starts_at: content.starts_at()?,
            ends_at: content.ends_at()?,
            region_code: content.region_code.clone()?,
            region_name: facts.region_name,
            address: content
                .address
                .clone()
                .filter(|_| content.mode.is_some_and(Mode::has_place)),
            position: content
                .position
                .filter(|_| content.mode.is_some_and(Mode::has_place)),
            organization_name: facts.organization_name,
            poster_id: content.poster_id,
            audiences: content.audiences.clone(),
            bookable: content.reservation_url.is_some(),
        };
        let sessions = content
            .sessions
            .iter()
            .filter_map(|s| {
                Some(PublicSession {
                    starts_at: s.starts_at?,
                    ends_at: s.ends_at?,
                })
            })
            .collect();
        Some(Self {
            card,
            sessions,
            venue_type: content.venue_type.clone(),
            online_url: content
                .online_url
                .clone()
                .filter(|_| content.mode.is_some_and(Mode::is_on_the_net)),
            forms: content.forms.clone(),
            fields: content.fields.clone(),
            reservation_url: content.reservation_url.clone(),
            reservation_state: None,
            detail_html: content.detail_html.clone().unwrap_or_default(),
            hosts: names(&content.hosts),
            co_organizers: names(&content.co_organizers),
            photo_ids: content.photo_ids.clone(),
            video_ids: content.video_ids.clone(),
            updated_at: facts.updated_at,
        })
    }
}

use domain::access::Actor;
use domain::time::Instant;
use domain::venue::{Venue, VenueAct, VenueAction, VenueCard, VenueItem, VenueScope, may_venue, opening};
use persistence::venue::FoundVenue;

pub(super) fn scope(found: &FoundVenue) -> VenueScope<'_> {
    VenueScope {
        organization: found.venue.organization_id,
        region: &found.venue.region_code,
        public: found.is_public(),
    }
}

pub(super) fn whole(found: FoundVenue, actor: &Actor) -> Venue {
    let may = |act| may_venue(actor, act, scope(&found)).is_ok();
    let hidden = found.venue.hidden_reason.is_some();
    let mut actions = Vec::new();
    if may(VenueAct::Edit) {
        actions.push(VenueAction::Edit);
        if !hidden {
            actions.push(VenueAction::Delete);
        }
    }
    if may(VenueAct::Judge) {
        actions.push(if hidden {
            VenueAction::Restore
        } else {
            VenueAction::TakeDown
        });
    }
    let public = found.is_public();
    let v = found.venue;
    Venue {
        id: v.id,
        organization_id: v.organization_id,
        organization_name: found.organization_name,
        region_name: found.region_name,
        content: v.content,
        hidden_reason: v.hidden_reason,
        public,
        version: v.version,
        created_at: v.created_at,
        updated_at: v.updated_at,
        actions,
    }
}

pub(super) fn item(found: FoundVenue) -> VenueItem {
    let public = found.is_public();
    let v = found.venue;
    VenueItem {
        id: v.id,
        name: v.content.name,
        venue_type: v.content.venue_type,
        organization_name: found.organization_name,
        region_code: v.region_code,
        region_name: found.region_name,
        hidden_reason: v.hidden_reason,
        public,
        version: v.version,
        updated_at: v.updated_at,
    }
}

/// As lists for everybody show it at this moment.
pub(crate) fn card(found: FoundVenue, now: Instant) -> VenueCard {
    let c = found.venue.content;
    VenueCard {
        id: found.venue.id,
        name: c.name,
        venue_type: c.venue_type,
        organization_name: found.organization_name,
        region_code: found.venue.region_code,
        region_name: found.region_name,
        address: c.address,
        position: c.position,
        open: opening(&c.opening, now),
        admission: c.admission,
        accessibility: c.accessibility,
    }
}

//! What stands behind the address of a code: a point of an activity, or a venue.

use domain::activity::status::Status;
use domain::check_in::{PointState, PublicPoint};
use domain::id::{CheckInPointId, VenueId};
use domain::problem::Code;
use domain::time::Instant;
use persistence::activity::ActivityRecord;
use persistence::check_in::venue::{self as venue_store, VenuePointRecord};
use persistence::check_in::{self as store, CheckInRecord, PointRecord, Taken};
use persistence::venue::{self, FoundVenue};
use persistence::{Conn, StoreError, StoreResult, Tx, activity};

use crate::error::AppResult;

/// Where somebody checks in. A venue's address holds the id of the venue itself.
pub(super) enum Place {
    Activity(PointRecord, Box<ActivityRecord>),
    Venue(VenuePointRecord, Box<FoundVenue>),
}

impl Place {
    /// One that everybody may know of: its activity, or the venue, is public.
    pub(super) fn public(conn: &mut Conn, id: CheckInPointId) -> AppResult<Self> {
        let point = match store::find(conn, id) {
            Ok(point) => point,
            Err(StoreError::NotFound) => return Self::public_venue(conn, id.uuid().into()),
            Err(other) => return Err(other.into()),
        };
        match activity::find(conn, point.activity_id) {
            Ok(a) if a.status == Status::Approved => Ok(Self::Activity(point, Box::new(a))),
            Ok(_) | Err(StoreError::NotFound) => Err(Code::NotFound.into()),
            Err(other) => Err(other.into()),
        }
    }

    fn public_venue(conn: &mut Conn, id: VenueId) -> AppResult<Self> {
        let point = venue_store::find(conn, id)?.ok_or(Code::NotFound)?;
        let found = venue::find(conn, id)?;
        if found.is_public() {
            Ok(Self::Venue(point, Box::new(found)))
        } else {
            Err(Code::NotFound.into())
        }
    }

    pub(super) fn id(&self) -> CheckInPointId {
        match self {
            Self::Activity(p, _) => p.id,
            Self::Venue(p, _) => p.venue_id.uuid().into(),
        }
    }

    pub(super) const fn generation(&self) -> i32 {
        match self {
            Self::Activity(p, _) => p.generation,
            Self::Venue(p, _) => p.generation,
        }
    }

    /// A venue is open for it on any day: weekly hours have exceptions that only people know.
    pub(super) fn state(&self, now: Instant) -> PointState {
        match self {
            Self::Activity(p, _) => p.opening.state(now),
            Self::Venue(p, _) if p.closed => PointState::Closed,
            Self::Venue(..) => PointState::Open,
        }
    }

    pub(super) fn take(&self, tx: &mut Tx<'_>, record: &CheckInRecord) -> StoreResult<Taken> {
        match self {
            Self::Activity(p, _) => store::take(tx, p, record),
            Self::Venue(p, found) => venue_store::take(tx, p.venue_id, &found.venue.content.name, record),
        }
    }

    pub(super) fn shown(self, now: Instant) -> PublicPoint {
        let (id, state) = (self.id(), self.state(now));
        match self {
            Self::Activity(p, a) => PublicPoint {
                id,
                name: p.name,
                activity_id: Some(a.id),
                activity_title: Some(a.content.title.unwrap_or_default()),
                venue_id: None,
                state,
                opens_at: Some(p.opening.opens_at),
                closes_at: Some(p.opening.closes_at),
            },
            Self::Venue(p, found) => PublicPoint {
                id,
                name: found.venue.content.name,
                activity_id: None,
                activity_title: None,
                venue_id: Some(p.venue_id),
                state,
                opens_at: None,
                closes_at: None,
            },
        }
    }
}

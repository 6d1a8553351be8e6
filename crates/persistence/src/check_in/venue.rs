//! Check-in at venues: on any day, for no activity.

use std::collections::BTreeMap;

use diesel::dsl::{count_star, min};
use diesel::prelude::*;
use domain::check_in::{CheckInWay, Stamp};
use domain::id::{AccountId, CheckInId, VenueId};
use domain::time::{CivilDate, Instant};
use uuid::Uuid;

use super::{CheckInRecord, Taken, read_day};
use crate::Tx;
use crate::dialect::{Conn, InsertOrKeep};
use crate::error::{StoreError, StoreResult};
use crate::schema::{venue_points, venue_stamps};
use crate::types::{At, Uid};

/// That visitors check in at a venue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VenuePointRecord {
    pub venue_id: VenueId,
    /// Stopped by hand.
    pub closed: bool,
    /// Codes are made with it: when it rises, all before are worthless.
    pub generation: i32,
    pub version: i32,
    pub updated_by: AccountId,
    pub updated_at: Instant,
}

#[derive(Queryable, Insertable, AsChangeset)]
#[diesel(table_name = venue_points)]
struct Row {
    venue_id: Uid,
    closed: bool,
    generation: i32,
    version: i32,
    updated_by: Uid,
    updated_at: At,
}

impl From<&VenuePointRecord> for Row {
    fn from(p: &VenuePointRecord) -> Self {
        Self {
            venue_id: p.venue_id.into(),
            closed: p.closed,
            generation: p.generation,
            version: p.version,
            updated_by: p.updated_by.into(),
            updated_at: p.updated_at.into(),
        }
    }
}

impl From<Row> for VenuePointRecord {
    fn from(r: Row) -> Self {
        Self {
            venue_id: r.venue_id.0.into(),
            closed: r.closed,
            generation: r.generation,
            version: r.version,
            updated_by: r.updated_by.0.into(),
            updated_at: r.updated_at.into(),
        }
    }
}

/// `None` where nobody has set up check-in.
pub fn find(conn: &mut Conn, id: VenueId) -> StoreResult<Option<VenuePointRecord>> {
    let row: Option<Row> = venue_points::table.find(Uid::from(id)).first(conn).optional()?;
    Ok(row.map(VenuePointRecord::from))
}

/// Stores `p`, whose version is one above `expected`, if that is still the version; 0 is none yet.
pub fn save(tx: &mut Tx<'_>, p: &VenuePointRecord, expected: i32) -> StoreResult<()> {
    let stored = if expected == 0 {
        InsertOrKeep(diesel::insert_into(venue_points::table).values(Row::from(p))).execute(tx.conn())?
    } else {
        let target = venue_points::table
            .find(Uid::from(p.venue_id))
            .filter(venue_points::version.eq(expected));
        diesel::update(target).set(Row::from(p)).execute(tx.conn())?
    };
    if stored == 1 {
        Ok(())
    } else {
        Err(StoreError::Stale)
    }
}

/// How many checked in at a venue: on this day, and on all days.
pub fn counts(conn: &mut Conn, id: VenueId, today: CivilDate) -> StoreResult<(u64, u64)> {
    let all = venue_stamps::table.filter(venue_stamps::venue_id.eq(Uid::from(id)));
    let of_today: i64 = all
        .filter(venue_stamps::day.eq(today.to_string()))
        .count()
        .get_result(conn)?;
    let of_all: i64 = all.select(count_star()).first(conn)?;
    Ok((of_today.unsigned_abs(), of_all.unsigned_abs()))
}

/// Takes a check-in at a venue, once for each person and day.
pub fn take(tx: &mut Tx<'_>, venue: VenueId, name: &str, c: &CheckInRecord) -> StoreResult<Taken> {
    let (visitor, day) = (Uid::from(c.account_id), c.day.to_string());
    let insert = diesel::insert_into(venue_stamps::table).values((
        venue_stamps::id.eq(Uid::from(c.id)),
        venue_stamps::venue_id.eq(Uid::from(venue)),
        venue_stamps::venue_name.eq(name),
        venue_stamps::visitor_id.eq(visitor),
        venue_stamps::day.eq(&day),
        venue_stamps::way.eq(c.way.as_str()),
        venue_stamps::nonce.eq(c.nonce.map(Vec::from)),
        venue_stamps::at.eq(At::from(c.at)),
    ));
    if InsertOrKeep(insert).execute(tx.conn())? == 1 {
        return Ok(Taken::New);
    }
    let before: Option<Uid> = venue_stamps::table
        .filter(venue_stamps::venue_id.eq(Uid::from(venue)))
        .filter(venue_stamps::day.eq(&day))
        .filter(venue_stamps::visitor_id.eq(visitor))
        .select(venue_stamps::id)
        .first(tx.conn())
        .optional()?;
    Ok(before.map_or(Taken::TicketUsed, |id| Taken::Before(id.0.into())))
}

type StampRow = (Uid, Uid, String, String, String, At);

fn read((id, venue, name, day, way, at): StampRow) -> StoreResult<Stamp> {
    Ok(Stamp {
        id: id.0.into(),
        point_id: venue.0.into(),
        point_name: name,
        activity_id: None,
        activity_title: None,
        venue_id: Some(venue.0.into()),
        day: read_day(&day)?,
        at: at.into(),
        way: CheckInWay::parse(&way).ok_or_else(|| StoreError::corrupt(&way))?,
    })
}

/// Somebody's stamps of venues, latest first; with `only`, that one.
pub(super) fn stamps(
    conn: &mut Conn,
    account: AccountId,
    only: Option<CheckInId>,
    after: Option<CheckInId>,
    limit: i64,
) -> StoreResult<Vec<Stamp>> {
    let mut query = venue_stamps::table
        .filter(venue_stamps::visitor_id.eq(Uid::from(account)))
        .select((
            venue_stamps::id,
            venue_stamps::venue_id,
            venue_stamps::venue_name,
            venue_stamps::day,
            venue_stamps::way,
            venue_stamps::at,
        ))
        .into_boxed();
    if let Some(only) = only {
        query = query.filter(venue_stamps::id.eq(Uid::from(only)));
    }
    if let Some(after) = after {
        query = query.filter(venue_stamps::id.lt(Uid::from(after)));
    }
    let rows: Vec<StampRow> = query.order(venue_stamps::id.desc()).limit(limit).load(conn)?;
    rows.into_iter().map(read).collect()
}

/// On which day somebody first checked in at each of these venues.
pub fn first_days(
    conn: &mut Conn,
    account: AccountId,
    venues: &[VenueId],
) -> StoreResult<BTreeMap<VenueId, CivilDate>> {
    let ids: Vec<Uid> = venues.iter().map(|id| Uid::from(*id)).collect();
    let rows: Vec<(Uid, Option<String>)> = venue_stamps::table
        .filter(venue_stamps::visitor_id.eq(Uid::from(account)))
        .filter(venue_stamps::venue_id.eq_any(ids))
        .group_by(venue_stamps::venue_id)
        .select((venue_stamps::venue_id, min(venue_stamps::day)))
        .load(conn)?;
    rows.into_iter()
        .filter_map(|(id, day)| Some((id, day?)))
        .map(|(id, day)| Ok((id.0.into(), read_day(&day)?)))
        .collect()
}

/// Which of these venues can be checked in at.
pub fn open_of(conn: &mut Conn, venues: &[VenueId]) -> StoreResult<Vec<VenueId>> {
    let ids: Vec<Uid> = venues.iter().map(|id| Uid::from(*id)).collect();
    let rows: Vec<Uid> = venue_points::table
        .filter(venue_points::venue_id.eq_any(ids))
        .filter(venue_points::closed.eq(false))
        .select(venue_points::venue_id)
        .load(conn)?;
    Ok(rows.into_iter().map(|id| id.0.into()).collect())
}

/// Cuts somebody's stamps from their account.
pub(super) fn forget_visitor(tx: &mut Tx<'_>, visitor: Uid, instead: Uuid) -> StoreResult<()> {
    diesel::update(venue_stamps::table.filter(venue_stamps::visitor_id.eq(visitor)))
        .set(venue_stamps::visitor_id.eq(Uid(instead)))
        .execute(tx.conn())?;
    Ok(())
}

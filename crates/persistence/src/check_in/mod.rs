//! Points where visitors check in (打卡), and who was there: of activities here, of venues in [`venue`].

pub mod venue;

use std::collections::BTreeMap;

use diesel::dsl::{count, count_star};
use diesel::prelude::*;
use domain::check_in::{CheckInWay, CountedParticipants, Opening, Stamp};
use domain::id::{AccountId, ActivityId, CheckInId, CheckInPointId};
use domain::time::{CivilDate, Instant};
use uuid::Uuid;

use crate::Tx;
use crate::dialect::{self, Conn, InsertOrKeep};
use crate::error::{StoreError, StoreResult};
use crate::schema::{activities, activity_visits, check_in_points, check_ins, wrong_codes};
use crate::types::{At, Uid};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointRecord {
    pub id: CheckInPointId,
    pub activity_id: ActivityId,
    pub name: String,
    pub opening: Opening,
    /// Codes are made with it: when it rises, all before are worthless.
    pub generation: i32,
    pub version: i32,
    pub created_by: AccountId,
    pub created_at: Instant,
    pub updated_at: Instant,
}

#[derive(Queryable, Insertable, AsChangeset)]
#[diesel(table_name = check_in_points)]
struct Row {
    id: Uid,
    activity_id: Uid,
    name: String,
    opens_at: At,
    closes_at: At,
    closed: bool,
    generation: i32,
    version: i32,
    created_by: Uid,
    created_at: At,
    updated_at: At,
}

impl From<&PointRecord> for Row {
    fn from(p: &PointRecord) -> Self {
        Self {
            id: p.id.into(),
            activity_id: p.activity_id.into(),
            name: p.name.clone(),
            opens_at: p.opening.opens_at.into(),
            closes_at: p.opening.closes_at.into(),
            closed: p.opening.closed,
            generation: p.generation,
            version: p.version,
            created_by: p.created_by.into(),
            created_at: p.created_at.into(),
            updated_at: p.updated_at.into(),
        }
    }
}

impl From<Row> for PointRecord {
    fn from(r: Row) -> Self {
        Self {
            id: r.id.0.into(),
            activity_id: r.activity_id.0.into(),
            name: r.name,
            opening: Opening {
                opens_at: r.opens_at.into(),
                closes_at: r.closes_at.into(),
                closed: r.closed,
            },
            generation: r.generation,
            version: r.version,
            created_by: r.created_by.0.into(),
            created_at: r.created_at.into(),
            updated_at: r.updated_at.into(),
        }
    }
}

pub fn insert(tx: &mut Tx<'_>, p: &PointRecord) -> StoreResult<()> {
    diesel::insert_into(check_in_points::table)
        .values(Row::from(p))
        .execute(tx.conn())?;
    Ok(())
}

pub fn find(conn: &mut Conn, id: CheckInPointId) -> StoreResult<PointRecord> {
    Ok(check_in_points::table
        .find(Uid::from(id))
        .first::<Row>(conn)?
        .into())
}

/// Stores `p`, whose version is one above `expected`, if that is still the version.
pub fn save(tx: &mut Tx<'_>, p: &PointRecord, expected: i32) -> StoreResult<()> {
    let target = check_in_points::table
        .find(Uid::from(p.id))
        .filter(check_in_points::version.eq(expected));
    if diesel::update(target).set(Row::from(p)).execute(tx.conn())? == 1 {
        Ok(())
    } else {
        Err(StoreError::Stale)
    }
}

/// Forgets a point, if `expected` is still its version; its check-ins go with it.
pub fn delete(tx: &mut Tx<'_>, id: CheckInPointId, expected: i32) -> StoreResult<()> {
    let target = check_in_points::table
        .find(Uid::from(id))
        .filter(check_in_points::version.eq(expected));
    if diesel::delete(target).execute(tx.conn())? == 1 {
        Ok(())
    } else {
        Err(StoreError::Stale)
    }
}

/// The points of an activity, in the order they were made.
pub fn of_activity(conn: &mut Conn, id: ActivityId) -> StoreResult<Vec<PointRecord>> {
    let rows: Vec<Row> = check_in_points::table
        .filter(check_in_points::activity_id.eq(Uid::from(id)))
        .order(check_in_points::id)
        .load(conn)?;
    Ok(rows.into_iter().map(PointRecord::from).collect())
}

/// How many checked in at each point of an activity, all days together.
pub fn counts(conn: &mut Conn, id: ActivityId) -> StoreResult<BTreeMap<CheckInPointId, u64>> {
    let rows: Vec<(Uid, i64)> = check_ins::table
        .inner_join(check_in_points::table)
        .filter(check_in_points::activity_id.eq(Uid::from(id)))
        .group_by(check_ins::point_id)
        .select((check_ins::point_id, count_star()))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, n)| (id.0.into(), n.unsigned_abs()))
        .collect())
}

/// How many checked in at a point, by day.
pub fn by_day(conn: &mut Conn, id: CheckInPointId) -> StoreResult<BTreeMap<CivilDate, u64>> {
    let rows: Vec<(String, i64)> = check_ins::table
        .filter(check_ins::point_id.eq(Uid::from(id)))
        .group_by(check_ins::day)
        .select((check_ins::day, count_star()))
        .load(conn)?;
    rows.into_iter()
        .map(|(day, n)| Ok((read_day(&day)?, n.unsigned_abs())))
        .collect()
}

/// Who was counted at an activity's points; `None` when it has no point.
pub fn counted(conn: &mut Conn, id: ActivityId) -> StoreResult<Option<CountedParticipants>> {
    let (visits, people): (i64, i64) = activity_visits::table
        .filter(activity_visits::activity_id.eq(Uid::from(id)))
        .select((
            count_star(),
            count(activity_visits::visitor_id).aggregate_distinct(),
        ))
        .first(conn)?;
    let points = check_in_points::table.filter(check_in_points::activity_id.eq(Uid::from(id)));
    if visits == 0 && !diesel::select(diesel::dsl::exists(points)).get_result::<bool>(conn)? {
        return Ok(None);
    }
    Ok(Some(CountedParticipants {
        visits: visits.unsigned_abs(),
        people: people.unsigned_abs(),
    }))
}

/// One person's check-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckInRecord {
    pub id: CheckInId,
    pub account_id: AccountId,
    pub day: CivilDate,
    pub way: CheckInWay,
    /// Of the ticket that was used.
    pub nonce: Option<[u8; 8]>,
    pub at: Instant,
}

/// What became of a check-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// The first of this person at this point on this day.
    New,
    /// There is one already: its id.
    Before(CheckInId),
    /// The ticket was used by somebody else, or on another day.
    TicketUsed,
}

/// Takes a check-in, once for each person, point and day.
pub fn take(tx: &mut Tx<'_>, p: &PointRecord, c: &CheckInRecord) -> StoreResult<Taken> {
    let (visitor, day) = (Uid::from(c.account_id), c.day.to_string());
    let values = (
        check_ins::id.eq(Uid::from(c.id)),
        check_ins::point_id.eq(Uid::from(p.id)),
        check_ins::visitor_id.eq(visitor),
        check_ins::day.eq(&day),
        check_ins::way.eq(c.way.as_str()),
        check_ins::nonce.eq(c.nonce.map(Vec::from)),
        check_ins::at.eq(At::from(c.at)),
    );
    let insert = diesel::insert_into(check_ins::table).values(values);
    if InsertOrKeep(insert).execute(tx.conn())? == 0 {
        let before: Option<Uid> = check_ins::table
            .filter(check_ins::point_id.eq(Uid::from(p.id)))
            .filter(check_ins::day.eq(&day))
            .filter(check_ins::visitor_id.eq(visitor))
            .select(check_ins::id)
            .first(tx.conn())
            .optional()?;
        return Ok(before.map_or(Taken::TicketUsed, |id| Taken::Before(id.0.into())));
    }
    let insert = diesel::insert_into(activity_visits::table).values((
        activity_visits::activity_id.eq(Uid::from(p.activity_id)),
        activity_visits::day.eq(&day),
        activity_visits::visitor_id.eq(visitor),
    ));
    InsertOrKeep(insert).execute(tx.conn())?;
    Ok(Taken::New)
}

type StampRow = (Uid, String, String, At, Uid, String, Uid, Option<String>);

fn read_stamp((id, day, way, at, point, name, activity, title): StampRow) -> StoreResult<Stamp> {
    Ok(Stamp {
        id: id.0.into(),
        point_id: point.0.into(),
        point_name: name,
        activity_id: Some(activity.0.into()),
        activity_title: Some(title.unwrap_or_default()),
        venue_id: None,
        day: read_day(&day)?,
        at: at.into(),
        way: CheckInWay::parse(&way).ok_or_else(|| StoreError::corrupt(&way))?,
    })
}

/// Somebody's stamps of activities and venues, latest first; with `only`, that one.
pub fn stamps(
    conn: &mut Conn,
    account: AccountId,
    only: Option<CheckInId>,
    after: Option<CheckInId>,
    limit: usize,
) -> StoreResult<Vec<Stamp>> {
    let most = i64::try_from(limit).unwrap_or(100);
    let mut all = of_activities(conn, account, only, after, most)?;
    all.extend(venue::stamps(conn, account, only, after, most)?);
    all.sort_unstable_by_key(|stamp| std::cmp::Reverse(stamp.id));
    all.truncate(limit);
    Ok(all)
}

fn of_activities(
    conn: &mut Conn,
    account: AccountId,
    only: Option<CheckInId>,
    after: Option<CheckInId>,
    limit: i64,
) -> StoreResult<Vec<Stamp>> {
    let mut query = check_ins::table
        .inner_join(check_in_points::table.inner_join(activities::table))
        .filter(check_ins::visitor_id.eq(Uid::from(account)))
        .select((
            check_ins::id,
            check_ins::day,
            check_ins::way,
            check_ins::at,
            check_in_points::id,
            check_in_points::name,
            activities::id,
            activities::title,
        ))
        .into_boxed();
    if let Some(only) = only {
        query = query.filter(check_ins::id.eq(Uid::from(only)));
    }
    if let Some(after) = after {
        query = query.filter(check_ins::id.lt(Uid::from(after)));
    }
    let rows: Vec<StampRow> = query.order(check_ins::id.desc()).limit(limit).load(conn)?;
    rows.into_iter().map(read_stamp).collect()
}

/// Cuts somebody's check-ins from their account: they stay counted, under a number that leads nowhere.
pub fn forget_visitor(tx: &mut Tx<'_>, account: AccountId, instead: Uuid) -> StoreResult<()> {
    let (visitor, instead) = (Uid::from(account), Uid(instead));
    diesel::update(check_ins::table.filter(check_ins::visitor_id.eq(visitor)))
        .set(check_ins::visitor_id.eq(instead))
        .execute(tx.conn())?;
    diesel::update(activity_visits::table.filter(activity_visits::visitor_id.eq(visitor)))
        .set(activity_visits::visitor_id.eq(instead))
        .execute(tx.conn())?;
    venue::forget_visitor(tx, visitor, instead.0)
}

/// How often somebody gave a wrong code on a day.
pub fn wrong_codes(conn: &mut Conn, account: AccountId, day: CivilDate) -> StoreResult<i32> {
    Ok(wrong_codes::table
        .find((Uid::from(account), day.to_string()))
        .select(wrong_codes::count)
        .first(conn)
        .optional()?
        .unwrap_or(0))
}

/// Counts one more wrong code.
pub fn count_wrong_code(tx: &mut Tx<'_>, account: AccountId, day: CivilDate) -> StoreResult<()> {
    let key = (Uid::from(account), day.to_string());
    let row = wrong_codes::table.find(key.clone());
    dialect::upsert(
        tx.conn(),
        |conn| {
            diesel::update(row.clone())
                .set(wrong_codes::count.eq(wrong_codes::count + 1))
                .execute(conn)
        },
        |conn| {
            let insert = diesel::insert_into(wrong_codes::table).values((
                wrong_codes::account_id.eq(key.0),
                wrong_codes::day.eq(&key.1),
                wrong_codes::count.eq(1),
            ));
            InsertOrKeep(insert).execute(conn)
        },
    )
}

/// Forgets wrong codes of days before this one.
pub fn forget_wrong_codes(tx: &mut Tx<'_>, before: CivilDate) -> StoreResult<()> {
    diesel::delete(wrong_codes::table.filter(wrong_codes::day.lt(before.to_string()))).execute(tx.conn())?;
    Ok(())
}

fn read_day(text: &str) -> StoreResult<CivilDate> {
    text.parse().map_err(StoreError::corrupt)
}

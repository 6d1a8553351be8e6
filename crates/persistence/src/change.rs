//! Feeds of changes: what is new since a position, each resource once with its latest state.
//!
//! A change is written in the transaction that makes it, without a position. [`give_positions`] numbers what was
//! committed, one process at a time. So a position that can be read never has an unread one below it, however long
//! the transactions behind it ran: a reader who goes on from the last position it saw misses nothing.

use diesel::prelude::*;
use domain::region::{RegionCode, RegionLevel};
use domain::time::Instant;
use uuid::Uuid;

use crate::Tx;
use crate::dialect::{self, Conn, InsertOrKeep, upsert};
use crate::error::{StoreError, StoreResult};
use crate::schema::{change_feeds, changes};
use crate::types::{At, Uid};

/// Resources that one statement names.
const AT_ONCE: usize = 1_000;

/// What a feed tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feed {
    Activities,
    Organizations,
}

impl Feed {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Activities => "activities",
            Self::Organizations => "organizations",
        }
    }
}

/// Something changed. One that moved to another region stays in the old one's feed as `gone`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub resource: Uuid,
    pub region: RegionCode,
    /// Version of the resource that the change made.
    pub version: i32,
    pub gone: bool,
    pub position: i64,
    pub changed_at: Instant,
}

/// Notes that `resource`, which lies in `region`, has a new version.
pub(crate) fn note(
    tx: &mut Tx<'_>,
    feed: Feed,
    resource: Uuid,
    region: &RegionCode,
    version: i32,
    at: Instant,
) -> StoreResult<()> {
    let of_resource = || {
        changes::table
            .filter(changes::feed.eq(feed.as_str()))
            .filter(changes::resource_id.eq(Uid(resource)))
    };
    let here = || of_resource().filter(changes::region_code.eq(region.to_string()));
    let set = (
        changes::version.eq(version),
        changes::gone.eq(false),
        changes::position.eq(None::<i64>),
        changes::changed_at.eq(At::from(at)),
    );
    let where_it_was = diesel::update(here().filter(changes::gone.eq(false)))
        .set(set)
        .execute(tx.conn())?;
    if where_it_was == 1 {
        return Ok(());
    }
    upsert(
        tx.conn(),
        |conn| diesel::update(here()).set(set).execute(conn),
        |conn| {
            let row = diesel::insert_into(changes::table).values((
                changes::feed.eq(feed.as_str()),
                changes::resource_id.eq(Uid(resource)),
                changes::region_code.eq(region.to_string()),
                changes::city_code.eq(region.city().to_string()),
                changes::province_code.eq(region.province().to_string()),
                changes::version.eq(version),
                changes::gone.eq(false),
                changes::changed_at.eq(At::from(at)),
            ));
            InsertOrKeep(row).execute(conn)
        },
    )?;
    let elsewhere = of_resource().filter(changes::region_code.ne(region.to_string()));
    diesel::update(elsewhere.filter(changes::gone.eq(false)))
        .set((
            changes::version.eq(version),
            changes::gone.eq(true),
            changes::position.eq(None::<i64>),
            changes::changed_at.eq(At::from(at)),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Tells of these once more: something that is shown or counted with them changed, though they did not. Nothing for what
/// was never told.
pub(crate) fn again(
    tx: &mut Tx<'_>,
    feed: Feed,
    resources: impl IntoIterator<Item = Uuid>,
) -> StoreResult<()> {
    let resources: Vec<Uid> = resources.into_iter().map(Uid).collect();
    // A statement takes only so many values.
    for some in resources.chunks(AT_ONCE) {
        let told = changes::table
            .filter(changes::feed.eq(feed.as_str()))
            .filter(changes::gone.eq(false))
            .filter(changes::resource_id.eq_any(some));
        diesel::update(told)
            .set(changes::position.eq(None::<i64>))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Whether something waits for its position.
pub fn is_waiting(conn: &mut Conn, feed: Feed) -> StoreResult<bool> {
    let waiting = changes::table
        .filter(changes::feed.eq(feed.as_str()))
        .filter(changes::position.is_null());
    Ok(diesel::select(diesel::dsl::exists(waiting)).get_result(conn)?)
}

/// When the first change happened that stands after `position` or waits for one. Two statements, each along an index.
pub fn first_after(conn: &mut Conn, feed: Feed, position: i64) -> StoreResult<Option<Instant>> {
    let of_feed = || {
        changes::table
            .filter(changes::feed.eq(feed.as_str()))
            .select(changes::changed_at)
    };
    let numbered: Option<At> = of_feed()
        .filter(changes::position.gt(position))
        .order(changes::position)
        .first(conn)
        .optional()?;
    let waiting: Option<At> = of_feed()
        .filter(changes::position.is_null())
        .order(changes::changed_at)
        .first(conn)
        .optional()?;
    let both = numbered.into_iter().chain(waiting).map(Instant::from);
    Ok(both.min())
}

/// Numbers up to `limit` changes that are committed, the oldest first; answers how many. Whoever comes at the same time
/// waits until this transaction ends.
pub fn give_positions(tx: &mut Tx<'_>, feed: Feed, limit: i64) -> StoreResult<usize> {
    let counter = || change_feeds::table.filter(change_feeds::feed.eq(feed.as_str()));
    // The lock: an update that changes nothing.
    diesel::update(counter())
        .set(change_feeds::last.eq(change_feeds::last))
        .execute(tx.conn())?;
    let last: i64 = counter().select(change_feeds::last).first(tx.conn())?;
    let given = dialect::number_changes(tx.conn(), feed.as_str(), last, limit)?;
    let count = i64::try_from(given).map_err(StoreError::corrupt)?;
    diesel::update(counter())
        .set(change_feeds::last.eq(last + count))
        .execute(tx.conn())?;
    Ok(given)
}

/// Changes within a region behind a position, in order. With `since`, only those made at that time or later.
pub fn after(
    conn: &mut Conn,
    feed: Feed,
    region: &RegionCode,
    position: i64,
    since: Option<Instant>,
    limit: i64,
) -> StoreResult<Vec<Change>> {
    type Row = (Uid, String, i32, bool, Option<i64>, At);
    let mut query = changes::table
        .filter(changes::feed.eq(feed.as_str()))
        .filter(changes::position.gt(position))
        .into_boxed();
    query = match region.level() {
        RegionLevel::Country => query,
        RegionLevel::Province => query.filter(changes::province_code.eq(region.to_string())),
        RegionLevel::City => query.filter(changes::city_code.eq(region.to_string())),
        RegionLevel::County | RegionLevel::Township => query
            .filter(changes::city_code.eq(region.city().to_string()))
            .filter(changes::region_code.like(format!("{}%", region.prefix()))),
    };
    if let Some(since) = since {
        query = query.filter(changes::changed_at.ge(At::from(since)));
    }
    let rows: Vec<Row> = query
        .order(changes::position)
        .limit(limit)
        .select((
            changes::resource_id,
            changes::region_code,
            changes::version,
            changes::gone,
            changes::position,
            changes::changed_at,
        ))
        .load(conn)?;
    rows.into_iter()
        .map(|(id, region, version, gone, position, at)| {
            Ok(Change {
                resource: id.0,
                region: region.parse().map_err(StoreError::corrupt)?,
                version,
                gone,
                position: position.ok_or(StoreError::NotFound)?,
                changed_at: at.into(),
            })
        })
        .collect()
}

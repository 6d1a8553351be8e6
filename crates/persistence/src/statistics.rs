//! Roll-ups: figures of regions, what each activity adds to them, and how far the feed of changes is read.

use std::collections::BTreeMap;

use diesel::prelude::*;
use domain::id::ActivityId;
use domain::region::RegionCode;
use domain::statistics::{Cell, Contribution, Dimension, Figures};
use domain::time::Instant;
use serde_json::Value;

use crate::Tx;
use crate::change::{self, Feed};
use crate::dialect::{Conn, InsertOrKeep, add_figures, upsert};
use crate::error::{StoreError, StoreResult};
use crate::schema::{change_feeds, contributions, statistics, statistics_progress};
use crate::types::{Json, Uid};

/// Holds the figures until the end of this transaction, and answers the position up to which the feed is in them.
pub fn hold(tx: &mut Tx<'_>) -> StoreResult<i64> {
    // The lock: an update that changes nothing.
    diesel::update(statistics_progress::table.find(Feed::Activities.as_str()))
        .set(statistics_progress::position.eq(statistics_progress::position))
        .execute(tx.conn())?;
    let row = statistics_progress::table.find(Feed::Activities.as_str());
    Ok(row.select(statistics_progress::position).first(tx.conn())?)
}

/// The feed is in the figures up to `position`.
pub fn advance(tx: &mut Tx<'_>, position: i64) -> StoreResult<()> {
    diesel::update(statistics_progress::table.find(Feed::Activities.as_str()))
        .set(statistics_progress::position.eq(position))
        .execute(tx.conn())?;
    Ok(())
}

/// Whether everything that is committed is in the figures.
pub fn is_complete(conn: &mut Conn) -> StoreResult<bool> {
    if change::is_waiting(conn, Feed::Activities)? {
        return Ok(false);
    }
    let name = Feed::Activities.as_str();
    let read: i64 = statistics_progress::table
        .find(name)
        .select(statistics_progress::position)
        .first(conn)?;
    let last: i64 = change_feeds::table
        .find(name)
        .select(change_feeds::last)
        .first(conn)?;
    Ok(read >= last)
}

/// The time up to which the figures are complete: that of the first change that is not in them, `now` when all are.
pub fn as_of(conn: &mut Conn, now: Instant) -> StoreResult<Instant> {
    let feed = Feed::Activities;
    let read: i64 = statistics_progress::table
        .find(feed.as_str())
        .select(statistics_progress::position)
        .first(conn)?;
    let first = change::first_after(conn, feed, read)?;
    Ok(first.map_or(now, |first| first.min(now)))
}

/// What these activities add, as far as they add anything.
pub fn contributions(conn: &mut Conn, ids: &[ActivityId]) -> StoreResult<BTreeMap<ActivityId, Contribution>> {
    let ids: Vec<Uid> = ids.iter().map(|id| Uid::from(*id)).collect();
    let rows: Vec<(Uid, Json)> = contributions::table
        .filter(contributions::activity_id.eq_any(ids))
        .select((contributions::activity_id, contributions::contribution))
        .load(conn)?;
    rows.into_iter()
        .map(|(id, contribution)| Ok((id.0.into(), contribution.read()?)))
        .collect()
}

/// Keeps what an activity adds now.
pub fn keep(tx: &mut Tx<'_>, id: ActivityId, contribution: &Contribution) -> StoreResult<()> {
    let row = || contributions::table.find(Uid::from(id));
    if *contribution == Contribution::default() {
        diesel::delete(row()).execute(tx.conn())?;
        return Ok(());
    }
    let total = contribution.total();
    let region = contribution.places.first().map_or("", RegionCode::as_str);
    let values = (
        contributions::contribution.eq(Json::of(contribution)?),
        contributions::edition.eq(&contribution.edition),
        contributions::region_code.eq(region),
        contributions::offline.eq(total.actual_offline),
        contributions::online.eq(total.actual_online),
    );
    upsert(
        tx.conn(),
        |conn| diesel::update(row()).set(values.clone()).execute(conn),
        |conn| {
            let key = contributions::activity_id.eq(Uid::from(id));
            let row = diesel::insert_into(contributions::table).values((key, values.clone()));
            InsertOrKeep(row).execute(conn)
        },
    )
}

/// Cells that one statement adds to.
const ADDED: usize = 1_000;

/// Adds to figures. Whoever calls this holds them ([`hold`]).
pub fn add(tx: &mut Tx<'_>, cells: &BTreeMap<Cell, Figures>) -> StoreResult<()> {
    let rows: Vec<Vec<Value>> = cells
        .iter()
        .map(|(cell, by)| {
            let key = [
                cell.edition.as_str(),
                cell.dimension.as_str(),
                cell.region.as_str(),
                &cell.key,
            ];
            let figures = Figures::NAMES.iter().map(|name| by.named(name).into());
            key.into_iter().map(Value::from).chain(figures).collect()
        })
        .collect();
    for some in rows.chunks(ADDED) {
        add_figures(tx.conn(), some)?;
    }
    Ok(())
}

#[derive(Queryable)]
struct Row {
    edition: String,
    dimension: String,
    region_code: String,
    value: String,
    filed: i64,
    approved: i64,
    sessions: i64,
    expected_offline: i64,
    expected_online: i64,
    actual_offline: i64,
    actual_online: i64,
    supplemented: i64,
    media_reports: i64,
    sci_workers: i64,
    budget_yuan: i64,
    photos: i64,
    videos: i64,
    reusable_resources: i64,
}

fn read(row: Row) -> StoreResult<(Cell, Figures)> {
    let dimension = Dimension::parse(&row.dimension).ok_or_else(|| StoreError::corrupt(&row.dimension))?;
    Ok((
        Cell {
            edition: row.edition,
            region: row.region_code.parse().map_err(StoreError::corrupt)?,
            dimension,
            key: row.value,
        },
        Figures {
            filed: row.filed,
            approved: row.approved,
            sessions: row.sessions,
            expected_offline: row.expected_offline,
            expected_online: row.expected_online,
            actual_offline: row.actual_offline,
            actual_online: row.actual_online,
            supplemented: row.supplemented,
            media_reports: row.media_reports,
            sci_workers: row.sci_workers,
            budget_yuan: row.budget_yuan,
            photos: row.photos,
            videos: row.videos,
            reusable_resources: row.reusable_resources,
        },
    ))
}

/// Figures of these regions, told apart by one dimension, in the order of region and value.
pub fn figures(
    conn: &mut Conn,
    edition: &str,
    dimension: Dimension,
    regions: &[RegionCode],
) -> StoreResult<Vec<(Cell, Figures)>> {
    let codes: Vec<&str> = regions.iter().map(RegionCode::as_str).collect();
    let rows: Vec<Row> = statistics::table
        .filter(statistics::edition.eq(edition))
        .filter(statistics::dimension.eq(dimension.as_str()))
        .filter(statistics::region_code.eq_any(codes))
        .order((statistics::region_code, statistics::value))
        .load(conn)?;
    rows.into_iter().map(read).collect()
}

/// The same for values from `first` to `last`, both included.
pub fn figures_between(
    conn: &mut Conn,
    edition: &str,
    dimension: Dimension,
    regions: &[RegionCode],
    first: &str,
    last: &str,
) -> StoreResult<Vec<(Cell, Figures)>> {
    let codes: Vec<&str> = regions.iter().map(RegionCode::as_str).collect();
    let rows: Vec<Row> = statistics::table
        .filter(statistics::edition.eq(edition))
        .filter(statistics::dimension.eq(dimension.as_str()))
        .filter(statistics::region_code.eq_any(codes))
        .filter(statistics::value.between(first, last))
        .order((statistics::region_code, statistics::value))
        .load(conn)?;
    rows.into_iter().map(read).collect()
}

/// All figures of an edition, for those who count anew.
pub fn everything(conn: &mut Conn, edition: &str) -> StoreResult<BTreeMap<Cell, Figures>> {
    let rows: Vec<Row> = statistics::table
        .filter(statistics::edition.eq(edition))
        .load(conn)?;
    rows.into_iter().map(read).collect()
}

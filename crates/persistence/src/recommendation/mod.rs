//! Recommendation lists (推荐名单): the lists, their entries, their experts and scores.

mod entry;
mod score;

use std::collections::BTreeMap;

use diesel::prelude::*;
use domain::id::{ListId, MediaId};
use domain::recommendation::{ListStatus, Subject};
use domain::region::RegionCode;
use domain::time::{CivilDate, Instant};

use crate::Tx;
use crate::dialect::{Conn, InsertOrKeep};
use crate::error::{StoreError, StoreResult};
use crate::schema::{recommendation_lists, regions};
use crate::types::{At, Json, Uid};

pub use entry::{
    EntryRecord, close_gap, count, entries, entry, entry_names, entry_of, insert_entry, move_between,
    of_source, of_subject, positions, save_entry, set_position, set_source, take_all,
};
pub use score::{ExpertRecord, dismiss, experts, invitations, invite, is_expert, put_score, scores};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRecord {
    pub id: ListId,
    pub edition: String,
    pub region_code: RegionCode,
    pub subject: Subject,
    pub status: ListStatus,
    pub slots: i32,
    pub lock_on: Option<CivilDate>,
    pub opinion: String,
    pub scan_id: Option<MediaId>,
    pub returned_reason: Option<String>,
    pub weights: BTreeMap<String, u32>,
    pub version: i32,
    pub locked_at: Option<Instant>,
    pub endorsed_at: Option<Instant>,
    pub created_at: Instant,
    pub updated_at: Instant,
}

#[derive(Queryable, Insertable, AsChangeset)]
#[diesel(table_name = recommendation_lists, treat_none_as_null = true)]
struct Row {
    id: Uid,
    edition: String,
    region_code: String,
    subject: String,
    status: String,
    slots: i32,
    lock_on: Option<String>,
    opinion: String,
    scan_id: Option<Uid>,
    returned_reason: Option<String>,
    weights: Json,
    version: i32,
    locked_at: Option<At>,
    endorsed_at: Option<At>,
    created_at: At,
    updated_at: At,
}

fn row_of(l: &ListRecord) -> StoreResult<Row> {
    Ok(Row {
        id: l.id.into(),
        edition: l.edition.clone(),
        region_code: l.region_code.to_string(),
        subject: l.subject.as_str().to_owned(),
        status: l.status.as_str().to_owned(),
        slots: l.slots,
        lock_on: l.lock_on.map(|day| day.to_string()),
        opinion: l.opinion.clone(),
        scan_id: l.scan_id.map(Uid::from),
        returned_reason: l.returned_reason.clone(),
        weights: Json::of(&l.weights)?,
        version: l.version,
        locked_at: l.locked_at.map(At::from),
        endorsed_at: l.endorsed_at.map(At::from),
        created_at: l.created_at.into(),
        updated_at: l.updated_at.into(),
    })
}

fn read(r: Row) -> StoreResult<ListRecord> {
    Ok(ListRecord {
        id: r.id.0.into(),
        edition: r.edition,
        region_code: r.region_code.parse().map_err(StoreError::corrupt)?,
        subject: Subject::parse(&r.subject).ok_or_else(|| StoreError::corrupt(&r.subject))?,
        status: ListStatus::parse(&r.status).ok_or_else(|| StoreError::corrupt(&r.status))?,
        slots: r.slots,
        lock_on: r
            .lock_on
            .map(|day| day.parse().map_err(StoreError::corrupt))
            .transpose()?,
        opinion: r.opinion,
        scan_id: r.scan_id.map(|id| id.0.into()),
        returned_reason: r.returned_reason,
        weights: r.weights.read()?,
        version: r.version,
        locked_at: r.locked_at.map(Instant::from),
        endorsed_at: r.endorsed_at.map(Instant::from),
        created_at: r.created_at.into(),
        updated_at: r.updated_at.into(),
    })
}

/// Makes a list, or gives the one that is there for its edition, region and subject: of two who open it at once both
/// get the same.
pub fn open(tx: &mut Tx<'_>, l: &ListRecord) -> StoreResult<ListRecord> {
    let row = diesel::insert_into(recommendation_lists::table).values(row_of(l)?);
    InsertOrKeep(row).execute(tx.conn())?;
    find_of(tx.conn(), &l.edition, &l.region_code, l.subject)?.ok_or(StoreError::NotFound)
}

pub fn find(conn: &mut Conn, id: ListId) -> StoreResult<ListRecord> {
    read(
        recommendation_lists::table
            .find(Uid::from(id))
            .first::<Row>(conn)?,
    )
}

pub fn find_of(
    conn: &mut Conn,
    edition: &str,
    region: &RegionCode,
    subject: Subject,
) -> StoreResult<Option<ListRecord>> {
    recommendation_lists::table
        .filter(recommendation_lists::edition.eq(edition))
        .filter(recommendation_lists::region_code.eq(region.as_str()))
        .filter(recommendation_lists::subject.eq(subject.as_str()))
        .first::<Row>(conn)
        .optional()?
        .map(read)
        .transpose()
}

/// The lists of these regions on one subject.
pub fn of_regions(
    conn: &mut Conn,
    edition: &str,
    regions: &[RegionCode],
    subject: Subject,
) -> StoreResult<Vec<ListRecord>> {
    let codes: Vec<&str> = regions.iter().map(RegionCode::as_str).collect();
    recommendation_lists::table
        .filter(recommendation_lists::edition.eq(edition))
        .filter(recommendation_lists::region_code.eq_any(codes))
        .filter(recommendation_lists::subject.eq(subject.as_str()))
        .load::<Row>(conn)?
        .into_iter()
        .map(read)
        .collect()
}

pub fn find_all(conn: &mut Conn, ids: &[ListId]) -> StoreResult<Vec<ListRecord>> {
    let ids: Vec<Uid> = ids.iter().map(|id| Uid::from(*id)).collect();
    recommendation_lists::table
        .filter(recommendation_lists::id.eq_any(ids))
        .load::<Row>(conn)?
        .into_iter()
        .map(read)
        .collect()
}

/// Stores `l`, whose version is one above `expected`, if that is still the version: of two writers one wins.
pub fn save(tx: &mut Tx<'_>, l: &ListRecord, expected: i32) -> StoreResult<()> {
    let target = recommendation_lists::table
        .filter(recommendation_lists::id.eq(Uid::from(l.id)))
        .filter(recommendation_lists::version.eq(expected));
    if diesel::update(target).set(row_of(l)?).execute(tx.conn())? == 1 {
        Ok(())
    } else {
        Err(StoreError::Stale)
    }
}

/// Holds a list to the end of the transaction as it is now, if it is still open: a lock waits for it, or has come first.
pub fn touch_open(tx: &mut Tx<'_>, id: ListId, at: Instant) -> StoreResult<bool> {
    let target = recommendation_lists::table
        .filter(recommendation_lists::id.eq(Uid::from(id)))
        .filter(recommendation_lists::status.eq(ListStatus::Open.as_str()));
    let changed = diesel::update(target)
        .set((
            recommendation_lists::version.eq(recommendation_lists::version + 1),
            recommendation_lists::updated_at.eq(At::from(at)),
        ))
        .execute(tx.conn())?;
    Ok(changed == 1)
}

/// The same without a new version: for what does not change which entries take a slot.
pub fn hold_open(tx: &mut Tx<'_>, id: ListId) -> StoreResult<bool> {
    let target = recommendation_lists::table
        .filter(recommendation_lists::id.eq(Uid::from(id)))
        .filter(recommendation_lists::status.eq(ListStatus::Open.as_str()));
    let changed = diesel::update(target)
        .set(recommendation_lists::version.eq(recommendation_lists::version))
        .execute(tx.conn())?;
    Ok(changed == 1)
}

/// Holds a list to the end of the transaction, whatever its status.
pub fn touch(tx: &mut Tx<'_>, id: ListId, at: Instant) -> StoreResult<()> {
    diesel::update(recommendation_lists::table.find(Uid::from(id)))
        .set((
            recommendation_lists::version.eq(recommendation_lists::version + 1),
            recommendation_lists::updated_at.eq(At::from(at)),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Regions of the lists whose stamped scan is this file.
pub fn scanned(conn: &mut Conn, file: MediaId) -> StoreResult<Vec<RegionCode>> {
    let rows: Vec<String> = recommendation_lists::table
        .filter(recommendation_lists::scan_id.eq(Uid::from(file)))
        .select(recommendation_lists::region_code)
        .limit(10)
        .load(conn)?;
    rows.into_iter()
        .map(|code| code.parse().map_err(StoreError::corrupt))
        .collect()
}

/// Which lists are wanted.
#[derive(Debug, Clone)]
pub struct ListFilter {
    pub edition: Option<String>,
    /// In the subtree of this region.
    pub region: RegionCode,
    pub subject: Option<Subject>,
    /// After the list of this region, subject and edition.
    pub after: Option<(String, String, String)>,
}

/// Lists of a region and those below it, by code: each region before its own parts. With the region's full name.
pub fn list(conn: &mut Conn, f: &ListFilter, limit: usize) -> StoreResult<Vec<(ListRecord, String)>> {
    let mut query = recommendation_lists::table
        .inner_join(regions::table)
        .into_boxed();
    if let Some(edition) = &f.edition {
        query = query.filter(recommendation_lists::edition.eq(edition.clone()));
    }
    if !f.region.is_country() {
        let prefix = f.region.prefix();
        // Codes are digits: what begins with the prefix lies between it and it with a character behind every digit.
        query = query
            .filter(recommendation_lists::region_code.ge(prefix.to_owned()))
            .filter(recommendation_lists::region_code.lt(format!("{prefix}:")));
    }
    if let Some(subject) = f.subject {
        query = query.filter(recommendation_lists::subject.eq(subject.as_str()));
    }
    if let Some((region, subject, edition)) = &f.after {
        let behind = recommendation_lists::subject
            .gt(subject.clone())
            .or(recommendation_lists::subject
                .eq(subject.clone())
                .and(recommendation_lists::edition.gt(edition.clone())));
        query = query.filter(
            recommendation_lists::region_code
                .gt(region.clone())
                .or(recommendation_lists::region_code.eq(region.clone()).and(behind)),
        );
    }
    let rows: Vec<(Row, String)> = query
        .order((
            recommendation_lists::region_code,
            recommendation_lists::subject,
            recommendation_lists::edition,
        ))
        .limit(i64::try_from(limit).unwrap_or(i64::MAX))
        .select((recommendation_lists::all_columns, regions::full_name))
        .load(conn)?;
    rows.into_iter()
        .map(|(row, name)| Ok((read(row)?, name)))
        .collect()
}

/// Open lists whose last day lies between two, both included, the earliest first.
pub fn locking_by(
    conn: &mut Conn,
    from: CivilDate,
    until: CivilDate,
    limit: i64,
) -> StoreResult<Vec<ListRecord>> {
    recommendation_lists::table
        .filter(recommendation_lists::status.eq(ListStatus::Open.as_str()))
        .filter(recommendation_lists::lock_on.ge(from.to_string()))
        .filter(recommendation_lists::lock_on.le(until.to_string()))
        .order((recommendation_lists::lock_on, recommendation_lists::id))
        .limit(limit)
        .load::<Row>(conn)?
        .into_iter()
        .map(read)
        .collect()
}

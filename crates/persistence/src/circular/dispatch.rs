//! Sendings: the original and the forwards, and the addresses under which they are found.

use diesel::prelude::*;
use domain::circular::Audience;
use domain::id::{AccountId, CircularId, DispatchId, MediaId};
use domain::region::RegionCode;
use domain::time::{CivilDate, Instant};

use super::{CircularRecord, Row as CircularRow, read as read_circular};
use crate::Tx;
use crate::dialect::{Conn, InsertOrKeep};
use crate::error::{StoreError, StoreResult};
use crate::schema::{circular_addresses, circular_dispatches, circular_media, circulars};
use crate::types::{At, Json, Uid};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DispatchRecord {
    pub id: DispatchId,
    pub circular_id: CircularId,
    pub region_code: RegionCode,
    pub original: bool,
    pub office: String,
    pub cover: String,
    pub audience: Audience,
    pub issued_by: AccountId,
    pub issued_at: Instant,
    pub reminded_on: Option<CivilDate>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = circular_dispatches)]
struct Row {
    id: Uid,
    circular_id: Uid,
    region_code: String,
    original: bool,
    office: String,
    cover: String,
    audience: Json,
    issued_by: Uid,
    issued_at: At,
    reminded_on: Option<String>,
}

fn read(r: Row) -> StoreResult<DispatchRecord> {
    let day = |text: &str| text.parse().map_err(StoreError::corrupt);
    Ok(DispatchRecord {
        id: r.id.0.into(),
        circular_id: r.circular_id.0.into(),
        region_code: r.region_code.parse().map_err(StoreError::corrupt)?,
        original: r.original,
        office: r.office,
        cover: r.cover,
        audience: r.audience.read()?,
        issued_by: r.issued_by.0.into(),
        issued_at: r.issued_at.into(),
        reminded_on: r.reminded_on.as_deref().map(day).transpose()?,
    })
}

fn ids(all: &[DispatchId]) -> Vec<Uid> {
    all.iter().map(|id| Uid::from(*id)).collect()
}

/// Keeps a sending with its addresses; false when the region has sent the circular before.
pub fn insert_dispatch(tx: &mut Tx<'_>, d: &DispatchRecord) -> StoreResult<bool> {
    let row = Row {
        id: d.id.into(),
        circular_id: d.circular_id.into(),
        region_code: d.region_code.to_string(),
        original: d.original,
        office: d.office.clone(),
        cover: d.cover.clone(),
        audience: Json::of(&d.audience)?,
        issued_by: d.issued_by.into(),
        issued_at: d.issued_at.into(),
        reminded_on: d.reminded_on.map(|day| day.to_string()),
    };
    let row = diesel::insert_into(circular_dispatches::table).values(row);
    if InsertOrKeep(row).execute(tx.conn())? != 1 {
        return Ok(false);
    }
    for address in d.audience.addresses(&d.region_code) {
        diesel::insert_into(circular_addresses::table)
            .values((
                circular_addresses::address.eq(address),
                circular_addresses::dispatch_id.eq(Uid::from(d.id)),
            ))
            .execute(tx.conn())?;
    }
    Ok(true)
}

/// The sendings of a circular by these regions, from the first.
pub fn sent_by(
    conn: &mut Conn,
    circular: CircularId,
    regions: &[RegionCode],
) -> StoreResult<Vec<DispatchRecord>> {
    let codes: Vec<String> = regions.iter().map(ToString::to_string).collect();
    circular_dispatches::table
        .filter(circular_dispatches::circular_id.eq(Uid::from(circular)))
        .filter(circular_dispatches::region_code.eq_any(codes))
        .order(circular_dispatches::id)
        .load::<Row>(conn)?
        .into_iter()
        .map(read)
        .collect()
}

/// Every sending of a circular, for what concerns them all. At most as many as there are regions.
pub fn dispatches_of(conn: &mut Conn, circular: CircularId) -> StoreResult<Vec<DispatchRecord>> {
    circular_dispatches::table
        .filter(circular_dispatches::circular_id.eq(Uid::from(circular)))
        .order(circular_dispatches::id)
        .load::<Row>(conn)?
        .into_iter()
        .map(read)
        .collect()
}

/// The forwards of a circular within a region, from the first.
pub fn forwards(
    conn: &mut Conn,
    circular: CircularId,
    within: &RegionCode,
    after: Option<DispatchId>,
    limit: usize,
) -> StoreResult<Vec<DispatchRecord>> {
    let mut query = circular_dispatches::table
        .filter(circular_dispatches::circular_id.eq(Uid::from(circular)))
        .filter(circular_dispatches::original.eq(false))
        .into_boxed();
    if !within.is_country() {
        let prefix = within.prefix();
        let (first, last) = (format!("{prefix:0<6}"), format!("{prefix:9<9}"));
        query = query.filter(circular_dispatches::region_code.between(first, last));
    }
    if let Some(after) = after {
        query = query.filter(circular_dispatches::id.gt(Uid::from(after)));
    }
    query
        .order(circular_dispatches::id)
        .limit(i64::try_from(limit).unwrap_or(100))
        .load::<Row>(conn)?
        .into_iter()
        .map(read)
        .collect()
}

/// What was sent to one of these addresses, latest first; a sending to several of them comes once.
pub fn inbox(
    conn: &mut Conn,
    addresses: &[String],
    edition: Option<&str>,
    after: Option<DispatchId>,
    limit: usize,
) -> StoreResult<Vec<(DispatchRecord, CircularRecord)>> {
    let sent = circular_addresses::table
        .filter(circular_addresses::address.eq_any(addresses.to_vec()))
        .select(circular_addresses::dispatch_id);
    let mut query = circular_dispatches::table
        .inner_join(circulars::table.on(circulars::id.eq(circular_dispatches::circular_id)))
        .filter(circular_dispatches::id.eq_any(sent))
        .select((Row::as_select(), CircularRow::as_select()))
        .into_boxed();
    if let Some(edition) = edition {
        query = query.filter(circulars::edition.eq(edition.to_owned()));
    }
    if let Some(after) = after {
        query = query.filter(circular_dispatches::id.lt(Uid::from(after)));
    }
    query
        .order(circular_dispatches::id.desc())
        .limit(i64::try_from(limit).unwrap_or(100))
        .load::<(Row, CircularRow)>(conn)?
        .into_iter()
        .map(|(dispatch, circular)| Ok((read(dispatch)?, read_circular(circular)?)))
        .collect()
}

/// Which of these sendings went to which of these addresses.
pub fn reached(
    conn: &mut Conn,
    addresses: &[String],
    dispatches: &[DispatchId],
) -> StoreResult<Vec<(String, DispatchId)>> {
    let rows: Vec<(String, Uid)> = circular_addresses::table
        .filter(circular_addresses::address.eq_any(addresses.to_vec()))
        .filter(circular_addresses::dispatch_id.eq_any(ids(dispatches)))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(address, id)| (address, id.0.into()))
        .collect())
}

/// Notes that those who have not read it are reminded on a day; false when they were that day.
pub fn remind_on(tx: &mut Tx<'_>, id: DispatchId, day: CivilDate) -> StoreResult<bool> {
    let day = day.to_string();
    let not_yet = circular_dispatches::reminded_on
        .is_null()
        .or(circular_dispatches::reminded_on.ne(day.clone()));
    let target = circular_dispatches::table
        .filter(circular_dispatches::id.eq(Uid::from(id)))
        .filter(not_yet);
    let noted = diesel::update(target)
        .set(circular_dispatches::reminded_on.eq(day))
        .execute(tx.conn())?;
    Ok(noted == 1)
}

/// Adds files that a region sends with a circular.
pub fn add_files(
    tx: &mut Tx<'_>,
    circular: CircularId,
    region: &RegionCode,
    files: &[MediaId],
) -> StoreResult<()> {
    for file in files {
        let row = diesel::insert_into(circular_media::table).values((
            circular_media::circular_id.eq(Uid::from(circular)),
            circular_media::region_code.eq(region.to_string()),
            circular_media::media_id.eq(Uid::from(*file)),
        ));
        InsertOrKeep(row).execute(tx.conn())?;
    }
    Ok(())
}

/// The files that regions sent with a circular.
pub fn files_of(
    conn: &mut Conn,
    circular: CircularId,
    regions: &[RegionCode],
) -> StoreResult<Vec<(RegionCode, MediaId)>> {
    let codes: Vec<String> = regions.iter().map(ToString::to_string).collect();
    let rows: Vec<(String, Uid)> = circular_media::table
        .filter(circular_media::circular_id.eq(Uid::from(circular)))
        .filter(circular_media::region_code.eq_any(codes))
        .order((circular_media::region_code, circular_media::media_id))
        .select((circular_media::region_code, circular_media::media_id))
        .load(conn)?;
    rows.into_iter()
        .map(|(region, id)| Ok((region.parse().map_err(StoreError::corrupt)?, id.0.into())))
        .collect()
}

/// With which circulars, and by which regions, a file was sent.
pub fn sent_with(conn: &mut Conn, file: MediaId) -> StoreResult<Vec<(CircularId, RegionCode)>> {
    let rows: Vec<(Uid, String)> = circular_media::table
        .filter(circular_media::media_id.eq(Uid::from(file)))
        .select((circular_media::circular_id, circular_media::region_code))
        .limit(20)
        .load(conn)?;
    rows.into_iter()
        .map(|(id, region)| Ok((id.0.into(), region.parse().map_err(StoreError::corrupt)?)))
        .collect()
}

pub fn find_dispatch(conn: &mut Conn, id: DispatchId) -> StoreResult<DispatchRecord> {
    read(
        circular_dispatches::table
            .find(Uid::from(id))
            .first::<Row>(conn)?,
    )
}

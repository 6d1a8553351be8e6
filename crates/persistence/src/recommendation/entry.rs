use diesel::prelude::*;
use domain::eligibility::Eligibility;
use domain::id::{AccountId, ActivityId, EntryId, ListId, OrganizationId};
use domain::recommendation::EntryStatus;
use domain::region::RegionCode;
use domain::time::Instant;
use uuid::Uuid;

use crate::Tx;
use crate::dialect::{Conn, InsertOrKeep};
use crate::error::{StoreError, StoreResult};
use crate::schema::recommendation_entries as table;
use crate::types::{At, Json, Uid};

#[derive(Debug, Clone, PartialEq)]
pub struct EntryRecord {
    pub id: EntryId,
    pub list_id: ListId,
    pub activity_id: Option<ActivityId>,
    pub organization_id: OrganizationId,
    /// The region it belongs to.
    pub region_code: RegionCode,
    /// Title or full name when it was put on the list.
    pub name: String,
    pub status: EntryStatus,
    /// Among the chosen, from 1; 0 for the others.
    pub position: i32,
    pub opinion: String,
    pub note: String,
    /// The entry of the list below that was passed up.
    pub source_id: Option<EntryId>,
    pub from_region: Option<RegionCode>,
    pub reason: Option<String>,
    /// Eligibility as it stood when the list was locked.
    pub frozen: Option<Eligibility>,
    pub added_by: AccountId,
    pub added_at: Instant,
    pub updated_at: Instant,
}

impl EntryRecord {
    /// What is recommended: the activity, or the organisation.
    pub fn subject_id(&self) -> Uuid {
        self.activity_id
            .map_or_else(|| self.organization_id.uuid(), ActivityId::uuid)
    }
}

#[derive(Queryable, Insertable, AsChangeset)]
#[diesel(table_name = table, treat_none_as_null = true)]
struct Row {
    id: Uid,
    list_id: Uid,
    subject_id: Uid,
    activity_id: Option<Uid>,
    organization_id: Uid,
    region_code: String,
    name: String,
    status: String,
    position: i32,
    opinion: String,
    note: String,
    source_id: Option<Uid>,
    from_region: Option<String>,
    reason: Option<String>,
    frozen: Option<Json>,
    added_by: Uid,
    added_at: At,
    updated_at: At,
}

fn row_of(e: &EntryRecord) -> StoreResult<Row> {
    Ok(Row {
        id: e.id.into(),
        list_id: e.list_id.into(),
        subject_id: Uid(e.subject_id()),
        activity_id: e.activity_id.map(Uid::from),
        organization_id: e.organization_id.into(),
        region_code: e.region_code.to_string(),
        name: e.name.clone(),
        status: e.status.as_str().to_owned(),
        position: e.position,
        opinion: e.opinion.clone(),
        note: e.note.clone(),
        source_id: e.source_id.map(Uid::from),
        from_region: e.from_region.as_ref().map(ToString::to_string),
        reason: e.reason.clone(),
        frozen: e.frozen.as_ref().map(Json::of).transpose()?,
        added_by: e.added_by.into(),
        added_at: e.added_at.into(),
        updated_at: e.updated_at.into(),
    })
}

fn read(r: Row) -> StoreResult<EntryRecord> {
    Ok(EntryRecord {
        id: r.id.0.into(),
        list_id: r.list_id.0.into(),
        activity_id: r.activity_id.map(|id| id.0.into()),
        organization_id: r.organization_id.0.into(),
        region_code: r.region_code.parse().map_err(StoreError::corrupt)?,
        name: r.name,
        status: EntryStatus::parse(&r.status).ok_or_else(|| StoreError::corrupt(&r.status))?,
        position: r.position,
        opinion: r.opinion,
        note: r.note,
        source_id: r.source_id.map(|id| id.0.into()),
        from_region: r
            .from_region
            .map(|code| code.parse().map_err(StoreError::corrupt))
            .transpose()?,
        reason: r.reason,
        frozen: r.frozen.map(|doc| doc.read()).transpose()?,
        added_by: r.added_by.0.into(),
        added_at: r.added_at.into(),
        updated_at: r.updated_at.into(),
    })
}

/// Puts something on a list; false when it is there already.
pub fn insert_entry(tx: &mut Tx<'_>, e: &EntryRecord) -> StoreResult<bool> {
    let row = diesel::insert_into(table::table).values(row_of(e)?);
    Ok(InsertOrKeep(row).execute(tx.conn())? == 1)
}

/// Stores an entry. Whoever changes what takes a slot has changed the list's version before: that keeps two apart.
pub fn save_entry(tx: &mut Tx<'_>, e: &EntryRecord) -> StoreResult<()> {
    let changed = diesel::update(table::table.find(Uid::from(e.id)))
        .set(row_of(e)?)
        .execute(tx.conn())?;
    if changed == 1 {
        Ok(())
    } else {
        Err(StoreError::NotFound)
    }
}

pub fn entry(conn: &mut Conn, list: ListId, id: EntryId) -> StoreResult<EntryRecord> {
    let row = table::table
        .filter(table::id.eq(Uid::from(id)))
        .filter(table::list_id.eq(Uid::from(list)))
        .first::<Row>(conn)?;
    read(row)
}

/// What these entries are of.
pub fn entry_names(conn: &mut Conn, ids: &[EntryId]) -> StoreResult<Vec<(EntryId, String)>> {
    let ids: Vec<Uid> = ids.iter().map(|id| Uid::from(*id)).collect();
    let rows: Vec<(Uid, String)> = table::table
        .filter(table::id.eq_any(ids))
        .select((table::id, table::name))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, name)| (id.0.into(), name)).collect())
}

/// The entry of an activity or organisation on a list.
pub fn entry_of(conn: &mut Conn, list: ListId, subject: Uuid) -> StoreResult<Option<EntryRecord>> {
    table::table
        .filter(table::list_id.eq(Uid::from(list)))
        .filter(table::subject_id.eq(Uid(subject)))
        .first::<Row>(conn)
        .optional()?
        .map(read)
        .transpose()
}

/// Every entry of an activity or organisation, on whatever list.
pub fn of_subject(conn: &mut Conn, subject: Uuid) -> StoreResult<Vec<EntryRecord>> {
    table::table
        .filter(table::subject_id.eq(Uid(subject)))
        .order(table::list_id)
        .load::<Row>(conn)?
        .into_iter()
        .map(read)
        .collect()
}

/// The entries that were passed up from these.
pub fn of_source(conn: &mut Conn, sources: &[EntryId]) -> StoreResult<Vec<EntryRecord>> {
    let ids: Vec<Uid> = sources.iter().map(|id| Uid::from(*id)).collect();
    table::table
        .filter(table::source_id.eq_any(ids))
        .load::<Row>(conn)?
        .into_iter()
        .map(read)
        .collect()
}

/// Entries of a list in one status, by place and then by age, after that place and id.
pub fn entries(
    conn: &mut Conn,
    list: ListId,
    status: EntryStatus,
    after: Option<(i32, EntryId)>,
    limit: usize,
) -> StoreResult<Vec<EntryRecord>> {
    let mut query = table::table
        .filter(table::list_id.eq(Uid::from(list)))
        .filter(table::status.eq(status.as_str()))
        .into_boxed();
    if let Some((position, id)) = after {
        query = query.filter(
            table::position
                .gt(position)
                .or(table::position.eq(position).and(table::id.gt(Uid::from(id)))),
        );
    }
    query
        .order((table::position, table::id))
        .limit(i64::try_from(limit).unwrap_or(i64::MAX))
        .load::<Row>(conn)?
        .into_iter()
        .map(read)
        .collect()
}

/// Every chosen entry, in order.
pub fn take_all(conn: &mut Conn, list: ListId) -> StoreResult<Vec<EntryRecord>> {
    entries(conn, list, EntryStatus::Listed, None, usize::MAX)
}

/// How many entries each of these lists has in each status.
pub fn count(conn: &mut Conn, lists: &[ListId]) -> StoreResult<Vec<(ListId, EntryStatus, i64)>> {
    let ids: Vec<Uid> = lists.iter().map(|id| Uid::from(*id)).collect();
    let rows: Vec<(Uid, String, i64)> = table::table
        .filter(table::list_id.eq_any(ids))
        .group_by((table::list_id, table::status))
        .select((table::list_id, table::status, diesel::dsl::count_star()))
        .load(conn)?;
    rows.into_iter()
        .map(|(id, status, n)| {
            let status = EntryStatus::parse(&status).ok_or_else(|| StoreError::corrupt(&status))?;
            Ok((id.0.into(), status, n))
        })
        .collect()
}

/// Ids of the chosen entries in order.
pub fn positions(conn: &mut Conn, list: ListId) -> StoreResult<Vec<EntryId>> {
    let rows: Vec<Uid> = table::table
        .filter(table::list_id.eq(Uid::from(list)))
        .filter(table::status.eq(EntryStatus::Listed.as_str()))
        .order((table::position, table::id))
        .select(table::id)
        .load(conn)?;
    Ok(rows.into_iter().map(|id| id.0.into()).collect())
}

/// Moves the chosen entries from place `from` to place `to`, both included, by one place.
pub fn move_between(tx: &mut Tx<'_>, list: ListId, from: i32, to: i32, by: i32) -> StoreResult<()> {
    let target = table::table
        .filter(table::list_id.eq(Uid::from(list)))
        .filter(table::status.eq(EntryStatus::Listed.as_str()))
        .filter(table::position.ge(from))
        .filter(table::position.le(to));
    diesel::update(target)
        .set(table::position.eq(table::position + by))
        .execute(tx.conn())?;
    Ok(())
}

/// Closes the gap that an entry left at a place.
pub fn close_gap(tx: &mut Tx<'_>, list: ListId, place: i32) -> StoreResult<()> {
    move_between(tx, list, place + 1, i32::MAX, -1)
}

/// Says from which entry of which region's list it was passed up.
pub fn set_source(tx: &mut Tx<'_>, id: EntryId, source: EntryId, from: &RegionCode) -> StoreResult<()> {
    diesel::update(table::table.find(Uid::from(id)))
        .set((
            table::source_id.eq(Uid::from(source)),
            table::from_region.eq(from.as_str()),
        ))
        .execute(tx.conn())?;
    Ok(())
}

pub fn set_position(tx: &mut Tx<'_>, id: EntryId, position: i32) -> StoreResult<()> {
    diesel::update(table::table.find(Uid::from(id)))
        .set(table::position.eq(position))
        .execute(tx.conn())?;
    Ok(())
}

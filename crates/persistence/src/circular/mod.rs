//! Circulars (通知公告): texts, their sendings, and what became of them.

mod deadline;
mod dispatch;
mod receipt;
mod recipient;
mod round;

pub use deadline::{Due, completed, completions, deadlines_of, due, falling_due, put_deadlines, set_done};
pub use dispatch::{
    DispatchRecord, add_files, dispatches_of, files_of, find_dispatch, forwards, inbox, insert_dispatch,
    reached, remind_on, sent_by, sent_with,
};
pub use receipt::{ReceiptRecord, organization_receipts, read_for, receive, region_receipts};
pub use recipient::{OrganizationScope, Walked, count, count_read, regions_below, scope_of, walk};
pub use round::{advance, begin, begun};

use diesel::prelude::*;
use domain::circular::{Audience, CircularContent, CircularRevision, CircularStatus};
use domain::id::{AccountId, CircularId};
use domain::region::RegionCode;
use domain::time::Instant;

use crate::Tx;
use crate::dialect::Conn;
use crate::error::{StoreError, StoreResult};
use crate::schema::{circular_revisions, circulars};
use crate::types::{At, Json, Uid};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CircularRecord {
    pub id: CircularId,
    pub edition: Option<String>,
    pub region_code: RegionCode,
    pub status: CircularStatus,
    pub public: bool,
    pub audience: Audience,
    pub content: CircularContent,
    /// 0 for a draft.
    pub revision: i32,
    pub note: Option<String>,
    pub published_at: Option<Instant>,
    pub withdrawn_at: Option<Instant>,
    pub withdrawn_reason: Option<String>,
    pub version: i32,
    pub created_by: AccountId,
    pub created_at: Instant,
    pub updated_at: Instant,
}

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = circulars, treat_none_as_null = true)]
struct Row {
    id: Uid,
    edition: Option<String>,
    region_code: String,
    status: String,
    public: bool,
    audience: Json,
    content: Json,
    revision: i32,
    note: Option<String>,
    published_at: Option<At>,
    withdrawn_at: Option<At>,
    withdrawn_reason: Option<String>,
    version: i32,
    created_by: Uid,
    created_at: At,
    updated_at: At,
}

fn row_of(c: &CircularRecord) -> StoreResult<Row> {
    Ok(Row {
        id: c.id.into(),
        edition: c.edition.clone(),
        region_code: c.region_code.to_string(),
        status: c.status.as_str().to_owned(),
        public: c.public,
        audience: Json::of(&c.audience)?,
        content: Json::of(&c.content)?,
        revision: c.revision,
        note: c.note.clone(),
        published_at: c.published_at.map(At::from),
        withdrawn_at: c.withdrawn_at.map(At::from),
        withdrawn_reason: c.withdrawn_reason.clone(),
        version: c.version,
        created_by: c.created_by.into(),
        created_at: c.created_at.into(),
        updated_at: c.updated_at.into(),
    })
}

fn read(r: Row) -> StoreResult<CircularRecord> {
    Ok(CircularRecord {
        id: r.id.0.into(),
        edition: r.edition,
        region_code: r.region_code.parse().map_err(StoreError::corrupt)?,
        status: CircularStatus::parse(&r.status).ok_or_else(|| StoreError::corrupt(&r.status))?,
        public: r.public,
        audience: r.audience.read()?,
        content: r.content.read()?,
        revision: r.revision,
        note: r.note,
        published_at: r.published_at.map(Instant::from),
        withdrawn_at: r.withdrawn_at.map(Instant::from),
        withdrawn_reason: r.withdrawn_reason,
        version: r.version,
        created_by: r.created_by.0.into(),
        created_at: r.created_at.into(),
        updated_at: r.updated_at.into(),
    })
}

pub fn insert(tx: &mut Tx<'_>, c: &CircularRecord) -> StoreResult<()> {
    diesel::insert_into(circulars::table)
        .values(row_of(c)?)
        .execute(tx.conn())?;
    Ok(())
}

pub fn find(conn: &mut Conn, id: CircularId) -> StoreResult<CircularRecord> {
    read(circulars::table.find(Uid::from(id)).first::<Row>(conn)?)
}

/// Stores `c`, whose version is one above `expected`, if that is still the version.
pub fn save(tx: &mut Tx<'_>, c: &CircularRecord, expected: i32) -> StoreResult<()> {
    let target = circulars::table
        .filter(circulars::id.eq(Uid::from(c.id)))
        .filter(circulars::version.eq(expected));
    if diesel::update(target).set(row_of(c)?).execute(tx.conn())? == 1 {
        Ok(())
    } else {
        Err(StoreError::Stale)
    }
}

/// Holds a published circular until the transaction ends: a withdrawal or correction of the same moment waits, or has come
/// first. Answers whether it is published.
pub fn hold(tx: &mut Tx<'_>, id: CircularId) -> StoreResult<bool> {
    let target = circulars::table
        .filter(circulars::id.eq(Uid::from(id)))
        .filter(circulars::status.eq(CircularStatus::Published.as_str()));
    let held = diesel::update(target)
        .set(circulars::version.eq(circulars::version))
        .execute(tx.conn())?;
    Ok(held == 1)
}

/// Deletes a draft of this version.
pub fn delete(tx: &mut Tx<'_>, id: CircularId, expected: i32) -> StoreResult<()> {
    let target = circulars::table
        .filter(circulars::id.eq(Uid::from(id)))
        .filter(circulars::version.eq(expected))
        .filter(circulars::status.eq(CircularStatus::Draft.as_str()));
    if diesel::delete(target).execute(tx.conn())? == 1 {
        Ok(())
    } else {
        Err(StoreError::Stale)
    }
}

/// What these regions issued and drafted, latest first.
pub fn issued(
    conn: &mut Conn,
    regions: &[RegionCode],
    edition: Option<&str>,
    after: Option<CircularId>,
    limit: usize,
) -> StoreResult<Vec<CircularRecord>> {
    let codes: Vec<String> = regions.iter().map(ToString::to_string).collect();
    let mut query = circulars::table
        .filter(circulars::region_code.eq_any(codes))
        .into_boxed();
    if let Some(edition) = edition {
        query = query.filter(circulars::edition.eq(edition.to_owned()));
    }
    if let Some(after) = after {
        query = query.filter(circulars::id.lt(Uid::from(after)));
    }
    query
        .order(circulars::id.desc())
        .limit(i64::try_from(limit).unwrap_or(100))
        .load::<Row>(conn)?
        .into_iter()
        .map(read)
        .collect()
}

/// What everybody may read, latest first.
pub fn public(conn: &mut Conn, after: Option<CircularId>, limit: usize) -> StoreResult<Vec<CircularRecord>> {
    let mut query = circulars::table
        .filter(circulars::public.eq(true))
        .filter(circulars::status.eq(CircularStatus::Published.as_str()))
        .into_boxed();
    if let Some(after) = after {
        query = query.filter(circulars::id.lt(Uid::from(after)));
    }
    query
        .order(circulars::id.desc())
        .limit(i64::try_from(limit).unwrap_or(100))
        .load::<Row>(conn)?
        .into_iter()
        .map(read)
        .collect()
}

/// Keeps a text for good.
pub fn keep_revision(
    tx: &mut Tx<'_>,
    id: CircularId,
    made: &CircularRevision,
    by: AccountId,
) -> StoreResult<()> {
    let n = i32::try_from(made.n).map_err(StoreError::corrupt)?;
    diesel::insert_into(circular_revisions::table)
        .values((
            circular_revisions::circular_id.eq(Uid::from(id)),
            circular_revisions::n.eq(n),
            circular_revisions::content.eq(Json::of(&made.content)?),
            circular_revisions::note.eq(&made.note),
            circular_revisions::made_by.eq(Uid::from(by)),
            circular_revisions::made_at.eq(At::from(made.made_at)),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// The texts of a circular, the newest first, from below number `before` on.
pub fn revisions(
    conn: &mut Conn,
    id: CircularId,
    before: Option<i32>,
    limit: usize,
) -> StoreResult<Vec<CircularRevision>> {
    let rows: Vec<(i32, Json, Option<String>, At)> = circular_revisions::table
        .filter(circular_revisions::circular_id.eq(Uid::from(id)))
        .filter(circular_revisions::n.lt(before.unwrap_or(i32::MAX)))
        .order(circular_revisions::n.desc())
        .limit(i64::try_from(limit).unwrap_or(100))
        .select((
            circular_revisions::n,
            circular_revisions::content,
            circular_revisions::note,
            circular_revisions::made_at,
        ))
        .load(conn)?;
    rows.into_iter()
        .map(|(n, content, note, at)| {
            Ok(CircularRevision {
                n: u32::try_from(n).map_err(StoreError::corrupt)?,
                note,
                content: content.read()?,
                made_at: at.into(),
            })
        })
        .collect()
}

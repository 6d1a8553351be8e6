//! Public notices (公示) and objections.

use diesel::prelude::*;
use domain::id::{AccountId, EntryId, ListId, MediaId, NoticeId};
use domain::public_notice::ObjectionStatus;
use domain::recommendation::Subject;
use domain::region::RegionCode;
use domain::time::{CivilDate, Instant};

use crate::Tx;
use crate::dialect::{Conn, InsertOrKeep};
use crate::error::{StoreError, StoreResult};
use crate::schema::{objection_media, objections, public_notices, regions};
use crate::types::{At, Uid};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeRecord {
    pub id: NoticeId,
    pub list_id: ListId,
    pub edition: String,
    pub region_code: RegionCode,
    pub subject: Subject,
    pub title: String,
    pub body: String,
    pub starts_on: CivilDate,
    pub ends_on: CivilDate,
    pub working_days: i32,
    /// The first moment that is too late.
    pub closes_at: Instant,
    pub published_at: Option<Instant>,
    pub version: i32,
    pub created_by: AccountId,
    pub created_at: Instant,
}

#[derive(Queryable, Insertable, AsChangeset)]
#[diesel(table_name = public_notices, treat_none_as_null = true)]
struct Row {
    id: Uid,
    list_id: Uid,
    edition: String,
    region_code: String,
    subject: String,
    title: String,
    body: String,
    starts_on: String,
    ends_on: String,
    working_days: i32,
    closes_at: At,
    published_at: Option<At>,
    version: i32,
    created_by: Uid,
    created_at: At,
}

fn row_of(n: &NoticeRecord) -> Row {
    Row {
        id: n.id.into(),
        list_id: n.list_id.into(),
        edition: n.edition.clone(),
        region_code: n.region_code.to_string(),
        subject: n.subject.as_str().to_owned(),
        title: n.title.clone(),
        body: n.body.clone(),
        starts_on: n.starts_on.to_string(),
        ends_on: n.ends_on.to_string(),
        working_days: n.working_days,
        closes_at: n.closes_at.into(),
        published_at: n.published_at.map(At::from),
        version: n.version,
        created_by: n.created_by.into(),
        created_at: n.created_at.into(),
    }
}

fn read(r: Row) -> StoreResult<NoticeRecord> {
    Ok(NoticeRecord {
        id: r.id.0.into(),
        list_id: r.list_id.0.into(),
        edition: r.edition,
        region_code: r.region_code.parse().map_err(StoreError::corrupt)?,
        subject: Subject::parse(&r.subject).ok_or_else(|| StoreError::corrupt(&r.subject))?,
        title: r.title,
        body: r.body,
        starts_on: r.starts_on.parse().map_err(StoreError::corrupt)?,
        ends_on: r.ends_on.parse().map_err(StoreError::corrupt)?,
        working_days: r.working_days,
        closes_at: r.closes_at.into(),
        published_at: r.published_at.map(Instant::from),
        version: r.version,
        created_by: r.created_by.0.into(),
        created_at: r.created_at.into(),
    })
}

/// Begins the notice of a list; false when it has one.
pub fn insert(tx: &mut Tx<'_>, n: &NoticeRecord) -> StoreResult<bool> {
    let row = diesel::insert_into(public_notices::table).values(row_of(n));
    Ok(InsertOrKeep(row).execute(tx.conn())? == 1)
}

pub fn find(conn: &mut Conn, id: NoticeId) -> StoreResult<NoticeRecord> {
    read(public_notices::table.find(Uid::from(id)).first::<Row>(conn)?)
}

/// The notices of these lists.
pub fn of_lists(conn: &mut Conn, lists: &[ListId]) -> StoreResult<Vec<(ListId, NoticeId)>> {
    let ids: Vec<Uid> = lists.iter().map(|id| Uid::from(*id)).collect();
    let rows: Vec<(Uid, Uid)> = public_notices::table
        .filter(public_notices::list_id.eq_any(ids))
        .select((public_notices::list_id, public_notices::id))
        .load(conn)?;
    Ok(rows.into_iter().map(|(l, n)| (l.0.into(), n.0.into())).collect())
}

/// Stores `n`, whose version is one above `expected`, if that is still the version.
pub fn save(tx: &mut Tx<'_>, n: &NoticeRecord, expected: i32) -> StoreResult<()> {
    let target = public_notices::table
        .filter(public_notices::id.eq(Uid::from(n.id)))
        .filter(public_notices::version.eq(expected));
    if diesel::update(target).set(row_of(n)).execute(tx.conn())? == 1 {
        Ok(())
    } else {
        Err(StoreError::Stale)
    }
}

/// Which notices are wanted.
#[derive(Debug, Clone, Default)]
pub struct NoticeFilter {
    pub edition: Option<String>,
    /// In the subtree of this region.
    pub region: Option<RegionCode>,
    pub subject: Option<Subject>,
    /// Only those whose result is published.
    pub published: bool,
    /// Only those that have begun by this day.
    pub begun_by: Option<CivilDate>,
    pub after: Option<NoticeId>,
}

/// Notices, latest first, with their region's full name.
pub fn list(conn: &mut Conn, f: &NoticeFilter, limit: usize) -> StoreResult<Vec<(NoticeRecord, String)>> {
    let mut query = public_notices::table.inner_join(regions::table).into_boxed();
    if let Some(edition) = &f.edition {
        query = query.filter(public_notices::edition.eq(edition.clone()));
    }
    if let Some(region) = f.region.as_ref().filter(|r| !r.is_country()) {
        let prefix = region.prefix();
        query = query
            .filter(public_notices::region_code.ge(prefix.to_owned()))
            .filter(public_notices::region_code.lt(format!("{prefix}:")));
    }
    if let Some(subject) = f.subject {
        query = query.filter(public_notices::subject.eq(subject.as_str()));
    }
    if f.published {
        query = query.filter(public_notices::published_at.is_not_null());
    }
    if let Some(day) = f.begun_by {
        query = query.filter(public_notices::starts_on.le(day.to_string()));
    }
    if let Some(after) = f.after {
        query = query.filter(public_notices::id.lt(Uid::from(after)));
    }
    let rows: Vec<(Row, String)> = query
        .order(public_notices::id.desc())
        .limit(i64::try_from(limit).unwrap_or(i64::MAX))
        .select((public_notices::all_columns, regions::full_name))
        .load(conn)?;
    rows.into_iter()
        .map(|(row, name)| Ok((read(row)?, name)))
        .collect()
}

/// Notices that close between two moments.
pub fn closing(conn: &mut Conn, from: Instant, until: Instant, limit: i64) -> StoreResult<Vec<NoticeRecord>> {
    public_notices::table
        .filter(public_notices::closes_at.gt(At::from(from)))
        .filter(public_notices::closes_at.le(At::from(until)))
        .order((public_notices::closes_at, public_notices::id))
        .limit(limit)
        .load::<Row>(conn)?
        .into_iter()
        .map(read)
        .collect()
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectionRecord {
    pub notice_id: NoticeId,
    pub n: i32,
    pub entry_id: Option<EntryId>,
    pub account_id: AccountId,
    /// Name, employer, phone, encrypted.
    pub sealed: Vec<u8>,
    pub statement: String,
    pub status: ObjectionStatus,
    pub decision_reason: Option<String>,
    pub decided_by: Option<AccountId>,
    pub decided_at: Option<Instant>,
    pub made_at: Instant,
}

type ObjectionRow = (
    Uid,
    i32,
    Option<Uid>,
    Uid,
    Vec<u8>,
    String,
    String,
    Option<String>,
    Option<Uid>,
    Option<At>,
    At,
);

fn read_objection(
    (notice, n, entry, account, sealed, statement, status, reason, by, decided, made): ObjectionRow,
) -> StoreResult<ObjectionRecord> {
    Ok(ObjectionRecord {
        notice_id: notice.0.into(),
        n,
        entry_id: entry.map(|id| id.0.into()),
        account_id: account.0.into(),
        sealed,
        statement,
        status: ObjectionStatus::parse(&status).ok_or_else(|| StoreError::corrupt(&status))?,
        decision_reason: reason,
        decided_by: by.map(|id| id.0.into()),
        decided_at: decided.map(Instant::from),
        made_at: made.into(),
    })
}

/// Number of the last objection to a notice.
pub fn last_number(conn: &mut Conn, notice: NoticeId) -> StoreResult<i32> {
    let last: Option<i32> = objections::table
        .filter(objections::notice_id.eq(Uid::from(notice)))
        .select(diesel::dsl::max(objections::n))
        .first(conn)?;
    Ok(last.unwrap_or(0))
}

/// Keeps an objection; false when its number was taken at the same moment.
pub fn object(tx: &mut Tx<'_>, o: &ObjectionRecord, files: &[MediaId]) -> StoreResult<bool> {
    let row = diesel::insert_into(objections::table).values((
        objections::notice_id.eq(Uid::from(o.notice_id)),
        objections::n.eq(o.n),
        objections::entry_id.eq(o.entry_id.map(Uid::from)),
        objections::account_id.eq(Uid::from(o.account_id)),
        objections::sealed.eq(&o.sealed),
        objections::statement.eq(&o.statement),
        objections::status.eq(o.status.as_str()),
        objections::made_at.eq(At::from(o.made_at)),
    ));
    if InsertOrKeep(row).execute(tx.conn())? != 1 {
        return Ok(false);
    }
    for file in files {
        let row = diesel::insert_into(objection_media::table).values((
            objection_media::notice_id.eq(Uid::from(o.notice_id)),
            objection_media::n.eq(o.n),
            objection_media::media_id.eq(Uid::from(*file)),
        ));
        InsertOrKeep(row).execute(tx.conn())?;
    }
    Ok(true)
}

pub fn objection(conn: &mut Conn, notice: NoticeId, n: i32) -> StoreResult<ObjectionRecord> {
    read_objection(objections::table.find((Uid::from(notice), n)).first(conn)?)
}

/// Objections to a notice in their order: all, or those of one account.
pub fn objections_to(
    conn: &mut Conn,
    notice: NoticeId,
    of: Option<AccountId>,
    after: i32,
    limit: usize,
) -> StoreResult<Vec<ObjectionRecord>> {
    let mut query = objections::table
        .filter(objections::notice_id.eq(Uid::from(notice)))
        .filter(objections::n.gt(after))
        .into_boxed();
    if let Some(account) = of {
        query = query.filter(objections::account_id.eq(Uid::from(account)));
    }
    let rows: Vec<ObjectionRow> = query
        .order(objections::n)
        .limit(i64::try_from(limit).unwrap_or(i64::MAX))
        .load(conn)?;
    rows.into_iter().map(read_objection).collect()
}

/// The files of objections to a notice, by number.
pub fn objection_files(conn: &mut Conn, notice: NoticeId) -> StoreResult<Vec<(i32, MediaId)>> {
    let rows: Vec<(i32, Uid)> = objection_media::table
        .filter(objection_media::notice_id.eq(Uid::from(notice)))
        .select((objection_media::n, objection_media::media_id))
        .order((objection_media::n, objection_media::media_id))
        .load(conn)?;
    Ok(rows.into_iter().map(|(n, id)| (n, id.0.into())).collect())
}

/// Decides on an objection, if nobody has.
pub fn decide(tx: &mut Tx<'_>, o: &ObjectionRecord) -> StoreResult<()> {
    let target = objections::table
        .filter(objections::notice_id.eq(Uid::from(o.notice_id)))
        .filter(objections::n.eq(o.n))
        .filter(objections::status.eq(ObjectionStatus::Open.as_str()));
    let changed = diesel::update(target)
        .set((
            objections::status.eq(o.status.as_str()),
            objections::decision_reason.eq(&o.decision_reason),
            objections::decided_by.eq(o.decided_by.map(Uid::from)),
            objections::decided_at.eq(o.decided_at.map(At::from)),
        ))
        .execute(tx.conn())?;
    if changed == 1 {
        Ok(())
    } else {
        Err(StoreError::Stale)
    }
}

/// Objections to these notices, and how many of them are undecided.
pub fn tallies(conn: &mut Conn, notices: &[NoticeId]) -> StoreResult<Vec<(NoticeId, i64, i64)>> {
    let ids: Vec<Uid> = notices.iter().map(|id| Uid::from(*id)).collect();
    let rows: Vec<(Uid, String, i64)> = objections::table
        .filter(objections::notice_id.eq_any(ids))
        .group_by((objections::notice_id, objections::status))
        .select((
            objections::notice_id,
            objections::status,
            diesel::dsl::count_star(),
        ))
        .load(conn)?;
    let mut all: Vec<(NoticeId, i64, i64)> = notices.iter().map(|id| (*id, 0, 0)).collect();
    for (id, status, count) in rows {
        if let Some(tally) = all.iter_mut().find(|(notice, ..)| Uid::from(*notice) == id) {
            tally.1 += count;
            if status == ObjectionStatus::Open.as_str() {
                tally.2 += count;
            }
        }
    }
    Ok(all)
}

/// The notices to whose objections a file belongs.
pub fn objected_with(conn: &mut Conn, file: MediaId) -> StoreResult<Vec<NoticeId>> {
    let rows: Vec<Uid> = objection_media::table
        .filter(objection_media::media_id.eq(Uid::from(file)))
        .select(objection_media::notice_id)
        .limit(20)
        .load(conn)?;
    Ok(rows.into_iter().map(|id| id.0.into()).collect())
}

/// How many objections to notices of a region wait for a decision.
pub fn count_open(conn: &mut Conn, region: &RegionCode) -> StoreResult<i64> {
    let notices = public_notices::table
        .filter(public_notices::region_code.eq(region.as_str()))
        .select(public_notices::id);
    Ok(objections::table
        .filter(objections::status.eq(ObjectionStatus::Open.as_str()))
        .filter(objections::notice_id.eq_any(notices))
        .count()
        .get_result(conn)?)
}

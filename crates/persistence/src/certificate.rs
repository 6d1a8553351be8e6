//! Certificates (荣誉证书) and the chained log of each.

use diesel::prelude::*;
use domain::certificate::{CertificateFacts, CertificateStatus, CertificateStep};
use domain::id::{AccountId, ActivityId, EntryId, NoticeId, OrganizationId};
use domain::time::Instant;

use crate::Tx;
use crate::dialect::Conn;
use crate::error::{StoreError, StoreResult};
use crate::schema::{certificate_events, certificates};
use crate::types::{At, Json, Uid};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateRecord {
    pub number: String,
    pub notice_id: NoticeId,
    pub entry_id: EntryId,
    pub activity_id: Option<ActivityId>,
    pub organization_id: OrganizationId,
    /// Running number within its notice.
    pub running: i32,
    pub facts: CertificateFacts,
    pub status: CertificateStatus,
    pub replaced_by: Option<String>,
    pub replaces: Option<String>,
    pub last_seq: i32,
    pub hash: String,
    /// Where the PDF is, once it is printed.
    pub object_key: Option<String>,
    pub issued_at: Instant,
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = certificates)]
struct Row {
    number: String,
    notice_id: Uid,
    entry_id: Uid,
    activity_id: Option<Uid>,
    organization_id: Uid,
    running: i32,
    facts: Json,
    status: String,
    replaced_by: Option<String>,
    replaces: Option<String>,
    last_seq: i32,
    hash: String,
    object_key: Option<String>,
    issued_at: At,
}

fn row_of(c: &CertificateRecord) -> StoreResult<Row> {
    Ok(Row {
        number: c.number.clone(),
        notice_id: c.notice_id.into(),
        entry_id: c.entry_id.into(),
        activity_id: c.activity_id.map(Uid::from),
        organization_id: c.organization_id.into(),
        running: c.running,
        facts: Json::of(&c.facts)?,
        status: c.status.as_str().to_owned(),
        replaced_by: c.replaced_by.clone(),
        replaces: c.replaces.clone(),
        last_seq: c.last_seq,
        hash: c.hash.clone(),
        object_key: c.object_key.clone(),
        issued_at: c.issued_at.into(),
    })
}

fn read(r: Row) -> StoreResult<CertificateRecord> {
    Ok(CertificateRecord {
        number: r.number,
        notice_id: r.notice_id.0.into(),
        entry_id: r.entry_id.0.into(),
        activity_id: r.activity_id.map(|id| id.0.into()),
        organization_id: r.organization_id.0.into(),
        running: r.running,
        facts: r.facts.read()?,
        status: CertificateStatus::parse(&r.status).ok_or_else(|| StoreError::corrupt(&r.status))?,
        replaced_by: r.replaced_by,
        replaces: r.replaces,
        last_seq: r.last_seq,
        hash: r.hash,
        object_key: r.object_key,
        issued_at: r.issued_at.into(),
    })
}

pub fn insert(tx: &mut Tx<'_>, c: &CertificateRecord) -> StoreResult<()> {
    diesel::insert_into(certificates::table)
        .values(row_of(c)?)
        .execute(tx.conn())?;
    Ok(())
}

pub fn find(conn: &mut Conn, number: &str) -> StoreResult<CertificateRecord> {
    read(certificates::table.find(number).first::<Row>(conn)?)
}

/// Stores `c` if the last step of its log is still `expected`: of two who change it at once one wins.
pub fn save(tx: &mut Tx<'_>, c: &CertificateRecord, expected: i32) -> StoreResult<()> {
    let target = certificates::table
        .filter(certificates::number.eq(&c.number))
        .filter(certificates::last_seq.eq(expected));
    // Not where the PDF is: it may be printed at this moment.
    let changes = (
        certificates::status.eq(c.status.as_str()),
        certificates::replaced_by.eq(&c.replaced_by),
        certificates::last_seq.eq(c.last_seq),
        certificates::hash.eq(&c.hash),
    );
    if diesel::update(target).set(changes).execute(tx.conn())? == 1 {
        Ok(())
    } else {
        Err(StoreError::Stale)
    }
}

/// One step of a certificate's log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepRecord {
    pub number: String,
    pub seq: i32,
    pub step: CertificateStep,
    pub reason: Option<String>,
    pub actor_id: Option<AccountId>,
    pub at: Instant,
    pub previous_hash: String,
    pub hash: String,
}

pub fn append(tx: &mut Tx<'_>, s: &StepRecord) -> StoreResult<()> {
    diesel::insert_into(certificate_events::table)
        .values((
            certificate_events::number.eq(&s.number),
            certificate_events::seq.eq(s.seq),
            certificate_events::step.eq(s.step.as_str()),
            certificate_events::reason.eq(&s.reason),
            certificate_events::actor_id.eq(s.actor_id.map(Uid::from)),
            certificate_events::at.eq(At::from(s.at)),
            certificate_events::previous_hash.eq(&s.previous_hash),
            certificate_events::hash.eq(&s.hash),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// The log of a certificate in its order.
pub fn log(conn: &mut Conn, number: &str) -> StoreResult<Vec<StepRecord>> {
    type Row = (
        String,
        i32,
        String,
        Option<String>,
        Option<Uid>,
        At,
        String,
        String,
    );
    let rows: Vec<Row> = certificate_events::table
        .filter(certificate_events::number.eq(number))
        .order(certificate_events::seq)
        .load(conn)?;
    rows.into_iter()
        .map(|(number, seq, step, reason, actor, at, previous_hash, hash)| {
            Ok(StepRecord {
                number,
                seq,
                step: CertificateStep::parse(&step).ok_or_else(|| StoreError::corrupt(&step))?,
                reason,
                actor_id: actor.map(|id| id.0.into()),
                at: at.into(),
                previous_hash,
                hash,
            })
        })
        .collect()
}

/// Numbers of the certificates of these entries that hold or were revoked; of a replaced one its successor's.
pub fn of_entries(conn: &mut Conn, entries: &[EntryId]) -> StoreResult<Vec<(EntryId, String)>> {
    let ids: Vec<Uid> = entries.iter().map(|id| Uid::from(*id)).collect();
    let rows: Vec<(Uid, String)> = certificates::table
        .filter(certificates::entry_id.eq_any(ids))
        .filter(certificates::status.ne(CertificateStatus::Replaced.as_str()))
        .select((certificates::entry_id, certificates::number))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, number)| (id.0.into(), number))
        .collect())
}

/// Highest running number of a notice.
pub fn last_running(conn: &mut Conn, notice: NoticeId) -> StoreResult<i32> {
    let last: Option<i32> = certificates::table
        .filter(certificates::notice_id.eq(Uid::from(notice)))
        .select(diesel::dsl::max(certificates::running))
        .first(conn)?;
    Ok(last.unwrap_or(0))
}

/// Certificates of a notice that are not printed yet, by running number, after one.
pub fn unprinted(
    conn: &mut Conn,
    notice: NoticeId,
    after: i32,
    limit: i64,
) -> StoreResult<Vec<CertificateRecord>> {
    certificates::table
        .filter(certificates::notice_id.eq(Uid::from(notice)))
        .filter(certificates::object_key.is_null())
        .filter(certificates::running.gt(after))
        .order(certificates::running)
        .limit(limit)
        .load::<Row>(conn)?
        .into_iter()
        .map(read)
        .collect()
}

/// Says where the PDFs are.
pub fn printed(tx: &mut Tx<'_>, keys: &[(String, String)]) -> StoreResult<()> {
    for (number, key) in keys {
        diesel::update(certificates::table.find(number))
            .set(certificates::object_key.eq(key))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// How many certificates of these notices were issued, and how many are printed.
pub fn progress(conn: &mut Conn, notices: &[NoticeId]) -> StoreResult<Vec<(NoticeId, i64, i64)>> {
    let ids: Vec<Uid> = notices.iter().map(|id| Uid::from(*id)).collect();
    let rows: Vec<(Uid, i64, i64)> = certificates::table
        .filter(certificates::notice_id.eq_any(ids))
        .group_by(certificates::notice_id)
        .select((
            certificates::notice_id,
            diesel::dsl::count_star(),
            diesel::dsl::count(certificates::object_key),
        ))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, all, done)| (id.0.into(), all, done))
        .collect())
}

/// Every certificate's number, in order, after one: for those who walk them all.
pub fn numbers_after(conn: &mut Conn, after: Option<&str>, limit: i64) -> StoreResult<Vec<String>> {
    let mut query = certificates::table.select(certificates::number).into_boxed();
    if let Some(after) = after {
        query = query.filter(certificates::number.gt(after.to_owned()));
    }
    Ok(query.order(certificates::number).limit(limit).load(conn)?)
}

/// Certificates that were printed, after `after` by number, each with the key of its PDF.
pub fn printed_after(
    conn: &mut Conn,
    after: Option<&str>,
    limit: i64,
) -> StoreResult<Vec<(String, Option<String>)>> {
    let mut query = certificates::table
        .filter(certificates::object_key.is_not_null())
        .select((certificates::number, certificates::object_key))
        .into_boxed();
    if let Some(after) = after {
        query = query.filter(certificates::number.gt(after.to_owned()));
    }
    Ok(query.order(certificates::number).limit(limit).load(conn)?)
}

//! The audit log: entries that are only ever added, and the seals over them.
//!
//! A request that changes something leaves its entry in the very transaction that changes it: [`traced`] lays the entry
//! beside the request, [`crate::Db::write`] takes it along.

use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use diesel::prelude::*;
use domain::audit::AuditOutcome;
use domain::id::{AccountId, ApiClientId, AuditEntryId};
use domain::time::Instant;
use uuid::Uuid;

use crate::Tx;
use crate::dialect::Conn;
use crate::error::{StoreError, StoreResult};
use crate::schema::{accounts, audit_entries, audit_seals};
use crate::types::{At, Uid};

/// An entry as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRecord {
    pub id: AuditEntryId,
    pub at: Instant,
    pub account_id: Option<AccountId>,
    pub client_id: Option<ApiClientId>,
    pub operation: String,
    /// The last identifier in the address asked for.
    pub object_id: Option<Uuid>,
    pub path: String,
    pub outcome: AuditOutcome,
    pub code: Option<String>,
    /// The network address, encrypted.
    pub address_sealed: Vec<u8>,
    pub request_id: String,
    /// Over everything above.
    pub digest: Vec<u8>,
    pub seal: Option<i64>,
}

/// A seal over some entries and over the seal before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealRecord {
    pub number: i64,
    pub at: Instant,
    pub entries: i32,
    pub digest: Vec<u8>,
    pub hash: Vec<u8>,
    /// When its entries were removed because their time was over.
    pub emptied_at: Option<Instant>,
}

/// What a request will have to leave in the log.
#[derive(Debug, Default)]
pub struct Trace {
    entry: Mutex<Option<AuditRecord>>,
    written: AtomicBool,
    disclosed: AtomicBool,
}

tokio::task_local! {
    static CURRENT: Arc<Trace>;
}

impl Trace {
    /// What the first transaction of the request will take along.
    pub fn put(&self, entry: AuditRecord) {
        *self.entry.lock().unwrap_or_else(PoisonError::into_inner) = Some(entry);
    }
    /// Whether a transaction of the request took the entry along and was committed.
    pub fn is_written(&self) -> bool {
        self.written.load(Ordering::Acquire)
    }
    /// The entry, as long as no transaction took it along.
    pub fn entry(&self) -> Option<AuditRecord> {
        if self.is_written() {
            return None;
        }
        self.entry.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
    /// Notes that somebody was shown the personal data of others.
    pub fn disclose(&self) {
        self.disclosed.store(true, Ordering::Release);
    }
    pub fn is_disclosed(&self) -> bool {
        self.disclosed.load(Ordering::Acquire)
    }
    pub(crate) fn was_written(&self) {
        self.written.store(true, Ordering::Release);
    }
}

/// Runs `work` with `trace` beside it.
pub async fn traced<F: Future>(trace: Arc<Trace>, work: F) -> F::Output {
    CURRENT.scope(trace, work).await
}

/// The trace of the request that is being answered here, if it leaves one.
pub fn current() -> Option<Arc<Trace>> {
    CURRENT.try_with(Arc::clone).ok()
}

/// Runs work for a request on a thread of the database, with the trace that lay beside the request.
pub(crate) fn beside<T>(trace: Option<&Arc<Trace>>, work: impl FnOnce() -> T) -> T {
    match trace {
        Some(trace) => CURRENT.sync_scope(trace.clone(), work),
        None => work(),
    }
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = audit_entries)]
struct Row {
    id: Uid,
    at: At,
    account_id: Option<Uid>,
    client_id: Option<Uid>,
    operation: String,
    object_id: Option<Uid>,
    path: String,
    outcome: String,
    code: Option<String>,
    address_sealed: Vec<u8>,
    request_id: String,
    digest: Vec<u8>,
    seal: Option<i64>,
}

fn read(r: Row) -> StoreResult<AuditRecord> {
    Ok(AuditRecord {
        id: r.id.0.into(),
        at: r.at.into(),
        account_id: r.account_id.map(|id| id.0.into()),
        client_id: r.client_id.map(|id| id.0.into()),
        operation: r.operation,
        object_id: r.object_id.map(|id| id.0),
        path: r.path,
        outcome: AuditOutcome::parse(&r.outcome).ok_or_else(|| StoreError::corrupt(&r.outcome))?,
        code: r.code,
        address_sealed: r.address_sealed,
        request_id: r.request_id,
        digest: r.digest,
        seal: r.seal,
    })
}

pub fn insert(tx: &mut Tx<'_>, e: &AuditRecord) -> StoreResult<()> {
    let row = Row {
        id: e.id.into(),
        at: e.at.into(),
        account_id: e.account_id.map(Uid::from),
        client_id: e.client_id.map(Uid::from),
        operation: e.operation.clone(),
        object_id: e.object_id.map(Uid),
        path: e.path.clone(),
        outcome: e.outcome.as_str().to_owned(),
        code: e.code.clone(),
        address_sealed: e.address_sealed.clone(),
        request_id: e.request_id.clone(),
        digest: e.digest.clone(),
        seal: e.seal,
    };
    diesel::insert_into(audit_entries::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

/// What is looked for in the log. Times by the identifiers that would have been made then.
#[derive(Debug, Clone, Default)]
pub struct AuditFilter {
    pub account: Option<AccountId>,
    pub operation: Option<String>,
    pub outcome: Option<AuditOutcome>,
    pub object: Option<Uuid>,
    pub from: Option<Uuid>,
    pub before: Option<Uuid>,
}

/// Entries with what their account is called now, latest first.
pub fn list(
    conn: &mut Conn,
    filter: &AuditFilter,
    after: Option<AuditEntryId>,
    limit: usize,
) -> StoreResult<Vec<(AuditRecord, Option<String>)>> {
    let mut query = audit_entries::table
        .left_join(accounts::table.on(audit_entries::account_id.eq(accounts::id.nullable())))
        .select((audit_entries::all_columns, accounts::display_name.nullable()))
        .into_boxed();
    if let Some(account) = filter.account {
        query = query.filter(audit_entries::account_id.eq(Uid::from(account)));
    }
    if let Some(operation) = &filter.operation {
        query = query.filter(audit_entries::operation.eq(operation.clone()));
    }
    if let Some(outcome) = filter.outcome {
        query = query.filter(audit_entries::outcome.eq(outcome.as_str()));
    }
    if let Some(object) = filter.object {
        query = query.filter(audit_entries::object_id.eq(Uid(object)));
    }
    if let Some(from) = filter.from {
        query = query.filter(audit_entries::id.ge(Uid(from)));
    }
    if let Some(before) = filter.before {
        query = query.filter(audit_entries::id.lt(Uid(before)));
    }
    if let Some(after) = after {
        query = query.filter(audit_entries::id.lt(Uid::from(after)));
    }
    query
        .order(audit_entries::id.desc())
        .limit(i64::try_from(limit).unwrap_or(100))
        .load::<(Row, Option<String>)>(conn)?
        .into_iter()
        .map(|(row, name)| Ok((read(row)?, name)))
        .collect()
}

/// Identifiers and digests of entries that no seal covers, oldest first.
pub fn unsealed(conn: &mut Conn, limit: i64) -> StoreResult<Vec<(AuditEntryId, Vec<u8>)>> {
    let rows: Vec<(Uid, Vec<u8>)> = audit_entries::table
        .filter(audit_entries::seal.is_null())
        .order(audit_entries::id)
        .limit(limit)
        .select((audit_entries::id, audit_entries::digest))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, digest)| (id.0.into(), digest))
        .collect())
}

/// Since when the oldest entry without a seal waits for one.
pub fn unsealed_since(conn: &mut Conn) -> StoreResult<Option<Instant>> {
    let found: Option<At> = audit_entries::table
        .filter(audit_entries::seal.is_null())
        .order(audit_entries::id)
        .select(audit_entries::at)
        .first(conn)
        .optional()?;
    Ok(found.map(Instant::from))
}

type SealRow = (i64, At, i32, Vec<u8>, Vec<u8>, Option<At>);

fn read_seal((number, at, entries, digest, hash, emptied_at): SealRow) -> SealRecord {
    SealRecord {
        number,
        at: at.into(),
        entries,
        digest,
        hash,
        emptied_at: emptied_at.map(Instant::from),
    }
}

pub fn last_seal(conn: &mut Conn) -> StoreResult<Option<SealRecord>> {
    let found: Option<SealRow> = audit_seals::table
        .order(audit_seals::number.desc())
        .first(conn)
        .optional()?;
    Ok(found.map(read_seal))
}

/// Adds a seal over these entries. [`StoreError::Duplicate`] when another process added one of this number meanwhile.
pub fn add_seal(tx: &mut Tx<'_>, s: &SealRecord, entries: &[AuditEntryId]) -> StoreResult<()> {
    diesel::insert_into(audit_seals::table)
        .values((
            audit_seals::number.eq(s.number),
            audit_seals::at.eq(At::from(s.at)),
            audit_seals::entries.eq(s.entries),
            audit_seals::digest.eq(&s.digest),
            audit_seals::hash.eq(&s.hash),
        ))
        .execute(tx.conn())?;
    let ids: Vec<Uid> = entries.iter().map(|id| Uid::from(*id)).collect();
    diesel::update(audit_entries::table.filter(audit_entries::id.eq_any(ids)))
        .set(audit_entries::seal.eq(Some(s.number)))
        .execute(tx.conn())?;
    Ok(())
}

/// Seals from the one after `number`, in order.
pub fn seals_after(conn: &mut Conn, number: i64, limit: i64) -> StoreResult<Vec<SealRecord>> {
    let rows: Vec<SealRow> = audit_seals::table
        .filter(audit_seals::number.gt(number))
        .order(audit_seals::number)
        .limit(limit)
        .load(conn)?;
    Ok(rows.into_iter().map(read_seal).collect())
}

/// The entries that a seal covers, in order.
pub fn of_seal(conn: &mut Conn, number: i64) -> StoreResult<Vec<AuditRecord>> {
    audit_entries::table
        .filter(audit_entries::seal.eq(number))
        .order(audit_entries::id)
        .load::<Row>(conn)?
        .into_iter()
        .map(read)
        .collect()
}

/// Removes the entries of the oldest seals made before `before`, at most `seals` of them; the seals stay. Answers how
/// many were emptied.
pub fn empty(tx: &mut Tx<'_>, before: Instant, seals: i64, now: Instant) -> StoreResult<usize> {
    let numbers: Vec<i64> = audit_seals::table
        .filter(audit_seals::emptied_at.is_null())
        .filter(audit_seals::at.lt(At::from(before)))
        .order(audit_seals::number)
        .limit(seals)
        .select(audit_seals::number)
        .load(tx.conn())?;
    if numbers.is_empty() {
        return Ok(0);
    }
    diesel::delete(audit_entries::table.filter(audit_entries::seal.eq_any(&numbers))).execute(tx.conn())?;
    diesel::update(audit_seals::table.filter(audit_seals::number.eq_any(&numbers)))
        .set(audit_seals::emptied_at.eq(Some(At::from(now))))
        .execute(tx.conn())?;
    Ok(numbers.len())
}

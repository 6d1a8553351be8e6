//! Work to be done later (outbox): asked for in a transaction, done after it, tried again when it fails.

use diesel::prelude::*;
use domain::id::JobId;
use domain::time::Instant;

use crate::Tx;
use crate::dialect::Conn;
use crate::error::StoreResult;
use crate::schema::jobs;
use crate::types::{At, Json, Uid};

/// Work that was asked for. `payload` is JSON; what it means is the caller's part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    pub id: JobId,
    pub kind: String,
    /// What it is about, so that it can be called off.
    pub subject: Option<String>,
    pub payload: String,
    pub run_after: Instant,
    /// Times it was begun.
    pub attempts: i32,
}

pub fn enqueue(tx: &mut Tx<'_>, job: &Job, now: Instant) -> StoreResult<()> {
    diesel::insert_into(jobs::table)
        .values((
            jobs::id.eq(Uid::from(job.id)),
            jobs::kind.eq(&job.kind),
            jobs::subject.eq(&job.subject),
            jobs::payload.eq(Json(job.payload.clone())),
            jobs::run_after.eq(At::from(job.run_after)),
            jobs::attempts.eq(0),
            jobs::failed.eq(false),
            jobs::created_at.eq(At::from(now)),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Calls off what was asked for about `subject` and has not begun. Answers how many.
pub fn cancel(tx: &mut Tx<'_>, subject: &str) -> StoreResult<usize> {
    let waiting = jobs::table
        .filter(jobs::subject.eq(subject))
        .filter(jobs::attempts.eq(0));
    Ok(diesel::delete(waiting).execute(tx.conn())?)
}

/// Whether something about `subject` waits or runs.
pub fn is_asked_for(conn: &mut Conn, subject: &str) -> StoreResult<bool> {
    let same = jobs::table
        .filter(jobs::subject.eq(subject.to_owned()))
        .filter(jobs::failed.eq(false));
    Ok(diesel::select(diesel::dsl::exists(same)).get_result(conn)?)
}

/// Those of these subjects about which something waits or runs.
pub fn asked_among(conn: &mut Conn, subjects: &[String]) -> StoreResult<Vec<String>> {
    let found: Vec<Option<String>> = jobs::table
        .filter(jobs::subject.eq_any(subjects))
        .filter(jobs::failed.eq(false))
        .select(jobs::subject)
        .distinct()
        .load(conn)?;
    Ok(found.into_iter().flatten().collect())
}

/// Takes up to `limit` jobs of these kinds that are due, for as long as the lease. Of several processes each job goes to one; a
/// process that ends in the middle loses its lease and the job is taken again.
pub fn take_due(
    tx: &mut Tx<'_>,
    kinds: &[&str],
    now: Instant,
    lease_until: Instant,
    limit: i64,
) -> StoreResult<Vec<Job>> {
    type Row = (Uid, String, Option<String>, Json, At, i32);
    let free = || {
        jobs::leased_until
            .is_null()
            .or(jobs::leased_until.le(At::from(now)))
    };
    let due: Vec<Row> = jobs::table
        .filter(jobs::failed.eq(false))
        .filter(jobs::run_after.le(At::from(now)))
        .filter(jobs::kind.eq_any(kinds))
        .filter(free())
        .order((jobs::run_after, jobs::id))
        .limit(limit)
        .select((
            jobs::id,
            jobs::kind,
            jobs::subject,
            jobs::payload,
            jobs::run_after,
            jobs::attempts,
        ))
        .load(tx.conn())?;
    let mut taken = Vec::with_capacity(due.len());
    for (id, kind, subject, payload, run_after, attempts) in due {
        let mine = diesel::update(jobs::table.filter(jobs::id.eq(id)).filter(free()))
            .set((
                jobs::leased_until.eq(At::from(lease_until)),
                jobs::attempts.eq(attempts + 1),
            ))
            .execute(tx.conn())?;
        if mine == 1 {
            taken.push(Job {
                id: id.0.into(),
                kind,
                subject,
                payload: payload.0,
                run_after: run_after.into(),
                attempts: attempts + 1,
            });
        }
    }
    Ok(taken)
}

/// It is done.
pub fn finish(tx: &mut Tx<'_>, id: JobId) -> StoreResult<()> {
    diesel::delete(jobs::table.find(Uid::from(id))).execute(tx.conn())?;
    Ok(())
}

/// It failed: once more later, or never again.
pub fn put_off(tx: &mut Tx<'_>, id: JobId, again_at: Option<Instant>, error: &str) -> StoreResult<()> {
    let target = jobs::table.find(Uid::from(id));
    let error: String = error.chars().take(500).collect();
    match again_at {
        Some(at) => diesel::update(target)
            .set((
                jobs::run_after.eq(At::from(at)),
                jobs::leased_until.eq(None::<At>),
                jobs::last_error.eq(error),
            ))
            .execute(tx.conn())?,
        None => diesel::update(target)
            .set((
                jobs::failed.eq(true),
                jobs::leased_until.eq(None::<At>),
                jobs::last_error.eq(error),
            ))
            .execute(tx.conn())?,
    };
    Ok(())
}

/// What went wrong with jobs that are tried again or were given up, the latest first: kind and error.
pub fn last_errors(conn: &mut Conn, limit: i64) -> StoreResult<Vec<(String, String)>> {
    let rows: Vec<(String, Option<String>)> = jobs::table
        .filter(jobs::last_error.is_not_null())
        .order(jobs::id.desc())
        .limit(limit)
        .select((jobs::kind, jobs::last_error))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .filter_map(|(kind, error)| Some((kind, error?)))
        .collect())
}

/// A job that was given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenUp {
    pub id: JobId,
    pub kind: String,
    pub asked_at: Instant,
    pub last_error: String,
}

/// Jobs that were given up, the latest first.
pub fn given_up(conn: &mut Conn, limit: i64) -> StoreResult<Vec<GivenUp>> {
    let rows: Vec<(Uid, String, At, Option<String>)> = jobs::table
        .filter(jobs::failed.eq(true))
        .order(jobs::id.desc())
        .limit(limit)
        .select((jobs::id, jobs::kind, jobs::created_at, jobs::last_error))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, kind, at, error)| GivenUp {
            id: id.0.into(),
            kind,
            asked_at: at.into(),
            last_error: error.unwrap_or_default(),
        })
        .collect())
}

/// Lets what was given up begin anew, all its attempts before it. Answers how many there were.
pub fn begin_anew(tx: &mut Tx<'_>, now: Instant) -> StoreResult<usize> {
    Ok(diesel::update(jobs::table.filter(jobs::failed.eq(true)))
        .set((
            jobs::failed.eq(false),
            jobs::attempts.eq(0),
            jobs::run_after.eq(At::from(now)),
            jobs::leased_until.eq(None::<At>),
        ))
        .execute(tx.conn())?)
}

/// Since when the job waits that has been due for longest.
pub fn overdue_since(conn: &mut Conn, now: Instant) -> StoreResult<Option<Instant>> {
    let found: Option<At> = jobs::table
        .filter(jobs::failed.eq(false))
        .filter(jobs::run_after.le(At::from(now)))
        .order(jobs::run_after)
        .select(jobs::run_after)
        .first(conn)
        .optional()?;
    Ok(found.map(Instant::from))
}

/// How many wait and how many were given up.
pub fn counts(conn: &mut Conn) -> StoreResult<(i64, i64)> {
    let count = |failed: bool| jobs::table.filter(jobs::failed.eq(failed)).count();
    Ok((count(false).get_result(conn)?, count(true).get_result(conn)?))
}

//! First answers to creations, given again when the request is repeated with the same key.

use diesel::prelude::*;
use domain::id::AccountId;
use domain::time::Instant;

use crate::Tx;
use crate::dialect::Conn;
use crate::error::StoreResult;
use crate::schema::idempotency_keys;
use crate::types::{At, Uid};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstAnswer {
    pub request_digest: Vec<u8>,
    pub status: u16,
    pub location: Option<String>,
    /// The answer, encrypted: it may hold contacts.
    pub body_sealed: Option<Vec<u8>>,
    /// The answer as it was kept before it was encrypted; nothing writes it any more.
    pub body: Option<String>,
}

type Row = (Vec<u8>, i32, Option<String>, Option<Vec<u8>>, Option<String>);

/// The first answer to `key`, if it is not older than `since`.
pub fn find(
    conn: &mut Conn,
    account: AccountId,
    key: &str,
    since: Instant,
) -> StoreResult<Option<FirstAnswer>> {
    let row: Option<Row> = idempotency_keys::table
        .find((Uid::from(account), key))
        .filter(idempotency_keys::created_at.gt(At::from(since)))
        .select((
            idempotency_keys::request_digest,
            idempotency_keys::status,
            idempotency_keys::location,
            idempotency_keys::body_sealed,
            idempotency_keys::body,
        ))
        .first(conn)
        .optional()?;
    Ok(row.map(
        |(request_digest, status, location, body_sealed, body)| FirstAnswer {
            request_digest,
            status: u16::try_from(status).unwrap_or(200),
            location,
            body_sealed,
            body,
        },
    ))
}

/// Keeps the answer, in the transaction that made it: so a creation and its answer exist together or not at all.
pub fn insert(
    tx: &mut Tx<'_>,
    account: AccountId,
    key: &str,
    answer: &FirstAnswer,
    at: Instant,
) -> StoreResult<()> {
    diesel::insert_into(idempotency_keys::table)
        .values((
            idempotency_keys::account_id.eq(Uid::from(account)),
            idempotency_keys::key.eq(key),
            idempotency_keys::request_digest.eq(&answer.request_digest),
            idempotency_keys::status.eq(i32::from(answer.status)),
            idempotency_keys::location.eq(&answer.location),
            idempotency_keys::body_sealed.eq(&answer.body_sealed),
            idempotency_keys::created_at.eq(At::from(at)),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Forgets answers older than `before`.
pub fn purge(tx: &mut Tx<'_>, before: Instant) -> StoreResult<usize> {
    let old = idempotency_keys::table.filter(idempotency_keys::created_at.lt(At::from(before)));
    Ok(diesel::delete(old).execute(tx.conn())?)
}

/// Forgets one answer that was kept at `since` or before: it has grown too old to be given again. One that another process
/// has kept this moment stays, and [`insert`] runs into it.
pub fn forget(tx: &mut Tx<'_>, account: AccountId, key: &str, since: Instant) -> StoreResult<()> {
    let old = idempotency_keys::table
        .filter(idempotency_keys::account_id.eq(Uid::from(account)))
        .filter(idempotency_keys::key.eq(key))
        .filter(idempotency_keys::created_at.le(At::from(since)));
    diesel::delete(old).execute(tx.conn())?;
    Ok(())
}

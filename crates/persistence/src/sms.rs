//! SMS codes that were sent. Only digests are kept, of codes as of phones and network addresses.

use diesel::prelude::*;
use domain::time::Instant;
use uuid::Uuid;

use crate::Tx;
use crate::dialect::Conn;
use crate::error::StoreResult;
use crate::schema::sms_codes;
use crate::types::{At, Uid};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmsCode {
    pub id: Uuid,
    pub phone_digest: Vec<u8>,
    pub address_digest: Vec<u8>,
    pub code_digest: Vec<u8>,
    /// Wrong tries so far.
    pub attempts: i32,
    pub created_at: Instant,
    pub expires_at: Instant,
    pub used_at: Option<Instant>,
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = sms_codes)]
struct Row {
    id: Uid,
    phone_digest: Vec<u8>,
    address_digest: Vec<u8>,
    code_digest: Vec<u8>,
    attempts: i32,
    created_at: At,
    expires_at: At,
    used_at: Option<At>,
}

pub fn insert(tx: &mut Tx<'_>, c: &SmsCode) -> StoreResult<()> {
    let row = Row {
        id: Uid(c.id),
        phone_digest: c.phone_digest.clone(),
        address_digest: c.address_digest.clone(),
        code_digest: c.code_digest.clone(),
        attempts: c.attempts,
        created_at: c.created_at.into(),
        expires_at: c.expires_at.into(),
        used_at: c.used_at.map(At::from),
    };
    diesel::insert_into(sms_codes::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

/// The newest code of a phone.
pub fn latest(conn: &mut Conn, phone_digest: &[u8]) -> StoreResult<Option<SmsCode>> {
    let row: Option<Row> = sms_codes::table
        .filter(sms_codes::phone_digest.eq(phone_digest))
        .order((sms_codes::created_at.desc(), sms_codes::id.desc()))
        .first(conn)
        .optional()?;
    Ok(row.map(|r| SmsCode {
        id: r.id.0,
        phone_digest: r.phone_digest,
        address_digest: r.address_digest,
        code_digest: r.code_digest,
        attempts: r.attempts,
        created_at: r.created_at.into(),
        expires_at: r.expires_at.into(),
        used_at: r.used_at.map(Instant::from),
    }))
}

pub fn count_of_phone(conn: &mut Conn, phone_digest: &[u8], since: Instant) -> StoreResult<i64> {
    Ok(sms_codes::table
        .filter(sms_codes::phone_digest.eq(phone_digest))
        .filter(sms_codes::created_at.gt(At::from(since)))
        .count()
        .get_result(conn)?)
}

pub fn count_of_address(conn: &mut Conn, address_digest: &[u8], since: Instant) -> StoreResult<i64> {
    Ok(sms_codes::table
        .filter(sms_codes::address_digest.eq(address_digest))
        .filter(sms_codes::created_at.gt(At::from(since)))
        .count()
        .get_result(conn)?)
}

/// Counts a try, unless `max` tries were made already; answers whether it was counted. One statement, so that tries
/// at the same time cannot share a count.
pub fn count_attempt(tx: &mut Tx<'_>, id: Uuid, max: i32) -> StoreResult<bool> {
    let target = sms_codes::table
        .filter(sms_codes::id.eq(Uid(id)))
        .filter(sms_codes::attempts.lt(max));
    let changed = diesel::update(target)
        .set(sms_codes::attempts.eq(sms_codes::attempts + 1))
        .execute(tx.conn())?;
    Ok(changed == 1)
}

/// Marks a code as used; answers false when it was used before.
pub fn mark_used(tx: &mut Tx<'_>, id: Uuid, at: Instant) -> StoreResult<bool> {
    let target = sms_codes::table
        .filter(sms_codes::id.eq(Uid(id)))
        .filter(sms_codes::used_at.is_null());
    Ok(diesel::update(target)
        .set(sms_codes::used_at.eq(At::from(at)))
        .execute(tx.conn())?
        == 1)
}

/// Forgets codes older than `before`.
pub fn purge(tx: &mut Tx<'_>, before: Instant) -> StoreResult<usize> {
    Ok(
        diesel::delete(sms_codes::table.filter(sms_codes::created_at.lt(At::from(before))))
            .execute(tx.conn())?,
    )
}

/// Forgets one code.
pub fn forget(tx: &mut Tx<'_>, id: Uuid) -> StoreResult<()> {
    diesel::delete(sms_codes::table.find(Uid(id))).execute(tx.conn())?;
    Ok(())
}

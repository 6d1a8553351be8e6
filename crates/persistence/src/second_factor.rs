//! Authenticators of accounts, and the recovery codes for when one is lost.

use diesel::prelude::*;
use domain::id::AccountId;
use domain::time::Instant;

use crate::Tx;
use crate::dialect::{Conn, InsertOrKeep, upsert};
use crate::error::StoreResult;
use crate::schema::{recovery_codes, second_factors};
use crate::types::{At, Uid};

/// An authenticator as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecondFactorRecord {
    pub account_id: AccountId,
    /// What the authenticator shares with us, encrypted.
    pub secret_sealed: Vec<u8>,
    pub created_at: Instant,
    /// When a first code proved that the authenticator has it.
    pub confirmed_at: Option<Instant>,
    /// The interval of the code used last.
    pub last_interval: i64,
    /// Wrong codes in a row.
    pub failures: i32,
    /// No code is tried before.
    pub locked_until: Option<Instant>,
}

#[derive(Queryable, Insertable, AsChangeset)]
#[diesel(table_name = second_factors, treat_none_as_null = true)]
struct Row {
    account_id: Uid,
    secret_sealed: Vec<u8>,
    created_at: At,
    confirmed_at: Option<At>,
    last_interval: i64,
    failures: i32,
    locked_until: Option<At>,
}

pub fn find(conn: &mut Conn, account: AccountId) -> StoreResult<Option<SecondFactorRecord>> {
    let found: Option<Row> = second_factors::table
        .find(Uid::from(account))
        .first(conn)
        .optional()?;
    Ok(found.map(|r| SecondFactorRecord {
        account_id: r.account_id.0.into(),
        secret_sealed: r.secret_sealed,
        created_at: r.created_at.into(),
        confirmed_at: r.confirmed_at.map(Instant::from),
        last_interval: r.last_interval,
        failures: r.failures,
        locked_until: r.locked_until.map(Instant::from),
    }))
}

/// Stores an authenticator anew, in the place of one that was there.
pub fn put(tx: &mut Tx<'_>, s: &SecondFactorRecord) -> StoreResult<()> {
    let row = || Row {
        account_id: s.account_id.into(),
        secret_sealed: s.secret_sealed.clone(),
        created_at: s.created_at.into(),
        confirmed_at: s.confirmed_at.map(At::from),
        last_interval: s.last_interval,
        failures: s.failures,
        locked_until: s.locked_until.map(At::from),
    };
    upsert(
        tx.conn(),
        |conn| {
            diesel::update(second_factors::table.find(Uid::from(s.account_id)))
                .set(row())
                .execute(conn)
        },
        |conn| InsertOrKeep(diesel::insert_into(second_factors::table).values(row())).execute(conn),
    )
}

/// Uses up the code of an interval. False when it, or a later one, was used before.
pub fn use_interval(tx: &mut Tx<'_>, account: AccountId, interval: i64) -> StoreResult<bool> {
    let target = second_factors::table
        .filter(second_factors::account_id.eq(Uid::from(account)))
        .filter(second_factors::last_interval.lt(interval));
    Ok(diesel::update(target)
        .set((
            second_factors::last_interval.eq(interval),
            second_factors::failures.eq(0),
            second_factors::locked_until.eq(None::<At>),
        ))
        .execute(tx.conn())?
        == 1)
}

/// Counts a wrong code; from the `most`-th on, none is tried before `until`.
pub fn count_failure(tx: &mut Tx<'_>, account: AccountId, most: i32, until: Instant) -> StoreResult<()> {
    let one = second_factors::table.find(Uid::from(account));
    diesel::update(one)
        .set(second_factors::failures.eq(second_factors::failures + 1))
        .execute(tx.conn())?;
    diesel::update(one.filter(second_factors::failures.ge(most)))
        .set((
            second_factors::failures.eq(0),
            second_factors::locked_until.eq(Some(At::from(until))),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Removes the authenticator with its recovery codes; false where there was none.
pub fn remove(tx: &mut Tx<'_>, account: AccountId) -> StoreResult<bool> {
    let codes = recovery_codes::table.filter(recovery_codes::account_id.eq(Uid::from(account)));
    diesel::delete(codes).execute(tx.conn())?;
    Ok(diesel::delete(second_factors::table.find(Uid::from(account))).execute(tx.conn())? == 1)
}

/// Gives out recovery codes; those from before are void.
pub fn replace_codes(tx: &mut Tx<'_>, account: AccountId, digests: &[Vec<u8>]) -> StoreResult<()> {
    let old = recovery_codes::table.filter(recovery_codes::account_id.eq(Uid::from(account)));
    diesel::delete(old).execute(tx.conn())?;
    for digest in digests {
        diesel::insert_into(recovery_codes::table)
            .values((
                recovery_codes::account_id.eq(Uid::from(account)),
                recovery_codes::digest.eq(digest),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Uses up a recovery code; false where there is no such code, or it was used.
pub fn use_code(tx: &mut Tx<'_>, account: AccountId, digest: &[u8], at: Instant) -> StoreResult<bool> {
    let target = recovery_codes::table
        .filter(recovery_codes::account_id.eq(Uid::from(account)))
        .filter(recovery_codes::digest.eq(digest))
        .filter(recovery_codes::used_at.is_null());
    Ok(diesel::update(target)
        .set(recovery_codes::used_at.eq(Some(At::from(at))))
        .execute(tx.conn())?
        == 1)
}

/// How many recovery codes were not used.
pub fn codes_left(conn: &mut Conn, account: AccountId) -> StoreResult<i64> {
    Ok(recovery_codes::table
        .filter(recovery_codes::account_id.eq(Uid::from(account)))
        .filter(recovery_codes::used_at.is_null())
        .count()
        .get_result(conn)?)
}

//! Accounts.

use diesel::prelude::*;
use domain::id::AccountId;
use domain::time::Instant;

use crate::Tx;
use crate::dialect::{Conn, hold_row};
use crate::error::{StoreError, StoreResult};
use crate::schema::accounts;
use crate::types::{At, Uid};

/// An account as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub id: AccountId,
    /// Keyed digest of the phone number, for finding the account.
    pub phone_digest: Vec<u8>,
    /// The phone number, encrypted.
    pub phone_sealed: Vec<u8>,
    pub display_name: String,
    pub locked: bool,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
    /// Why it is locked.
    pub locked_reason: Option<String>,
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = accounts)]
struct Row {
    id: Uid,
    phone_digest: Vec<u8>,
    phone_sealed: Vec<u8>,
    display_name: String,
    locked: bool,
    version: i32,
    created_at: At,
    updated_at: At,
    locked_reason: Option<String>,
}

impl From<Row> for Account {
    fn from(r: Row) -> Self {
        Self {
            id: r.id.0.into(),
            phone_digest: r.phone_digest,
            phone_sealed: r.phone_sealed,
            display_name: r.display_name,
            locked: r.locked,
            version: r.version,
            created_at: r.created_at.into(),
            updated_at: r.updated_at.into(),
            locked_reason: r.locked_reason,
        }
    }
}

pub fn find(conn: &mut Conn, id: AccountId) -> StoreResult<Account> {
    Ok(accounts::table.find(Uid::from(id)).first::<Row>(conn)?.into())
}

/// Lets nobody else change the account, or give it a role, until the transaction ends.
pub fn hold(tx: &mut Tx<'_>, id: AccountId) -> StoreResult<()> {
    hold_row(tx.conn(), "accounts", Uid::from(id))
}

pub fn find_by_phone(conn: &mut Conn, digest: &[u8]) -> StoreResult<Option<Account>> {
    Ok(accounts::table
        .filter(accounts::phone_digest.eq(digest))
        .first::<Row>(conn)
        .optional()?
        .map(Account::from))
}

pub fn insert(tx: &mut Tx<'_>, a: &Account) -> StoreResult<()> {
    let row = Row {
        id: a.id.into(),
        phone_digest: a.phone_digest.clone(),
        phone_sealed: a.phone_sealed.clone(),
        display_name: a.display_name.clone(),
        locked: a.locked,
        version: a.version,
        created_at: a.created_at.into(),
        updated_at: a.updated_at.into(),
        locked_reason: a.locked_reason.clone(),
    };
    diesel::insert_into(accounts::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

/// Changes the name shown, if `expected` is still the version.
pub fn rename(tx: &mut Tx<'_>, id: AccountId, expected: i32, name: &str, at: Instant) -> StoreResult<()> {
    let target = accounts::table
        .filter(accounts::id.eq(Uid::from(id)))
        .filter(accounts::version.eq(expected));
    let changed = diesel::update(target)
        .set((
            accounts::display_name.eq(name),
            accounts::version.eq(expected + 1),
            accounts::updated_at.eq(At::from(at)),
        ))
        .execute(tx.conn())?;
    if changed == 1 {
        Ok(())
    } else {
        Err(StoreError::Stale)
    }
}

/// Locks an account for a reason, or opens it again, if `expected` is still the version.
pub fn lock(
    tx: &mut Tx<'_>,
    id: AccountId,
    expected: i32,
    reason: Option<&str>,
    at: Instant,
) -> StoreResult<()> {
    let target = accounts::table
        .filter(accounts::id.eq(Uid::from(id)))
        .filter(accounts::version.eq(expected));
    let changed = diesel::update(target)
        .set((
            accounts::locked.eq(reason.is_some()),
            accounts::locked_reason.eq(reason),
            accounts::version.eq(expected + 1),
            accounts::updated_at.eq(At::from(at)),
        ))
        .execute(tx.conn())?;
    if changed == 1 {
        Ok(())
    } else {
        Err(StoreError::Stale)
    }
}

/// Takes everything personal out of an account. What it did stays, under `name`.
pub fn erase(
    tx: &mut Tx<'_>,
    id: AccountId,
    expected: i32,
    phone: (&[u8], &[u8]),
    name: &str,
    at: Instant,
) -> StoreResult<()> {
    let target = accounts::table
        .filter(accounts::id.eq(Uid::from(id)))
        .filter(accounts::version.eq(expected));
    let changed = diesel::update(target)
        .set((
            accounts::phone_digest.eq(phone.0),
            accounts::phone_sealed.eq(phone.1),
            accounts::display_name.eq(name),
            accounts::locked.eq(true),
            accounts::version.eq(expected + 1),
            accounts::updated_at.eq(At::from(at)),
        ))
        .execute(tx.conn())?;
    if changed == 1 {
        Ok(())
    } else {
        Err(StoreError::Stale)
    }
}

/// The names shown for these accounts.
pub fn names(conn: &mut Conn, ids: &[AccountId]) -> StoreResult<Vec<(AccountId, String)>> {
    let ids: Vec<Uid> = ids.iter().map(|id| Uid::from(*id)).collect();
    let rows: Vec<(Uid, String)> = accounts::table
        .filter(accounts::id.eq_any(ids))
        .select((accounts::id, accounts::display_name))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, name)| (id.0.into(), name)).collect())
}

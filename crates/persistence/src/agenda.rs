//! Calendars that people follow from a program of their own (日历订阅).

use diesel::prelude::*;
use domain::id::AccountId;
use domain::time::Instant;

use crate::Tx;
use crate::dialect::{self, Conn, InsertOrKeep};
use crate::error::StoreResult;
use crate::schema::calendars;
use crate::types::{At, Uid};

/// Since when somebody has an address.
pub fn since(conn: &mut Conn, account: AccountId) -> StoreResult<Option<Instant>> {
    let at: Option<At> = calendars::table
        .find(Uid::from(account))
        .select(calendars::created_at)
        .first(conn)
        .optional()?;
    Ok(at.map(Instant::from))
}

/// Whose calendar this address is.
pub fn find(conn: &mut Conn, digest: &[u8]) -> StoreResult<Option<AccountId>> {
    let id: Option<Uid> = calendars::table
        .filter(calendars::digest.eq(digest))
        .select(calendars::account_id)
        .first(conn)
        .optional()?;
    Ok(id.map(|id| id.0.into()))
}

/// Gives somebody an address; the one before is worthless.
pub fn put(tx: &mut Tx<'_>, account: AccountId, digest: &[u8], at: Instant) -> StoreResult<()> {
    let new = (
        calendars::digest.eq(digest),
        calendars::created_at.eq(At::from(at)),
    );
    dialect::upsert(
        tx.conn(),
        |conn| {
            diesel::update(calendars::table.find(Uid::from(account)))
                .set(new)
                .execute(conn)
        },
        |conn| {
            let row = diesel::insert_into(calendars::table).values((
                calendars::account_id.eq(Uid::from(account)),
                new.0,
                new.1,
            ));
            InsertOrKeep(row).execute(conn)
        },
    )
}

/// Takes the address back, if there is one.
pub fn remove(tx: &mut Tx<'_>, account: AccountId) -> StoreResult<()> {
    diesel::delete(calendars::table.find(Uid::from(account))).execute(tx.conn())?;
    Ok(())
}

//! Holding a row until a transaction ends. PostgreSQL locks it; SQLite has one writer, which holds everything.

use diesel::prelude::*;

use super::Conn;
use crate::error::StoreResult;
use crate::types::Uid;
use crate::types::sql::Key;

/// Lets nobody else change or hold the row `id` until this transaction ends; without such a row, nothing. `table` is one
/// of our own constants.
pub fn hold_row(conn: &mut Conn, table: &'static str, id: Uid) -> StoreResult<()> {
    if let Conn::Pg(c) = conn {
        // Not FOR UPDATE: rows that refer to this one may still be written.
        diesel::sql_query(format!("SELECT 1 FROM {table} WHERE id = $1 FOR NO KEY UPDATE"))
            .bind::<Key, _>(id)
            .execute(c)?;
    }
    Ok(())
}

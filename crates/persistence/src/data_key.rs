//! Data keys of the installation, each encrypted with a key of the operator's secret; during a change of secrets of two.

use diesel::prelude::*;
use domain::time::Instant;

use crate::Tx;
use crate::dialect::{Conn, InsertOrKeep};
use crate::error::StoreResult;
use crate::schema::{accounts, data_keys};
use crate::types::At;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataKeyRecord {
    /// The first is 1.
    pub number: i32,
    /// Tells the secret that opens it.
    pub secret_mark: Vec<u8>,
    /// The key, encrypted.
    pub wrapped: Vec<u8>,
    /// Since when everything new is encrypted with it.
    pub used_from: Instant,
}

type Row = (i32, Vec<u8>, Vec<u8>, At);

/// All, by number.
pub fn list(conn: &mut Conn) -> StoreResult<Vec<DataKeyRecord>> {
    let rows: Vec<Row> = data_keys::table
        .order((data_keys::number, data_keys::secret_mark))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(number, secret_mark, wrapped, used_from)| DataKeyRecord {
            number,
            secret_mark,
            wrapped,
            used_from: used_from.into(),
        })
        .collect())
}

/// Keeps a key. One that another process has kept under the same number and secret stays.
pub fn insert(tx: &mut Tx<'_>, key: &DataKeyRecord) -> StoreResult<()> {
    let row = diesel::insert_into(data_keys::table).values((
        data_keys::number.eq(key.number),
        data_keys::secret_mark.eq(&key.secret_mark),
        data_keys::wrapped.eq(&key.wrapped),
        data_keys::used_from.eq(At::from(key.used_from)),
    ));
    InsertOrKeep(row).execute(tx.conn())?;
    Ok(())
}

/// Forgets every key as other secrets open it; answers how many.
pub fn forget_other_secrets(tx: &mut Tx<'_>, mark: &[u8]) -> StoreResult<usize> {
    let others = data_keys::table.filter(data_keys::secret_mark.ne(mark));
    Ok(diesel::delete(others).execute(tx.conn())?)
}

/// Whether anything was ever encrypted here: from the first account on.
pub fn is_in_use(conn: &mut Conn) -> StoreResult<bool> {
    Ok(diesel::select(diesel::dsl::exists(accounts::table.select(accounts::id))).get_result(conn)?)
}

//! Lists that were taken away (导出): who, cut how, with contacts or without, how many rows.

use diesel::prelude::*;
use domain::id::{AccountId, ExportId};
use domain::time::Instant;

use crate::Tx;
use crate::dialect::Conn;
use crate::error::StoreResult;
use crate::schema::exports;
use crate::types::{At, Json, Uid};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportRecord {
    pub id: ExportId,
    pub account_id: AccountId,
    pub kind: String,
    /// JSON of what the list was cut by.
    pub filter: String,
    /// Whether it held names and phones.
    pub personal: bool,
    /// None while it is written, or where it broke off.
    pub rows: Option<i64>,
    pub created_at: Instant,
}

pub fn insert(tx: &mut Tx<'_>, e: &ExportRecord) -> StoreResult<()> {
    diesel::insert_into(exports::table)
        .values((
            exports::id.eq(Uid::from(e.id)),
            exports::account_id.eq(Uid::from(e.account_id)),
            exports::kind.eq(&e.kind),
            exports::filter.eq(Json(e.filter.clone())),
            exports::personal.eq(e.personal),
            exports::row_count.eq(e.rows),
            exports::created_at.eq(At::from(e.created_at)),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// It is written whole.
pub fn finish(tx: &mut Tx<'_>, id: ExportId, rows: i64) -> StoreResult<()> {
    diesel::update(exports::table.find(Uid::from(id)))
        .set(exports::row_count.eq(Some(rows)))
        .execute(tx.conn())?;
    Ok(())
}

/// What an account took away, the latest first.
pub fn of_account(conn: &mut Conn, account: AccountId, limit: i64) -> StoreResult<Vec<ExportRecord>> {
    type Row = (Uid, Uid, String, Json, bool, Option<i64>, At);
    let rows: Vec<Row> = exports::table
        .filter(exports::account_id.eq(Uid::from(account)))
        .order(exports::id.desc())
        .limit(limit)
        .load(conn)?;
    let read = |(id, account, kind, filter, personal, rows, at): Row| ExportRecord {
        id: id.0.into(),
        account_id: account.0.into(),
        kind,
        filter: filter.0,
        personal,
        rows,
        created_at: at.into(),
    };
    Ok(rows.into_iter().map(read).collect())
}

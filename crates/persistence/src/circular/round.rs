//! Rounds: telling the recipients of a sending, part by part.

use diesel::prelude::*;
use domain::id::DispatchId;

use crate::Tx;
use crate::dialect::{Conn, InsertOrKeep};
use crate::error::StoreResult;
use crate::schema::circular_rounds;
use crate::types::Uid;

/// Begins a round; false when this one was begun before.
pub fn begin(tx: &mut Tx<'_>, dispatch: DispatchId, errand: &str) -> StoreResult<bool> {
    let row = diesel::insert_into(circular_rounds::table).values((
        circular_rounds::dispatch_id.eq(Uid::from(dispatch)),
        circular_rounds::errand.eq(errand),
        circular_rounds::position.eq(""),
    ));
    Ok(InsertOrKeep(row).execute(tx.conn())? == 1)
}

/// Moves a round on; false when it does not stand at `from` any more: somebody else has told that part.
pub fn advance(
    tx: &mut Tx<'_>,
    dispatch: DispatchId,
    errand: &str,
    from: &str,
    to: &str,
) -> StoreResult<bool> {
    let target = circular_rounds::table
        .filter(circular_rounds::dispatch_id.eq(Uid::from(dispatch)))
        .filter(circular_rounds::errand.eq(errand))
        .filter(circular_rounds::position.eq(from));
    let moved = diesel::update(target)
        .set(circular_rounds::position.eq(to))
        .execute(tx.conn())?;
    Ok(moved == 1)
}

/// The rounds of these sendings that were begun.
pub fn begun(conn: &mut Conn, dispatches: &[DispatchId]) -> StoreResult<Vec<(DispatchId, String)>> {
    let ids: Vec<Uid> = dispatches.iter().map(|id| Uid::from(*id)).collect();
    let rows: Vec<(Uid, String)> = circular_rounds::table
        .filter(circular_rounds::dispatch_id.eq_any(ids))
        .select((circular_rounds::dispatch_id, circular_rounds::errand))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, errand)| (id.0.into(), errand))
        .collect())
}

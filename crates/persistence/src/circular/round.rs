//! Rounds: telling the recipients of a sending, part by part.

use diesel::prelude::*;
use domain::id::DispatchId;

use crate::Tx;
use crate::dialect::InsertOrKeep;
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

//! Findings of the pre-check, as kept beside a filing that was handed in.

use diesel::prelude::*;
use domain::activity::finding::Found;
use domain::id::ActivityId;
use domain::time::Instant;

use crate::Tx;
use crate::dialect::{Conn, InsertOrKeep, upsert};
use crate::error::StoreResult;
use crate::schema::activity_findings;
use crate::types::{At, Json, Uid};

/// Replaces what was found before.
pub fn put(tx: &mut Tx<'_>, id: ActivityId, findings: &[Found], at: Instant) -> StoreResult<()> {
    let (key, doc, at) = (Uid::from(id), Json::of(&findings)?, At::from(at));
    upsert(
        tx.conn(),
        |conn| {
            diesel::update(activity_findings::table.find(key))
                .set((
                    activity_findings::findings.eq(&doc),
                    activity_findings::checked_at.eq(at),
                ))
                .execute(conn)
        },
        |conn| {
            let row = diesel::insert_into(activity_findings::table).values((
                activity_findings::activity_id.eq(key),
                activity_findings::findings.eq(&doc),
                activity_findings::checked_at.eq(at),
            ));
            InsertOrKeep(row).execute(conn)
        },
    )
}

/// What was found, for those of `ids` that were checked.
pub fn of(conn: &mut Conn, ids: &[ActivityId]) -> StoreResult<Vec<(ActivityId, Vec<Found>)>> {
    let ids: Vec<Uid> = ids.iter().map(|id| Uid::from(*id)).collect();
    let rows: Vec<(Uid, Json)> = activity_findings::table
        .filter(activity_findings::activity_id.eq_any(ids))
        .select((activity_findings::activity_id, activity_findings::findings))
        .load(conn)?;
    rows.into_iter()
        .map(|(id, found)| Ok((id.0.into(), found.read()?)))
        .collect()
}

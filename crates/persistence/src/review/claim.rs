use diesel::prelude::*;
use domain::id::{AccountId, ActivityId};
use domain::time::Instant;

use crate::Tx;
use crate::dialect::Conn;
use crate::error::StoreResult;
use crate::schema::review_queue;
use crate::types::{At, Uid};

/// Who is on a waiting filing, until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    pub by: AccountId,
    pub until: Instant,
}

/// Claims a waiting filing unless somebody else holds it: of two who try at once, one gets it. Answers whether it was
/// claimed.
pub fn claim(
    tx: &mut Tx<'_>,
    id: ActivityId,
    by: AccountId,
    now: Instant,
    until: Instant,
) -> StoreResult<bool> {
    let free = review_queue::table
        .filter(review_queue::activity_id.eq(Uid::from(id)))
        .filter(
            review_queue::claimed_until
                .is_null()
                .or(review_queue::claimed_until.le(At::from(now)))
                .or(review_queue::claimed_by.eq(Uid::from(by))),
        );
    let changed = diesel::update(free)
        .set((
            review_queue::claimed_by.eq(Uid::from(by)),
            review_queue::claimed_until.eq(At::from(until)),
        ))
        .execute(tx.conn())?;
    Ok(changed == 1)
}

/// Gives up one's own claims.
pub fn release(tx: &mut Tx<'_>, ids: &[ActivityId], by: AccountId) -> StoreResult<()> {
    let ids: Vec<Uid> = ids.iter().map(|id| Uid::from(*id)).collect();
    let own = review_queue::table
        .filter(review_queue::activity_id.eq_any(ids))
        .filter(review_queue::claimed_by.eq(Uid::from(by)));
    diesel::update(own)
        .set((
            review_queue::claimed_by.eq(None::<Uid>),
            review_queue::claimed_until.eq(None::<At>),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// The claims in force on these filings.
pub fn held(conn: &mut Conn, ids: &[ActivityId], now: Instant) -> StoreResult<Vec<(ActivityId, Held)>> {
    let ids: Vec<Uid> = ids.iter().map(|id| Uid::from(*id)).collect();
    let rows: Vec<(Uid, Option<Uid>, Option<At>)> = review_queue::table
        .filter(review_queue::activity_id.eq_any(ids))
        .filter(review_queue::claimed_until.gt(At::from(now)))
        .select((
            review_queue::activity_id,
            review_queue::claimed_by,
            review_queue::claimed_until,
        ))
        .load(conn)?;
    let known = |(id, by, until): (Uid, Option<Uid>, Option<At>)| {
        let (by, until) = (by?.0.into(), until?.into());
        Some((id.0.into(), Held { by, until }))
    };
    Ok(rows.into_iter().filter_map(known).collect())
}

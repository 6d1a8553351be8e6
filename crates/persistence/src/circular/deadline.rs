//! What circulars ask for by a day, and what was done.

use diesel::prelude::*;
use domain::circular::{Deadline, DeadlineFor};
use domain::id::{AccountId, CircularId, DispatchId};
use domain::time::{CivilDate, Instant};

use crate::Tx;
use crate::dialect::{Conn, InsertOrKeep, upsert};
use crate::error::{StoreError, StoreResult};
use crate::schema::{
    circular_addresses, circular_completions, circular_deadlines, circular_dispatches, circulars,
};
use crate::types::{At, Json, Uid};

type Row = (Uid, i32, String, String, String);

fn read((dispatch, n, what, due_on, whom): Row) -> StoreResult<(DispatchId, Deadline)> {
    let deadline = Deadline {
        n: u32::try_from(n).map_err(StoreError::corrupt)?,
        what,
        due_on: due_on.parse().map_err(StoreError::corrupt)?,
        whom: DeadlineFor::parse(&whom).ok_or_else(|| StoreError::corrupt(&whom))?,
    };
    Ok((dispatch.0.into(), deadline))
}

fn ids(all: &[DispatchId]) -> Vec<Uid> {
    all.iter().map(|id| Uid::from(*id)).collect()
}

fn number(n: u32) -> StoreResult<i32> {
    i32::try_from(n).map_err(StoreError::corrupt)
}

/// Makes these the deadlines of a sending. What was done of one that stays remains done.
pub fn put_deadlines(tx: &mut Tx<'_>, dispatch: DispatchId, all: &[Deadline]) -> StoreResult<()> {
    let kept = all.iter().map(|d| number(d.n)).collect::<StoreResult<Vec<_>>>()?;
    let gone = circular_deadlines::table
        .filter(circular_deadlines::dispatch_id.eq(Uid::from(dispatch)))
        .filter(circular_deadlines::n.ne_all(kept));
    diesel::delete(gone).execute(tx.conn())?;
    for d in all {
        let key = (Uid::from(dispatch), number(d.n)?);
        let values = (
            circular_deadlines::what.eq(&d.what),
            circular_deadlines::due_on.eq(d.due_on.to_string()),
            circular_deadlines::whom.eq(d.whom.as_str()),
        );
        upsert(
            tx.conn(),
            |conn| {
                diesel::update(circular_deadlines::table.find(key))
                    .set(values.clone())
                    .execute(conn)
            },
            |conn| {
                let row = diesel::insert_into(circular_deadlines::table).values((
                    circular_deadlines::dispatch_id.eq(key.0),
                    circular_deadlines::n.eq(key.1),
                    values.clone(),
                ));
                InsertOrKeep(row).execute(conn)
            },
        )?;
    }
    Ok(())
}

/// The deadlines of these sendings, by number.
pub fn deadlines_of(conn: &mut Conn, dispatches: &[DispatchId]) -> StoreResult<Vec<(DispatchId, Deadline)>> {
    circular_deadlines::table
        .filter(circular_deadlines::dispatch_id.eq_any(ids(dispatches)))
        .order((circular_deadlines::dispatch_id, circular_deadlines::n))
        .load::<Row>(conn)?
        .into_iter()
        .map(read)
        .collect()
}

/// A deadline with what asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    pub dispatch_id: DispatchId,
    pub deadline: Deadline,
    pub circular_id: CircularId,
    pub title: String,
    pub office: String,
}

/// The deadlines of what is published and was sent to one of these addresses, due on `from` or later, by day.
pub fn due(conn: &mut Conn, addresses: &[String], from: CivilDate, limit: i64) -> StoreResult<Vec<Due>> {
    let sent = circular_addresses::table
        .filter(circular_addresses::address.eq_any(addresses.to_vec()))
        .select(circular_addresses::dispatch_id);
    let rows: Vec<(Row, Uid, Json, String)> = circular_deadlines::table
        .inner_join(
            circular_dispatches::table.on(circular_dispatches::id.eq(circular_deadlines::dispatch_id)),
        )
        .inner_join(circulars::table.on(circulars::id.eq(circular_dispatches::circular_id)))
        .filter(circular_deadlines::dispatch_id.eq_any(sent))
        .filter(circular_deadlines::due_on.ge(from.to_string()))
        .filter(circulars::status.eq("published"))
        .order((
            circular_deadlines::due_on,
            circular_deadlines::dispatch_id,
            circular_deadlines::n,
        ))
        .limit(limit)
        .select((
            circular_deadlines::all_columns,
            circulars::id,
            circulars::content,
            circular_dispatches::office,
        ))
        .load(conn)?;
    rows.into_iter()
        .map(|(row, circular, content, office)| {
            let (dispatch_id, deadline) = read(row)?;
            let content: domain::circular::CircularContent = content.read()?;
            Ok(Due {
                dispatch_id,
                deadline,
                circular_id: circular.0.into(),
                title: content.title,
                office,
            })
        })
        .collect()
}

/// What of these sendings is marked as done by these recipients.
pub fn completed(
    conn: &mut Conn,
    dispatches: &[DispatchId],
    recipients: &[String],
) -> StoreResult<Vec<(DispatchId, u32, String)>> {
    let rows: Vec<(Uid, i32, String)> = circular_completions::table
        .filter(circular_completions::dispatch_id.eq_any(ids(dispatches)))
        .filter(circular_completions::recipient.eq_any(recipients.to_vec()))
        .select((
            circular_completions::dispatch_id,
            circular_completions::n,
            circular_completions::recipient,
        ))
        .load(conn)?;
    rows.into_iter()
        .map(|(id, n, who)| Ok((id.0.into(), u32::try_from(n).map_err(StoreError::corrupt)?, who)))
        .collect()
}

/// How much of a sending each of these recipients has done.
pub fn completions(
    conn: &mut Conn,
    dispatch: DispatchId,
    recipients: &[String],
) -> StoreResult<Vec<(String, i64)>> {
    Ok(circular_completions::table
        .filter(circular_completions::dispatch_id.eq(Uid::from(dispatch)))
        .filter(circular_completions::recipient.eq_any(recipients.to_vec()))
        .group_by(circular_completions::recipient)
        .select((circular_completions::recipient, diesel::dsl::count_star()))
        .load(conn)?)
}

/// Marks something as done, or not done.
pub fn set_done(
    tx: &mut Tx<'_>,
    (dispatch, n): (DispatchId, u32),
    recipient: &str,
    done: bool,
    by: AccountId,
    at: Instant,
) -> StoreResult<()> {
    let key = (Uid::from(dispatch), number(n)?, recipient.to_owned());
    if done {
        let row = diesel::insert_into(circular_completions::table).values((
            circular_completions::dispatch_id.eq(key.0),
            circular_completions::n.eq(key.1),
            circular_completions::recipient.eq(key.2),
            circular_completions::done_by.eq(Uid::from(by)),
            circular_completions::done_at.eq(At::from(at)),
        ));
        InsertOrKeep(row).execute(tx.conn())?;
    } else {
        diesel::delete(circular_completions::table.find(key)).execute(tx.conn())?;
    }
    Ok(())
}

/// The deadlines of what is published that are due between two days, of whatever sending.
pub fn falling_due(
    conn: &mut Conn,
    from: CivilDate,
    until: CivilDate,
    limit: i64,
) -> StoreResult<Vec<(DispatchId, Deadline)>> {
    circular_deadlines::table
        .inner_join(
            circular_dispatches::table.on(circular_dispatches::id.eq(circular_deadlines::dispatch_id)),
        )
        .inner_join(circulars::table.on(circulars::id.eq(circular_dispatches::circular_id)))
        .filter(circulars::status.eq("published"))
        .filter(circular_deadlines::due_on.ge(from.to_string()))
        .filter(circular_deadlines::due_on.le(until.to_string()))
        .order((
            circular_deadlines::due_on,
            circular_deadlines::dispatch_id,
            circular_deadlines::n,
        ))
        .limit(limit)
        .select(circular_deadlines::all_columns)
        .load::<Row>(conn)?
        .into_iter()
        .map(read)
        .collect()
}

//! What circulars ask somebody to do, and marking it as done.

use std::collections::BTreeSet;

use chrono::{NaiveDate, TimeDelta};
use domain::access::{Actor, Denied};
use domain::circular::{Circular, CircularStep, Completion, Deadline, OVERDUE_SHOWN_DAYS, Recipient, Todo};
use domain::id::{CircularId, DispatchId};
use domain::page::{Limit, Page};
use domain::problem::{Code, Fault, FaultCode};
use domain::time::Instant;
use persistence::Conn;
use persistence::circular as store;
use serde::{Deserialize, Serialize};

use super::standing::{self, Seen};
use super::view;
use crate::app::App;
use crate::cursor;
use crate::error::AppResult;

/// Deadlines looked through: far more than anybody has.
const MOST: i64 = 2_000;

/// What a circular asks of the one who sees it, by day; done or not. One statement.
pub(super) fn of(
    conn: &mut Conn,
    seen: &Seen,
    deadlines: &[(DispatchId, Deadline)],
    now: Instant,
) -> AppResult<Vec<Todo>> {
    let ids: Vec<DispatchId> = seen.received.iter().map(|(d, _)| d.id).collect();
    let keys: Vec<String> = seen
        .received
        .iter()
        .flat_map(|(_, who)| who.iter().map(Recipient::key))
        .collect();
    let done: BTreeSet<_> = store::completed(conn, &ids, &keys)?.into_iter().collect();
    let mut all = Vec::new();
    for (d, who) in &seen.received {
        for (_, deadline) in deadlines.iter().filter(|(id, _)| *id == d.id) {
            for recipient in who.iter().filter(|r| deadline.whom.concerns(r)) {
                let is_done = done.contains(&(d.id, deadline.n, recipient.key()));
                all.push(Todo {
                    circular_id: seen.circular.id,
                    dispatch_id: d.id,
                    n: deadline.n,
                    what: deadline.what.clone(),
                    due_on: deadline.due_on,
                    overdue: !is_done && deadline.due_on < now.shanghai_date(),
                    done: is_done,
                    title: seen.circular.content.title.clone(),
                    office: d.office.clone(),
                    recipient: recipient.clone(),
                    recipient_name: seen.standing.name(recipient),
                });
            }
        }
    }
    all.sort_by_key(place);
    Ok(all)
}

/// The deadlines from circulars that the actor has not marked as done, by day; those that passed stay for a while and are
/// marked as overdue. At most eight statements.
pub fn open_deadlines(conn: &mut Conn, actor: &Actor, now: Instant) -> AppResult<Vec<Todo>> {
    let standing = standing::of(conn, actor)?;
    let addresses = standing.addresses();
    if addresses.is_empty() {
        return Ok(Vec::new());
    }
    let today = now.shanghai_date();
    let from = today - TimeDelta::days(OVERDUE_SHOWN_DAYS);
    let due = store::due(conn, &addresses, from, MOST)?;
    let mut ids: Vec<DispatchId> = due.iter().map(|row| row.dispatch_id).collect();
    ids.sort();
    ids.dedup();
    let reached = store::reached(conn, &addresses, &ids)?;
    let keys: Vec<String> = standing.stations.iter().map(|s| s.recipient().key()).collect();
    let done: BTreeSet<_> = store::completed(conn, &ids, &keys)?.into_iter().collect();
    let mut all = Vec::new();
    for row in due {
        for station in &standing.stations {
            let recipient = station.recipient();
            let own = station.addresses();
            let meant = reached
                .iter()
                .any(|(a, id)| *id == row.dispatch_id && own.contains(a));
            let open = !done.contains(&(row.dispatch_id, row.deadline.n, recipient.key()));
            if meant && open && row.deadline.whom.concerns(&recipient) {
                all.push(Todo {
                    circular_id: row.circular_id,
                    dispatch_id: row.dispatch_id,
                    n: row.deadline.n,
                    what: row.deadline.what.clone(),
                    due_on: row.deadline.due_on,
                    overdue: row.deadline.due_on < today,
                    done: false,
                    title: row.title.clone(),
                    office: row.office.clone(),
                    recipient_name: standing.name(&recipient),
                    recipient,
                });
            }
        }
    }
    all.sort_by_key(place);
    Ok(all)
}

/// Where something stands in the order of what is to be done.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Place(NaiveDate, DispatchId, u32, Recipient);

fn place(todo: &Todo) -> Place {
    Place(todo.due_on, todo.dispatch_id, todo.n, todo.recipient.clone())
}

/// A page of what the actor has to do, the next first.
pub async fn todos(app: &App, actor: &Actor, limit: Limit, cursor: Option<&str>) -> AppResult<Page<Todo>> {
    let after: Option<Place> = cursor.map(cursor::read).transpose()?;
    let (actor, now, limit) = (actor.clone(), app.now(), limit.get());
    app.db()
        .read(move |conn| {
            let mut all = open_deadlines(conn, &actor, now)?;
            let total = Some(all.len() as u64);
            if let Some(after) = after {
                all.retain(|todo| place(todo) > after);
            }
            let next = cursor::cut(&mut all, limit, place)?;
            Ok(Page {
                items: all,
                next,
                total,
            })
        })
        .await
}

/// Marks something as done for a recipient, or as not done. Twice is no fault.
pub async fn complete(
    app: &App,
    actor: &Actor,
    id: CircularId,
    completion: Completion,
) -> AppResult<Circular> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let seen = standing::see(tx.conn(), &actor, id)?;
            // A withdrawal of the same moment waits, or has come first.
            let published = store::hold(tx, id)?;
            if !published || seen.circular.status.after(CircularStep::Complete).is_none() {
                return Err(Code::StepNotAllowed.into());
            }
            let own = seen.received.iter().find(|(d, _)| d.id == completion.dispatch_id);
            let is_own = own.is_some_and(|(_, who)| who.contains(&completion.recipient));
            if !is_own {
                return Err(Denied::OutOfScope.into());
            }
            let asked = store::deadlines_of(tx.conn(), &[completion.dispatch_id])?;
            let concerned = asked
                .iter()
                .any(|(_, d)| d.n == completion.n && d.whom.concerns(&completion.recipient));
            if !concerned {
                return Err(Fault::new("/n", FaultCode::UnknownValue)
                    .with(completion.n)
                    .into());
            }
            let which = (completion.dispatch_id, completion.n);
            let key = completion.recipient.key();
            store::set_done(tx, which, &key, completion.done, actor.account, this.now())?;
            view::of(tx.conn(), &actor, id, this.now())
        })
        .await
}

use std::collections::BTreeSet;

use chrono::TimeDelta;
use domain::access::Actor;
use domain::circular::{Circular, CircularStep, NewReminder, may_issue};
use domain::id::{CircularId, DispatchId};
use domain::problem::Code;
use persistence::Conn;
use persistence::circular as store;

use super::round::{self, Errand};
use super::{standing, view};
use crate::app::App;
use crate::error::{AppError, AppResult};

/// Days before a deadline on which those who have not marked it as done are reminded.
const BEFORE: [i64; 2] = [3, 1];
/// Deadlines of which one run reminds.
const MOST: i64 = 20_000;

/// Reminds those who have not read the newest text of a sending; once a day. They are told in the background.
pub async fn remind(app: &App, actor: &Actor, id: CircularId, reminder: NewReminder) -> AppResult<Circular> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let now = this.now();
            let seen = standing::see(tx.conn(), &actor, id)?;
            may_issue(&actor, &reminder.region_code)?;
            if seen.circular.status.after(CircularStep::Remind).is_none() {
                return Err(Code::StepNotAllowed.into());
            }
            let own = seen.sent.iter().find(|d| d.region_code == reminder.region_code);
            let d = own.ok_or(Code::NotFound)?;
            let today = now.shanghai_date();
            if !store::remind_on(tx, d.id, today)? {
                return Err(Code::RemindedToday.into());
            }
            round::begin(tx, &this, d.id, Errand::Unread { on: today })?;
            view::of(tx.conn(), &actor, id, now)
        })
        .await
}

/// Reminds of deadlines that are near. May run at any time: each step of each deadline is one round, begun once.
pub(crate) async fn remind_of_deadlines(app: &App) -> AppResult<()> {
    let this = app.clone();
    let due = app.db().read(move |conn| near(conn, &this)).await?;
    if due.is_empty() {
        return Ok(());
    }
    let this = app.clone();
    app.db()
        .write(move |tx| {
            for (dispatch, errand) in due {
                round::begin(tx, &this, dispatch, errand)?;
            }
            Ok::<_, AppError>(())
        })
        .await
}

/// The rounds that are due and were not begun. One statement, and one for each thousand sendings.
fn near(conn: &mut Conn, app: &App) -> AppResult<Vec<(DispatchId, Errand)>> {
    let today = app.now().shanghai_date();
    let longest = BEFORE.into_iter().max().unwrap_or(0);
    let until = today + TimeDelta::days(longest);
    let due = store::falling_due(conn, today, until, MOST)?;
    let ids: BTreeSet<DispatchId> = due.iter().map(|(id, _)| *id).collect();
    let ids: Vec<DispatchId> = ids.into_iter().collect();
    let mut begun = BTreeSet::new();
    for part in ids.chunks(1_000) {
        begun.extend(store::begun(conn, part)?);
    }
    let mut all = Vec::new();
    for (dispatch, deadline) in due {
        let left = (deadline.due_on - today).num_days();
        let step = BEFORE
            .into_iter()
            .filter(|days| (0..=*days).contains(&left))
            .min();
        let Some(step) = step else { continue };
        let errand = Errand::Due {
            n: deadline.n,
            on: deadline.due_on,
            step,
        };
        if !begun.contains(&(dispatch, errand.key())) {
            all.push((dispatch, errand));
        }
    }
    Ok(all)
}

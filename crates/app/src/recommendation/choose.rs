use std::collections::BTreeSet;

use domain::access::Actor;
use domain::id::{EntryId, ListId};
use domain::problem::{Code, Fault, FaultCode, Faults, Lang};
use domain::recommendation::{EntryChange, EntryOrder, EntryStatus, ListRight, RecommendationList};
use persistence::recommendation::{self as store, EntryRecord, ListRecord};
use persistence::{Conn, Tx, activity};

use super::apply::must_be_eligible;
use super::change::{hold, listed, must_be_open, opinion_of};
use super::view;
use crate::activity::scope_of;
use crate::app::App;
use crate::error::{AppError, AppResult};

/// Chooses an entry, puts it back among those that wait, gives it another place or an opinion.
pub async fn choose(
    app: &App,
    actor: &Actor,
    list: ListId,
    id: EntryId,
    expected: i32,
    change: EntryChange,
    lang: Lang,
) -> AppResult<RecommendationList> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let l = hold(tx, &this, &actor, list, expected, ListRight::Manage)?;
            must_be_open(&l, this.now())?;
            let mut e = store::entry(tx.conn(), list, id)?;
            recuse(tx.conn(), &e, &actor)?;
            let mut faults = Faults::new();
            if let Some(opinion) = &change.opinion {
                e.opinion = opinion_of(opinion, &mut faults);
            }
            faults.into_result()?;
            e.updated_at = this.now();
            store::save_entry(tx, &e)?;
            match change.status {
                None => {}
                Some(EntryStatus::Listed) => list_it(tx, &this, &l, &mut e, lang)?,
                Some(EntryStatus::Applied) => unlist(tx, &this, &mut e)?,
                Some(other) => {
                    return Err(Fault::new("/status", FaultCode::UnknownValue)
                        .with(other.as_str())
                        .into());
                }
            }
            if let Some(place) = change.position {
                move_to(tx, &e, place)?;
            }
            view::of_list(tx.conn(), &this, &l, &actor)
        })
        .await
}

/// 回避: nobody decides on what their own organisation takes part in.
pub(crate) fn recuse(conn: &mut Conn, e: &EntryRecord, actor: &Actor) -> AppResult<()> {
    let mut involved = vec![e.organization_id];
    if let Some(id) = e.activity_id
        && !actor.organizations().is_empty()
    {
        involved.extend(scope_of(&activity::find(conn, id)?).involved);
    }
    if involved.iter().any(|o| actor.files_for(*o)) {
        Err(Code::Recused.into())
    } else {
        Ok(())
    }
}

fn list_it(tx: &mut Tx<'_>, app: &App, l: &ListRecord, e: &mut EntryRecord, lang: Lang) -> AppResult<()> {
    match e.status {
        EntryStatus::Listed => return Ok(()),
        EntryStatus::Applied => {}
        EntryStatus::Returned | EntryStatus::Withdrawn | EntryStatus::Struck => {
            return Err(Code::StepNotAllowed.into());
        }
    }
    let taken = listed(tx.conn(), l.id)?;
    if taken >= l.slots {
        return Err(Code::SlotsFull.into());
    }
    if let Some(id) = e.activity_id {
        let a = activity::find(tx.conn(), id)?;
        must_be_eligible(tx.conn(), app, &a, lang)?;
    }
    e.status = EntryStatus::Listed;
    e.position = taken + 1;
    Ok(store::save_entry(tx, e)?)
}

fn unlist(tx: &mut Tx<'_>, app: &App, e: &mut EntryRecord) -> AppResult<()> {
    match e.status {
        EntryStatus::Applied => Ok(()),
        EntryStatus::Listed => {
            take_out(tx, app, e.clone(), EntryStatus::Applied, None)?;
            follow_up(tx, app, e.id, EntryStatus::Withdrawn, None)?;
            e.status = EntryStatus::Applied;
            e.position = 0;
            Ok(())
        }
        EntryStatus::Returned | EntryStatus::Withdrawn | EntryStatus::Struck => {
            Err(Code::StepNotAllowed.into())
        }
    }
}

/// Takes an entry from its place, if it had one, and closes the gap. The list is held.
pub(crate) fn take_out(
    tx: &mut Tx<'_>,
    app: &App,
    mut e: EntryRecord,
    to: EntryStatus,
    reason: Option<String>,
) -> AppResult<()> {
    let (was, place) = (e.status, e.position);
    e.status = to;
    e.position = 0;
    e.reason = reason;
    if to != EntryStatus::Struck {
        e.frozen = None;
    }
    e.updated_at = app.now();
    store::save_entry(tx, &e)?;
    if was == EntryStatus::Listed {
        store::close_gap(tx, e.list_id, place)?;
    }
    Ok(())
}

/// Takes what was passed up from an entry out of the lists above: withdrawn where the list is still open, struck (an
/// upheld objection) wherever it is.
pub(crate) fn follow_up(
    tx: &mut Tx<'_>,
    app: &App,
    source: EntryId,
    to: EntryStatus,
    reason: Option<&str>,
) -> AppResult<()> {
    for above in store::of_source(tx.conn(), &[source])? {
        if !matches!(above.status, EntryStatus::Applied | EntryStatus::Listed) {
            continue;
        }
        let held = if to == EntryStatus::Struck {
            store::touch(tx, above.list_id, app.now())?;
            true
        } else {
            store::touch_open(tx, above.list_id, app.now())?
        };
        if held {
            let now = store::entry(tx.conn(), above.list_id, above.id)?;
            let id = now.id;
            take_out(tx, app, now, to, reason.map(str::to_owned))?;
            follow_up(tx, app, id, to, reason)?;
        }
    }
    Ok(())
}

fn move_to(tx: &mut Tx<'_>, e: &EntryRecord, place: u32) -> AppResult<()> {
    if e.status != EntryStatus::Listed {
        return Err(Code::StepNotAllowed.into());
    }
    let count = listed(tx.conn(), e.list_id)?;
    let to = i32::try_from(place).unwrap_or(i32::MAX);
    if !(1..=count).contains(&to) {
        let fault = Fault::new("/position", FaultCode::OutOfRange);
        return Err(fault.with(1).with(count).into());
    }
    let from = e.position;
    if to < from {
        store::move_between(tx, e.list_id, to, from - 1, 1)?;
    } else if to > from {
        store::move_between(tx, e.list_id, from + 1, to, -1)?;
    }
    Ok(store::set_position(tx, e.id, to)?)
}

/// Gives the chosen entries a new order: all of them, each once.
pub async fn order(
    app: &App,
    actor: &Actor,
    list: ListId,
    expected: i32,
    wanted: EntryOrder,
) -> AppResult<RecommendationList> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let l = hold(tx, &this, &actor, list, expected, ListRight::Manage)?;
            must_be_open(&l, this.now())?;
            let now = store::positions(tx.conn(), list)?;
            let known: BTreeSet<EntryId> = now.iter().copied().collect();
            let asked: BTreeSet<EntryId> = wanted.order.iter().copied().collect();
            if known != asked || wanted.order.len() != now.len() {
                let fault = Fault::new("/order", FaultCode::OrderIncomplete);
                return Err(fault.with(now.len()).into());
            }
            let own = actor.organizations();
            for (place, (id, before)) in (1_i32..).zip(wanted.order.iter().zip(&now)) {
                if id != before {
                    if !own.is_empty() {
                        let e = store::entry(tx.conn(), list, *id)?;
                        // One's own may be moved by others' moves, and not to a better place.
                        if place < e.position {
                            recuse(tx.conn(), &e, &actor)?;
                        }
                    }
                    store::set_position(tx, *id, place)?;
                }
            }
            view::of_list(tx.conn(), &this, &l, &actor)
        })
        .await
}

/// Takes an entry off the list for good; it may be applied for again.
pub async fn remove(app: &App, actor: &Actor, list: ListId, id: EntryId, expected: i32) -> AppResult<()> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let l = hold(tx, &this, &actor, list, expected, ListRight::Manage)?;
            must_be_open(&l, this.now())?;
            let e = store::entry(tx.conn(), list, id)?;
            recuse(tx.conn(), &e, &actor)?;
            if !matches!(e.status, EntryStatus::Applied | EntryStatus::Listed) {
                return Err(AppError::from(Code::StepNotAllowed));
            }
            take_out(tx, &this, e, EntryStatus::Withdrawn, None)?;
            follow_up(tx, &this, id, EntryStatus::Withdrawn, None)
        })
        .await
}

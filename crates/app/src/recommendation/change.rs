use domain::access::Actor;
use domain::id::ListId;
use domain::media::MediaKind;
use domain::problem::{Code, Fault, FaultCode, Faults};
use domain::recommendation::score::check_weights;
use domain::recommendation::{
    EntryStatus, ListChange, ListRight, ListStatus, NewList, OPINION_MAX, RecommendationList, SLOTS_MAX,
    may_list,
};
use domain::time::Instant;
use persistence::recommendation::{self as store, ListRecord};
use persistence::{Conn, Tx, reference};

use super::{place, view};
use crate::app::App;
use crate::clean;
use crate::error::{AppError, AppResult, saved};
use crate::media::named::{self, NamedFile};

/// Takes a list for a change: nobody else changes it until the transaction ends, and its version is one higher.
pub(super) fn hold(
    tx: &mut Tx<'_>,
    app: &App,
    actor: &Actor,
    id: ListId,
    expected: i32,
    right: ListRight,
) -> AppResult<ListRecord> {
    let mut l = store::find(tx.conn(), id)?;
    may_list(actor, right, &l.region_code)?;
    if l.version != expected {
        return Err(AppError::Stale { current: l.version });
    }
    l.version += 1;
    l.updated_at = app.now();
    let stored = store::save(tx, &l, expected);
    saved(stored, || Ok(store::find(tx.conn(), id)?.version))?;
    Ok(l)
}

/// Stores what was changed of a list that is held.
pub(super) fn keep(tx: &mut Tx<'_>, l: &ListRecord) -> AppResult<()> {
    Ok(store::save(tx, l, l.version)?)
}

/// Whether the day by which it had to be locked is over.
pub(super) fn is_overdue(l: &ListRecord, now: Instant) -> bool {
    l.lock_on.is_some_and(|day| now >= Instant::end_of_day(day))
}

/// Refuses what only an open list takes.
pub(super) fn must_be_open(l: &ListRecord, now: Instant) -> AppResult<()> {
    if l.status != ListStatus::Open {
        Err(Code::ListLocked.into())
    } else if is_overdue(l, now) {
        Err(Code::ListOverdue.into())
    } else {
        Ok(())
    }
}

/// How many entries take a slot.
pub(super) fn listed(conn: &mut Conn, id: ListId) -> AppResult<i32> {
    let counts = store::count(conn, &[id])?;
    let listed = counts
        .iter()
        .find(|(_, status, _)| *status == EntryStatus::Listed)
        .map_or(0, |(_, _, n)| *n);
    i32::try_from(listed).map_err(AppError::internal)
}

/// Opens the list of a region, or gives the one there is.
pub async fn open(app: &App, actor: &Actor, new: NewList) -> AppResult<RecommendationList> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            may_list(&actor, ListRight::View, &new.region_code)?;
            let manages = may_list(&actor, ListRight::Manage, &new.region_code).is_ok();
            let directs = may_list(&actor, ListRight::Direct, &new.region_code).is_ok();
            if !manages && !directs {
                return Err(Code::NotYourLevel.into());
            }
            let edition = reference::edition(tx.conn(), &new.edition)?
                .ok_or_else(|| AppError::from(Fault::new("/edition", FaultCode::UnknownEdition)))?;
            let known = reference::region(tx.conn(), &new.region_code)?.is_some();
            let region = if known {
                place::of(tx.conn(), &new.region_code)?
            } else {
                domain::region::RegionCode::country()
            };
            if !known || region != new.region_code {
                return Err(Fault::new("/region_code", FaultCode::UnknownRegion)
                    .with(&new.region_code)
                    .into());
            }
            let usual = edition.recommendation.slots_of(region.level(), new.subject);
            if let Some(slots) = new.slots
                && !directs
                && slots > usual
            {
                let fault = Fault::new("/slots", FaultCode::SlotsAboveEdition);
                return Err(fault.with(usual).into());
            }
            if new.lock_on.is_some() && !directs {
                return Err(Code::NotYourLevel.into());
            }
            let slots = new.slots.map(slots_within).transpose()?;
            let before = store::find_of(tx.conn(), &edition.key, &region, new.subject)?;
            let mut l = place::open(tx, &this, &edition, region, new.subject)?;
            if before.is_none() && (slots.is_some() || new.lock_on.is_some()) {
                l.slots = slots.unwrap_or(l.slots);
                l.lock_on = new.lock_on.or(l.lock_on);
                keep(tx, &l)?;
            }
            view::of_list(tx.conn(), &this, &l, &actor)
        })
        .await
}

fn slots_within(slots: u32) -> AppResult<i32> {
    if slots > SLOTS_MAX {
        let fault = Fault::new("/slots", FaultCode::OutOfRange);
        return Err(fault.with(0).with(SLOTS_MAX).into());
    }
    i32::try_from(slots).map_err(AppError::internal)
}

/// Changes a list: slots and lock date by the level above, opinion, scan and weights by its own officials.
pub async fn change(
    app: &App,
    actor: &Actor,
    id: ListId,
    expected: i32,
    change: ListChange,
) -> AppResult<RecommendationList> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let directing = change.slots.is_some() || change.lock_on.is_some();
            let managing = change.opinion.is_some() || change.scan_id.is_some() || change.weights.is_some();
            let right = if directing {
                ListRight::Direct
            } else {
                ListRight::Manage
            };
            let mut l = hold(tx, &this, &actor, id, expected, right)?;
            if directing && managing {
                may_list(&actor, ListRight::Manage, &l.region_code)?;
            }
            if directing && l.status != ListStatus::Open {
                return Err(Code::ListLocked.into());
            }
            if let Some(slots) = change.slots {
                let slots = slots_within(slots)?;
                if slots < listed(tx.conn(), id)? {
                    return Err(Code::SlotsBelowListed.into());
                }
                l.slots = slots;
            }
            l.lock_on = change.lock_on.or(l.lock_on);
            let mut faults = Faults::new();
            if change.opinion.is_some() || change.weights.is_some() {
                must_be_open(&l, this.now())?;
            }
            if let Some(opinion) = &change.opinion {
                l.opinion = opinion_of(opinion, &mut faults);
            }
            if let Some(weights) = change.weights {
                faults.extend(check_weights(&weights));
                l.weights = weights;
            }
            // The scan is of the locked list: it comes last.
            if let Some(scan) = change.scan_id {
                if l.status == ListStatus::Endorsed {
                    return Err(Code::ListLocked.into());
                }
                let file = NamedFile {
                    pointer: "/scan_id".to_owned(),
                    kind: MediaKind::Attachment,
                    id: scan,
                };
                named::check_own(tx.conn(), vec![file], &actor, &mut faults)?;
                l.scan_id = Some(scan);
            }
            faults.into_result()?;
            keep(tx, &l)?;
            view::of_list(tx.conn(), &this, &l, &actor)
        })
        .await
}

/// An opinion as it is kept, with a fault when it is too long.
pub(super) fn opinion_of(raw: &str, faults: &mut Faults) -> String {
    let text = clean::text(raw).trim().to_owned();
    let length = domain::text::length(&text);
    if length > OPINION_MAX {
        let fault = Fault::new("/opinion", FaultCode::TooLong);
        faults.push(fault.with(OPINION_MAX).with(length));
    }
    text
}

//! Setting points up.

use domain::access::{ActivityAction, Actor};
use domain::activity::status::Status;
use domain::check_in::{
    CheckInPoint, NewPoint, Opening, POINTS_MAX, PointChange, check_point, default_opening, has_a_place,
};
use domain::id::{ActivityId, CheckInPointId};
use domain::page::Page;
use domain::problem::{Code, Fault, FaultCode};
use domain::time::Instant;
use persistence::Tx;
use persistence::activity::ActivityRecord;
use persistence::check_in::{self as store, PointRecord};

use super::own;
use crate::activity::view;
use crate::app::App;
use crate::clean;
use crate::error::{AppError, AppResult};
use crate::repeat::{self, Outcome, Repeat};

pub(super) fn shown(p: &PointRecord, check_ins: u64, now: Instant) -> CheckInPoint {
    CheckInPoint {
        id: p.id,
        activity_id: p.activity_id,
        name: p.name.clone(),
        opens_at: p.opening.opens_at,
        closes_at: p.opening.closes_at,
        closed: p.opening.closed,
        state: p.opening.state(now),
        check_ins,
        version: p.version,
    }
}

/// The points of an activity with how many came to each. For everybody who may see the activity.
pub async fn list(app: &App, actor: &Actor, id: ActivityId) -> AppResult<Page<CheckInPoint>> {
    let (actor, now) = (actor.clone(), app.now());
    app.db()
        .read(move |conn| {
            view::load(conn, id, &actor, ActivityAction::View)?;
            let counts = store::counts(conn, id)?;
            let of = |p: &PointRecord| counts.get(&p.id).copied().unwrap_or(0);
            let points = store::of_activity(conn, id)?;
            Ok(Page {
                items: points.iter().map(|p| shown(p, of(p), now)).collect(),
                next: None,
                total: None,
            })
        })
        .await
}

/// Only what takes place somewhere, and is public, has visitors who come.
fn checks_in(a: &ActivityRecord) -> AppResult<Opening> {
    match default_opening(&a.content) {
        Some(opening) if a.status == Status::Approved && has_a_place(&a.content) => Ok(opening),
        _ => Err(Code::NothingToCheckIn.into()),
    }
}

/// Makes a point of one's own approved activity.
pub async fn create(
    app: &App,
    actor: &Actor,
    id: ActivityId,
    new: NewPoint,
    repeat: Option<Repeat>,
) -> AppResult<Outcome<CheckInPoint>> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let a = view::load(tx.conn(), id, &actor, ActivityAction::CheckIn)?;
            let location = |made: &CheckInPoint| format!("/api/v1/check-in-points/{}", made.id);
            repeat::once(tx, &this, actor.account, repeat.as_ref(), location, |tx| {
                make(tx, &this, &actor, &a, new)
            })
        })
        .await
}

fn make(
    tx: &mut Tx<'_>,
    app: &App,
    actor: &Actor,
    a: &ActivityRecord,
    new: NewPoint,
) -> AppResult<CheckInPoint> {
    let usual = checks_in(a)?;
    let opening = Opening {
        opens_at: new.opens_at.unwrap_or(usual.opens_at),
        closes_at: new.closes_at.unwrap_or(usual.closes_at),
        closed: false,
    };
    let name = clean::text(&new.name).trim().to_owned();
    let mut faults = check_point(&name, &opening, &a.content);
    let others = store::of_activity(tx.conn(), a.id)?;
    if others.len() >= POINTS_MAX {
        faults.push(Fault::new("", FaultCode::TooMany).with(POINTS_MAX));
    }
    if others.iter().any(|p| p.name == name) {
        faults.add("/name", FaultCode::Duplicate);
    }
    faults.into_result()?;
    let now = app.now();
    let point = PointRecord {
        id: app.new_id(),
        activity_id: a.id,
        name,
        opening,
        generation: 1,
        version: 1,
        created_by: actor.account,
        created_at: now,
        updated_at: now,
    };
    store::insert(tx, &point)?;
    Ok(shown(&point, 0, now))
}

/// Changes a point: its name, its times, whether it is closed; renews its codes.
pub async fn change(
    app: &App,
    actor: &Actor,
    id: CheckInPointId,
    expected: i32,
    change: PointChange,
) -> AppResult<CheckInPoint> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let (mut p, a) = own(tx.conn(), &actor, id)?;
            if p.version != expected {
                return Err(AppError::Stale { current: p.version });
            }
            if let Some(name) = &change.name {
                p.name = clean::text(name).trim().to_owned();
            }
            p.opening = Opening {
                opens_at: change.opens_at.unwrap_or(p.opening.opens_at),
                closes_at: change.closes_at.unwrap_or(p.opening.closes_at),
                closed: change.closed.unwrap_or(p.opening.closed),
            };
            let mut faults = check_point(&p.name, &p.opening, &a.content);
            let others = store::of_activity(tx.conn(), p.activity_id)?;
            if others
                .iter()
                .any(|other| other.id != p.id && other.name == p.name)
            {
                faults.add("/name", FaultCode::Duplicate);
            }
            faults.into_result()?;
            if change.renew {
                p.generation += 1;
            }
            p.version += 1;
            p.updated_at = this.now();
            store::save(tx, &p, expected)?;
            let check_ins = store::by_day(tx.conn(), id)?.values().sum();
            Ok(shown(&p, check_ins, this.now()))
        })
        .await
}

/// Deletes a point at which nobody has checked in; stamps are not taken from people.
pub async fn delete(app: &App, actor: &Actor, id: CheckInPointId, expected: i32) -> AppResult<()> {
    let actor = actor.clone();
    app.db()
        .write(move |tx| {
            let (p, _) = own(tx.conn(), &actor, id)?;
            if p.version != expected {
                return Err(AppError::Stale { current: p.version });
            }
            if !store::by_day(tx.conn(), id)?.is_empty() {
                return Err(Code::InUse.into());
            }
            Ok(store::delete(tx, id, expected)?)
        })
        .await
}

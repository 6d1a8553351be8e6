use domain::access::{ActivityAction, Actor, may};
use domain::activity::similarity::JoinFiling;
use domain::activity::status::Step;
use domain::activity::view::Activity;
use domain::id::{ActivityId, JointId};
use domain::problem::{Code, Fault, FaultCode, Lang};
use persistence::activity::{self, ActivityRecord};
use persistence::joint::{self, Member};
use persistence::{StoreError, Tx};

use super::{precheck, transition, view};
use crate::app::App;
use crate::error::AppResult;

/// Marks two filings as the same event (联合主办): statistics count them once, as the one handed in first. Both get an
/// entry in their history.
pub async fn join(
    app: &App,
    actor: &Actor,
    id: ActivityId,
    expected: i32,
    with: JoinFiling,
    lang: Lang,
) -> AppResult<Activity> {
    let (app, actor) = (app.clone(), actor.clone());
    let db = app.db().clone();
    db.write(move |tx| {
        let mut a = view::load_version(tx.conn(), id, &actor, ActivityAction::Join, expected)?;
        let unknown = || Fault::new("/activity_id", FaultCode::UnknownActivity);
        let mut other = match activity::find(tx.conn(), with.activity_id) {
            Ok(found) if found.id != id => found,
            Ok(_) | Err(StoreError::NotFound) => return Err(unknown().into()),
            Err(error) => return Err(error.into()),
        };
        // Whoever looks after one of the two may say so, as long as they may see the other.
        may(&actor, ActivityAction::View, &view::scope_of(&other)).map_err(|_| unknown())?;
        if other.revision == 0 {
            return Err(unknown().into());
        }
        let told = |title: &Option<String>| Some(title.clone().unwrap_or_default());
        let (own, others) = (told(&a.content.title), told(&other.content.title));
        // First the steps, in the order of the ids: of two who join the same at once, in whatever order, one waits for the
        // other and then learns that the version is old.
        let mut both = [(&mut a, others), (&mut other, own)];
        both.sort_by_key(|(one, _)| one.id);
        for (one, with) in both {
            transition::take(tx, &app, one, Step::Join, &actor, with)?;
        }
        let known = joint::of(tx.conn(), &[a.id, other.id])?;
        let of = |id: ActivityId| known.iter().find(|m| m.activity_id == id).map(|m| m.joint_id);
        match (of(a.id), of(other.id)) {
            (Some(x), Some(y)) if x == y => return Err(Code::AlreadyJoined.into()),
            (Some(x), Some(y)) => joint::merge(tx, y, x)?,
            (Some(x), None) => add(tx, &app, &actor, &other, x)?,
            (None, Some(y)) => add(tx, &app, &actor, &a, y)?,
            (None, None) => {
                let made: JointId = app.new_id();
                let (first, second) = if (a.submitted_at, a.id) <= (other.submitted_at, other.id) {
                    (&a, &other)
                } else {
                    (&other, &a)
                };
                let primary = Member {
                    activity_id: first.id,
                    joint_id: made,
                    is_primary: true,
                };
                joint::add(tx, &primary, actor.account, app.now())?;
                add(tx, &app, &actor, second, made)?;
            }
        }
        for id in [a.id, other.id] {
            precheck::renew(tx, &app, id)?;
        }
        view::whole(tx.conn(), &app, &a, &actor, lang)
    })
    .await
}

fn add(tx: &mut Tx<'_>, app: &App, actor: &Actor, a: &ActivityRecord, joint: JointId) -> AppResult<()> {
    let member = Member {
        activity_id: a.id,
        joint_id: joint,
        is_primary: false,
    };
    Ok(joint::add(tx, &member, actor.account, app.now())?)
}

/// Takes a filing out of its joint filing. What would be left alone is no joint filing any more.
pub async fn part(
    app: &App,
    actor: &Actor,
    id: ActivityId,
    expected: i32,
    lang: Lang,
) -> AppResult<Activity> {
    let (app, actor) = (app.clone(), actor.clone());
    let db = app.db().clone();
    db.write(move |tx| {
        let mut a = view::load_version(tx.conn(), id, &actor, ActivityAction::Join, expected)?;
        let Some(own) = joint::of(tx.conn(), &[id])?.into_iter().next() else {
            return Err(Code::NotJoined.into());
        };
        joint::remove(tx, id)?;
        let left = joint::members(tx.conn(), own.joint_id)?;
        match left.as_slice() {
            [] => {}
            [last] => {
                joint::remove(tx, last.activity_id)?;
                let mut last = activity::find(tx.conn(), last.activity_id)?;
                transition::take(tx, &app, &mut last, Step::Part, &actor, None)?;
            }
            [first, ..] if own.is_primary => joint::make_primary(tx, first.activity_id)?,
            _ => {}
        }
        transition::take(tx, &app, &mut a, Step::Part, &actor, None)?;
        precheck::renew(tx, &app, id)?;
        view::whole(tx.conn(), &app, &a, &actor, lang)
    })
    .await
}

use domain::access::{ActivityAction, Actor, Denied, may};
use domain::activity::status::{Stage, Step};
use domain::activity::view::{Activity, Decision, Review};
use domain::id::ActivityId;
use domain::problem::{Code, Lang};
use persistence::activity::{self, ActivityRecord};
use persistence::{Tx, review};

use crate::activity::{transition, view};
use crate::app::App;
use crate::error::{AppError, AppResult};

/// Decides at the stage where the activity waits (审核): on to the next stage, or back with a reason.
pub async fn decide(
    app: &App,
    actor: &Actor,
    id: ActivityId,
    expected: i32,
    decision: Review,
    lang: Lang,
) -> AppResult<Activity> {
    let (app, actor) = (app.clone(), actor.clone());
    let db = app.db().clone();
    db.write(move |tx| {
        let a = take(tx, &app, &actor, id, expected, &decision)?;
        view::whole(tx.conn(), &app, &a, &actor, lang)
    })
    .await
}

/// The decision itself, inside a transaction.
pub(super) fn take(
    tx: &mut Tx<'_>,
    app: &App,
    actor: &Actor,
    id: ActivityId,
    expected: i32,
    decision: &Review,
) -> AppResult<ActivityRecord> {
    let found = activity::find(tx.conn(), id)?;
    let scope = view::scope_of(&found);
    let stage = found.status.stage();
    match may(
        actor,
        ActivityAction::Review(stage.unwrap_or(Stage::National)),
        &scope,
    ) {
        // Nothing waits for a decision: that is the answer for all who decide at some stage.
        Ok(()) | Err(Denied::NotYourStage | Denied::Recused) if stage.is_none() => {}
        // Somebody was faster, and the stage that waits now is another's: what they need to know is the former.
        Err(Denied::NotYourStage | Denied::Recused) if found.version != expected => {
            return Err(AppError::Stale {
                current: found.version,
            });
        }
        other => other?,
    }
    let mut a = view::load_version(tx.conn(), id, actor, ActivityAction::View, expected)?;
    let step = match decision.decision {
        Decision::Approve => Step::Approve,
        Decision::Reject => Step::Reject,
    };
    let reason = transition::reason(step, decision.reason.as_deref())?;
    let held = review::held(tx.conn(), &[id], app.now())?;
    if held.iter().any(|(_, held)| held.by != actor.account) {
        return Err(Code::ClaimedByOther.into());
    }
    transition::take(tx, app, &mut a, step, actor, reason)?;
    Ok(a)
}

use domain::access::{ActivityAction, Actor, may};
use domain::activity::status::Step;
use domain::activity::view::{Activity, Decision, Review};
use domain::id::ActivityId;
use domain::problem::{Code, Lang};

use super::{transition, view};
use crate::app::App;
use crate::error::AppResult;

/// Decides at the stage where the activity waits (审核): on to the next stage, or back with a reason.
pub async fn review(
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
        let found = view::load(tx.conn(), id, &actor, ActivityAction::View)?;
        let scope = view::scope_of(&found);
        let stage = found.status.stage();
        match stage {
            Some(stage) => may(&actor, ActivityAction::Review(stage), &scope)?,
            // Nothing to decide: a fact only for those who could have decided.
            None if actor.over_regions().next().is_none() => return Err(Code::NotAllowed.into()),
            None => {}
        }
        let mut a = view::load_version(tx.conn(), id, &actor, ActivityAction::View, expected)?;
        let step = match decision.decision {
            Decision::Approve => Step::Approve,
            Decision::Reject => Step::Reject,
        };
        let reason = transition::reason(step, decision.reason.as_deref())?;
        transition::take(tx, &mut a, step, &actor, reason, app.now())?;
        view::whole(tx.conn(), app.secrets(), &a, &actor, lang)
    })
    .await
}

use domain::access::{ActivityAction, Actor, Denied, may};
use domain::activity::status::{Stage, Step};
use domain::activity::view::{Activity, Decision, Review};
use domain::id::ActivityId;
use domain::problem::Lang;
use persistence::activity;

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
        let found = activity::find(tx.conn(), id)?;
        let scope = view::scope_of(&found);
        let stage = found.status.stage();
        match may(
            &actor,
            ActivityAction::Review(stage.unwrap_or(Stage::National)),
            &scope,
        ) {
            // Nothing waits for a decision: that is the answer for all who decide at some stage.
            Ok(()) | Err(Denied::NotYourStage | Denied::Recused) if stage.is_none() => {}
            other => other?,
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

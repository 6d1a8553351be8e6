use domain::access::{ActivityAction, Actor};
use domain::activity::status::Step;
use domain::activity::view::{Activity, StepReason};
use domain::id::ActivityId;
use domain::problem::Lang;

use super::{transition, view};
use crate::app::App;
use crate::error::AppResult;

/// Takes a filing back (撤回) while it is under review or approved.
pub async fn withdraw(
    app: &App,
    actor: &Actor,
    id: ActivityId,
    expected: i32,
    why: StepReason,
    lang: Lang,
) -> AppResult<Activity> {
    let (app, actor) = (app.clone(), actor.clone());
    let db = app.db().clone();
    db.write(move |tx| {
        let mut a = view::load_version(tx.conn(), id, &actor, ActivityAction::Withdraw, expected)?;
        let reason = transition::reason(Step::Withdraw, why.reason.as_deref())?;
        transition::take(tx, &app, &mut a, Step::Withdraw, &actor, reason)?;
        view::whole(tx.conn(), &app, &a, &actor, lang)
    })
    .await
}

use domain::access::{ActivityAction, Actor};
use domain::activity::status::Step;
use domain::activity::view::{Activity, StepReason};
use domain::id::ActivityId;
use domain::problem::Lang;

use super::{transition, view};
use crate::app::App;
use crate::error::AppResult;

/// Takes an approved activity off the public pages (下架), with a reason.
pub async fn take_down(
    app: &App,
    actor: &Actor,
    id: ActivityId,
    expected: i32,
    why: StepReason,
    lang: Lang,
) -> AppResult<Activity> {
    step(app, actor, id, expected, Step::TakeDown, why, lang).await
}

/// Shows an activity again (恢复) that was taken down, with a reason.
pub async fn restore(
    app: &App,
    actor: &Actor,
    id: ActivityId,
    expected: i32,
    why: StepReason,
    lang: Lang,
) -> AppResult<Activity> {
    step(app, actor, id, expected, Step::Restore, why, lang).await
}

async fn step(
    app: &App,
    actor: &Actor,
    id: ActivityId,
    expected: i32,
    step: Step,
    why: StepReason,
    lang: Lang,
) -> AppResult<Activity> {
    let action = if step == Step::TakeDown {
        ActivityAction::TakeDown
    } else {
        ActivityAction::Restore
    };
    let (app, actor) = (app.clone(), actor.clone());
    let db = app.db().clone();
    db.write(move |tx| {
        let mut a = view::load_version(tx.conn(), id, &actor, action, expected)?;
        let reason = transition::reason(step, why.reason.as_deref())?;
        transition::take(tx, &app, &mut a, step, &actor, reason)?;
        view::whole(tx.conn(), &app, &a, &actor, lang)
    })
    .await
}

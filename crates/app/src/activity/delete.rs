use domain::access::{ActivityAction, Actor};
use domain::id::ActivityId;
use domain::problem::Code;
use persistence::activity;

use super::view;
use crate::app::App;
use crate::error::AppResult;

/// Deletes a draft that was never handed in.
pub async fn delete(app: &App, actor: &Actor, id: ActivityId, expected: i32) -> AppResult<()> {
    let actor = actor.clone();
    app.db()
        .write(move |tx| {
            let a = view::load_version(tx.conn(), id, &actor, ActivityAction::Delete, expected)?;
            if !view::is_deletable(&a) {
                return Err(Code::StepNotAllowed.into());
            }
            Ok(activity::delete(tx, id, expected)?)
        })
        .await
}

use domain::access::{ActivityAction, Actor};
use domain::activity::finding::Finding;
use domain::activity::view::Activity;
use domain::id::ActivityId;
use domain::problem::Lang;

use super::{precheck, view};
use crate::app::App;
use crate::error::AppResult;

/// One activity with what the actor may do with it.
pub async fn show(app: &App, actor: &Actor, id: ActivityId, lang: Lang) -> AppResult<Activity> {
    let (app, actor) = (app.clone(), actor.clone());
    let db = app.db().clone();
    db.read(move |conn| {
        let a = view::load(conn, id, &actor, ActivityAction::View)?;
        view::whole(conn, &app, &a, &actor, lang)
    })
    .await
}

/// What the pre-check (预检) finds. It warns and never rejects.
pub async fn findings(app: &App, actor: &Actor, id: ActivityId, lang: Lang) -> AppResult<Vec<Finding>> {
    let (app, actor) = (app.clone(), actor.clone());
    let db = app.db().clone();
    db.read(move |conn| {
        let a = view::load(conn, id, &actor, ActivityAction::View)?;
        let found = precheck::findings_of(conn, &app, &a)?;
        Ok(found.iter().map(|found| found.describe(lang)).collect())
    })
    .await
}

use domain::access::Actor;
use domain::id::RouteId;
use domain::route::{Route, RouteStep};

use super::{faults, keep, load, view};
use crate::app::App;
use crate::error::AppResult;

/// Shows a route to everybody. Refused with every fault at once.
pub async fn publish(app: &App, actor: &Actor, id: RouteId, expected: i32) -> AppResult<Route> {
    step(app, actor, id, expected, RouteStep::Publish).await
}

/// Takes a route back for good.
pub async fn withdraw(app: &App, actor: &Actor, id: RouteId, expected: i32) -> AppResult<Route> {
    step(app, actor, id, expected, RouteStep::Withdraw).await
}

async fn step(app: &App, actor: &Actor, id: RouteId, expected: i32, step: RouteStep) -> AppResult<Route> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let now = this.now();
            let (mut r, to) = load(tx.conn(), &actor, id, expected, step)?;
            r.status = to;
            if step == RouteStep::Publish {
                faults(tx.conn(), &r.content, to)?.into_result()?;
                r.published_at = Some(now);
            }
            keep(tx, &this, &mut r)?;
            view::whole(tx.conn(), &actor, id, now)
        })
        .await
}

use domain::access::Actor;
use domain::id::ResourceId;
use domain::resource::{
    Resource, ResourceDecision, ResourceReview, ResourceRight, ResourceSelection, ResourceStep,
    SelectionDecision,
};

use super::{step, view};
use crate::app::App;
use crate::error::AppResult;
use crate::reason;

/// Publishes a resource, or sends it back with a reason; also one that is public already.
pub async fn review(
    app: &App,
    actor: &Actor,
    id: ResourceId,
    expected: i32,
    given: ResourceReview,
) -> AppResult<Resource> {
    let step = match given.decision {
        ResourceDecision::Publish => ResourceStep::Publish,
        ResourceDecision::Return => ResourceStep::Return,
    };
    decide(
        app,
        actor,
        id,
        expected,
        ResourceRight::Review,
        step,
        given.reason,
    )
    .await
}

/// The nation selects what a province recommended, or declines with a reason.
pub async fn select(
    app: &App,
    actor: &Actor,
    id: ResourceId,
    expected: i32,
    given: ResourceSelection,
) -> AppResult<Resource> {
    let step = match given.decision {
        SelectionDecision::Feature => ResourceStep::Feature,
        SelectionDecision::Decline => ResourceStep::Decline,
    };
    decide(
        app,
        actor,
        id,
        expected,
        ResourceRight::Select,
        step,
        given.reason,
    )
    .await
}

async fn decide(
    app: &App,
    actor: &Actor,
    id: ResourceId,
    expected: i32,
    right: ResourceRight,
    step: ResourceStep,
    why: Option<String>,
) -> AppResult<Resource> {
    let (this, actor) = (app.clone(), actor.clone());
    let done = app
        .db()
        .write(move |tx| {
            let mut on = step::load_version(tx, &actor, id, right, expected)?;
            on.after(step)?;
            // Where none is owed, none is kept: nobody would be told.
            let why = reason::of(why.as_deref(), step.needs_reason())?.filter(|_| step.needs_reason());
            step::take(tx, &this, &mut on, step, &actor, why)?;
            view::assemble(tx.conn(), id, &actor)
        })
        .await?;
    view::complete(app, done).await
}

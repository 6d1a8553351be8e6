use domain::access::Actor;
use domain::id::SummaryId;
use domain::message::MessageKind;
use domain::recommendation::manager_of;
use domain::summary::{Summary, SummaryReturn, SummaryRight, SummaryStep};
use persistence::summary::SummaryRecord;

use super::save::load;
use super::submit::step;
use super::view;
use crate::app::App;
use crate::error::AppResult;
use crate::message::{self, To};
use crate::reason;

/// Accepts a summary (采纳): nothing changes it any more.
pub async fn accept(app: &App, actor: &Actor, id: SummaryId, expected: i32) -> AppResult<Summary> {
    decide(app, actor, id, expected, SummaryStep::Accept, None).await
}

/// Sends a summary back with a reason (退回).
pub async fn give_back(
    app: &App,
    actor: &Actor,
    id: SummaryId,
    expected: i32,
    why: SummaryReturn,
) -> AppResult<Summary> {
    decide(app, actor, id, expected, SummaryStep::Return, Some(why.reason)).await
}

async fn decide(
    app: &App,
    actor: &Actor,
    id: SummaryId,
    expected: i32,
    taken: SummaryStep,
    why: Option<String>,
) -> AppResult<Summary> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let (mut s, to) = load(tx, &actor, id, expected, SummaryRight::Decide, taken)?;
            let reason = reason::of(why.as_deref(), taken.needs_reason())?;
            step(tx, &this, &actor, &mut s, taken, to, reason.clone())?;
            let mut args = vec![view::title_of(tx.conn(), &s)?];
            let kind = match reason {
                Some(reason) => {
                    args.push(reason);
                    MessageKind::SummaryReturned
                }
                None => MessageKind::SummaryAccepted,
            };
            message::post(tx, &this, author(&s), kind, None, args)?;
            view::whole(tx.conn(), &this, &s, &actor)
        })
        .await
}

fn author(s: &SummaryRecord) -> To {
    match s.organization_id {
        Some(id) => To::Organization(id),
        None => To::Officials(manager_of(s.region_code.level()), s.region_code.clone()),
    }
}

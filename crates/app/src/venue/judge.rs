//! Hiding what should not be shown, and showing it again: by the officials over its region.

use domain::access::Actor;
use domain::activity::view::StepReason;
use domain::id::VenueId;
use domain::message::MessageKind;
use domain::problem::Code;
use domain::venue::{Venue, VenueAct};
use persistence::venue as store;

use super::{keep, load_version, view};
use crate::app::App;
use crate::error::AppResult;
use crate::message::{self, To};
use crate::reason;

/// Hides a venue from everybody (下架), with a reason that its organisation is told.
pub async fn take_down(
    app: &App,
    actor: &Actor,
    id: VenueId,
    expected: i32,
    why: StepReason,
) -> AppResult<Venue> {
    judge(app, actor, id, expected, why, true).await
}

/// Shows it again.
pub async fn restore(
    app: &App,
    actor: &Actor,
    id: VenueId,
    expected: i32,
    why: StepReason,
) -> AppResult<Venue> {
    judge(app, actor, id, expected, why, false).await
}

async fn judge(
    app: &App,
    actor: &Actor,
    id: VenueId,
    expected: i32,
    why: StepReason,
    hide: bool,
) -> AppResult<Venue> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let mut v = load_version(tx.conn(), &actor, id, VenueAct::Judge, expected)?.venue;
            let why = reason::of(why.reason.as_deref(), true)?;
            if v.hidden_reason.is_some() == hide {
                return Err(Code::StepNotAllowed.into());
            }
            let kind = if hide {
                MessageKind::VenueTakenDown
            } else {
                MessageKind::VenueRestored
            };
            v.hidden_reason = why.clone().filter(|_| hide);
            keep(tx, &this, &mut v)?;
            let args = vec![v.content.name.clone(), why.unwrap_or_default()];
            message::post(tx, &this, To::Organization(v.organization_id), kind, None, args)?;
            Ok(view::whole(store::find(tx.conn(), id)?, &actor))
        })
        .await
}

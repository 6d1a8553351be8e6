use domain::access::Actor;
use domain::id::VenueId;
use domain::problem::Code;
use domain::venue::{Venue, VenueAct};
use persistence::venue as store;
use serde_json::{Map, Value};

use super::{changed, keep, load_version, not_hidden, region_of, view};
use crate::app::App;
use crate::error::{AppResult, saved};

/// Changes fields of a venue (JSON merge patch) on the version `expected`: for its organisation. While it is hidden, it
/// stays in its region.
pub async fn change(
    app: &App,
    actor: &Actor,
    id: VenueId,
    expected: i32,
    fields: Map<String, Value>,
) -> AppResult<Venue> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let mut v = load_version(tx.conn(), &actor, id, VenueAct::Edit, expected)?.venue;
            let before = v.content.name.clone();
            v.content = changed(tx.conn(), &v.content, fields)?;
            if v.content.name != before {
                not_hidden(tx.conn(), v.organization_id, Some(id), &v.content.name)?;
            }
            let region = region_of(&v.content)?;
            // Elsewhere, those who hid it could not show it again.
            if v.hidden_reason.is_some() && region != v.region_code {
                return Err(Code::StepNotAllowed.into());
            }
            v.region_code = region;
            keep(tx, &this, &mut v)?;
            Ok(view::whole(store::find(tx.conn(), id)?, &actor))
        })
        .await
}

/// Deletes a venue that nobody hid: for its organisation. Routes lead past it from now on.
pub async fn delete(app: &App, actor: &Actor, id: VenueId, expected: i32) -> AppResult<()> {
    let actor = actor.clone();
    app.db()
        .write(move |tx| {
            let v = load_version(tx.conn(), &actor, id, VenueAct::Edit, expected)?.venue;
            // Added anew, it would be shown without the official who hid it.
            if v.hidden_reason.is_some() {
                return Err(Code::StepNotAllowed.into());
            }
            let gone = store::delete(tx, id, expected);
            saved(gone, || Ok(store::find(tx.conn(), id)?.venue.version))
        })
        .await
}

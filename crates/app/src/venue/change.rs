use domain::access::Actor;
use domain::id::VenueId;
use domain::venue::{Venue, VenueAct};
use persistence::venue as store;
use serde_json::{Map, Value};

use super::{changed, keep, load_version, region_of, view};
use crate::app::App;
use crate::error::{AppResult, saved};

/// Changes fields of a venue (JSON merge patch) on the version `expected`: for its organisation.
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
            v.content = changed(tx.conn(), &v.content, fields)?;
            v.region_code = region_of(&v.content)?;
            keep(tx, &this, &mut v)?;
            Ok(view::whole(store::find(tx.conn(), id)?, &actor))
        })
        .await
}

/// Deletes a venue: for its organisation. Routes lead past it from now on.
pub async fn delete(app: &App, actor: &Actor, id: VenueId, expected: i32) -> AppResult<()> {
    let actor = actor.clone();
    app.db()
        .write(move |tx| {
            load_version(tx.conn(), &actor, id, VenueAct::Edit, expected)?;
            let gone = store::delete(tx, id, expected);
            saved(gone, || Ok(store::find(tx.conn(), id)?.venue.version))
        })
        .await
}

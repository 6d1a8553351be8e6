use domain::access::{Actor, Denied};
use domain::id::OrganizationId;
use domain::problem::{Code, Fault, FaultCode};
use domain::venue::{VENUES_MAX, Venue, VenueContent};
use persistence::venue::{self as store, VenueRecord};
use persistence::{Tx, organization};
use serde_json::{Map, Value};

use super::{changed, not_hidden, region_of, tokens, view};
use crate::app::App;
use crate::error::AppResult;
use crate::repeat::{self, Outcome, Repeat};

/// Adds a venue of an organisation that the actor belongs to. It is public as soon as the organisation is certified.
pub async fn create(
    app: &App,
    actor: &Actor,
    organization: OrganizationId,
    fields: Map<String, Value>,
    repeat: Option<Repeat>,
) -> AppResult<Outcome<Venue>> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let account = actor.account;
            let location = |v: &Venue| format!("/api/v1/venues/{}", v.id);
            repeat::once(tx, &this, account, repeat.as_ref(), location, |tx| {
                let v = add(tx, &this, &actor, organization, fields)?;
                Ok(view::whole(store::find(tx.conn(), v.id)?, &actor))
            })
        })
        .await
}

fn add(
    tx: &mut Tx<'_>,
    app: &App,
    actor: &Actor,
    organization: OrganizationId,
    fields: Map<String, Value>,
) -> AppResult<VenueRecord> {
    let o = organization::find(tx.conn(), organization)?;
    if !actor.files_for(organization) {
        return Err(Denied::NotAllowed.into());
    }
    if o.merged_into.is_some() {
        return Err(Code::StepNotAllowed.into());
    }
    let content = changed(tx.conn(), &VenueContent::default(), fields)?;
    not_hidden(tx.conn(), organization, None, &content.name)?;
    if store::count_of(tx.conn(), organization)?.unsigned_abs() >= VENUES_MAX as u64 {
        return Err(Fault::new("", FaultCode::TooMany).with(VENUES_MAX).into());
    }
    let now = app.now();
    let v = VenueRecord {
        id: app.new_id(),
        organization_id: organization,
        region_code: region_of(&content)?,
        content,
        hidden_reason: None,
        version: 1,
        created_by: actor.account,
        created_at: now,
        updated_at: now,
    };
    let tokens = tokens::of(tx.conn(), &v)?;
    store::insert(tx, &v, &tokens)?;
    Ok(v)
}

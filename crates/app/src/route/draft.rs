use domain::access::Actor;
use domain::id::RouteId;
use domain::problem::{Code, Fault, FaultCode};
use domain::region::RegionCode;
use domain::route::{Route, RouteContent, RouteStatus, RouteStep, may_route};
use persistence::route::{self as store, RouteRecord};
use persistence::{Conn, reference};
use serde_json::{Map, Value};

use super::{faults, keep, load, tokens, view};
use crate::app::App;
use crate::error::{AppResult, saved};
use crate::patch;
use crate::repeat::{self, Outcome, Repeat};

/// Begins a draft, however incomplete, for a region within the actor's reach.
pub async fn create(
    app: &App,
    actor: &Actor,
    fields: Map<String, Value>,
    repeat: Option<Repeat>,
) -> AppResult<Outcome<Route>> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let (account, now) = (actor.account, this.now());
            let location = |r: &Route| format!("/api/v1/routes/{}", r.id);
            repeat::once(tx, &this, account, repeat.as_ref(), location, |tx| {
                let content = RouteContent::default();
                let (region_code, content) =
                    changed(tx.conn(), &actor, &content, fields, RouteStatus::Draft)?;
                let r = RouteRecord {
                    id: this.new_id(),
                    region_code,
                    status: RouteStatus::Draft,
                    content,
                    version: 1,
                    created_by: account,
                    created_at: now,
                    updated_at: now,
                    published_at: None,
                };
                let tokens = tokens(tx.conn(), &r)?;
                store::insert(tx, &r, &tokens)?;
                view::whole(tx.conn(), &actor, r.id, now)
            })
        })
        .await
}

/// What a route says with these fields changed, in which region; or every fault that stands in the way.
fn changed(
    conn: &mut Conn,
    actor: &Actor,
    before: &RouteContent,
    fields: Map<String, Value>,
    status: RouteStatus,
) -> AppResult<(RegionCode, RouteContent)> {
    // Who makes no routes at all learns that first, whatever was sent.
    if actor.over_regions().next().is_none() {
        may_route(actor, &RegionCode::country())?;
    }
    let mut content = patch::merge(before, fields)?;
    let texts = [&mut content.title, &mut content.theme, &mut content.introduction];
    let notes = content.stops.iter_mut().map(|stop| &mut stop.note);
    for text in texts.into_iter().chain(notes) {
        *text = text.trim().to_owned();
    }
    let mut all = faults(conn, &content, status)?;
    if let Some(code) = &content.region_code {
        if reference::region(conn, code)?.is_none() {
            all.push(Fault::new("/region_code", FaultCode::UnknownRegion).with(code));
        } else {
            may_route(actor, code)?;
        }
    }
    all.into_result()?;
    let region = content.region_code.clone().ok_or(Code::Internal)?;
    Ok((region, content))
}

/// Changes fields of a route (JSON merge patch) on the version `expected`. What is published stays complete.
pub async fn change(
    app: &App,
    actor: &Actor,
    id: RouteId,
    expected: i32,
    fields: Map<String, Value>,
) -> AppResult<Route> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let (mut r, to) = load(tx.conn(), &actor, id, expected, RouteStep::Edit)?;
            (r.region_code, r.content) = changed(tx.conn(), &actor, &r.content, fields, to)?;
            keep(tx, &this, &mut r)?;
            view::whole(tx.conn(), &actor, id, this.now())
        })
        .await
}

/// Deletes a draft, or what was withdrawn.
pub async fn delete(app: &App, actor: &Actor, id: RouteId, expected: i32) -> AppResult<()> {
    let actor = actor.clone();
    app.db()
        .write(move |tx| {
            load(tx.conn(), &actor, id, expected, RouteStep::Delete)?;
            let gone = store::delete(tx, id, expected);
            saved(gone, || Ok(store::find(tx.conn(), id)?.0.version))
        })
        .await
}

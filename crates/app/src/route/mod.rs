//! Themed routes (科普研学路线): made by officials, of the venues of certified organisations. Decision 0010.

mod draft;
mod list;
mod public;
mod publish;
mod view;

pub use draft::{change, create, delete};
pub use list::{RouteQuery, list, show};
pub use public::{public_list, public_show, sitemap};
pub use publish::{publish, withdraw};

use domain::access::Actor;
use domain::dictionary::DictionaryName;
use domain::id::RouteId;
use domain::problem::{Code, Faults};
use domain::public::places;
use domain::route::{
    RouteContent, RouteStatus, RouteStep, check_draft, check_published, may_route, may_see_drafts,
};
use persistence::route::{self as store, RouteRecord};
use persistence::search::{Token, tokens_of};
use persistence::{Conn, Tx, reference, venue};

use crate::app::App;
use crate::error::{AppError, AppResult, saved};
use crate::venue::region_token;

/// A route on the version `expected`, and where a step leads that the actor may take.
fn load(
    conn: &mut Conn,
    actor: &Actor,
    id: RouteId,
    expected: i32,
    step: RouteStep,
) -> AppResult<(RouteRecord, RouteStatus)> {
    let (r, _) = store::find(conn, id)?;
    // What is published is no secret: whoever may not change it is told so.
    if r.status != RouteStatus::Published {
        may_see_drafts(actor, &r.region_code)?;
    }
    may_route(actor, &r.region_code)?;
    if r.version != expected {
        return Err(AppError::Stale { current: r.version });
    }
    let to = r.status.after(step).ok_or(Code::StepNotAllowed)?;
    Ok((r, to))
}

/// Stores it as its next version.
fn keep(tx: &mut Tx<'_>, app: &App, r: &mut RouteRecord) -> AppResult<()> {
    let expected = r.version;
    r.version += 1;
    r.updated_at = app.now();
    let tokens = tokens(tx.conn(), r)?;
    let stored = store::save(tx, r, expected, &tokens);
    saved(stored, || Ok(store::find(tx.conn(), r.id)?.0.version))
}

/// What a route is found by: words of its texts, its region and those above.
fn tokens(conn: &mut Conn, r: &RouteRecord) -> AppResult<Vec<Token>> {
    let c = &r.content;
    let found = reference::region(conn, &r.region_code)?;
    let region_name = found.map(|r| r.full_name).unwrap_or_default();
    let mut all = tokens_of(&[c.title.as_str(), &c.theme, &c.introduction, &region_name].join("\n"));
    all.extend(places(&r.region_code).iter().map(region_token));
    all.sort_unstable();
    all.dedup();
    Ok(all)
}

/// What stands in the way of keeping a route in this status: of a draft little, of what everybody sees everything.
fn faults(conn: &mut Conn, c: &RouteContent, status: RouteStatus) -> AppResult<Faults> {
    let dictionaries = reference::all_dictionaries(conn)?;
    let audiences = dictionaries.get(DictionaryName::Audiences).iter();
    let audiences: Vec<String> = audiences.map(|entry| entry.code.clone()).collect();
    if status != RouteStatus::Published {
        return Ok(check_draft(c, &audiences));
    }
    let public = venue::public_ids(conn, &c.venues())?;
    let stops = c.stops.iter();
    let shown: Vec<bool> = stops
        .map(|stop| stop.venue_id.is_some_and(|id| public.contains(&id)))
        .collect();
    Ok(check_published(c, &audiences, &shown))
}

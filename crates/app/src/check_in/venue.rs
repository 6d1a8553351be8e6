//! Check-in at venues, and the stamp cards of routes. Decision 0011.

use domain::access::Actor;
use domain::check_in::{PointScreen, PointState, StampCard, VenuePoint, VenuePointChange};
use domain::id::{AccountId, RouteId, VenueId};
use domain::problem::Code;
use domain::route::RouteStatus;
use domain::time::Instant;
use domain::venue::VenueAct;
use persistence::check_in::venue::{self as store, VenuePointRecord};
use persistence::venue::{self as venues, FoundVenue};
use persistence::{Conn, route};

use super::screen::{Behind, drawn};
use crate::app::App;
use crate::error::{AppError, AppResult, saved};
use crate::venue::load;

fn shown(
    conn: &mut Conn,
    found: &FoundVenue,
    p: Option<&VenuePointRecord>,
    now: Instant,
) -> AppResult<VenuePoint> {
    let (today, check_ins) = store::counts(conn, found.venue.id, now.shanghai_date())?;
    let enabled = p.is_some_and(|p| !p.closed);
    Ok(VenuePoint {
        venue_id: found.venue.id,
        venue_name: found.venue.content.name.clone(),
        open: enabled && found.is_public(),
        enabled,
        today,
        check_ins,
        version: p.map_or(0, |p| p.version),
    })
}

/// Whether visitors check in at a venue, and how many did: for its organisation and the officials over its region.
pub async fn venue_point(app: &App, actor: &Actor, id: VenueId) -> AppResult<VenuePoint> {
    let (actor, now) = (actor.clone(), app.now());
    app.db()
        .read(move |conn| {
            let found = load(conn, &actor, id, VenueAct::View)?;
            let point = store::find(conn, id)?;
            shown(conn, &found, point.as_ref(), now)
        })
        .await
}

/// Sets check-in at a venue up, stops it, makes its codes anew: for its organisation. The version is 0 before the first time.
pub async fn change_venue_point(
    app: &App,
    actor: &Actor,
    id: VenueId,
    expected: i32,
    change: VenuePointChange,
) -> AppResult<VenuePoint> {
    let (actor, now) = (actor.clone(), app.now());
    app.db()
        .write(move |tx| {
            let found = load(tx.conn(), &actor, id, VenueAct::Edit)?;
            let before = store::find(tx.conn(), id)?;
            let current = before.as_ref().map_or(0, |p| p.version);
            if current != expected {
                return Err(AppError::Stale { current });
            }
            let before = before.unwrap_or_else(|| unset(id, actor.account, now));
            let point = VenuePointRecord {
                closed: change.enabled.map_or(before.closed, |enabled| !enabled),
                generation: before.generation + i32::from(change.renew),
                version: expected + 1,
                updated_by: actor.account,
                updated_at: now,
                ..before
            };
            let stored = store::save(tx, &point, expected);
            saved(
                stored,
                || Ok(store::find(tx.conn(), id)?.map_or(0, |p| p.version)),
            )?;
            shown(tx.conn(), &found, Some(&point), now)
        })
        .await
}

/// What a venue is before its organisation has said anything.
fn unset(id: VenueId, by: AccountId, now: Instant) -> VenuePointRecord {
    VenuePointRecord {
        venue_id: id,
        closed: true,
        generation: 1,
        version: 0,
        updated_by: by,
        updated_at: now,
    }
}

/// The code of this moment at a venue, and how many have come: for its organisation.
pub async fn venue_screen(
    app: &App,
    actor: &Actor,
    id: VenueId,
    address_of: impl FnOnce(&str) -> String,
) -> AppResult<PointScreen> {
    let (actor, now) = (actor.clone(), app.now());
    let (found, point, (today, check_ins)) = app
        .db()
        .read(move |conn| {
            let found = load(conn, &actor, id, VenueAct::Edit)?;
            let point = store::find(conn, id)?.ok_or(Code::NothingToCheckIn)?;
            let counts = store::counts(conn, id, now.shanghai_date())?;
            Ok::<_, AppError>((found, point, counts))
        })
        .await?;
    let open = found.is_public() && !point.closed;
    let behind = Behind {
        id: id.uuid().into(),
        generation: point.generation,
        state: if open {
            PointState::Open
        } else {
            PointState::Closed
        },
        // Whoever prints the notice in the evening prints tomorrow's tomorrow: a number is good for its day.
        coded: open.then(|| now.shanghai_date()),
    };
    let (url, code, renews_at) = drawn(app, &behind, now, address_of);
    Ok(PointScreen {
        name: found.venue.content.name,
        state: behind.state,
        url,
        renews_at,
        code,
        today,
        check_ins,
        version: point.version,
    })
}

/// One's own stamps on a published route.
pub async fn stamp_card(app: &App, actor: &Actor, id: RouteId) -> AppResult<StampCard> {
    let account = actor.account;
    app.db()
        .read(move |conn| {
            let (r, _) = route::find(conn, id)?;
            if r.status != RouteStatus::Published {
                return Err(Code::NotFound.into());
            }
            let on_it = r.content.venues();
            let public = venues::public_ids(conn, &on_it)?;
            let on_it: Vec<VenueId> = on_it.into_iter().filter(|venue| public.contains(venue)).collect();
            let days = store::first_days(conn, account, &on_it)?;
            let open = store::open_of(conn, &on_it)?;
            Ok(StampCard::of(
                id,
                &on_it,
                |venue| days.get(&venue).copied(),
                |venue| open.contains(&venue),
            ))
        })
        .await
}

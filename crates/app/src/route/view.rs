use domain::access::Actor;
use domain::id::{RouteId, VenueId};
use domain::route::{Route, RouteAction, RouteItem, RouteStep, may_route};
use domain::time::Instant;
use domain::venue::VenueCard;
use persistence::route::{self as store, RouteRecord};
use persistence::{Conn, venue};

use crate::error::AppResult;
use crate::venue::card;

/// Those of these venues that everybody sees.
pub(super) fn cards(conn: &mut Conn, ids: &[VenueId], now: Instant) -> AppResult<Vec<VenueCard>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let found = venue::public_of(conn, ids)?.into_iter();
    Ok(found.map(|found| card(found, now)).collect())
}

pub(super) fn whole(conn: &mut Conn, actor: &Actor, id: RouteId, now: Instant) -> AppResult<Route> {
    let (r, region_name) = store::find(conn, id)?;
    let venues = cards(conn, &r.content.venues(), now)?;
    let mut actions = Vec::new();
    if may_route(actor, &r.region_code).is_ok() {
        for (step, action) in [
            (RouteStep::Edit, RouteAction::Edit),
            (RouteStep::Publish, RouteAction::Publish),
            (RouteStep::Withdraw, RouteAction::Withdraw),
            (RouteStep::Delete, RouteAction::Delete),
        ] {
            if r.status.after(step).is_some() {
                actions.push(action);
            }
        }
    }
    Ok(Route {
        id,
        status: r.status,
        content: r.content,
        region_name,
        venues,
        version: r.version,
        created_at: r.created_at,
        updated_at: r.updated_at,
        published_at: r.published_at,
        actions,
    })
}

pub(super) fn item((r, region_name): (RouteRecord, String)) -> RouteItem {
    RouteItem {
        id: r.id,
        status: r.status,
        title: r.content.title,
        theme: r.content.theme,
        region_code: r.region_code,
        region_name,
        stops: u32::try_from(r.content.stops.len()).unwrap_or(u32::MAX),
        version: r.version,
        updated_at: r.updated_at,
    }
}

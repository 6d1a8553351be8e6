//! What everybody sees of routes.

use domain::id::{RouteId, VenueId};
use domain::page::Page;
use domain::problem::Code;
use domain::route::{PublicRoute, RouteCard, RouteStatus, in_order};
use domain::time::Instant;
use persistence::route::{self as store, RouteFilter};
use persistence::{check_in, venue};

use super::list::RouteQuery;
use super::view;
use crate::app::App;
use crate::cursor;
use crate::error::{AppError, AppResult};

/// Addresses in one file at the most (sitemaps.org).
const ADDRESSES: usize = 50_000;

/// Published routes, the latest first.
pub async fn public_list(app: &App, query: RouteQuery) -> AppResult<Page<RouteCard>> {
    let filter = RouteFilter {
        status: Some(RouteStatus::Published),
        ..query.filter()?
    };
    let limit = query.limit.get();
    let (mut found, shown) = app
        .db()
        .read(move |conn| {
            let found = store::list(conn, &filter, limit + 1)?;
            let ids: Vec<VenueId> = found.iter().flat_map(|(r, _)| r.content.venues()).collect();
            let shown = venue::public_ids(conn, &ids)?;
            Ok::<_, AppError>((found, shown))
        })
        .await?;
    let next = cursor::cut(&mut found, limit, |(last, _)| last.id)?;
    let card = |(r, region_name): (store::RouteRecord, String)| {
        let venues = r.content.venues();
        let stops = venues.iter().filter(|id| shown.contains(id)).count();
        RouteCard {
            id: r.id,
            title: r.content.title,
            theme: r.content.theme,
            region_code: r.region_code,
            region_name,
            audiences: r.content.audiences,
            stops: u32::try_from(stops).unwrap_or(u32::MAX),
        }
    };
    Ok(Page {
        items: found.into_iter().map(card).collect(),
        next,
        total: None,
    })
}

/// The public page of a route: its stops in order with the ways between them.
pub async fn public_show(app: &App, id: RouteId) -> AppResult<PublicRoute> {
    let now = app.now();
    app.db()
        .read(move |conn| {
            let (r, region_name) = store::find(conn, id)?;
            if r.status != RouteStatus::Published {
                return Err(Code::NotFound.into());
            }
            let c = r.content;
            let shown = view::cards(conn, &c.venues(), now)?;
            let stops = in_order(&c.stops, &shown);
            let left_out = c.stops.len() - stops.len();
            let ids: Vec<VenueId> = shown.iter().map(|card| card.id).collect();
            let open = check_in::venue::open_of(conn, &ids)?;
            let legs = stops.iter().filter_map(|stop| stop.leg);
            let on_the_way: u32 = legs.clone().map(|leg| leg.minutes).sum();
            let staying: u32 = stops.iter().map(|stop| stop.minutes).sum();
            Ok::<_, AppError>(PublicRoute {
                id,
                metres: legs.map(|leg| leg.metres).sum(),
                minutes: staying + on_the_way,
                left_out: u32::try_from(left_out).unwrap_or(u32::MAX),
                takes_stamps: !open.is_empty(),
                title: c.title,
                theme: c.theme,
                introduction: c.introduction,
                audiences: c.audiences,
                region_code: r.region_code,
                region_name,
                stops,
                updated_at: r.updated_at,
            })
        })
        .await
}

/// Published routes for search engines, and when each was last changed.
pub async fn sitemap(app: &App) -> AppResult<Vec<(RouteId, Instant)>> {
    let filter = RouteFilter {
        status: Some(RouteStatus::Published),
        ..RouteFilter::default()
    };
    let found = app
        .db()
        .read(move |conn| store::list(conn, &filter, ADDRESSES))
        .await?;
    Ok(found.into_iter().map(|(r, _)| (r.id, r.updated_at)).collect())
}

//! For the officials who make routes.

use domain::access::{Actor, Denied};
use domain::id::RouteId;
use domain::page::{Limit, Page};
use domain::region::RegionCode;
use domain::route::{Route, RouteItem, RouteStatus, may_see_drafts};
use persistence::route::{self as store, RouteFilter};

use super::view;
use crate::app::App;
use crate::cursor;
use crate::error::{AppError, AppResult};
use crate::public::asked;
use crate::venue::region_token;

/// What a list of routes is cut by.
#[derive(Debug, Clone, Default)]
pub struct RouteQuery {
    pub q: Option<String>,
    /// In the subtree of this region.
    pub region: Option<RegionCode>,
    pub status: Option<RouteStatus>,
    pub limit: Limit,
    pub cursor: Option<String>,
}

impl RouteQuery {
    pub(super) fn filter(&self) -> AppResult<RouteFilter> {
        let mut tokens = asked(self.q.as_deref());
        let region = self.region.as_ref().filter(|region| !region.is_country());
        tokens.extend(region.map(region_token));
        Ok(RouteFilter {
            status: self.status,
            tokens,
            after: self.cursor.as_deref().map(cursor::read).transpose()?,
        })
    }
}

/// The routes of a region in any status, the latest first: for the officials over it.
pub async fn list(
    app: &App,
    actor: &Actor,
    region: RegionCode,
    query: RouteQuery,
) -> AppResult<Page<RouteItem>> {
    if !actor.oversees(&region) {
        let official = actor.over_regions().next().is_some();
        let denied = if official {
            Denied::OutOfScope
        } else {
            Denied::NotAllowed
        };
        return Err(denied.into());
    }
    let query = RouteQuery {
        region: Some(region),
        ..query
    };
    let (filter, limit) = (query.filter()?, query.limit.get());
    let mut found = app
        .db()
        .read(move |conn| Ok::<_, AppError>(store::list(conn, &filter, limit + 1)?))
        .await?;
    let next = cursor::cut(&mut found, limit, |(last, _)| last.id)?;
    Ok(Page {
        items: found.into_iter().map(view::item).collect(),
        next,
        total: None,
    })
}

/// One route: for the officials over its region.
pub async fn show(app: &App, actor: &Actor, id: RouteId) -> AppResult<Route> {
    let (actor, now) = (actor.clone(), app.now());
    app.db()
        .read(move |conn| {
            may_see_drafts(&actor, &store::find(conn, id)?.0.region_code)?;
            view::whole(conn, &actor, id, now)
        })
        .await
}

//! For those who keep venues, and those who watch them.

use domain::access::{Actor, Denied};
use domain::id::{OrganizationId, VenueId};
use domain::page::{Limit, Page};
use domain::region::RegionCode;
use domain::venue::{Venue, VenueAct, VenueItem};
use persistence::organization;
use persistence::search::Words;
use persistence::venue::{self as store, Shown, VenueFilter};

use super::{load, tokens, view};
use crate::app::App;
use crate::cursor;
use crate::error::{AppError, AppResult};
use crate::public::asked;

/// One venue: for its organisation and the officials over its region.
pub async fn show(app: &App, actor: &Actor, id: VenueId) -> AppResult<Venue> {
    let actor = actor.clone();
    app.db()
        .read(move |conn| Ok(view::whole(load(conn, &actor, id, VenueAct::View)?, &actor)))
        .await
}

/// The venues of an organisation by name: for its members and the officials over its region.
pub async fn of_organization(
    app: &App,
    actor: &Actor,
    id: OrganizationId,
    limit: Limit,
    cursor: Option<&str>,
) -> AppResult<Page<VenueItem>> {
    let actor = actor.clone();
    let filter = VenueFilter {
        shown: Shown::All,
        organization: Some(id),
        after: cursor.map(cursor::read).transpose()?,
        ..VenueFilter::default()
    };
    app.db()
        .read(move |conn| {
            let o = organization::find(conn, id)?;
            if !actor.files_for(id) && !actor.looks_after(&o.region_code) {
                return Err(Denied::NotAllowed.into());
            }
            page(store::list(conn, &filter, limit.get() + 1)?, limit)
        })
        .await
}

/// The venues of a region by name, the hidden ones too: for the officials over it.
pub async fn in_region(
    app: &App,
    actor: &Actor,
    region: RegionCode,
    q: Option<String>,
    hidden: bool,
    limit: Limit,
    cursor: Option<&str>,
) -> AppResult<Page<VenueItem>> {
    if !actor.looks_after(&region) {
        let official = actor.over_regions().next().is_some();
        let denied = if official {
            Denied::OutOfScope
        } else {
            Denied::NotAllowed
        };
        return Err(denied.into());
    }
    let mut all = asked(q.as_deref());
    if !region.is_country() {
        all.push(tokens::region(&region));
    }
    let filter = VenueFilter {
        shown: if hidden { Shown::Hidden } else { Shown::All },
        words: Words { all, any: Vec::new() },
        after: cursor.map(cursor::read).transpose()?,
        ..VenueFilter::default()
    };
    app.db()
        .read(move |conn| page(store::list(conn, &filter, limit.get() + 1)?, limit))
        .await
}

fn page(mut found: Vec<store::FoundVenue>, limit: Limit) -> Result<Page<VenueItem>, AppError> {
    let next = cursor::cut(&mut found, limit.get(), |last| {
        (last.venue.content.name.clone(), last.venue.id)
    })?;
    Ok(Page {
        items: found.into_iter().map(view::item).collect(),
        next,
        total: None,
    })
}

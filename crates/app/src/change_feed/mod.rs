//! Feeds of changes for other systems: each thing once with its latest state, nothing skipped, nothing told twice.
//!
//! Positions are given by whoever reads first ([`persistence::change`]). An entry and the state behind it are read by
//! two statements; when a newer version came between, the entry is left out, for the newer one has its own.

use std::collections::BTreeMap;

use domain::api_client::Scope;
use domain::change::{ActivityFeedItem, ActivityState, FeedPage, OrganizationFeedItem};
use domain::id::{ActivityId, OrganizationId};
use domain::page::Limit;
use domain::region::RegionCode;
use domain::time::Instant;
use persistence::activity::{self, ActivityRecord};
use persistence::change::{self, Change, Feed};
use persistence::{Conn, organization, reference};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::api_client::ApiCaller;
use crate::app::App;
use crate::error::AppResult;
use crate::{cursor, organization as organizations};

/// Changes that are given a position at once; the rest waits for the next reader.
pub(crate) const NUMBERED: i64 = 5_000;

/// Where a reader goes on.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Position {
    /// Of which feed, so that the cursor of another is refused.
    f: char,
    p: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    s: Option<Instant>,
}

/// What a reader asks for.
#[derive(Debug, Clone, Default)]
pub struct FeedQuery {
    /// At the first reading: only what changed at this time or later.
    pub updated_since: Option<Instant>,
    pub cursor: Option<String>,
    pub limit: Limit,
}

/// Activities of the client's region that were handed in and changed.
pub async fn activities(
    app: &App,
    caller: &ApiCaller,
    query: FeedQuery,
) -> AppResult<FeedPage<ActivityFeedItem>> {
    caller.must_have(Scope::ActivitiesRead)?;
    page(
        app,
        Feed::Activities,
        caller.region.clone(),
        query,
        |conn, region, found| {
            let ids: Vec<ActivityId> = found.iter().map(|c| c.resource.into()).collect();
            let records: BTreeMap<Uuid, ActivityRecord> = activity::find_all(conn, &ids)?
                .into_iter()
                .map(|a| (a.id.uuid(), a))
                .collect();
            let homes: Vec<OrganizationId> = records.values().map(|a| a.organization_id).collect();
            let names = organization::certifications(conn, &homes)?;
            let item = |c: Change| {
                let a = records.get(&c.resource)?;
                let name = names.get(&a.organization_id).map(|(name, _)| name.clone());
                let whole = tell(&c, region, a.version, &a.review_region)?;
                Some(ActivityFeedItem {
                    id: a.id,
                    version: c.version,
                    changed_at: c.changed_at,
                    gone: !whole,
                    activity: whole.then(|| state(a.clone(), name.unwrap_or_default())),
                })
            };
            Ok(found.into_iter().filter_map(item).collect())
        },
    )
    .await
}

/// Organisations of the client's region that changed, without their contacts.
pub async fn organizations(
    app: &App,
    caller: &ApiCaller,
    query: FeedQuery,
) -> AppResult<FeedPage<OrganizationFeedItem>> {
    caller.must_have(Scope::OrganizationsSync)?;
    page(
        app,
        Feed::Organizations,
        caller.region.clone(),
        query,
        |conn, region, found| {
            let ids: Vec<OrganizationId> = found.iter().map(|c| c.resource.into()).collect();
            let records = organization::find_all(conn, &ids)?;
            let regions: Vec<RegionCode> = records.iter().map(|o| o.region_code.clone()).collect();
            let names = reference::region_names(conn, &regions)?;
            let records: BTreeMap<Uuid, _> = records.into_iter().map(|o| (o.id.uuid(), o)).collect();
            let item = |c: Change| {
                let o = records.get(&c.resource)?;
                let whole = tell(&c, region, o.version, &o.region_code)?;
                let name = names.get(&o.region_code).cloned().unwrap_or_default();
                Some(OrganizationFeedItem {
                    id: o.id,
                    version: c.version,
                    changed_at: c.changed_at,
                    gone: !whole,
                    organization: whole.then(|| organizations::without_contact(o.clone(), name)),
                })
            };
            Ok(found.into_iter().filter_map(item).collect())
        },
    )
    .await
}

/// Whether an entry tells the state (`true`), only that it is gone (`false`), or nothing: a newer entry tells it.
fn tell(c: &Change, reach: &RegionCode, version: i32, region: &RegionCode) -> Option<bool> {
    if c.gone {
        // Moved within the reach: the entry of the new region tells it.
        (!reach.contains(region)).then_some(false)
    } else {
        (c.version == version).then_some(true)
    }
}

async fn page<T: Send + 'static>(
    app: &App,
    feed: Feed,
    region: RegionCode,
    query: FeedQuery,
    items: impl FnOnce(&mut Conn, &RegionCode, Vec<Change>) -> AppResult<Vec<T>> + Send + 'static,
) -> AppResult<FeedPage<T>> {
    let name = match feed {
        Feed::Activities => 'a',
        Feed::Organizations => 'o',
    };
    let from = match query.cursor.as_deref() {
        None => Position {
            f: name,
            p: 0,
            s: query.updated_since,
        },
        Some(text) => cursor::read::<Position>(text)
            .ok()
            .filter(|position| position.f == name)
            .ok_or(domain::problem::Code::InvalidCursor)?,
    };
    if app.db().read(move |conn| change::is_waiting(conn, feed)).await? {
        app.db()
            .write(move |tx| change::give_positions(tx, feed, NUMBERED))
            .await?;
    }
    let limit = query.limit.get();
    app.db()
        .read(move |conn| {
            let wanted = i64::try_from(limit).unwrap_or(100) + 1;
            let mut found = change::after(conn, feed, &region, from.p, from.s, wanted)?;
            let more = found.len() > limit;
            found.truncate(limit);
            let next = Position {
                p: found.last().map_or(from.p, |last| last.position),
                ..from
            };
            Ok(FeedPage {
                items: items(conn, &region, found)?,
                next: cursor::write(&next)?,
                more,
            })
        })
        .await
}

fn state(a: ActivityRecord, organization_name: String) -> ActivityState {
    ActivityState {
        id: a.id,
        edition: a.edition,
        organization_id: a.organization_id,
        organization_name,
        status: a.status,
        version: a.version,
        revision: a.revision,
        content: a.content,
        back_filed: a.back_filed,
        submitted_at: a.submitted_at,
        approved_at: a.approved_at,
        created_at: a.created_at,
        updated_at: a.updated_at,
    }
}

use domain::access::{Actor, Role};
use domain::activity::status::Status;
use domain::activity::view::ActivityItem;
use domain::id::{ActivityId, OrganizationId};
use domain::page::{Limit, Page};
use domain::region::RegionCode;
use domain::statistics::Behind;
use domain::time::Instant;
use persistence::activity::{ActivityFilter, Cursor, ListScope};

use crate::app::App;
use crate::cursor;
use crate::error::AppResult;
use crate::supplement;

/// What a list of activities is cut by.
#[derive(Debug, Clone, Default)]
pub struct ListQuery {
    pub edition: Option<String>,
    pub status: Option<Status>,
    pub region: Option<RegionCode>,
    pub category: Option<String>,
    pub organization: Option<OrganizationId>,
    /// Part of the title.
    pub q: Option<String>,
    pub starts_from: Option<Instant>,
    pub starts_to: Option<Instant>,
    /// Only what this figure counts.
    pub behind: Option<Behind>,
    pub limit: Limit,
    pub cursor: Option<String>,
}

/// What the actor may list: own organisations whole, regions from hand-in on.
fn scopes(actor: &Actor) -> Vec<ListScope> {
    let mut all: Vec<ListScope> = actor
        .organizations()
        .into_iter()
        .map(ListScope::Organization)
        .collect();
    for grant in actor.over_regions() {
        let region = grant
            .region
            .clone()
            .or((grant.role == Role::NationalReviewer).then(RegionCode::country));
        all.extend(region.map(|region| ListScope::Region(region, grant.lines.clone())));
    }
    if actor.has(Role::SystemAdmin) {
        all.push(ListScope::Region(RegionCode::country(), Vec::new()));
    }
    all
}

/// Activities of the actor's organisations and regions, last changed first.
pub async fn list(app: &App, actor: &Actor, query: ListQuery) -> AppResult<Page<ActivityItem>> {
    let after: Option<(Instant, ActivityId)> = query.cursor.as_deref().map(cursor::read).transpose()?;
    let limit = query.limit.get();
    let edition = query.edition.clone();
    let filter = ActivityFilter {
        edition: None,
        status: query.status,
        region: query.region,
        category: query.category,
        organization: query.organization,
        title: query
            .q
            .map(|q| crate::clean::text(&q).trim().to_owned())
            .filter(|q| !q.is_empty()),
        starts_from: query.starts_from,
        starts_to: query.starts_to,
        behind: query.behind,
        after: after.map(|(at, id)| Cursor { at, id }),
    };
    let scopes = scopes(actor);
    let now = app.now();
    let (found, more) = app
        .db()
        .read(move |conn| {
            let edition = match edition.as_deref() {
                Some("current") => persistence::reference::edition(conn, "current")?.map(|e| e.key),
                other => other.map(str::to_owned),
            };
            let filter = ActivityFilter { edition, ..filter };
            let mut found = Vec::new();
            for scope in &scopes {
                found.extend(persistence::activity::list(conn, scope, &filter, limit + 1)?);
            }
            found.sort_by_key(|item| std::cmp::Reverse((item.updated_at, item.id)));
            found.dedup_by_key(|item| item.id);
            let more = found.len() > limit;
            found.truncate(limit);
            supplement::set_due(conn, &mut found, now)?;
            Ok::<_, crate::AppError>((found, more))
        })
        .await?;
    let last = found
        .last()
        .filter(|_| more)
        .map(|item| cursor::write(&(item.updated_at, item.id)));
    Ok(Page {
        next: last.transpose()?,
        items: found,
        total: None,
    })
}

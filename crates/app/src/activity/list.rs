use domain::access::{Actor, Role};
use domain::activity::status::Status;
use domain::activity::view::ActivityItem;
use domain::id::{ActivityId, OrganizationId};
use domain::page::{Limit, Page};
use domain::region::RegionCode;
use domain::statistics::{Behind, By, CountedAs};
use domain::time::Instant;
use persistence::Conn;
use persistence::activity::{ActivityFilter, Cursor, ListScope};
use serde::Serialize;

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

/// What a list is cut by, as it is written down when somebody takes it away.
#[derive(Debug, Serialize)]
pub(crate) struct Cut {
    edition: Option<String>,
    status: Option<Status>,
    region: Option<RegionCode>,
    category: Option<String>,
    organization: Option<OrganizationId>,
    q: Option<String>,
    starts_from: Option<Instant>,
    starts_to: Option<Instant>,
    behind: Option<(CountedAs, Option<(By, String)>)>,
}

impl ListQuery {
    pub(crate) fn cut(&self) -> Cut {
        Cut {
            edition: self.edition.clone(),
            status: self.status,
            region: self.region.clone(),
            category: self.category.clone(),
            organization: self.organization,
            q: self.q.clone(),
            starts_from: self.starts_from,
            starts_to: self.starts_to,
            behind: self.behind.clone().map(|behind| (behind.counted, behind.by)),
        }
    }
}

/// A place in a list, from which it goes on.
#[derive(Debug, Clone)]
pub(crate) struct Walk {
    scopes: Vec<ListScope>,
    filter: ActivityFilter,
}

impl Walk {
    pub(crate) fn begin(conn: &mut Conn, actor: &Actor, query: ListQuery) -> AppResult<Self> {
        let after: Option<(Instant, ActivityId)> = query.cursor.as_deref().map(cursor::read).transpose()?;
        let edition = match query.edition.as_deref() {
            Some("current") => persistence::reference::edition(conn, "current")?.map(|e| e.key),
            other => other.map(str::to_owned),
        };
        let title = query.q.map(|q| crate::clean::text(&q).trim().to_owned());
        let filter = ActivityFilter {
            edition,
            status: query.status,
            region: query.region,
            category: query.category,
            organization: query.organization,
            title: title.filter(|q| !q.is_empty()),
            starts_from: query.starts_from,
            starts_to: query.starts_to,
            ends_from: None,
            behind: query.behind,
            after: after.map(|(at, id)| Cursor { at, id }),
        };
        Ok(Self {
            scopes: scopes(actor),
            filter,
        })
    }

    /// The next page, and where the one after it begins.
    pub(crate) fn page(self, conn: &mut Conn, limit: usize) -> AppResult<(Vec<ActivityItem>, Option<Self>)> {
        let mut found = Vec::new();
        for scope in &self.scopes {
            found.extend(persistence::activity::list(conn, scope, &self.filter, limit + 1)?);
        }
        found.sort_by_key(|item| std::cmp::Reverse((item.updated_at, item.id)));
        found.dedup_by_key(|item| item.id);
        let more = found.len() > limit;
        found.truncate(limit);
        let last = found.last().filter(|_| more).map(|item| Cursor {
            at: item.updated_at,
            id: item.id,
        });
        let next = last.map(|after| Self {
            filter: ActivityFilter {
                after: Some(after),
                ..self.filter
            },
            scopes: self.scopes,
        });
        Ok((found, next))
    }
}

/// Activities of the actor's organisations and regions, last changed first.
pub async fn list(app: &App, actor: &Actor, query: ListQuery) -> AppResult<Page<ActivityItem>> {
    let (limit, now, actor) = (query.limit.get(), app.now(), actor.clone());
    let (found, next) = app
        .db()
        .read(move |conn| {
            let walk = Walk::begin(conn, &actor, query)?;
            let (mut found, next) = walk.page(conn, limit)?;
            supplement::set_due(conn, &mut found, now)?;
            Ok::<_, crate::AppError>((found, next.and_then(|next| next.filter.after)))
        })
        .await?;
    Ok(Page {
        next: next
            .map(|after| cursor::write(&(after.at, after.id)))
            .transpose()?,
        items: found,
        total: None,
    })
}

use domain::access::Actor;
use domain::id::{ActivityId, ResourceId};
use domain::page::{Limit, Page};
use domain::problem::Code;
use domain::resource::{ResourceItem, ResourceStatus};
use persistence::StoreError;
use persistence::resource::{self as store, DeskFilter};

use super::view::item;
use crate::app::App;
use crate::cursor;
use crate::error::AppResult;

/// What the list of one's own resources is cut by.
#[derive(Debug, Clone, Default)]
pub struct OwnQuery {
    pub activity: Option<ActivityId>,
    pub status: Option<ResourceStatus>,
    pub limit: Limit,
    pub cursor: Option<String>,
}

/// Resources of the organisations that the actor files for, latest first.
pub async fn own(app: &App, actor: &Actor, query: OwnQuery) -> AppResult<Page<ResourceItem>> {
    let organizations = actor.organizations();
    let after: Option<ResourceId> = query.cursor.as_deref().map(cursor::read).transpose()?;
    let limit = query.limit.get();
    let mut found = app
        .db()
        .read(move |conn| {
            store::own(
                conn,
                &organizations,
                query.activity,
                query.status,
                after,
                limit + 1,
            )
        })
        .await?;
    let next = cursor::cut(&mut found, limit, |r| r.record.id)?;
    Ok(Page {
        next,
        items: found.into_iter().map(item).collect(),
        total: None,
    })
}

/// Resources of one status within the actor's reach, latest first.
pub async fn desk(
    app: &App,
    actor: &Actor,
    status: ResourceStatus,
    limit: Limit,
    cursor: Option<&str>,
) -> AppResult<Page<ResourceItem>> {
    let regions = actor.answers_for();
    if regions.is_empty() {
        return Err(Code::NotAllowed.into());
    }
    let after: Option<ResourceId> = cursor.map(cursor::read).transpose()?;
    let limit = limit.get();
    // A draft is its organisation's alone.
    if status == ResourceStatus::Draft {
        return Ok(Page {
            items: Vec::new(),
            next: None,
            total: None,
        });
    }
    let mut found = app
        .db()
        .read(move |conn| {
            let mut found = Vec::new();
            for region in regions {
                let filter = DeskFilter {
                    region,
                    status,
                    after,
                };
                found.extend(store::desk(conn, &filter, limit + 1)?);
            }
            Ok::<_, StoreError>(found)
        })
        .await?;
    found.sort_by_key(|r| std::cmp::Reverse(r.record.id));
    let next = cursor::cut(&mut found, limit, |r| r.record.id)?;
    Ok(Page {
        next,
        items: found.into_iter().map(item).collect(),
        total: None,
    })
}

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::access::{Actor, Denied};
use domain::circular::{CircularItem, CircularStatus, Recipient};
use domain::id::{CircularId, DispatchId};
use domain::page::{Limit, Page};
use persistence::circular::{self as store, CircularRecord, DispatchRecord};
use persistence::{Conn, reference};

use super::standing::{self, Standing};
use crate::app::App;
use crate::cursor;
use crate::error::AppResult;

/// Which circulars are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CircularBox {
    /// 收到的
    #[default]
    Received,
    /// 本级发出的, with drafts
    Issued,
}

#[derive(Debug, Clone, Default)]
pub struct CircularQuery {
    pub of: CircularBox,
    /// Key of an edition, or `current`.
    pub edition: Option<String>,
    pub limit: Limit,
    pub cursor: Option<String>,
}

/// Circulars that reached the actor, or that their regions issued; latest first.
pub async fn list(app: &App, actor: &Actor, query: CircularQuery) -> AppResult<Page<CircularItem>> {
    let actor = actor.clone();
    app.db()
        .read(move |conn| {
            let edition = match &query.edition {
                None => None,
                // Of an edition that does not exist there is nothing.
                Some(key) => match reference::edition(conn, key)? {
                    Some(found) => Some(found.key),
                    None => return Ok(empty()),
                },
            };
            let standing = standing::of(conn, &actor)?;
            match query.of {
                CircularBox::Received => received(conn, &standing, edition.as_deref(), &query),
                CircularBox::Issued => issued(conn, &standing, edition.as_deref(), &query),
            }
        })
        .await
}

fn empty() -> Page<CircularItem> {
    Page {
        items: Vec::new(),
        next: None,
        total: None,
    }
}

fn received(
    conn: &mut Conn,
    standing: &Standing,
    edition: Option<&str>,
    query: &CircularQuery,
) -> AppResult<Page<CircularItem>> {
    let after: Option<DispatchId> = query.cursor.as_deref().map(cursor::read).transpose()?;
    let addresses = standing.addresses();
    if addresses.is_empty() {
        return Ok(empty());
    }
    let limit = query.limit.get();
    let mut found = store::inbox(conn, &addresses, edition, after, limit + 1)?;
    let next = cursor::cut(&mut found, limit, |(d, _)| d.id)?;
    let ids: Vec<DispatchId> = found.iter().map(|(d, _)| d.id).collect();
    let (regions, organizations) = (standing.regions_read_for(), standing.organizations_read_for());
    let read: BTreeSet<_> = store::read_for(conn, &ids, &regions, &organizations)?
        .into_iter()
        .collect();
    let due = due_days(conn, standing, &found)?;
    let items = found.into_iter().map(|(d, c)| {
        let who = standing.reached_by(&d.region_code, &d.audience);
        let has_read = |one: &Recipient| read.contains(&(d.id, one.clone(), c.revision));
        CircularItem {
            id: c.id,
            dispatch_id: Some(d.id),
            title: c.content.title,
            document_number: c.content.document_number,
            office: d.office.clone(),
            region_code: d.region_code.clone(),
            forwarded: !d.original,
            status: c.status,
            revision: u32::try_from(c.revision).unwrap_or(0),
            at: d.issued_at,
            read: who.iter().all(has_read),
            due_on: due.get(&d.id).copied(),
        }
    });
    Ok(Page {
        items: items.collect(),
        next,
        total: None,
    })
}

/// The next day by which somebody here has something to do, by sending. Three statements.
fn due_days(
    conn: &mut Conn,
    standing: &Standing,
    found: &[(DispatchRecord, CircularRecord)],
) -> AppResult<BTreeMap<DispatchId, NaiveDate>> {
    let published = found
        .iter()
        .filter(|(_, c)| c.status == CircularStatus::Published);
    let who: BTreeMap<DispatchId, Vec<Recipient>> = published
        .map(|(d, _)| (d.id, standing.reached_by(&d.region_code, &d.audience)))
        .collect();
    let ids: Vec<DispatchId> = who.keys().copied().collect();
    let keys: Vec<String> = who.values().flatten().map(Recipient::key).collect();
    let done: BTreeSet<_> = store::completed(conn, &ids, &keys)?.into_iter().collect();
    let mut next: BTreeMap<DispatchId, NaiveDate> = BTreeMap::new();
    for (id, deadline) in store::deadlines_of(conn, &ids)? {
        let concerned = who
            .get(&id)
            .into_iter()
            .flatten()
            .filter(|r| deadline.whom.concerns(r));
        let open = concerned
            .map(Recipient::key)
            .any(|key| !done.contains(&(id, deadline.n, key)));
        if open {
            let day = next.entry(id).or_insert(deadline.due_on);
            *day = deadline.due_on.min(*day);
        }
    }
    Ok(next)
}

fn issued(
    conn: &mut Conn,
    standing: &Standing,
    edition: Option<&str>,
    query: &CircularQuery,
) -> AppResult<Page<CircularItem>> {
    let after: Option<CircularId> = query.cursor.as_deref().map(cursor::read).transpose()?;
    if standing.regions.is_empty() {
        return Err(Denied::NotAllowed.into());
    }
    let limit = query.limit.get();
    let mut found = store::issued(conn, &standing.regions, edition, after, limit + 1)?;
    let next = cursor::cut(&mut found, limit, |c| c.id)?;
    let items = found.into_iter().map(|c| CircularItem {
        id: c.id,
        dispatch_id: None,
        title: c.content.title,
        document_number: c.content.document_number,
        office: c.content.office,
        region_code: c.region_code,
        forwarded: false,
        status: c.status,
        revision: u32::try_from(c.revision).unwrap_or(0),
        at: c.published_at.unwrap_or(c.updated_at),
        read: true,
        due_on: None,
    });
    Ok(Page {
        items: items.collect(),
        next,
        total: None,
    })
}

use std::collections::BTreeMap;

use domain::access::{Actor, Denied};
use domain::circular::{CircularReceipt, Recipient, may_issue};
use domain::id::{AccountId, CircularId, OrganizationId};
use domain::page::{Limit, Page};
use domain::problem::Code;
use domain::region::RegionCode;
use persistence::circular::{self as store, DispatchRecord, ReceiptRecord};
use persistence::{Conn, account};

use super::standing::{self, Seen};
use crate::app::App;
use crate::cursor;
use crate::error::{AppError, AppResult};

/// Which recipients are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RecipientKind {
    /// The officials of the regions directly below.
    #[default]
    Regions,
    Organizations,
}

#[derive(Debug, Clone, Default)]
pub struct ReceiptQuery {
    /// Whose sending; one's own where none is named.
    pub region: Option<RegionCode>,
    pub of: RecipientKind,
    /// Those who have read the newest text, or those who have not.
    pub read: Option<bool>,
    pub limit: Limit,
    pub cursor: Option<String>,
}

/// Who has read a sending and who has not, by region. For the officials who sent it, with the first reader's name, and for
/// those above, without.
pub async fn receipts(
    app: &App,
    actor: &Actor,
    id: CircularId,
    query: ReceiptQuery,
) -> AppResult<Page<CircularReceipt>> {
    let actor = actor.clone();
    app.db()
        .read(move |conn| {
            let seen = standing::see(conn, &actor, id)?;
            let d = sending(conn, &actor, &seen, query.region.as_ref())?;
            let named = may_issue(&actor, &d.region_code).is_ok();
            let revision = seen.circular.revision;
            let (mut page, readers) = match query.of {
                RecipientKind::Regions => of_regions(conn, &d, revision, &query)?,
                RecipientKind::Organizations => of_organizations(conn, &d, revision, &query)?,
            };
            finish(conn, &d, &mut page.items, named.then_some(readers))?;
            Ok(page)
        })
        .await
}

/// The sending that is meant, for those who may see its receipts.
fn sending(
    conn: &mut Conn,
    actor: &Actor,
    seen: &Seen,
    region: Option<&RegionCode>,
) -> AppResult<DispatchRecord> {
    if actor.over_regions().next().is_none() {
        return Err(Denied::NotAllowed.into());
    }
    match region {
        None => seen.sent.last().cloned().ok_or_else(|| Code::NotFound.into()),
        Some(region) if actor.oversees(region) => {
            let found = store::sent_by(conn, seen.circular.id, std::slice::from_ref(region))?;
            found.into_iter().next().ok_or_else(|| Code::NotFound.into())
        }
        Some(_) => Err(Denied::OutOfScope.into()),
    }
}

type Readers = BTreeMap<Recipient, AccountId>;

/// The newest text that each recipient has read, and when and by whom first.
fn newest(all: Vec<ReceiptRecord>) -> BTreeMap<Recipient, ReceiptRecord> {
    // They come by revision: the last one stays.
    all.into_iter().map(|r| (r.recipient.clone(), r)).collect()
}

fn receipt(recipient: Recipient, name: String, read: Option<&ReceiptRecord>) -> CircularReceipt {
    CircularReceipt {
        recipient,
        name,
        revision: read.and_then(|r| u32::try_from(r.revision).ok()),
        read_at: read.map(|r| r.read_at),
        reader: None,
        done: 0,
        deadlines: 0,
        forwarded: false,
    }
}

fn of_regions(
    conn: &mut Conn,
    d: &DispatchRecord,
    revision: i32,
    query: &ReceiptQuery,
) -> AppResult<(Page<CircularReceipt>, Readers)> {
    let after: Option<RegionCode> = query.cursor.as_deref().map(cursor::read).transpose()?;
    let below = if d.audience.regions {
        store::regions_below(conn, &d.region_code)?
    } else {
        Vec::new()
    };
    let read = newest(store::region_receipts(conn, d.id)?);
    let mut items = Vec::new();
    for (code, name) in below {
        let recipient = Recipient::Region(code.clone());
        let own = read.get(&recipient);
        let has_read = own.is_some_and(|r| r.revision == revision);
        if query.read.is_none_or(|wanted| wanted == has_read) {
            items.push((code, receipt(recipient, name, own)));
        }
    }
    let total = Some(items.len() as u64);
    if let Some(after) = after {
        items.retain(|(code, _)| *code > after);
    }
    let next = cursor::cut(&mut items, query.limit.get(), |(code, _)| code.clone())?;
    let mut items: Vec<_> = items.into_iter().map(|(_, item)| item).collect();
    let codes: Vec<RegionCode> = items
        .iter()
        .filter_map(|item| match &item.recipient {
            Recipient::Region(code) => Some(code.clone()),
            Recipient::Organization(_) => None,
        })
        .collect();
    let forwarded = store::sent_by(conn, d.circular_id, &codes)?;
    for item in &mut items {
        let is_own = |f: &DispatchRecord| Recipient::Region(f.region_code.clone()) == item.recipient;
        item.forwarded = forwarded.iter().any(is_own);
    }
    let readers = read.into_iter().map(|(who, r)| (who, r.reader_id)).collect();
    Ok((Page { items, next, total }, readers))
}

fn of_organizations(
    conn: &mut Conn,
    d: &DispatchRecord,
    revision: i32,
    query: &ReceiptQuery,
) -> AppResult<(Page<CircularReceipt>, Readers)> {
    let after: Option<(RegionCode, OrganizationId)> =
        query.cursor.as_deref().map(cursor::read).transpose()?;
    let scope = store::scope_of(conn, &d.region_code, &d.audience)?;
    let which = query.read.map(|wanted| (d.id, revision, wanted));
    let limit = query.limit.get();
    let mut found = store::walk(conn, &scope, which, after.as_ref(), limit + 1)?;
    let next = cursor::cut(&mut found, limit, |o| (o.region_code.clone(), o.id))?;
    let ids: Vec<OrganizationId> = found.iter().map(|o| o.id).collect();
    let read = newest(store::organization_receipts(conn, d.id, &ids)?);
    let items = found.into_iter().map(|o| {
        let recipient = Recipient::Organization(o.id);
        let own = read.get(&recipient);
        receipt(recipient, o.name, own)
    });
    let page = Page {
        items: items.collect(),
        next,
        total: None,
    };
    Ok((
        page,
        read.into_iter().map(|(who, r)| (who, r.reader_id)).collect(),
    ))
}

/// Adds how much was done, and names where they may be seen. At most three statements.
fn finish(
    conn: &mut Conn,
    d: &DispatchRecord,
    items: &mut [CircularReceipt],
    readers: Option<Readers>,
) -> AppResult<()> {
    let keys: Vec<String> = items.iter().map(|item| item.recipient.key()).collect();
    let done: BTreeMap<String, i64> = store::completions(conn, d.id, &keys)?.into_iter().collect();
    let deadlines = store::deadlines_of(conn, &[d.id])?;
    let readers = readers.unwrap_or_default();
    let people: Vec<AccountId> = items
        .iter()
        .filter_map(|item| readers.get(&item.recipient).copied())
        .collect();
    let names: BTreeMap<AccountId, String> = account::names(conn, &people)?.into_iter().collect();
    for item in items {
        let asked = deadlines
            .iter()
            .filter(|(_, d)| d.whom.concerns(&item.recipient))
            .count();
        item.deadlines = u32::try_from(asked).map_err(AppError::internal)?;
        item.done = done
            .get(&item.recipient.key())
            .and_then(|n| u32::try_from(*n).ok())
            .unwrap_or(0);
        item.reader = readers.get(&item.recipient).and_then(|id| names.get(id).cloned());
    }
    Ok(())
}

//! Notices as everybody sees them: from their first day on.

use std::collections::BTreeMap;

use domain::id::{EntryId, NoticeId, OrganizationId};
use domain::page::{Limit, Page};
use domain::problem::Code;
use domain::public_notice::{NoticeItem, NoticeLine, NoticePage, NoticeStatus};
use domain::recommendation::{EntryStatus, Subject};
use domain::region::RegionCode;
use persistence::public_notice::{self as store, NoticeFilter, NoticeRecord};
use persistence::{Conn, certificate, organization, recommendation, reference};

use crate::app::App;
use crate::cursor;
use crate::error::AppResult;

/// Which notices are asked for.
#[derive(Debug, Clone, Default)]
pub struct NoticeQuery {
    /// Key of an edition, or `current`.
    pub edition: Option<String>,
    pub region: Option<RegionCode>,
    pub subject: Option<Subject>,
    /// Only results.
    pub published: bool,
    pub limit: Limit,
    pub cursor: Option<String>,
}

/// Public notices and results, latest first.
pub async fn notices(app: &App, q: NoticeQuery) -> AppResult<Page<NoticeItem>> {
    let after: Option<NoticeId> = q.cursor.as_deref().map(cursor::read).transpose()?;
    let (this, limit) = (app.clone(), q.limit.get());
    app.db()
        .read(move |conn| {
            let edition = match q.edition.as_deref() {
                Some(key) => Some(reference::edition(conn, key)?.ok_or(Code::NotFound)?.key),
                None => None,
            };
            let filter = NoticeFilter {
                edition,
                region: q.region,
                subject: q.subject,
                published: q.published,
                begun_by: Some(this.now().shanghai_date()),
                after,
            };
            let mut found = store::list(conn, &filter, limit + 1)?;
            let next = cursor::cut(&mut found, limit, |(n, _)| n.id)?;
            Ok(Page {
                next,
                items: found.into_iter().map(|(n, name)| item(&this, n, name)).collect(),
                total: None,
            })
        })
        .await
}

fn item(app: &App, n: NoticeRecord, region_name: String) -> NoticeItem {
    NoticeItem {
        id: n.id,
        edition: n.edition,
        region_name,
        subject: n.subject,
        title: n.title,
        status: NoticeStatus::at(app.now(), n.starts_on, n.ends_on, n.published_at.is_some()),
        starts_on: n.starts_on,
        ends_on: n.ends_on,
        published_at: n.published_at,
    }
}

/// A notice that has begun.
fn begun(conn: &mut Conn, app: &App, id: NoticeId) -> AppResult<NoticeRecord> {
    let n = store::find(conn, id)?;
    if NoticeStatus::at(app.now(), n.starts_on, n.ends_on, n.published_at.is_some())
        == NoticeStatus::Scheduled
    {
        return Err(Code::NotFound.into());
    }
    Ok(n)
}

/// One notice without its lines.
pub async fn page(app: &App, id: NoticeId) -> AppResult<NoticePage> {
    let this = app.clone();
    app.db()
        .read(move |conn| {
            let n = begun(conn, &this, id)?;
            let region = reference::region(conn, &n.region_code)?;
            let counts = recommendation::count(conn, &[n.list_id])?;
            let total = counts
                .iter()
                .find(|(_, status, _)| *status == EntryStatus::Listed)
                .map_or(0, |(_, _, n)| *n);
            Ok(NoticePage {
                text: n.body.clone(),
                working_days: u32::try_from(n.working_days).unwrap_or(0),
                closes_at: n.closes_at.plus_seconds(-1),
                total: u32::try_from(total).unwrap_or(u32::MAX),
                item: item(&this, n, region.map(|r| r.full_name).unwrap_or_default()),
            })
        })
        .await
}

/// The lines of a notice in their order; with certificate numbers once the result is published.
pub async fn lines(
    app: &App,
    id: NoticeId,
    limit: Limit,
    cursor: Option<&str>,
) -> AppResult<Page<NoticeLine>> {
    let after: Option<(i32, EntryId)> = cursor.map(cursor::read).transpose()?;
    let (this, limit) = (app.clone(), limit.get());
    app.db()
        .read(move |conn| {
            let n = begun(conn, &this, id)?;
            let mut found = recommendation::entries(conn, n.list_id, EntryStatus::Listed, after, limit + 1)?;
            let next = cursor::cut(&mut found, limit, |e| (e.position, e.id))?;
            let units: Vec<OrganizationId> = found.iter().map(|e| e.organization_id).collect();
            let units = organization::certifications(conn, &units)?;
            let regions: Vec<RegionCode> = found.iter().map(|e| e.region_code.clone()).collect();
            let regions = reference::region_names(conn, &regions)?;
            let ids: Vec<EntryId> = found.iter().map(|e| e.id).collect();
            let numbers: BTreeMap<EntryId, String> = if n.published_at.is_some() {
                certificate::of_entries(conn, &ids)?.into_iter().collect()
            } else {
                BTreeMap::new()
            };
            let line = |e: recommendation::EntryRecord| NoticeLine {
                entry_id: e.id,
                position: u32::try_from(e.position).unwrap_or(0),
                organization_name: units
                    .get(&e.organization_id)
                    .map(|(name, _)| name.clone())
                    .unwrap_or_default(),
                region_name: regions.get(&e.region_code).cloned().unwrap_or_default(),
                certificate_number: numbers.get(&e.id).cloned(),
                name: e.name,
            };
            Ok(Page {
                items: found.into_iter().map(line).collect(),
                next,
                total: None,
            })
        })
        .await
}

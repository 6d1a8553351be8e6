//! Notices for those who run them.

use std::collections::BTreeMap;

use domain::access::Actor;
use domain::calendar::WorkingPeriod;
use domain::edition::Edition;
use domain::id::NoticeId;
use domain::page::{Limit, Page};
use domain::problem::Code;
use domain::public_notice::{CertificateProgress, NoticeAction, NoticeStatus, PublicNotice};
use domain::recommendation::{ListRight, may_list};
use domain::region::RegionCode;
use persistence::public_notice::{self as store, NoticeFilter, NoticeRecord};
use persistence::{Conn, certificate, reference};

use crate::activity::view::edition_of;
use crate::app::App;
use crate::cursor;
use crate::error::{AppError, AppResult};

/// One notice, for officials who see its list.
pub async fn show(app: &App, actor: &Actor, id: NoticeId) -> AppResult<PublicNotice> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .read(move |conn| {
            let n = store::find(conn, id)?;
            may_list(&actor, ListRight::View, &n.region_code)?;
            of_notice(conn, &this, &n, &actor)
        })
        .await
}

/// The notices of the caller's regions and those below, latest first.
pub async fn list(
    app: &App,
    actor: &Actor,
    edition: Option<String>,
    limit: Limit,
    cursor: Option<&str>,
) -> AppResult<Page<PublicNotice>> {
    let regions: Vec<RegionCode> = actor
        .over_regions()
        .map(|g| g.region.clone().unwrap_or_else(RegionCode::country))
        .collect();
    if regions.is_empty() {
        return Err(Code::NotAllowed.into());
    }
    let after: Option<NoticeId> = cursor.map(cursor::read).transpose()?;
    let (this, actor, limit) = (app.clone(), actor.clone(), limit.get());
    app.db()
        .read(move |conn| {
            let edition = match edition.as_deref() {
                Some(key) => Some(reference::edition(conn, key)?.ok_or(Code::NotFound)?.key),
                None => None,
            };
            let mut found = Vec::new();
            for region in regions {
                let filter = NoticeFilter {
                    edition: edition.clone(),
                    region: Some(region),
                    after,
                    ..NoticeFilter::default()
                };
                found.extend(store::list(conn, &filter, limit + 1)?);
            }
            found.sort_by_key(|(n, _)| std::cmp::Reverse(n.id));
            found.dedup_by_key(|(n, _)| n.id);
            let next = cursor::cut(&mut found, limit, |(n, _)| n.id)?;
            Ok(Page {
                next,
                items: of_notices(conn, &this, &found, &actor)?,
                total: None,
            })
        })
        .await
}

pub(super) fn of_notice(
    conn: &mut Conn,
    app: &App,
    n: &NoticeRecord,
    actor: &Actor,
) -> AppResult<PublicNotice> {
    let region = reference::region(conn, &n.region_code)?;
    let name = region.map(|r| r.full_name).unwrap_or_default();
    let mut all = of_notices(conn, app, &[(n.clone(), name)], actor)?;
    all.pop()
        .ok_or_else(|| AppError::internal("a notice went missing"))
}

fn of_notices(
    conn: &mut Conn,
    app: &App,
    notices: &[(NoticeRecord, String)],
    actor: &Actor,
) -> AppResult<Vec<PublicNotice>> {
    let ids: Vec<NoticeId> = notices.iter().map(|(n, _)| n.id).collect();
    let tallies = store::tallies(conn, &ids)?;
    let progress = certificate::progress(conn, &ids)?;
    let mut editions: BTreeMap<String, Edition> = BTreeMap::new();
    for (n, _) in notices {
        if !editions.contains_key(&n.edition) {
            editions.insert(n.edition.clone(), edition_of(conn, &n.edition)?);
        }
    }
    let small = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
    Ok(notices
        .iter()
        .map(|(n, name)| {
            let tally = tallies.iter().find(|(id, ..)| *id == n.id);
            let (objections, undecided) = tally.map_or((0, 0), |(_, all, open)| (small(*all), small(*open)));
            let certificates = progress
                .iter()
                .find(|(id, ..)| *id == n.id)
                .map(|(_, issued, printed)| CertificateProgress {
                    issued: small(*issued),
                    printed: small(*printed),
                });
            let status = NoticeStatus::at(app.now(), n.starts_on, n.ends_on, n.published_at.is_some());
            let mut actions = Vec::new();
            if may_list(actor, ListRight::Manage, &n.region_code).is_ok() && status != NoticeStatus::Published
            {
                if undecided > 0 {
                    actions.push(NoticeAction::DecideObjections);
                }
                if status == NoticeStatus::Closed && undecided == 0 {
                    actions.push(NoticeAction::PublishResults);
                }
            }
            PublicNotice {
                id: n.id,
                list_id: n.list_id,
                edition: n.edition.clone(),
                region_code: n.region_code.clone(),
                region_name: name.clone(),
                subject: n.subject,
                title: n.title.clone(),
                text: n.body.clone(),
                status,
                period: period_of(n, &editions[&n.edition]),
                closes_at: n.closes_at.plus_seconds(-1),
                objections,
                undecided,
                published_at: n.published_at,
                certificates: certificates.unwrap_or_default(),
                version: n.version,
                actions,
            }
        })
        .collect())
}

/// The period as it was announced, with the reasons of its rest days as the calendar has them now.
fn period_of(n: &NoticeRecord, edition: &Edition) -> WorkingPeriod {
    let days = u32::try_from(n.working_days).unwrap_or(1);
    WorkingPeriod {
        ends_on: n.ends_on,
        ..edition.calendar.period(n.starts_on, days)
    }
}

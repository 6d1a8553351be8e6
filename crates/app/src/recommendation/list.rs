use domain::access::{Actor, Role};
use domain::id::{EntryId, ListId};
use domain::page::{Limit, Page};
use domain::problem::{Code, Lang};
use domain::recommendation::{
    EntryStatus, ListRight, RecommendationEntry, RecommendationList, Subject, may_list,
};
use domain::region::RegionCode;
use persistence::recommendation::{self as store, ListFilter};
use persistence::reference;

use super::view;
use crate::app::App;
use crate::cursor;
use crate::error::AppResult;

/// Which lists are asked for.
#[derive(Debug, Clone, Default)]
pub struct ListQuery {
    /// Key of an edition, or `current`.
    pub edition: Option<String>,
    /// In the subtree of this region.
    pub region: Option<RegionCode>,
    pub subject: Option<Subject>,
    pub limit: Limit,
    pub cursor: Option<String>,
}

/// The lists of the caller's regions and those below them, each region before its parts.
pub async fn list(app: &App, actor: &Actor, q: ListQuery) -> AppResult<Page<RecommendationList>> {
    let (this, actor) = (app.clone(), actor.clone());
    let mut after: Option<(String, String, String)> = q.cursor.as_deref().map(cursor::read).transpose()?;
    let limit = q.limit.get();
    app.db()
        .read(move |conn| {
            let edition = match q.edition.as_deref() {
                Some(key) => Some(reference::edition(conn, key)?.ok_or(Code::NotFound)?.key),
                None => None,
            };
            let mut found = Vec::new();
            for region in reach(&actor, q.region.as_ref()) {
                let filter = ListFilter {
                    edition: edition.clone(),
                    region,
                    subject: q.subject,
                    after: after.clone(),
                };
                found.extend(store::list(conn, &filter, limit + 1)?);
            }
            found.sort_by(|(a, _), (b, _)| {
                (&a.region_code, a.subject.as_str(), &a.edition).cmp(&(
                    &b.region_code,
                    b.subject.as_str(),
                    &b.edition,
                ))
            });
            found.dedup_by(|(a, _), (b, _)| a.id == b.id);
            let more = found.len() > limit;
            found.truncate(limit);
            after = found.last().filter(|_| more).map(|(l, _)| {
                (
                    l.region_code.to_string(),
                    l.subject.as_str().to_owned(),
                    l.edition.clone(),
                )
            });
            let next = after.as_ref().map(cursor::write).transpose()?;
            let items = view::of_lists(conn, &this, &found, &actor)?;
            Ok(Page {
                items,
                next,
                total: None,
            })
        })
        .await
}

/// The regions whose lists the actor may see, within `asked`; none of them lies in another.
fn reach(actor: &Actor, asked: Option<&RegionCode>) -> Vec<RegionCode> {
    let mut all: Vec<RegionCode> = actor
        .over_regions()
        .map(|g| g.region.clone().unwrap_or_else(RegionCode::country))
        .collect();
    if actor.has(Role::SystemAdmin) {
        all.push(RegionCode::country());
    }
    if let Some(asked) = asked {
        all = all
            .into_iter()
            .filter_map(|own| {
                if own.contains(asked) {
                    Some(asked.clone())
                } else if asked.contains(&own) {
                    Some(own)
                } else {
                    None
                }
            })
            .collect();
    }
    RegionCode::widest(all)
}

/// One list.
pub async fn show(app: &App, actor: &Actor, id: ListId) -> AppResult<RecommendationList> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .read(move |conn| {
            let l = store::find(conn, id)?;
            may_list(&actor, ListRight::View, &l.region_code)?;
            view::of_list(conn, &this, &l, &actor)
        })
        .await
}

/// Entries of a list in one status: the chosen in their order, the others by age.
pub async fn entries(
    app: &App,
    actor: &Actor,
    id: ListId,
    status: Option<EntryStatus>,
    limit: Limit,
    cursor: Option<String>,
    lang: Lang,
) -> AppResult<Page<RecommendationEntry>> {
    let (this, actor) = (app.clone(), actor.clone());
    let after: Option<(i32, EntryId)> = match cursor.as_deref() {
        None => None,
        Some(text) => Some(cursor::read(text)?),
    };
    let limit = limit.get();
    app.db()
        .read(move |conn| {
            let l = store::find(conn, id)?;
            may_list(&actor, ListRight::View, &l.region_code)?;
            let status = status.unwrap_or(EntryStatus::Listed);
            let mut found = store::entries(conn, id, status, after, limit + 1)?;
            let next = cursor::cut(&mut found, limit, |e| (e.position, e.id))?;
            Ok(Page {
                items: view::of_entries(conn, &this, &l, found, &actor, lang)?,
                next,
                total: None,
            })
        })
        .await
}

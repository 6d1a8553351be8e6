use domain::access::{Actor, Role};
use domain::id::SummaryId;
use domain::page::{Limit, Page};
use domain::problem::Code;
use domain::recommendation::manager_of;
use domain::region::RegionCode;
use domain::summary::{Summary, SummaryItem, SummaryLevel, SummaryRight, SummaryStatus, may_summary};
use persistence::reference;
use persistence::summary::{self as store, SummaryFilter, Whose};

use super::view;
use crate::app::App;
use crate::cursor;
use crate::error::AppResult;

/// Which summaries are asked for.
#[derive(Debug, Clone, Default)]
pub struct SummaryQuery {
    /// Key of an edition, or `current`.
    pub edition: Option<String>,
    /// In the subtree of this region.
    pub region: Option<RegionCode>,
    pub level: Option<SummaryLevel>,
    pub status: Option<SummaryStatus>,
    /// Reported to this region.
    pub recipient: Option<RegionCode>,
    pub limit: Limit,
    pub cursor: Option<String>,
}

/// The caller's own summaries, and those that were handed in within their regions: by region, then by age.
pub async fn list(app: &App, actor: &Actor, q: SummaryQuery) -> AppResult<Page<SummaryItem>> {
    let (this, actor) = (app.clone(), actor.clone());
    let after: Option<(String, SummaryId)> = q.cursor.as_deref().map(cursor::read).transpose()?;
    let limit = q.limit.get();
    app.db()
        .read(move |conn| {
            let edition = match q.edition.as_deref() {
                Some(key) => Some(reference::edition(conn, key)?.ok_or(Code::NotFound)?.key),
                None => None,
            };
            let mut found = Vec::new();
            for whose in reach(&actor) {
                let filter = SummaryFilter {
                    edition: edition.clone(),
                    within: q.region.clone(),
                    level: q.level,
                    status: q.status,
                    recipient: q.recipient.clone(),
                    whose,
                    after: after.clone(),
                };
                found.extend(store::list(conn, &filter, limit + 1)?);
            }
            found.sort_by(|a, b| (&a.region_code, a.id).cmp(&(&b.region_code, b.id)));
            found.dedup_by_key(|s| s.id);
            let next = cursor::cut(&mut found, limit, |s| (s.region_code.to_string(), s.id))?;
            Ok(Page {
                items: view::items(conn, &this, &found)?,
                next,
                total: None,
            })
        })
        .await
}

/// Whose summaries the actor may see: a statement for each.
fn reach(actor: &Actor) -> Vec<Whose> {
    let region = |g: &domain::access::Grant| g.region.clone().unwrap_or_else(RegionCode::country);
    let mut all = Vec::new();
    let mut whole: Vec<RegionCode> = actor
        .over_regions()
        .filter(|g| g.lines.is_empty())
        .map(region)
        .collect();
    if actor.has(Role::SystemAdmin) {
        whole.push(RegionCode::country());
    }
    all.extend(
        RegionCode::widest(whole)
            .into_iter()
            .map(|region| Whose::Below(region, Vec::new())),
    );
    all.extend(
        actor
            .over_regions()
            .filter(|g| !g.lines.is_empty())
            .map(|g| Whose::Below(region(g), g.lines.clone())),
    );
    let managed: Vec<RegionCode> = actor
        .over_regions()
        .filter(|g| g.lines.is_empty() && g.role == manager_of(region(g).level()))
        .map(region)
        .collect();
    if !managed.is_empty() {
        all.push(Whose::Regions(managed));
    }
    let organizations = actor.organizations();
    if !organizations.is_empty() {
        all.push(Whose::Organizations(organizations));
    }
    all
}

/// One summary.
pub async fn show(app: &App, actor: &Actor, id: SummaryId) -> AppResult<Summary> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .read(move |conn| {
            let s = store::find(conn, id)?;
            may_summary(&actor, SummaryRight::View, &s.scope())?;
            view::whole(conn, &this, &s, &actor)
        })
        .await
}

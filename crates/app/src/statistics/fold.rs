//! Bringing changes into the figures: for each activity that changed, what it added before is taken back and what it adds
//! now is put in its place. Read twice, a change adds nothing more.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::{ActivityId, OrganizationId};
use domain::region::RegionCode;
use domain::statistics::{Contribution, Counted, Outcome, changes};
use persistence::change::{self, Feed};
use persistence::{Conn, StoreResult, activity, joint, organization, statistics as store, supplement};

use crate::app::App;
use crate::change_feed::NUMBERED;
use crate::error::AppResult;

/// Changes that are brought in by one transaction: filing waits no longer than for these.
const BATCH: usize = 200;

/// Brings in what is new, at most one batch; answers how many changes that were. Safe in several processes at once: whoever
/// comes second goes on where the first ended.
pub async fn fold(app: &App) -> AppResult<usize> {
    let feed = Feed::Activities;
    if app.db().read(store::is_complete).await? {
        return Ok(0);
    }
    if app.db().read(move |conn| change::is_waiting(conn, feed)).await? {
        app.db()
            .write(move |tx| change::give_positions(tx, feed, NUMBERED))
            .await?;
    }
    app.db()
        .write(move |tx| {
            let position = store::hold(tx)?;
            let limit = i64::try_from(BATCH).unwrap_or(i64::MAX);
            let found = change::after(tx.conn(), feed, &RegionCode::country(), position, None, limit)?;
            let Some(last) = found.last().map(|change| change.position) else {
                return Ok(0);
            };
            let ids: BTreeSet<ActivityId> = found.iter().map(|change| change.resource.into()).collect();
            let ids: Vec<ActivityId> = ids.into_iter().collect();
            let before = store::contributions(tx.conn(), &ids)?;
            let after = contributions(tx.conn(), &ids)?;
            let of = |all: &BTreeMap<ActivityId, Contribution>, id: &ActivityId| {
                all.get(id).cloned().unwrap_or_default()
            };
            let pairs: Vec<(ActivityId, Contribution, Contribution)> = ids
                .iter()
                .map(|id| (*id, of(&before, id), of(&after, id)))
                .filter(|(_, before, after)| before != after)
                .collect();
            store::add(
                tx,
                &changes(pairs.iter().map(|(_, before, after)| (before, after))),
            )?;
            for (id, _, after) in &pairs {
                store::keep(tx, *id, after)?;
            }
            store::advance(tx, last)?;
            Ok(found.len())
        })
        .await
}

/// Brings in everything that is there.
pub async fn fold_all(app: &App) -> AppResult<()> {
    while fold(app).await? > 0 {}
    Ok(())
}

/// What these activities add, as they stand now.
pub(super) fn contributions(
    conn: &mut Conn,
    ids: &[ActivityId],
) -> StoreResult<BTreeMap<ActivityId, Contribution>> {
    let activities = activity::find_all(conn, ids)?;
    let homes: Vec<OrganizationId> = activities.iter().map(|a| a.organization_id).collect();
    let kinds: BTreeMap<OrganizationId, String> = organization::find_all(conn, &homes)?
        .into_iter()
        .map(|o| (o.id, o.kind))
        .collect();
    let secondary: BTreeSet<ActivityId> = joint::of(conn, ids)?
        .into_iter()
        .filter(|member| !member.is_primary)
        .map(|member| member.activity_id)
        .collect();
    let mut outcomes: BTreeMap<ActivityId, (i32, Outcome)> = BTreeMap::new();
    for (id, submission) in supplement::submissions(conn, ids)? {
        let outcome = Outcome::of(&submission.content);
        let known = outcomes.entry(id).or_insert((submission.number, outcome));
        if submission.number > known.0 {
            *known = (submission.number, outcome);
        }
    }
    let mut all = BTreeMap::new();
    for a in &activities {
        let places = places(&a.review_region);
        let counted = Counted {
            edition: &a.edition,
            places: &places,
            status: a.status,
            content: &a.content,
            organization_kind: kinds.get(&a.organization_id).map_or("other", String::as_str),
            submitted_on: a.submitted_at.map(domain::time::Instant::shanghai_date),
            approved_on: a.approved_at.map(domain::time::Instant::shanghai_date),
            outcome: outcomes.get(&a.id).map(|(_, outcome)| *outcome),
            secondary: secondary.contains(&a.id),
        };
        all.insert(a.id, Contribution::of(&counted));
    }
    Ok(all)
}

/// The region in charge and every one above it.
fn places(region: &RegionCode) -> Vec<RegionCode> {
    let mut all = vec![
        region.clone(),
        region.county(),
        region.city(),
        region.province(),
        RegionCode::country(),
    ];
    all.dedup();
    all
}

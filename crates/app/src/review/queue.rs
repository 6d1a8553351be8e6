use std::collections::{BTreeMap, BTreeSet};

use domain::access::{Actor, Grant, reviewer_of};
use domain::activity::status::Stage;
use domain::id::{AccountId, ActivityId};
use domain::page::{Limit, Page};
use domain::problem::{Code, Lang};
use domain::region::RegionCode;
use domain::review::{QueueShare, QueueSort, ReviewQueueItem};
use domain::time::Instant;
use persistence::review::{Held, Position, QueueEntry, QueueFilter};
use persistence::{Conn, account, finding, joint, reference, review, similar};
use serde::{Deserialize, Serialize};

use super::claim;
use crate::app::App;
use crate::cursor;
use crate::error::{AppError, AppResult};

/// What a review queue is cut and sorted by.
#[derive(Debug, Clone, Default)]
pub struct QueueQuery {
    pub stage: Option<Stage>,
    /// Review line (条线).
    pub line: Option<String>,
    pub region: Option<RegionCode>,
    pub edition: Option<String>,
    pub sort: QueueSort,
    pub share: QueueShare,
    pub limit: Limit,
    pub cursor: Option<String>,
}

/// A position for a client: what it was sorted by, so that a cursor of another order is refused.
#[derive(Serialize, Deserialize)]
enum Mark {
    Age(Instant, ActivityId),
    Start(Instant, ActivityId),
    Risk(i32, ActivityId),
}

fn position(sort: QueueSort, text: &str) -> AppResult<Position> {
    match (sort, cursor::read::<Mark>(text)?) {
        (QueueSort::Age, Mark::Age(at, id)) | (QueueSort::Start, Mark::Start(at, id)) => {
            Ok(Position::Time(at, id))
        }
        (QueueSort::Risk, Mark::Risk(calm, id)) => Ok(Position::Calm(calm, id)),
        _ => Err(Code::InvalidCursor.into()),
    }
}

fn mark(sort: QueueSort, position: Position) -> Mark {
    match (sort, position) {
        (QueueSort::Start, Position::Time(at, id)) => Mark::Start(at, id),
        (_, Position::Time(at, id)) => Mark::Age(at, id),
        (_, Position::Calm(calm, id)) => Mark::Risk(calm, id),
    }
}

/// What waits for the actor's decision. The number of statements depends on the actor's roles, never on what waits.
pub async fn queue(
    app: &App,
    actor: &Actor,
    query: QueueQuery,
    lang: Lang,
) -> AppResult<Page<ReviewQueueItem>> {
    let after = query
        .cursor
        .as_deref()
        .map(|text| position(query.sort, text))
        .transpose()?;
    let reviewing: Vec<(Stage, &Grant)> = Stage::ALL
        .into_iter()
        .flat_map(|stage| {
            actor
                .over_regions()
                .filter(move |g| g.role == reviewer_of(stage))
                .map(move |g| (stage, g))
        })
        .collect();
    if reviewing.is_empty() {
        return Err(Code::NotAllowed.into());
    }
    let now = app.now();
    let mut filters: Vec<QueueFilter> = Vec::new();
    for (stage, grant) in reviewing {
        if query.stage.is_some_and(|wanted| wanted != stage) {
            continue;
        }
        let lines = match &query.line {
            None => grant.lines.clone(),
            Some(line) if grant.lines.is_empty() || grant.lines.contains(line) => vec![line.clone()],
            Some(_) => continue,
        };
        let filter = QueueFilter {
            stage,
            region: grant.region.clone().unwrap_or_else(RegionCode::country),
            lines,
            within: query.region.clone(),
            edition: query.edition.clone(),
            sort: query.sort,
            share: query.share,
            account: grant.on_behalf_of.unwrap_or(actor.account),
            now,
            after,
        };
        filters.push(filter);
    }
    let (limit, actor, sort) = (query.limit.get(), actor.clone(), query.sort);
    app.db()
        .read(move |conn| {
            let edition = match query.edition.as_deref() {
                Some("current") => reference::edition(conn, "current")?.map(|e| e.key),
                other => other.map(str::to_owned),
            };
            let mut rows: Vec<QueueEntry> = Vec::new();
            for filter in &mut filters {
                filter.edition.clone_from(&edition);
                rows.extend(review::queue(conn, filter, limit + 1)?);
            }
            rows.sort_by_key(|row| key(row.position));
            let mut seen = BTreeSet::new();
            rows.retain(|row| seen.insert(row.activity.id));
            let next = cursor::cut(&mut rows, limit, |row| mark(sort, row.position))?;
            Ok::<_, AppError>(Page {
                items: shown(conn, rows, &actor, now, lang)?,
                next,
                total: None,
            })
        })
        .await
}

/// Orders positions of one sort.
fn key(position: Position) -> (i32, Option<Instant>, ActivityId) {
    match position {
        Position::Time(at, id) => (0, Some(at), id),
        Position::Calm(calm, id) => (calm, None, id),
    }
}

fn shown(
    conn: &mut Conn,
    rows: Vec<QueueEntry>,
    actor: &Actor,
    now: Instant,
    lang: Lang,
) -> AppResult<Vec<ReviewQueueItem>> {
    let ids: Vec<ActivityId> = rows.iter().map(|row| row.activity.id).collect();
    let mut findings: BTreeMap<_, _> = finding::of(conn, &ids)?.into_iter().collect();
    let joints: BTreeMap<_, _> = joint::of(conn, &ids)?
        .into_iter()
        .map(|m| (m.activity_id, m.joint_id))
        .collect();
    let own = actor.organizations();
    let involved: BTreeSet<ActivityId> = if own.is_empty() {
        BTreeSet::new()
    } else {
        similar::units(conn, &ids)?
            .into_iter()
            .filter(|(_, unit)| own.contains(unit))
            .map(|(id, _)| id)
            .collect()
    };
    let holders: Vec<AccountId> = rows.iter().filter_map(|row| row.claimed_by).collect();
    let names: BTreeMap<_, _> = account::names(conn, &holders)?.into_iter().collect();
    let item = |row: QueueEntry| {
        let id = row.activity.id;
        let held = row
            .claimed_by
            .zip(row.claimed_until)
            .filter(|(_, until)| *until > now)
            .map(|(by, until)| Held { by, until });
        ReviewQueueItem {
            stage: row.stage,
            line: row.line,
            risk: row.risk,
            findings: findings
                .remove(&id)
                .unwrap_or_default()
                .iter()
                .map(|found| found.describe(lang))
                .collect(),
            claim: held.map(|held| claim::shown(held, &names, actor.account)),
            assigned_to: row.assigned_to,
            joint_id: joints.get(&id).copied(),
            recused: involved.contains(&id) || own.contains(&row.activity.organization_id),
            activity: row.activity,
        }
    };
    Ok(rows.into_iter().map(item).collect())
}

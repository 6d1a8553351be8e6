use domain::access::{Actor, reviewer_of};
use domain::activity::status::{Stage, Status};
use domain::activity::view::ReviewQueueItem;
use domain::id::ActivityId;
use domain::page::{Limit, Page};
use domain::region::RegionCode;
use domain::time::Instant;
use persistence::activity::{Cursor, ListScope, QueueFilter};

use crate::app::App;
use crate::cursor;
use crate::error::{AppError, AppResult};

/// What a review queue is cut by.
#[derive(Debug, Clone, Default)]
pub struct QueueQuery {
    pub stage: Option<Stage>,
    /// Review line (条线).
    pub line: Option<String>,
    pub region: Option<RegionCode>,
    pub limit: Limit,
    pub cursor: Option<String>,
}

const STAGES: [(Stage, Status); 3] = [
    (Stage::City, Status::CityReview),
    (Stage::Province, Status::ProvinceReview),
    (Stage::National, Status::NationalReview),
];

/// What waits for the actor's decision, longest waiting first.
pub async fn queue(app: &App, actor: &Actor, query: QueueQuery) -> AppResult<Page<ReviewQueueItem>> {
    let mut filters = Vec::new();
    let after: Option<(Instant, ActivityId)> = query.cursor.as_deref().map(cursor::read).transpose()?;
    for (stage, status) in STAGES {
        if query.stage.is_some_and(|wanted| wanted != stage) {
            continue;
        }
        for grant in actor.over_regions().filter(|g| g.role == reviewer_of(stage)) {
            let region = grant.region.clone().unwrap_or_else(RegionCode::country);
            let lines = match &query.line {
                None => grant.lines.clone(),
                Some(line) if grant.lines.is_empty() || grant.lines.contains(line) => vec![line.clone()],
                Some(_) => continue,
            };
            let filter = QueueFilter {
                status,
                scope: ListScope::Region(region, lines),
                region: query.region.clone(),
                after: after.map(|(at, id)| Cursor { at, id }),
            };
            filters.push((stage, filter));
        }
    }
    if filters.is_empty()
        && !actor
            .over_regions()
            .any(|g| STAGES.iter().any(|(s, _)| g.role == reviewer_of(*s)))
    {
        return Err(domain::problem::Code::NotAllowed.into());
    }
    let limit = query.limit.get();
    let mut found = app
        .db()
        .read(move |conn| {
            let mut found = Vec::new();
            for (stage, filter) in &filters {
                let some = persistence::activity::queue(conn, filter, limit + 1)?;
                let item = |(activity, line)| ReviewQueueItem {
                    activity,
                    stage: *stage,
                    line,
                };
                found.extend(some.into_iter().map(item));
            }
            Ok::<_, AppError>(found)
        })
        .await?;
    found.sort_by_key(|item| (item.activity.submitted_at, item.activity.id));
    found.dedup_by_key(|item| item.activity.id);
    let more = found.len() > limit;
    found.truncate(limit);
    let last = found
        .last()
        .filter(|_| more)
        .and_then(|item| item.activity.submitted_at.map(|at| (at, item.activity.id)))
        .map(|position| cursor::write(&position));
    Ok(Page {
        next: last.transpose()?,
        items: found,
        total: None,
    })
}

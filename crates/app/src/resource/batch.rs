use std::collections::BTreeSet;

use domain::access::{Actor, Grant, Role};
use domain::id::{ActivityId, ResourceId};
use domain::problem::{Code, Lang, Problem};
use domain::resource::{
    RecommendBatch, ResourceBatchItem, ResourceBatchResult, ResourceBatchResults, ResourceRight,
    ResourceStep, check_batch,
};
use persistence::resource::{self, ResourceRecord};
use persistence::{Tx, activity};

use super::step;
use crate::app::App;
use crate::clean;
use crate::error::{AppError, AppResult};

/// Recommends many to the nation (分批次推荐), in one transaction. Each stands for itself: what is stale, foreign or not
/// public is told and left as it is.
pub async fn recommend(
    app: &App,
    actor: &Actor,
    batch: RecommendBatch,
    lang: Lang,
) -> AppResult<ResourceBatchResults> {
    let recommends = |g: &Grant| g.role == Role::ProvinceReviewer && g.lines.is_empty();
    if !actor.over_regions().any(recommends) {
        return Err(Code::NotAllowed.into());
    }
    let batch = RecommendBatch {
        name: clean::text(&batch.name).trim().to_owned(),
        ..batch
    };
    check_batch(&batch).into_result()?;
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            hold(tx, &batch)?;
            let mut seen = BTreeSet::new();
            let mut items = Vec::with_capacity(batch.items.len());
            for item in &batch.items {
                let outcome = if seen.insert(item.id) {
                    one(tx, &this, &actor, item, &batch.name)
                } else {
                    Err(Code::DuplicateItem.into())
                };
                items.push(result(item, outcome, lang)?);
            }
            let done = items.iter().filter(|item| item.done).count();
            Ok(ResourceBatchResults {
                failed: items.len() - done,
                done,
                items,
            })
        })
        .await
}

/// Holds the activities in the order of their ids: of two batches at the same moment one waits for the other, none for both.
fn hold(tx: &mut Tx<'_>, batch: &RecommendBatch) -> AppResult<()> {
    let ids: Vec<ResourceId> = batch.items.iter().map(|item| item.id).collect();
    let found = resource::find_all(tx.conn(), &ids)?;
    let activities: BTreeSet<ActivityId> = found.into_iter().map(|r| r.activity_id).collect();
    for id in activities {
        activity::hold(tx, id)?;
    }
    Ok(())
}

fn one(
    tx: &mut Tx<'_>,
    app: &App,
    actor: &Actor,
    item: &ResourceBatchItem,
    name: &str,
) -> AppResult<ResourceRecord> {
    let mut on = step::load_version(tx, actor, item.id, ResourceRight::Recommend, item.version)?;
    let name = Some(name.to_owned());
    step::take(tx, app, &mut on, ResourceStep::Recommend, actor, name)?;
    Ok(on.r)
}

fn result(
    item: &ResourceBatchItem,
    outcome: AppResult<ResourceRecord>,
    lang: Lang,
) -> AppResult<ResourceBatchResult> {
    match outcome {
        Ok(r) => Ok(ResourceBatchResult {
            id: r.id,
            done: true,
            status: Some(r.status),
            version: Some(r.version),
            problem: None,
        }),
        // What concerns the installation and not the item undoes the whole batch.
        Err(error) if error.code().status() >= 500 => Err(error),
        Err(error) => {
            let mut problem = Problem::new(error.code(), lang);
            if let AppError::Stale { current } = error {
                problem.current_version = Some(current);
            }
            Ok(ResourceBatchResult {
                id: item.id,
                done: false,
                status: None,
                version: problem.current_version,
                problem: Some(problem),
            })
        }
    }
}

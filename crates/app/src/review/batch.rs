use std::collections::BTreeSet;

use domain::access::Actor;
use domain::activity::status::Step;
use domain::activity::view::{Decision, Review};
use domain::id::ActivityId;
use domain::problem::{Code, Fault, FaultCode, Lang, Problem};
use domain::review::{BATCH_MAX, BatchItem, BatchResult, BatchResults, ReviewBatch, UNDO_SECONDS, UndoBatch};
use persistence::activity::ActivityRecord;

use super::{decide, undo};
use crate::activity::transition;
use crate::app::App;
use crate::error::{AppError, AppResult};

/// The same decision on many (批量审核). Each item stands for itself: what is stale, foreign or unknown fails alone.
pub async fn decide_all(app: &App, actor: &Actor, batch: ReviewBatch, lang: Lang) -> AppResult<BatchResults> {
    let step = match batch.decision {
        Decision::Approve => Step::Approve,
        Decision::Reject => Step::Reject,
    };
    // Asked once: a reason that is missing or too long is a fault of the batch.
    let reason = transition::reason(step, batch.reason.as_deref())?;
    let decision = Review {
        decision: batch.decision,
        reason,
    };
    check(&batch.items)?;
    let undo_until = app.now().plus_seconds(UNDO_SECONDS);
    let mut results = Vec::with_capacity(batch.items.len());
    let mut seen = BTreeSet::new();
    for item in batch.items {
        let outcome = if seen.insert(item.id) {
            let (this, actor, decision) = (app.clone(), actor.clone(), decision.clone());
            app.db()
                .write(move |tx| decide::take(tx, &this, &actor, item.id, item.version, &decision))
                .await
        } else {
            Err(Code::DuplicateItem.into())
        };
        results.push(result(item.id, outcome, lang)?);
    }
    Ok(summed(results, Some(undo_until)))
}

/// Takes the last decision on each of many back, within the time for it.
pub async fn undo_all(app: &App, actor: &Actor, batch: UndoBatch, lang: Lang) -> AppResult<BatchResults> {
    check(&batch.items)?;
    let mut results = Vec::with_capacity(batch.items.len());
    let mut seen = BTreeSet::new();
    for item in batch.items {
        let outcome = if seen.insert(item.id) {
            let (this, actor) = (app.clone(), actor.clone());
            app.db()
                .write(move |tx| undo::take(tx, &this, &actor, item.id, item.version))
                .await
        } else {
            Err(Code::DuplicateItem.into())
        };
        results.push(result(item.id, outcome, lang)?);
    }
    Ok(summed(results, None))
}

fn check(items: &[BatchItem]) -> AppResult<()> {
    if items.is_empty() {
        return Err(Fault::new("/items", FaultCode::TooFew).with(1).into());
    }
    if items.len() > BATCH_MAX {
        return Err(Fault::new("/items", FaultCode::TooMany).with(BATCH_MAX).into());
    }
    Ok(())
}

fn result(id: ActivityId, outcome: AppResult<ActivityRecord>, lang: Lang) -> AppResult<BatchResult> {
    match outcome {
        Ok(a) => Ok(BatchResult {
            id,
            done: true,
            status: Some(a.status),
            version: Some(a.version),
            problem: None,
        }),
        // What concerns the installation and not the item ends the batch: what was done stays done, and is told by the
        // state of each item.
        Err(error) if error.code().status() >= 500 => Err(error),
        Err(error) => {
            let mut problem = Problem::new(error.code(), lang);
            if let AppError::Stale { current } = error {
                problem.current_version = Some(current);
            }
            Ok(BatchResult {
                id,
                done: false,
                status: None,
                version: problem.current_version,
                problem: Some(problem),
            })
        }
    }
}

fn summed(items: Vec<BatchResult>, undo_until: Option<domain::time::Instant>) -> BatchResults {
    let done = items.iter().filter(|item| item.done).count();
    BatchResults {
        failed: items.len() - done,
        done,
        undo_until: undo_until.filter(|_| done > 0),
        items,
    }
}

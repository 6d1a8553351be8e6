use domain::access::{ActivityAction, Actor};
use domain::activity::diff::{EarlierDecision, RevisionDiff, compare, unchanged};
use domain::activity::status::{Status, Step};
use domain::id::ActivityId;
use domain::problem::Code;
use persistence::event::EventRecord;
use persistence::{activity, event};

use super::view;
use crate::app::App;
use crate::error::AppResult;
use crate::segment;

/// What revision `number` changed against `against`; against the last one that somebody decided on when that is left
/// out. Everything of a first revision is new, so it has no differences.
pub async fn diff(
    app: &App,
    actor: &Actor,
    id: ActivityId,
    number: i32,
    against: Option<i32>,
) -> AppResult<RevisionDiff> {
    let (app, actor) = (app.clone(), actor.clone());
    let db = app.db().clone();
    db.read(move |conn| {
        let a = view::load(conn, id, &actor, ActivityAction::View)?;
        let after = activity::revision(conn, id, number)?.ok_or(Code::NotFound)?;
        let events = event::of_activity(conn, id)?;
        let decisions: Vec<&EventRecord> = events
            .iter()
            .filter(|e| e.revision < number && is_decision(e))
            .collect();
        let against = against.or_else(|| decisions.last().map(|e| e.revision));
        let before = match against {
            None => None,
            Some(other) => Some(activity::revision(conn, id, other)?.ok_or(Code::NotFound)?),
        };
        let open =
            |r: &activity::RevisionRecord| view::opened(app.secrets(), &a, &r.content, &r.sealed, &actor);
        let (changes, unchanged) = match &before {
            None => (Vec::new(), Vec::new()),
            Some(before) => {
                let changes = compare(&open(before)?, &open(&after)?, segment::words);
                let same = unchanged(&changes);
                (changes, same)
            }
        };
        let earlier = |e: &&EventRecord| EarlierDecision {
            revision: e.revision,
            step: e.step,
            stage: e.from_status.and_then(Status::stage),
            role: e.actor_role,
            reason: e.reason.clone(),
            at: e.at,
        };
        Ok(RevisionDiff {
            number,
            against,
            changes,
            unchanged,
            decisions: decisions.iter().rev().map(earlier).collect(),
        })
    })
    .await
}

fn is_decision(e: &EventRecord) -> bool {
    matches!(e.step, Step::Approve | Step::Reject)
}

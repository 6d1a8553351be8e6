//! Activities to ask about.

use app::{activity, review};
use domain::activity::similarity::JoinFiling;
use domain::activity::view::{Activity, Decision, Review, StepReason};
use domain::problem::Lang;
use harness::Site;

/// An activity in the state that an operation is about.
pub(super) async fn activity(site: &Site, operation: &str) -> Activity {
    let w = &site.world;
    let draft = w.complete_draft().await;
    if matches!(
        operation,
        "activity_change" | "activity_delete" | "activity_submit"
    ) {
        return draft;
    }
    let mut a = activity::submit(&w.app, &w.organizer, draft.id, draft.version, Lang::Zh)
        .await
        .unwrap();
    let shown = operation.starts_with("public_") || operation.starts_with("report_");
    let approved = shown || matches!(operation, "activity_take_down" | "activity_restore");
    if approved || operation == "activity_undo" {
        let reviewers = if approved {
            vec![&w.province, &w.nation]
        } else {
            vec![&w.province]
        };
        for reviewer in reviewers {
            let approve = Review {
                decision: Decision::Approve,
                reason: None,
            };
            a = review::decide(&w.app, reviewer, a.id, a.version, approve, Lang::Zh)
                .await
                .unwrap();
        }
    }
    if operation == "activity_restore" {
        let why = StepReason {
            reason: Some("核实".into()),
        };
        a = activity::take_down(&w.app, &w.province, a.id, a.version, why, Lang::Zh)
            .await
            .unwrap();
    }
    if operation == "activity_part" {
        let other = submitted(site).await;
        let with = JoinFiling {
            activity_id: other.id,
        };
        a = activity::join(&w.app, &w.province, a.id, a.version, with, Lang::Zh)
            .await
            .unwrap();
    }
    a
}

/// One that waits for its review.
pub(super) async fn submitted(site: &Site) -> Activity {
    let w = &site.world;
    let draft = w.complete_draft().await;
    activity::submit(&w.app, &w.organizer, draft.id, draft.version, Lang::Zh)
        .await
        .unwrap()
}

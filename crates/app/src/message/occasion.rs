use domain::activity::status::{Status, Step};
use domain::id::ActivityId;
use domain::message::MessageKind;
use domain::review::UNDO_SECONDS;
use persistence::Tx;
use persistence::activity::ActivityRecord;

use super::tell::{Posting, To};
use crate::app::App;
use crate::error::AppResult;

/// What the message about one event of an activity can be called off by.
pub(crate) fn subject(id: ActivityId, seq: i32) -> String {
    format!("activity:{id}:{seq}")
}

/// Tells an organisation what became of its filing. What can still be taken back is told when it no longer can.
pub(crate) fn of_step(
    tx: &mut Tx<'_>,
    app: &App,
    a: &ActivityRecord,
    step: Step,
    reason: Option<String>,
) -> AppResult<()> {
    let title = a.content.title.clone().unwrap_or_default();
    let because = reason.unwrap_or_default();
    let (kind, args) = match (step, a.status) {
        (Step::Approve, Status::Approved) => (MessageKind::Approved, vec![title]),
        (Step::Approve, status) => (MessageKind::Passed, vec![title, status.name().to_owned()]),
        (Step::Reject, status) => (
            MessageKind::Rejected,
            vec![title, status.name().to_owned(), because],
        ),
        (Step::TakeDown, _) => (MessageKind::TakenDown, vec![title, because]),
        (Step::Restore, _) => (MessageKind::Restored, vec![title, because]),
        (Step::Join, _) => (MessageKind::Joined, vec![title, because]),
        (Step::Create | Step::Submit | Step::Withdraw | Step::Undo | Step::Part, _) => return Ok(()),
    };
    let wait = if matches!(step, Step::Approve | Step::Reject) {
        UNDO_SECONDS
    } else {
        0
    };
    Posting {
        to: To::Organization(a.organization_id),
        kind,
        activity: Some(a.id),
        args,
        mark: None,
        subject: Some(subject(a.id, a.last_event_seq)),
        after: app.now().plus_seconds(wait),
    }
    .ask(tx, app)
}

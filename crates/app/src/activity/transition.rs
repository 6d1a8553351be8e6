//! The one place where a status changes: new status, event, stored row and public page in one transaction.

use domain::access::Actor;
use domain::activity::rules;
use domain::activity::status::{Status, Step};
use domain::time::Instant;
use persistence::activity::{self, ActivityRecord};
use persistence::event::{self, EventRecord};
use persistence::{Tx, resource};

use super::rulebook::Course;
use super::{log, precheck, view};
use crate::app::App;
use crate::error::{AppResult, saved};
use crate::review::desk;
use crate::{message, public, reason, recommendation, webhook};

/// A reason as it is kept; present where the step needs one.
pub(crate) fn reason(step: Step, raw: Option<&str>) -> AppResult<Option<String>> {
    reason::of(raw, step.needs_reason())
}

/// Takes `step`: `a` was read in this transaction and may carry new content. Afterwards `a` is what is stored.
pub(crate) fn take(
    tx: &mut Tx<'_>,
    app: &App,
    a: &mut ActivityRecord,
    step: Step,
    actor: &Actor,
    reason: Option<String>,
) -> AppResult<()> {
    let edition = view::edition_of(tx.conn(), &a.edition)?;
    let course = Course::of(&edition, a);
    take_on(tx, app, a, step, actor, reason, course)
}

/// The same on a course of which more is known.
pub(crate) fn take_on(
    tx: &mut Tx<'_>,
    app: &App,
    a: &mut ActivityRecord,
    step: Step,
    actor: &Actor,
    reason: Option<String>,
    course: Course<'_>,
) -> AppResult<()> {
    let (from, now) = (a.status, app.now());
    a.status = from.after(step, course.route)?;
    let previous_hash = event::find(tx.conn(), a.id, a.last_event_seq)?.hash;
    a.last_event_seq += 1;
    if a.status == Status::Approved && from != Status::Approved {
        a.approved_at = Some(now);
    } else if step == Step::Undo {
        a.approved_at = None;
    }
    store(tx, a, now)?;
    append(tx, a, step, Some(from), actor, reason.clone(), previous_hash, now)?;
    if (from == Status::Approved) != (a.status == Status::Approved) {
        public::refresh(tx, a)?;
        resource::follow(tx, a.id, a.status == Status::Approved, a.content.poster_id)?;
    }
    if step == Step::Submit {
        precheck::keep(tx, app, course.edition, a)?;
    }
    if from == Status::Approved && a.status != Status::Approved {
        recommendation::leave(tx, app, a, step, reason.as_deref())?;
    }
    desk::follow(tx, app, a, step, actor)?;
    webhook::of_step(tx, app, a, step)?;
    message::of_step(tx, app, a, step, reason)
}

/// Stores `a` as its next version; when somebody was faster, says what the version is now.
pub(crate) fn store(tx: &mut Tx<'_>, a: &mut ActivityRecord, now: Instant) -> AppResult<()> {
    let expected = a.version;
    a.version += 1;
    a.updated_at = now;
    let stored = activity::save(tx, a, expected);
    saved(stored, || Ok(activity::find(tx.conn(), a.id)?.version))
}

/// The first event of an activity.
pub(super) fn begin(tx: &mut Tx<'_>, a: &ActivityRecord, actor: &Actor, now: Instant) -> AppResult<()> {
    append(tx, a, Step::Create, None, actor, None, String::new(), now)
}

#[expect(
    clippy::too_many_arguments,
    reason = "the fields of one event, named at its two callers"
)]
fn append(
    tx: &mut Tx<'_>,
    a: &ActivityRecord,
    step: Step,
    from_status: Option<Status>,
    actor: &Actor,
    reason: Option<String>,
    previous_hash: String,
    now: Instant,
) -> AppResult<()> {
    let scope = view::scope_of(a);
    let before = from_status.and_then(Status::stage);
    let mut event = EventRecord {
        activity_id: a.id,
        seq: a.last_event_seq,
        step,
        from_status,
        to_status: a.status,
        reason,
        revision: a.revision,
        actor_id: Some(actor.account),
        actor_role: actor.role_on(&scope),
        at: now,
        previous_hash,
        hash: String::new(),
        on_behalf_of: before
            .filter(|_| matches!(step, Step::Approve | Step::Reject))
            .and_then(|stage| actor.grant_for(stage, &scope))
            .and_then(|grant| grant.on_behalf_of),
    };
    event.hash = log::hash(&event);
    Ok(event::append(tx, &event)?)
}

/// Faults that even a draft must not have.
pub(super) fn draft_faults(content: &domain::activity::content::ActivityContent) -> domain::problem::Faults {
    rules::check_draft(content)
}

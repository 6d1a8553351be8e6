//! An activity as somebody may see it.

use domain::access::{ActivityAction, ActivityScope, Actor, may};
use domain::activity::content::{ActivityContent, Personal};
use domain::activity::status::{Status, Step};
use domain::activity::view::{Activity, AllowedAction};
use domain::edition::Edition;
use domain::problem::{Code, Lang};
use domain::review::{UNDO_SECONDS, stage_of};
use domain::time::Instant;
use persistence::activity::{self, ActivityRecord};
use persistence::event::{self, EventRecord};
use persistence::{Conn, organization, reference};

use super::precheck;
use crate::app::App;
use crate::audit;
use crate::error::{AppError, AppResult};
use crate::secrets::Secrets;

/// Where an activity lies, for [`domain::access::may`].
pub(crate) fn scope_of(a: &ActivityRecord) -> ActivityScope {
    let mut involved = a.content.organization_ids();
    involved.push(a.organization_id);
    ActivityScope {
        organization: a.organization_id,
        region: a.review_region.clone(),
        line: a.line.clone(),
        involved,
        status: a.status,
    }
}

/// Loads an activity that the actor may at least see, and checks that they may do `action` with it.
pub(crate) fn load(
    conn: &mut Conn,
    id: domain::id::ActivityId,
    actor: &Actor,
    action: ActivityAction,
) -> AppResult<ActivityRecord> {
    let found = activity::find(conn, id)?;
    may(actor, action, &scope_of(&found))?;
    Ok(found)
}

/// The same, for a change that names the version it is based on.
pub(crate) fn load_version(
    conn: &mut Conn,
    id: domain::id::ActivityId,
    actor: &Actor,
    action: ActivityAction,
    expected: i32,
) -> AppResult<ActivityRecord> {
    let found = load(conn, id, actor, action)?;
    if found.version == expected {
        Ok(found)
    } else {
        Err(AppError::Stale {
            current: found.version,
        })
    }
}

/// The content with its personal part: whole for those who need it, masked for others.
pub(crate) fn opened(
    secrets: &Secrets,
    a: &ActivityRecord,
    content: &ActivityContent,
    sealed: &[u8],
    actor: &Actor,
) -> AppResult<ActivityContent> {
    let personal: Personal = secrets.open(a.id.uuid().as_bytes(), sealed)?;
    let whole = may(actor, ActivityAction::ViewPersonal, &scope_of(a)).is_ok();
    if whole && !actor.files_for(a.organization_id) {
        audit::disclosed();
    }
    let mut content = content.clone();
    content.put_personal(if whole { personal } else { personal.masked() });
    Ok(content)
}

/// What the actor may do with the activity now.
fn actions(a: &ActivityRecord, actor: &Actor) -> Vec<AllowedAction> {
    let scope = scope_of(a);
    let can = |action| may(actor, action, &scope).is_ok();
    let mut all = Vec::new();
    if a.status.is_editable() {
        if can(ActivityAction::Edit) {
            all.push(AllowedAction::Edit);
        }
        if can(ActivityAction::Submit) {
            all.push(AllowedAction::Submit);
        }
    }
    if (a.status.stage().is_some() || a.status == Status::Approved) && can(ActivityAction::Withdraw) {
        all.push(AllowedAction::Withdraw);
    }
    if is_deletable(a) && can(ActivityAction::Delete) {
        all.push(AllowedAction::Delete);
    }
    if actor.files_for(a.organization_id) {
        all.push(AllowedAction::Clone);
    }
    if a.status
        .stage()
        .is_some_and(|stage| can(ActivityAction::Review(stage)))
    {
        all.extend([AllowedAction::Approve, AllowedAction::Reject]);
    }
    if a.status == Status::Approved && can(ActivityAction::TakeDown) {
        all.push(AllowedAction::TakeDown);
    }
    if a.status == Status::TakenDown && can(ActivityAction::Restore) {
        all.push(AllowedAction::Restore);
    }
    if a.status != Status::Draft && can(ActivityAction::Join) {
        all.push(AllowedAction::Join);
    }
    all
}

/// Only what was never handed in can vanish; everything else has a history to keep.
pub(crate) fn is_deletable(a: &ActivityRecord) -> bool {
    a.status == Status::Draft && a.revision == 0
}

pub(crate) fn edition_of(conn: &mut Conn, key: &str) -> AppResult<Edition> {
    reference::edition(conn, key)?.ok_or_else(|| AppError::internal(format!("edition {key} is gone")))
}

/// Whether the actor's last decision on it can be taken back, and until when.
pub(crate) fn undoable(
    conn: &mut Conn,
    a: &ActivityRecord,
    actor: &Actor,
    now: Instant,
) -> AppResult<Option<Instant>> {
    let decides = actor.over_regions().any(|g| stage_of(g.role).is_some());
    if !decides || a.status == Status::Draft {
        return Ok(None);
    }
    let last = event::find(conn, a.id, a.last_event_seq)?;
    Ok(undo_until(&last, actor, now).filter(|_| scope_allows(&last, a, actor)))
}

/// Until when a decision can be taken back by the one who made it.
pub(crate) fn undo_until(last: &EventRecord, actor: &Actor, now: Instant) -> Option<Instant> {
    let mine = last.actor_id == Some(actor.account) && matches!(last.step, Step::Approve | Step::Reject);
    let until = last.at.plus_seconds(UNDO_SECONDS);
    (mine && now < until).then_some(until)
}

/// Whether the actor still decides at the stage at which the decision was made.
fn scope_allows(last: &EventRecord, a: &ActivityRecord, actor: &Actor) -> bool {
    let Some((status, stage)) = last.from_status.and_then(|s| Some((s, s.stage()?))) else {
        return false;
    };
    let before = ActivityScope {
        status,
        ..scope_of(a)
    };
    may(actor, ActivityAction::Review(stage), &before).is_ok()
}

/// The whole activity for the actor.
pub(crate) fn whole(
    conn: &mut Conn,
    app: &App,
    a: &ActivityRecord,
    actor: &Actor,
    lang: Lang,
) -> AppResult<Activity> {
    let organization_name = match organization::find(conn, a.organization_id) {
        Ok(found) => found.full_name,
        Err(persistence::StoreError::NotFound) => return Err(Code::NotFound.into()),
        Err(other) => return Err(other.into()),
    };
    let undo_until = undoable(conn, a, actor, app.now())?;
    let mut actions = actions(a, actor);
    actions.extend(undo_until.map(|_| AllowedAction::Undo));
    let findings = precheck::findings_of(conn, app, a)?;
    Ok(Activity {
        id: a.id,
        edition: a.edition.clone(),
        organization_id: a.organization_id,
        organization_name,
        status: a.status,
        version: a.version,
        revision: a.revision,
        content: opened(app.secrets(), a, &a.content, &a.sealed, actor)?,
        back_filed: a.back_filed,
        submitted_at: a.submitted_at,
        approved_at: a.approved_at,
        created_at: a.created_at,
        updated_at: a.updated_at,
        findings: findings.iter().map(|found| found.describe(lang)).collect(),
        undo_until,
        actions,
    })
}

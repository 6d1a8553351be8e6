//! An activity as somebody may see it.

use domain::access::{ActivityAction, ActivityScope, Actor, may};
use domain::activity::content::{ActivityContent, Personal};
use domain::activity::finding::{self, Finding, FindingContext};
use domain::activity::status::Status;
use domain::activity::view::{Activity, AllowedAction};
use domain::edition::Edition;
use domain::organization::Certification;
use domain::problem::{Code, Lang};
use persistence::activity::{self, ActivityRecord};
use persistence::{Conn, organization, reference};

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
pub(super) fn load(
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
pub(super) fn load_version(
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
pub(super) fn opened(
    secrets: &Secrets,
    a: &ActivityRecord,
    content: &ActivityContent,
    sealed: &[u8],
    actor: &Actor,
) -> AppResult<ActivityContent> {
    let personal: Personal = secrets.open(a.id.uuid().as_bytes(), sealed)?;
    let whole = may(actor, ActivityAction::ViewPersonal, &scope_of(a)).is_ok();
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
    all
}

/// Only what was never handed in can vanish; everything else has a history to keep.
pub(super) fn is_deletable(a: &ActivityRecord) -> bool {
    a.status == Status::Draft && a.revision == 0
}

pub(super) fn edition_of(conn: &mut Conn, key: &str) -> AppResult<Edition> {
    reference::edition(conn, key)?.ok_or_else(|| AppError::internal(format!("edition {key} is gone")))
}

/// Pre-check findings of an activity.
pub(super) fn findings_of(conn: &mut Conn, a: &ActivityRecord, lang: Lang) -> AppResult<Vec<Finding>> {
    let edition = edition_of(conn, &a.edition)?;
    let mut ids = a.content.organization_ids();
    ids.push(a.organization_id);
    ids.sort_unstable();
    ids.dedup();
    let uncertified: Vec<String> = organization::certifications(conn, &ids)?
        .into_values()
        .filter(|(_, certification)| *certification != Certification::Certified)
        .map(|(name, _)| name)
        .collect();
    let context = FindingContext {
        edition: &edition,
        back_filed: a.back_filed,
        uncertified: &uncertified,
    };
    Ok(finding::find(&a.content, context, lang))
}

/// The whole activity for the actor.
pub(super) fn whole(
    conn: &mut Conn,
    secrets: &Secrets,
    a: &ActivityRecord,
    actor: &Actor,
    lang: Lang,
) -> AppResult<Activity> {
    let organization_name = match organization::find(conn, a.organization_id) {
        Ok(found) => found.full_name,
        Err(persistence::StoreError::NotFound) => return Err(Code::NotFound.into()),
        Err(other) => return Err(other.into()),
    };
    Ok(Activity {
        id: a.id,
        edition: a.edition.clone(),
        organization_id: a.organization_id,
        organization_name,
        status: a.status,
        version: a.version,
        revision: a.revision,
        content: opened(secrets, a, &a.content, &a.sealed, actor)?,
        back_filed: a.back_filed,
        submitted_at: a.submitted_at,
        approved_at: a.approved_at,
        created_at: a.created_at,
        updated_at: a.updated_at,
        findings: findings_of(conn, a, lang)?,
        actions: actions(a, actor),
    })
}

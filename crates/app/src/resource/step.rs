//! The one place where a resource's status changes: new status, event and what is told of it in one transaction.

use domain::access::Actor;
use domain::activity::status::{Stage, Status};
use domain::id::{OrganizationId, ResourceId};
use domain::message::MessageKind;
use domain::problem::Code;
use domain::region::RegionCode;
use domain::resource::{
    NotPossible, ResourceRight, ResourceScope, ResourceStatus, ResourceStep, may_resource,
};
use persistence::activity::{self, ActivityRecord};
use persistence::resource::{self as store, EventRecord, ResourceRecord};
use persistence::{Tx, organization, reference};

use super::tokens;
use crate::app::App;
use crate::error::{AppError, AppResult, saved};
use crate::message::{self, To};
use crate::reason;

/// A resource and the activity that it came of.
pub(super) struct Loaded {
    pub(super) r: ResourceRecord,
    pub(super) a: ActivityRecord,
}

impl Loaded {
    /// What decides who may act on it.
    pub(super) fn scope(&self) -> ResourceScope {
        let mut involved = self.a.content.organization_ids();
        involved.extend([self.a.organization_id, self.r.organization_id]);
        ResourceScope {
            organization: self.r.organization_id,
            region: self.r.review_region.clone(),
            involved,
            status: self.r.status,
        }
    }
    /// The status after a step, if it is possible now.
    pub(super) fn after(&self, step: ResourceStep) -> AppResult<ResourceStatus> {
        let nationwide = self.r.review_region.is_country();
        let after = self.r.status.after(step, nationwide);
        let to = after.map_err(|NotPossible { .. }| Code::StepNotAllowed)?;
        if step.needs_public_activity() && self.a.status != Status::Approved {
            return Err(Code::ActivityNotPublic.into());
        }
        Ok(to)
    }
}

/// Loads a resource that the actor may do this with. Its activity is held until the transaction ends: taken down at the
/// same moment, it takes the resource along, or the step sees that it is.
pub(super) fn load(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: ResourceId,
    right: ResourceRight,
) -> AppResult<Loaded> {
    let r = store::find(tx.conn(), id)?;
    activity::hold(tx, r.activity_id)?;
    let a = activity::find(tx.conn(), r.activity_id)?;
    let loaded = Loaded { r, a };
    may_resource(actor, right, &loaded.scope())?;
    Ok(loaded)
}

/// The same, for a change that names the version it is based on.
pub(super) fn load_version(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: ResourceId,
    right: ResourceRight,
    expected: i32,
) -> AppResult<Loaded> {
    let loaded = load(tx, actor, id, right)?;
    if loaded.r.version == expected {
        Ok(loaded)
    } else {
        Err(AppError::Stale {
            current: loaded.r.version,
        })
    }
}

/// Stores it as its next version; when somebody was faster, says what the version is now.
pub(super) fn keep(tx: &mut Tx<'_>, app: &App, r: &mut ResourceRecord) -> AppResult<()> {
    let expected = r.version;
    r.version += 1;
    r.updated_at = app.now();
    let stored = store::save(tx, r, expected);
    saved(stored, || Ok(store::find(tx.conn(), r.id)?.version))
}

/// Takes `step`: `on` was read in this transaction and may carry new content. `why` is a reason or the batch's name.
/// Nothing is written before it is known that the step is possible.
pub(super) fn take(
    tx: &mut Tx<'_>,
    app: &App,
    on: &mut Loaded,
    step: ResourceStep,
    actor: &Actor,
    why: Option<String>,
) -> AppResult<()> {
    let to = on.after(step)?;
    let (now, is_public) = (app.now(), on.a.status == Status::Approved);
    let r = &mut on.r;
    r.status = to;
    r.shown = to.is_public() && is_public;
    r.last_event_seq += 1;
    match step {
        ResourceStep::Submit => r.submitted_at = Some(now),
        ResourceStep::Publish => r.published_at = Some(now),
        ResourceStep::Recommend => r.batch.clone_from(&why),
        // It stays in the batch that named it.
        ResourceStep::Feature => {}
        ResourceStep::Create | ResourceStep::Return | ResourceStep::Withdraw | ResourceStep::Decline => {
            r.batch = None;
        }
    }
    keep(tx, app, r)?;
    let event = EventRecord {
        seq: r.last_event_seq,
        step,
        to_status: to,
        reason: why.clone(),
        actor: actor.account,
        at: now,
    };
    store::append(tx, r.id, &event)?;
    if step == ResourceStep::Publish {
        index(tx, r)?;
    }
    tell(tx, app, r, step, why)
}

/// What it is found by: its text is what it stays as long as it is public.
fn index(tx: &mut Tx<'_>, r: &ResourceRecord) -> AppResult<()> {
    let organization = organization::find(tx.conn(), r.organization_id)?.full_name;
    let region = reference::region(tx.conn(), &r.region_code)?;
    let region = region.map(|region| region.full_name).unwrap_or_default();
    let all = tokens::of_resource(&r.content, &organization, &region, &r.region_code);
    Ok(store::index(tx, r.id, &all)?)
}

/// Finds what an organisation offers by its name of now.
pub(crate) fn index_of(tx: &mut Tx<'_>, organization: OrganizationId) -> AppResult<()> {
    for r in store::public_of(tx.conn(), organization)? {
        index(tx, &r)?;
    }
    Ok(())
}

fn tell(
    tx: &mut Tx<'_>,
    app: &App,
    r: &ResourceRecord,
    step: ResourceStep,
    why: Option<String>,
) -> AppResult<()> {
    let mut args = vec![r.content.title.clone()];
    let (to, kind) = match step {
        ResourceStep::Create | ResourceStep::Withdraw => return Ok(()),
        ResourceStep::Submit => {
            args.push(organization::find(tx.conn(), r.organization_id)?.full_name);
            let reviewers = if r.review_region.is_country() {
                To::Reviewers(Stage::National, RegionCode::country())
            } else {
                To::Reviewers(Stage::Province, r.review_region.province())
            };
            (reviewers, MessageKind::ResourceSubmitted)
        }
        ResourceStep::Publish => (owner(r), MessageKind::ResourcePublished),
        ResourceStep::Return => (owner(r), MessageKind::ResourceReturned),
        ResourceStep::Recommend => (owner(r), MessageKind::ResourceRecommended),
        ResourceStep::Feature => (owner(r), MessageKind::ResourceFeatured),
        ResourceStep::Decline => (owner(r), MessageKind::ResourceDeclined),
    };
    args.extend(why);
    message::post(tx, app, to, kind, Some(r.activity_id), args)
}

fn owner(r: &ResourceRecord) -> To {
    To::Organization(r.organization_id)
}

/// Takes a resource back that a report turned out to be right about.
pub(crate) fn take_back(
    tx: &mut Tx<'_>,
    app: &App,
    actor: &Actor,
    id: ResourceId,
    why: &str,
) -> AppResult<()> {
    let mut on = load(tx, actor, id, ResourceRight::Review)?;
    let step = ResourceStep::Return;
    let why = reason::of(Some(why), step.needs_reason())?;
    take(tx, app, &mut on, step, actor, why)
}

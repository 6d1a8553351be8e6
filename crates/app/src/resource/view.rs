//! A resource as somebody may see it.

use domain::access::Actor;
use domain::id::ResourceId;
use domain::resource::{
    Resource, ResourceAction, ResourceEvent, ResourceItem, ResourceRight, ResourceStep, may_resource,
};
use persistence::media::{self, MediaRecord};
use persistence::resource::{self as store, NamedResource, UsedIn};
use persistence::{Conn, activity};

use super::save::is_deletable;
use super::step::Loaded;
use crate::app::App;
use crate::error::AppResult;
use crate::link;
use crate::media::view as file;

/// Uses that are shown to its organisation.
const REUSES: i64 = 50;

/// A resource whose files have no addresses yet.
pub(super) struct Assembled {
    pub(super) resource: Resource,
    files: Vec<MediaRecord>,
}

/// A resource with everything around it.
pub async fn show(app: &App, actor: &Actor, id: ResourceId) -> AppResult<Resource> {
    let actor = actor.clone();
    let found = app.db().read(move |conn| assemble(conn, id, &actor)).await?;
    complete(app, found).await
}

pub(super) fn item(named: NamedResource) -> ResourceItem {
    let r = named.record;
    ResourceItem {
        id: r.id,
        activity_id: r.activity_id,
        activity_title: named.activity_title,
        organization_id: r.organization_id,
        organization_name: named.organization_name,
        region_code: r.review_region,
        kind: r.content.kind,
        title: r.content.title,
        status: r.status,
        shown: r.shown,
        batch: r.batch,
        counts: r.counts,
        submitted_at: r.submitted_at,
        published_at: r.published_at,
        updated_at: r.updated_at,
        version: r.version,
    }
}

/// Reads everything of a resource that the actor may see.
pub(super) fn assemble(conn: &mut Conn, id: ResourceId, actor: &Actor) -> AppResult<Assembled> {
    let named = store::find_named(conn, id)?;
    let on = Loaded {
        a: activity::find(conn, named.record.activity_id)?,
        r: named.record.clone(),
    };
    may_resource(actor, ResourceRight::View, &on.scope())?;
    let content = on.r.content.clone();
    let link: Vec<String> = content.link().map(str::to_owned).into_iter().collect();
    let events = store::events(conn, id)?;
    let resource = Resource {
        link_state: link::states_of(conn, &link)?.into_values().next(),
        files: Vec::new(),
        events: events
            .into_iter()
            .map(|e| ResourceEvent {
                seq: e.seq,
                step: e.step,
                to_status: e.to_status,
                reason: e.reason,
                at: e.at,
            })
            .collect(),
        reused: store::reuses(conn, id, UsedIn::Any, REUSES)?,
        actions: actions(&on, actor),
        item: item(named),
        content,
    };
    let files = media::find_all(conn, &resource.content.media_ids())?;
    Ok(Assembled { resource, files })
}

/// With the addresses of its files.
pub(super) async fn complete(app: &App, assembled: Assembled) -> AppResult<Resource> {
    let mut resource = assembled.resource;
    for record in &assembled.files {
        resource.files.push(file(app, record).await?);
    }
    Ok(resource)
}

/// What the actor may do with it now.
fn actions(on: &Loaded, actor: &Actor) -> Vec<ResourceAction> {
    let scope = on.scope();
    let may = |right| may_resource(actor, right, &scope).is_ok();
    let mut all = Vec::new();
    if may(ResourceRight::Write) {
        if on.r.status.is_editable() {
            all.push(ResourceAction::Edit);
        }
        if is_deletable(on) {
            all.push(ResourceAction::Delete);
        }
    }
    let steps = [
        (ResourceRight::Write, ResourceStep::Submit, ResourceAction::Submit),
        (
            ResourceRight::Write,
            ResourceStep::Withdraw,
            ResourceAction::Withdraw,
        ),
        (
            ResourceRight::Review,
            ResourceStep::Publish,
            ResourceAction::Publish,
        ),
        (
            ResourceRight::Review,
            ResourceStep::Return,
            ResourceAction::Return,
        ),
        (
            ResourceRight::Recommend,
            ResourceStep::Recommend,
            ResourceAction::Recommend,
        ),
        (
            ResourceRight::Select,
            ResourceStep::Feature,
            ResourceAction::Feature,
        ),
        (
            ResourceRight::Select,
            ResourceStep::Decline,
            ResourceAction::Decline,
        ),
    ];
    let possible = |(right, step, action)| (may(right) && on.after(step).is_ok()).then_some(action);
    all.extend(steps.into_iter().filter_map(possible));
    all
}

use domain::access::{ActivityAction, Actor};
use domain::activity::status::Status;
use domain::problem::{Code, Fault, FaultCode};
use domain::resource::{
    NewResource, OF_ACTIVITY_MAX, PHOTOS_MAX, Resource, ResourceContent, ResourceCounts, ResourceStatus,
    ResourceStep, VIDEOS_MAX,
};
use persistence::activity::ActivityRecord;
use persistence::resource::{self as store, EventRecord, ResourceRecord};
use persistence::{Tx, supplement};

use super::view;
use crate::activity::view as activity;
use crate::app::App;
use crate::error::AppResult;
use crate::repeat::{self, Outcome, Repeat};

/// Begins a resource from an approved activity: what the activity and its supplement say is filled in.
pub async fn begin(
    app: &App,
    actor: &Actor,
    new: NewResource,
    repeat: Option<Repeat>,
) -> AppResult<Outcome<Resource>> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let account = actor.account;
            let location = |r: &Resource| format!("/api/v1/resources/{}", r.item.id);
            repeat::once(tx, &this, account, repeat.as_ref(), location, |tx| {
                let a = activity::load(tx.conn(), new.activity_id, &actor, ActivityAction::Supplement)?;
                let r = make(tx, &this, &actor, &a)?;
                // Its files come with addresses when it is opened.
                Ok(view::assemble(tx.conn(), r.id, &actor)?.resource)
            })
        })
        .await
}

fn make(tx: &mut Tx<'_>, app: &App, actor: &Actor, a: &ActivityRecord) -> AppResult<ResourceRecord> {
    if a.status != Status::Approved {
        return Err(Code::ActivityNotPublic.into());
    }
    let there = store::of_activity(tx.conn(), a.id)?;
    if usize::try_from(there).unwrap_or(usize::MAX) >= OF_ACTIVITY_MAX {
        return Err(Fault::new("/activity_id", FaultCode::TooMany)
            .with(OF_ACTIVITY_MAX)
            .into());
    }
    let now = app.now();
    let content = filled_in(tx, a)?;
    let cover_id = content.cover(a.content.poster_id);
    let r = ResourceRecord {
        id: app.new_id(),
        activity_id: a.id,
        organization_id: a.organization_id,
        review_region: a.review_region.clone(),
        region_code: place(a),
        status: ResourceStatus::Draft,
        last_event_seq: 1,
        shown: false,
        content,
        cover_id,
        batch: None,
        submitted_at: None,
        published_at: None,
        version: 1,
        created_at: now,
        updated_at: now,
        counts: ResourceCounts::default(),
    };
    let first = EventRecord {
        seq: 1,
        step: ResourceStep::Create,
        to_status: ResourceStatus::Draft,
        reason: None,
        actor: actor.account,
        at: now,
    };
    store::insert(tx, &r, &first)?;
    Ok(r)
}

/// Where an activity took place, as far as it is a region that lists know.
pub(super) fn place(a: &ActivityRecord) -> domain::region::RegionCode {
    let place = a.content.region_code.as_ref().unwrap_or(&a.review_region);
    place.county()
}

fn filled_in(tx: &mut Tx<'_>, a: &ActivityRecord) -> AppResult<ResourceContent> {
    let s = supplement::find(tx.conn(), a.id)?
        .map(|s| s.content)
        .unwrap_or_default();
    let or = |added: Vec<_>, filed: &[_]| if added.is_empty() { filed.to_vec() } else { added };
    let mut photo_ids = or(s.photo_ids, &a.content.photo_ids);
    let mut video_ids = or(s.video_ids, &a.content.video_ids);
    photo_ids.truncate(PHOTOS_MAX);
    video_ids.truncate(VIDEOS_MAX);
    Ok(ResourceContent {
        title: a.content.title.clone().unwrap_or_default(),
        description: s.summary.reusable_resources,
        audiences: a.content.audiences.clone(),
        fields: a.content.fields.clone(),
        photo_ids,
        video_ids,
        ..ResourceContent::default()
    })
}

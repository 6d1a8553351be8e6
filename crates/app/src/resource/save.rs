use domain::access::Actor;
use domain::id::{MediaId, ResourceId};
use domain::media::{MediaKind, MediaStatus};
use domain::problem::{Code, Faults};
use domain::resource::{Resource, ResourceContent, ResourceRight, ResourceStatus, check_draft};
use persistence::media::MediaRecord;
use persistence::{Conn, resource as store, supplement};
use serde_json::{Map, Value};

use super::step::{self, Loaded};
use super::view;
use crate::app::App;
use crate::error::AppResult;
use crate::media::named::{self, NamedFile};
use crate::patch;

/// Saves the form whole, however incomplete, on the version `expected`.
pub async fn save(
    app: &App,
    actor: &Actor,
    id: ResourceId,
    expected: i32,
    fields: Map<String, Value>,
) -> AppResult<Resource> {
    let content: ResourceContent = patch::whole(fields, &[])?;
    let (this, actor) = (app.clone(), actor.clone());
    let done = app
        .db()
        .write(move |tx| {
            let mut on = step::load_version(tx, &actor, id, ResourceRight::Write, expected)?;
            if !on.r.status.is_editable() {
                return Err(Code::StepNotAllowed.into());
            }
            let mut faults = check_draft(&content);
            files(tx.conn(), &content, &on, &actor, &mut faults)?;
            faults.into_result()?;
            on.r.cover_id = content.cover(on.a.content.poster_id);
            on.r.content = content;
            step::keep(tx, &this, &mut on.r)?;
            store::link(tx, &on.r)?;
            view::assemble(tx.conn(), id, &actor)
        })
        .await?;
    view::complete(app, done).await
}

/// A fault for each file that does not exist, is not one's own or is of another kind. What the resource, its activity or
/// the supplement show already is the organisation's own, whoever sent it.
fn files(
    conn: &mut Conn,
    content: &ResourceContent,
    on: &Loaded,
    actor: &Actor,
    faults: &mut Faults,
) -> AppResult<()> {
    let all: Vec<NamedFile> = NamedFile::list("/photo_ids", MediaKind::Photo, &content.photo_ids)
        .chain(NamedFile::list(
            "/video_ids",
            MediaKind::Video,
            &content.video_ids,
        ))
        .chain(NamedFile::list(
            "/document_ids",
            MediaKind::Attachment,
            &content.document_ids,
        ))
        .collect();
    if all.is_empty() {
        return Ok(());
    }
    let mut known: Vec<MediaId> = on.r.content.media_ids();
    known.extend(on.a.content.media_ids());
    known.extend(
        supplement::find(conn, on.a.id)?
            .iter()
            .flat_map(|s| s.content.media_ids()),
    );
    let own =
        |_: &mut Conn, file: &MediaRecord| Ok(file.created_by == actor.account || known.contains(&file.id));
    named::check(conn, all, own, |status| status == MediaStatus::Ready, faults)
}

/// Deletes a draft that was never handed in.
pub async fn delete(app: &App, actor: &Actor, id: ResourceId, expected: i32) -> AppResult<()> {
    let actor = actor.clone();
    app.db()
        .write(move |tx| {
            let on = step::load_version(tx, &actor, id, ResourceRight::Write, expected)?;
            if !is_deletable(&on) {
                return Err(Code::StepNotAllowed.into());
            }
            Ok(store::delete(tx, id, expected)?)
        })
        .await
}

/// Only what was never handed in can vanish; everything else has a history to keep.
pub(super) fn is_deletable(on: &Loaded) -> bool {
    on.r.status == ResourceStatus::Draft && on.r.submitted_at.is_none()
}

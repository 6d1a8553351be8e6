use std::collections::BTreeMap;

use domain::access::{ActivityAction, Actor};
use domain::activity::view::{ActivityEvent, Revision};
use domain::id::ActivityId;
use domain::page::Page;
use persistence::{account, activity, event};

use super::view;
use crate::app::App;
use crate::error::AppResult;

/// Everything that happened to an activity, oldest first.
pub async fn events(app: &App, actor: &Actor, id: ActivityId) -> AppResult<Page<ActivityEvent>> {
    let actor = actor.clone();
    app.db()
        .read(move |conn| {
            view::load(conn, id, &actor, ActivityAction::View)?;
            let all = event::of_activity(conn, id)?;
            let mut actors: Vec<_> = all
                .iter()
                .flat_map(|e| [e.actor_id, e.on_behalf_of])
                .flatten()
                .collect();
            actors.sort_unstable();
            actors.dedup();
            let names: BTreeMap<_, _> = account::names(conn, &actors)?.into_iter().collect();
            let shown = all.into_iter().map(|e| ActivityEvent {
                seq: e.seq,
                step: e.step,
                from_status: e.from_status,
                to_status: e.to_status,
                reason: e.reason,
                revision: e.revision,
                actor_role: e.actor_role,
                actor_name: e
                    .actor_id
                    .and_then(|id| names.get(&id).cloned())
                    .unwrap_or_default(),
                on_behalf_of: e.on_behalf_of.and_then(|id| names.get(&id).cloned()),
                at: e.at,
                hash: e.hash,
            });
            Ok(Page::whole(shown.collect()))
        })
        .await
}

/// What was handed in each time, newest first.
pub async fn revisions(app: &App, actor: &Actor, id: ActivityId) -> AppResult<Page<Revision>> {
    let (app, actor) = (app.clone(), actor.clone());
    let db = app.db().clone();
    db.read(move |conn| {
        let a = view::load(conn, id, &actor, ActivityAction::View)?;
        let all = activity::revisions(conn, id)?;
        let shown: AppResult<Vec<Revision>> = all
            .into_iter()
            .map(|r| {
                Ok(Revision {
                    number: r.number,
                    submitted_at: r.submitted_at,
                    content: view::opened(app.secrets(), &a, &r.content, &r.sealed, &actor)?,
                })
            })
            .collect();
        Ok(Page::whole(shown?))
    })
    .await
}

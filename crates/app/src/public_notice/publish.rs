use domain::access::Actor;
use domain::id::NoticeId;
use domain::problem::Code;
use domain::public_notice::{NoticeStatus, PublicNotice};
use domain::recommendation::{ListRight, may_list};
use persistence::public_notice as store;
use persistence::recommendation;

use super::view;
use crate::app::App;
use crate::certificate;
use crate::error::{AppError, AppResult, saved};

/// Publishes the result (公布结果) when the period is over and every objection decided: each remaining line gets its
/// certificate number, and the PDFs are printed in the background.
pub async fn publish(app: &App, actor: &Actor, id: NoticeId, expected: i32) -> AppResult<PublicNotice> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let now = this.now();
            let mut n = store::find(tx.conn(), id)?;
            may_list(&actor, ListRight::Manage, &n.region_code)?;
            if n.version != expected {
                return Err(AppError::Stale { current: n.version });
            }
            match NoticeStatus::at(now, n.starts_on, n.ends_on, n.published_at.is_some()) {
                NoticeStatus::Scheduled | NoticeStatus::Open => return Err(Code::NoticeStillOpen.into()),
                NoticeStatus::Published => return Err(Code::ResultsPublished.into()),
                NoticeStatus::Closed => {}
            }
            n.version += 1;
            n.published_at = Some(now);
            let stored = store::save(tx, &n, expected);
            saved(stored, || Ok(store::find(tx.conn(), id)?.version))?;
            let undecided = store::tallies(tx.conn(), &[id])?
                .iter()
                .any(|(_, _, open)| *open > 0);
            if undecided {
                return Err(Code::ObjectionsUndecided.into());
            }
            // Who is struck at the same moment is struck before, or stays.
            recommendation::touch(tx, n.list_id, now)?;
            let chosen = recommendation::take_all(tx.conn(), n.list_id)?;
            certificate::issue(tx, &this, &n, &chosen, actor.account)?;
            view::of_notice(tx.conn(), &this, &n, &actor)
        })
        .await
}

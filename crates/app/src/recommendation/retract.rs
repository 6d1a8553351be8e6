use domain::access::{ActivityAction, Actor};
use domain::id::{ActivityId, OrganizationId};
use domain::problem::Code;
use domain::recommendation::{EntryStatus, Subject};
use domain::region::RegionCode;
use persistence::recommendation as store;
use persistence::{Tx, organization, reference};

use super::place;
use crate::activity::view as activity_view;
use crate::app::App;
use crate::error::AppResult;

/// Takes an application back.
pub async fn retract_activity(app: &App, actor: &Actor, id: ActivityId) -> AppResult<()> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let a = activity_view::load(tx.conn(), id, &actor, ActivityAction::Supplement)?;
            let region = place::of(tx.conn(), &a.review_region)?;
            retract(tx, &this, &a.edition, &region, Subject::Activity, id.uuid())
        })
        .await
}

/// Takes an organisation's application back.
pub async fn retract_organization(
    app: &App,
    actor: &Actor,
    id: OrganizationId,
    edition: String,
) -> AppResult<()> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            if !actor.files_for(id) {
                return Err(Code::NotAllowed.into());
            }
            let edition = reference::edition(tx.conn(), &edition)?.ok_or(Code::NotFound)?;
            let home = organization::find(tx.conn(), id)?;
            let region = place::of(tx.conn(), &home.region_code)?;
            retract(tx, &this, &edition.key, &region, Subject::Organization, id.uuid())
        })
        .await
}

fn retract(
    tx: &mut Tx<'_>,
    app: &App,
    edition: &str,
    region: &RegionCode,
    subject: Subject,
    id: uuid::Uuid,
) -> AppResult<()> {
    let l = store::find_of(tx.conn(), edition, region, subject)?.ok_or(Code::NotFound)?;
    if !store::touch_open(tx, l.id, app.now())? {
        return Err(Code::ListLocked.into());
    }
    let e = store::entry_of(tx.conn(), l.id, id)?.ok_or(Code::NotFound)?;
    if !matches!(e.status, EntryStatus::Applied | EntryStatus::Listed) {
        return Err(Code::StepNotAllowed.into());
    }
    let id = e.id;
    super::choose::take_out(tx, app, e, EntryStatus::Withdrawn, None)?;
    super::choose::follow_up(tx, app, id, EntryStatus::Withdrawn, None)
}

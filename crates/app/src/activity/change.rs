use domain::access::{ActivityAction, Actor};
use domain::activity::content::Personal;
use domain::activity::view::Activity;
use domain::id::ActivityId;
use domain::problem::{Code, Lang};
use persistence::organization;
use serde_json::{Map, Value};

use super::check::{self, Referrer};
use super::{transition, view};
use crate::app::App;
use crate::error::AppResult;
use crate::patch;

/// Changes fields of a draft (自动保存): JSON merge patch on the version `expected`. However incomplete, it is saved.
pub async fn change(
    app: &App,
    actor: &Actor,
    id: ActivityId,
    expected: i32,
    fields: Map<String, Value>,
    lang: Lang,
) -> AppResult<Activity> {
    let (app, actor) = (app.clone(), actor.clone());
    let db = app.db().clone();
    db.write(move |tx| {
        let mut a = view::load_version(tx.conn(), id, &actor, ActivityAction::Edit, expected)?;
        if !a.status.is_editable() {
            return Err(Code::StepNotAllowed.into());
        }
        let personal: Personal = app.secrets().open(id.uuid().as_bytes(), &a.sealed)?;
        let mut before = a.content.clone();
        before.put_personal(personal);
        let mut content = patch::merge(&before, fields)?;
        let mut faults = transition::draft_faults(&content);
        let home = organization::find(tx.conn(), a.organization_id)?;
        let by = Referrer {
            actor: &actor,
            organization: home.id,
            before: &before,
            submitting: false,
        };
        a.review_region = check::references(tx.conn(), &content, &home, &by, &mut faults)?;
        faults.into_result()?;
        let personal = content.take_personal();
        a.content = content;
        a.sealed = app.secrets().seal(id.uuid().as_bytes(), &personal)?;
        transition::store(tx, &mut a, app.now())?;
        view::whole(tx.conn(), &app, &a, &actor, lang)
    })
    .await
}

use domain::access::{ActivityAction, Actor};
use domain::activity::content::Personal;
use domain::activity::view::{Activity, ActivityContentInput, NewActivity};
use domain::id::ActivityId;
use domain::problem::{Code, Lang};
use serde_json::Value;

use super::rulebook::Rulebook;
use super::{create, view};
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::repeat::{self, Outcome, Repeat};

/// Begins a draft from an earlier filing (复制往年活动) in the current edition: everything but its dates.
pub async fn copy(
    app: &App,
    actor: &Actor,
    id: ActivityId,
    repeat: Option<Repeat>,
    lang: Lang,
) -> AppResult<Outcome<Activity>> {
    let (app, actor) = (app.clone(), actor.clone());
    let db = app.db().clone();
    db.write(move |tx| {
        let from = view::load(tx.conn(), id, &actor, ActivityAction::View)?;
        if !actor.files_for(from.organization_id) {
            return Err(Code::NotAllowed.into());
        }
        let personal: Personal = app.secrets().open(id.uuid().as_bytes(), &from.sealed)?;
        let mut content = from.content.clone();
        content.put_personal(personal);
        content.sessions.clear();
        let Value::Object(mut fields) = serde_json::to_value(&content).map_err(AppError::internal)? else {
            return Err(AppError::internal("an activity's content is a JSON object"));
        };
        fields.retain(|_, value| !value.is_null());
        let location = |made: &Activity| format!("/api/v1/activities/{}", made.id);
        repeat::once(tx, &app, actor.account, repeat.as_ref(), location, |tx| {
            let new = NewActivity {
                edition: "current".to_owned(),
                organization_id: from.organization_id,
                content: ActivityContentInput(fields),
            };
            let rules = Rulebook::find(tx.conn(), &new.edition)?;
            let made = create::begin(tx, &app, &actor, rules.as_ref(), new, &from.content)?;
            view::whole(tx.conn(), &app, &made, &actor, lang)
        })
    })
    .await
}

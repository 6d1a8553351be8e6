use domain::access::{ActivityAction, Actor, Denied};
use domain::activity::content::ActivityContent;
use domain::activity::status::Status;
use domain::activity::view::{Activity, NewActivity};
use domain::problem::{Fault, FaultCode, Faults, Lang};
use persistence::activity::{self, ActivityRecord};
use persistence::{StoreError, Tx, organization};

use super::check::{self, Referrer};
use super::rulebook::Rulebook;
use super::{transition, view};
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::patch;
use crate::repeat::{self, Outcome, Repeat};

/// Begins a draft for an organisation of the actor's. Everything but edition and organisation may be missing.
pub async fn create(
    app: &App,
    actor: &Actor,
    new: NewActivity,
    repeat: Option<Repeat>,
    lang: Lang,
) -> AppResult<Outcome<Activity>> {
    let (app, actor) = (app.clone(), actor.clone());
    let db = app.db().clone();
    db.write(move |tx| {
        let location = |made: &Activity| format!("/api/v1/activities/{}", made.id);
        repeat::once(tx, &app, actor.account, repeat.as_ref(), location, |tx| {
            let rules = Rulebook::find(tx.conn(), &new.edition)?;
            let made = begin(tx, &app, &actor, rules.as_ref(), new, &ActivityContent::default())?;
            view::whole(tx.conn(), &app, &made, &actor, lang)
        })
    })
    .await
}

/// Stores a new draft. `rules` are of the edition it names, `None` where there is no such; `before` names what may be
/// referred to although somebody else uploaded it.
pub(crate) fn begin(
    tx: &mut Tx<'_>,
    app: &App,
    actor: &Actor,
    rules: Option<&Rulebook>,
    new: NewActivity,
    before: &ActivityContent,
) -> AppResult<ActivityRecord> {
    let now = app.now();
    let mut faults = Faults::new();
    let home = match organization::find(tx.conn(), new.organization_id) {
        Ok(home) => Some(home),
        Err(StoreError::NotFound) => {
            faults.add("/organization_id", FaultCode::UnknownOrganization);
            None
        }
        Err(other) => return Err(other.into()),
    };
    if home.is_some() && !actor.files_for(new.organization_id) {
        return Err(Denied::OutOfScope.into());
    }
    if rules.is_none() {
        faults.push(Fault::new("/edition", FaultCode::UnknownEdition));
    }
    let mut content = match patch::merge(&ActivityContent::default(), new.content.0) {
        Ok(content) => content,
        Err(more) => {
            faults.extend(more);
            return Err(AppError::Invalid(faults));
        }
    };
    faults.extend(transition::draft_faults(&content));
    let (Some(home), Some(rules)) = (home, rules) else {
        return Err(AppError::Invalid(faults));
    };
    let by = Referrer {
        actor,
        organization: home.id,
        before,
        submitting: false,
    };
    let review_region = check::references(tx.conn(), &content, &home, &by, &mut faults)?;
    faults.into_result()?;

    let id: domain::id::ActivityId = app.new_id();
    let personal = content.take_personal();
    let made = ActivityRecord {
        id,
        edition: rules.edition.key.clone(),
        organization_id: home.id,
        created_by: actor.account,
        status: Status::Draft,
        last_event_seq: 1,
        version: 1,
        revision: 0,
        review_region,
        line: rules.line_of(&home),
        back_filed: false,
        content,
        sealed: app.secrets().seal(id.uuid().as_bytes(), &personal)?,
        submitted_at: None,
        approved_at: None,
        created_at: now,
        updated_at: now,
    };
    domain::access::may(actor, ActivityAction::Edit, &view::scope_of(&made))?;
    activity::insert(tx, &made)?;
    transition::begin(tx, &made, actor, now)?;
    Ok(made)
}

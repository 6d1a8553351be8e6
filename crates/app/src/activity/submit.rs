use domain::access::{ActivityAction, Actor};
use domain::activity::content::{ActivityContent, Personal};
use domain::activity::rules::{self, SubmissionContext};
use domain::activity::status::Step;
use domain::activity::view::Activity;
use domain::id::ActivityId;
use domain::problem::{Code, Lang};
use persistence::activity::{RevisionRecord, freeze};
use persistence::{organization, reference};

use super::check::{self, Referrer};
use super::{transition, view};
use crate::app::App;
use crate::error::AppResult;

/// Hands an activity in (提交审核): refused with every fault at once, or frozen as the next revision.
pub async fn submit(
    app: &App,
    actor: &Actor,
    id: ActivityId,
    expected: i32,
    lang: Lang,
) -> AppResult<Activity> {
    let (app, actor) = (app.clone(), actor.clone());
    let db = app.db().clone();
    db.write(move |tx| {
        let now = app.now();
        let mut a = view::load_version(tx.conn(), id, &actor, ActivityAction::Submit, expected)?;
        if !a.status.is_editable() {
            return Err(Code::StepNotAllowed.into());
        }
        let personal: Personal = app.secrets().open(id.uuid().as_bytes(), &a.sealed)?;
        let mut content = a.content.clone();
        content.put_personal(personal);
        trim(&mut content);

        let edition = view::edition_of(tx.conn(), &a.edition)?;
        let dictionaries = reference::all_dictionaries(tx.conn())?;
        let context = SubmissionContext {
            edition: &edition,
            dictionaries: &dictionaries,
            now,
        };
        let mut faults = rules::check_submission(&content, context);
        let home = organization::find(tx.conn(), a.organization_id)?;
        let by = Referrer {
            actor: &actor,
            organization: home.id,
            before: &content,
            submitting: true,
        };
        a.review_region = check::references(tx.conn(), &content, &home, &by, &mut faults)?;
        faults.into_result()?;

        a.line = transition::line_of(tx.conn(), &home)?;
        a.back_filed = content.ends_at().is_some_and(|end| end < now);
        a.submitted_at = Some(now);
        a.revision += 1;
        let personal = content.take_personal();
        a.content = content;
        a.sealed = app.secrets().seal(id.uuid().as_bytes(), &personal)?;
        let revision = RevisionRecord {
            number: a.revision,
            content: a.content.clone(),
            sealed: a.sealed.clone(),
            submitted_by: actor.account,
            submitted_at: now,
        };
        freeze(tx, id, &revision)?;
        transition::take(tx, &mut a, Step::Submit, &actor, None, now)?;
        view::whole(tx.conn(), app.secrets(), &a, &actor, lang)
    })
    .await
}

/// While somebody types, blanks at the ends stay; what is handed in has none.
fn trim(c: &mut ActivityContent) {
    let texts = [
        &mut c.title,
        &mut c.address,
        &mut c.online_url,
        &mut c.reservation_url,
        &mut c.numbers_note,
        &mut c.structure.full_name,
        &mut c.contact.name,
        &mut c.contact.phone,
    ];
    for text in texts {
        *text = text
            .as_deref()
            .map(|t| t.trim().to_owned())
            .filter(|t| !t.is_empty());
    }
    for unit in c.hosts.iter_mut().chain(&mut c.co_organizers) {
        unit.name = unit.name.trim().to_owned();
    }
    c.sessions
        .sort_by_key(|session| (session.starts_at, session.ends_at));
}

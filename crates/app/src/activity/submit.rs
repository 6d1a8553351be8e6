use domain::access::{ActivityAction, Actor};
use domain::activity::content::{ActivityContent, Personal};
use domain::activity::diff;
use domain::activity::rules::{SubmissionContext, check_submission};
use domain::activity::status::{Stage, Status, Step};
use domain::activity::view::Activity;
use domain::id::ActivityId;
use domain::problem::{Code, Lang};
use persistence::activity::{self, ActivityRecord, RevisionRecord, freeze};
use persistence::{Conn, Tx, organization};

use super::check::{self, Referrer};
use super::rulebook::{Course, Rulebook};
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
        let mut a = view::load_version(tx.conn(), id, &actor, ActivityAction::Submit, expected)?;
        let rules = Rulebook::of(tx.conn(), &a.edition)?;
        hand_in(tx, &app, &actor, &rules, &mut a)?;
        view::whole(tx.conn(), &app, &a, &actor, lang)
    })
    .await
}

/// Hands in what was read in this transaction, as was what its edition asks. Afterwards `a` is what is stored.
pub(crate) fn hand_in(
    tx: &mut Tx<'_>,
    app: &App,
    actor: &Actor,
    rules: &Rulebook,
    a: &mut ActivityRecord,
) -> AppResult<()> {
    let (id, now) = (a.id, app.now());
    if !a.status.is_editable() {
        return Err(Code::StepNotAllowed.into());
    }
    let personal: Personal = app.secrets().open(id.uuid().as_bytes(), &a.sealed)?;
    let mut content = a.content.clone();
    content.put_personal(personal);
    trim(&mut content);

    let context = SubmissionContext {
        edition: &rules.edition,
        dictionaries: &rules.dictionaries,
        now,
    };
    let mut faults = check_submission(&content, context);
    let home = organization::find(tx.conn(), a.organization_id)?;
    let by = Referrer {
        actor,
        organization: home.id,
        before: &content,
        submitting: true,
    };
    a.review_region = check::references(tx.conn(), &content, &home, &by, &mut faults)?;
    faults.into_result()?;

    let course = carried(tx.conn(), a, &content, Course::of(&rules.edition, a))?;
    a.line = rules.line_of(&home);
    a.back_filed = content.ends_at().is_some_and(|end| end < now);
    a.submitted_at = Some(now);
    a.revision += 1;
    let personal = content.take_personal();
    a.content = content;
    a.sealed = app.secrets().seal(id.uuid().as_bytes(), &personal)?;
    // First the step: of two who submit at once, one must learn that the version is old, not that the revision exists.
    transition::take_on(tx, app, a, Step::Submit, actor, None, course)?;
    let revision = RevisionRecord {
        number: a.revision,
        content: a.content.clone(),
        sealed: a.sealed.clone(),
        submitted_by: actor.account,
        submitted_at: now,
    };
    Ok(freeze(tx, id, &revision)?)
}

/// Where the edition lets approvals carry over, a filing that a later stage sent back goes on at that stage, unless
/// something changed that a rule or a reviewer's judgement rests on.
fn carried<'a>(
    conn: &mut Conn,
    a: &ActivityRecord,
    content: &ActivityContent,
    mut course: Course<'a>,
) -> AppResult<Course<'a>> {
    let sent_back_by = match a.status {
        Status::ProvinceRejected => Some(Stage::Province),
        Status::NationalRejected => Some(Stage::National),
        _ => None,
    };
    if sent_back_by.is_none() || !course.edition.policies.carry_over_approvals {
        return Ok(course);
    }
    let judged = activity::revision(conn, a.id, a.revision)?;
    let same = judged.is_some_and(|judged| !diff::touches_rules(&judged.content, content));
    course.route.resumes_at = sent_back_by.filter(|_| same);
    Ok(course)
}

/// While somebody types, blanks at the ends stay; what is handed in has none.
pub(crate) fn trim(c: &mut ActivityContent) {
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

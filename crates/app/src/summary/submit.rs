use domain::access::Actor;
use domain::id::SummaryId;
use domain::message::MessageKind;
use domain::recommendation::manager_of;
use domain::summary::{Summary, SummaryContent, SummaryRight, SummaryStatus, SummaryStep, check_submission};
use persistence::Tx;
use persistence::summary::{self as store, EventRecord, SubmissionRecord, SummaryRecord};

use super::save::{keep, load};
use super::view;
use crate::app::App;
use crate::error::AppResult;
use crate::message::{self, To};

/// Hands a summary in (报送): its text and the figures of this moment are frozen. Refused with every fault at once; what
/// comes after a soft deadline is marked 逾期.
pub async fn submit(app: &App, actor: &Actor, id: SummaryId, expected: i32) -> AppResult<Summary> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let now = this.now();
            let (mut s, to) = load(tx, &actor, id, expected, SummaryRight::Write, SummaryStep::Submit)?;
            let edition = view::edition_of(tx.conn(), &s)?;
            let deadline = view::deadline(&s, &edition);
            let in_time_before = s.submission > 0 && !s.late;
            trim(&mut s.content);
            check_submission(&s.content, deadline, in_time_before, now).into_result()?;
            // What was sent back is late only if it was before.
            if s.submission == 0 {
                s.late = deadline.is_some_and(|deadline| deadline.is_over(now));
            }
            s.submission += 1;
            s.submitted_at = Some(now);
            step(tx, &this, &actor, &mut s, SummaryStep::Submit, to, None)?;
            let figures = view::live_figures(tx.conn(), &this, &s, &edition)?;
            let submission = SubmissionRecord {
                number: s.submission,
                content: s.content.clone(),
                figures,
                late: s.late,
                submitted_by: actor.account,
                submitted_at: now,
            };
            store::freeze(tx, id, &submission)?;
            let to = To::Officials(manager_of(s.recipient.level()), s.recipient.clone());
            let args = vec![view::title_of(tx.conn(), &s)?, view::unit_of(tx.conn(), &s)?];
            message::post(tx, &this, to, MessageKind::SummarySubmitted, None, args)?;
            view::whole(tx.conn(), &this, &s, &actor)
        })
        .await
}

/// Takes a step that the domain allows, with its event. First the version: of two who come at once, one must learn that
/// it is old.
pub(super) fn step(
    tx: &mut Tx<'_>,
    app: &App,
    actor: &Actor,
    s: &mut SummaryRecord,
    step: SummaryStep,
    to: SummaryStatus,
    reason: Option<String>,
) -> AppResult<()> {
    let expected = s.version;
    s.status = to;
    s.version += 1;
    s.last_event_seq += 1;
    s.updated_at = app.now();
    keep(tx, s, expected)?;
    let event = EventRecord {
        seq: s.last_event_seq,
        step,
        to_status: to,
        reason,
        actor: actor.account,
        at: s.updated_at,
    };
    Ok(store::append(tx, s.id, &event)?)
}

/// While somebody types, blanks at the ends stay; what is handed in has none.
fn trim(c: &mut SummaryContent) {
    let texts = [
        &mut c.title,
        &mut c.addressee,
        &mut c.signatory,
        &mut c.overview,
        &mut c.key_activities,
        &mut c.mobilization,
        &mut c.service,
        &mut c.publicity,
    ];
    let reasons = c.overrides.values_mut().map(|by_hand| &mut by_hand.reason);
    for text in texts.into_iter().chain(&mut c.attachments).chain(reasons) {
        *text = text.trim().to_owned();
    }
}

use domain::access::{ActivityAction, Actor};
use domain::activity::status::Status;
use domain::eligibility::is_on_time;
use domain::id::ActivityId;
use domain::problem::{Code, Fault, FaultCode, Lang};
use domain::supplement::{Supplement, SupplementContent, finding, rules};
use persistence::supplement::{self as store, SubmissionRecord};

use super::save::keep;
use super::view::{Due, assemble, complete};
use crate::activity::view;
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::link;

/// Submissions that are kept of one activity.
const SUBMISSIONS_MAX: i32 = 30;

/// Hands the supplement in. Refused with every fault at once; falling short of a recommendation is none. A late one is
/// kept and marked, unless the region's deadline is a hard one.
pub async fn submit(
    app: &App,
    actor: &Actor,
    id: ActivityId,
    expected: i32,
    lang: Lang,
) -> AppResult<Supplement> {
    let (this, actor) = (app.clone(), actor.clone());
    let done = app
        .db()
        .write(move |tx| {
            let now = this.now();
            let a = view::load(tx.conn(), id, &actor, ActivityAction::Supplement)?;
            if matches!(a.status, Status::Draft | Status::TakenDown) {
                return Err(Code::StepNotAllowed.into());
            }
            let found = store::find(tx.conn(), id)?;
            let current = found.as_ref().map_or(0, |s| s.version);
            if current != expected {
                return Err(AppError::Stale { current });
            }
            let mut s = match found {
                Some(found) => found,
                None => store::SupplementRecord {
                    activity_id: id,
                    content: SupplementContent::default(),
                    version: 0,
                    submission: 0,
                    submitted_at: None,
                    updated_by: actor.account,
                    updated_at: now,
                },
            };
            trim(&mut s.content);
            let edition = view::edition_of(tx.conn(), &a.edition)?;
            let extension = store::extension(tx.conn(), id)?;
            let due = Due::of(&a, &edition, extension.as_ref());
            let mut faults = rules::check_submission(&s.content, &a.content, now);
            if let Some((on, true)) = due.regional
                && !is_on_time(now, on)
            {
                faults.push(Fault::new("", FaultCode::DeadlineOver).with(on));
            }
            if s.submission >= SUBMISSIONS_MAX {
                faults.push(Fault::new("", FaultCode::TooMany).with(SUBMISSIONS_MAX));
            }
            faults.into_result()?;
            s.version += 1;
            s.submission += 1;
            s.submitted_at = Some(now);
            s.updated_at = now;
            s.updated_by = actor.account;
            // First the version: of two who submit at once, one must learn that it is old.
            keep(tx, &s, expected)?;
            let submission = SubmissionRecord {
                number: s.submission,
                content: s.content.clone(),
                submitted_by: actor.account,
                submitted_at: now,
            };
            store::freeze(tx, id, &submission)?;
            let urls = finding::links(&s.content)
                .into_iter()
                .map(|(_, url)| url)
                .collect();
            link::ask_of(tx, &this, urls)?;
            assemble(tx.conn(), &this, &a, Some(s), &actor, lang)
        })
        .await?;
    complete(app, done).await
}

/// While somebody types, blanks at the ends stay; what is handed in has none.
fn trim(c: &mut SupplementContent) {
    let s = &mut c.summary;
    let parts = [
        &mut s.basics,
        &mut s.results,
        &mut s.highlights,
        &mut s.reusable_resources,
        &mut s.experience,
    ];
    let reports = c
        .media_reports
        .iter_mut()
        .flat_map(|r| [&mut r.title, &mut r.outlet, &mut r.url]);
    let notes = c
        .photo_notes
        .values_mut()
        .flat_map(|note| [&mut note.caption, &mut note.alt]);
    for text in parts.into_iter().chain(reports).chain(notes) {
        *text = text.trim().to_owned();
    }
    for text in [&mut c.numbers_note, &mut c.online_url] {
        *text = text
            .as_deref()
            .map(|t| t.trim().to_owned())
            .filter(|t| !t.is_empty());
    }
}

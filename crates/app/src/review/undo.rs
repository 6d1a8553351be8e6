use domain::access::{ActivityAction, Actor, may};
use domain::activity::status::Step;
use domain::activity::view::Activity;
use domain::id::ActivityId;
use domain::problem::{Code, Lang};
use persistence::activity::ActivityRecord;
use persistence::{Tx, event, job};

use crate::activity::rulebook::Course;
use crate::activity::{transition, view};
use crate::app::App;
use crate::error::AppResult;
use crate::message;

/// Takes one's last decision back (撤销) while nobody was told of it. The log keeps both: the decision and that it was
/// taken back.
pub async fn undo(
    app: &App,
    actor: &Actor,
    id: ActivityId,
    expected: i32,
    lang: Lang,
) -> AppResult<Activity> {
    let (app, actor) = (app.clone(), actor.clone());
    let db = app.db().clone();
    db.write(move |tx| {
        let a = take(tx, &app, &actor, id, expected)?;
        view::whole(tx.conn(), &app, &a, &actor, lang)
    })
    .await
}

pub(super) fn take(
    tx: &mut Tx<'_>,
    app: &App,
    actor: &Actor,
    id: ActivityId,
    expected: i32,
) -> AppResult<ActivityRecord> {
    let mut a = view::load_version(tx.conn(), id, actor, ActivityAction::View, expected)?;
    let last = event::find(tx.conn(), id, a.last_event_seq)?;
    let waited = last.from_status.and_then(|from| Some((from, from.stage()?)));
    let Some((from, stage)) = waited.filter(|_| view::undo_until(&last, actor, app.now()).is_some()) else {
        return Err(Code::UndoNotPossible.into());
    };
    let mut before = view::scope_of(&a);
    before.status = from;
    may(actor, ActivityAction::Review(stage), &before)?;
    job::cancel(tx, &message::subject(id, last.seq))?;
    let edition = view::edition_of(tx.conn(), &a.edition)?;
    let mut course = Course::of(&edition, &a);
    course.route.decided_from = Some(from);
    transition::take_on(tx, app, &mut a, Step::Undo, actor, None, course)?;
    Ok(a)
}

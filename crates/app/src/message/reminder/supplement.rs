use std::collections::BTreeMap;

use chrono::Datelike;
use domain::id::ActivityId;
use domain::message::MessageKind;
use domain::time::{CivilDate, Instant};
use persistence::supplement::{self as store, Owing};
use persistence::{Tx, reference};

use super::{BATCH, BEFORE, step};
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::message::tell::{Posting, To};

/// Extended deadlines that are looked at in one run.
const EXTENDED: i64 = 2_000;

/// Reminds organisations whose supplement is due in three days or one. Of what was handed in, withdrawn or taken down
/// nobody is reminded.
pub(super) async fn remind(app: &App) -> AppResult<()> {
    let editions = app.db().read(reference::all_editions).await?;
    let today = app.now().shanghai_date();
    for edition in editions {
        let days = i64::from(edition.thresholds.supplement_days);
        for before in BEFORE {
            let mut after = None;
            loop {
                let this = app.clone();
                let (key, from) = (edition.key.clone(), after);
                after = app
                    .db()
                    .write(move |tx| pass(tx, &this, &key, today, days, before, from))
                    .await?;
                if after.is_none() {
                    break;
                }
            }
        }
    }
    let this = app.clone();
    app.db().write(move |tx| extended(tx, &this, today)).await
}

/// One batch; answers where the next begins.
fn pass(
    tx: &mut Tx<'_>,
    app: &App,
    edition: &str,
    today: CivilDate,
    days: i64,
    before: i64,
    after: Option<(Instant, ActivityId)>,
) -> AppResult<Option<(Instant, ActivityId)>> {
    // Those whose last day lies between the next nearer step and this one.
    let nearest = BEFORE
        .into_iter()
        .filter(|b| *b < before)
        .max()
        .map_or(0, |b| b + 1);
    let day = |left: i64| today + chrono::TimeDelta::days(left - days);
    let window = (
        Instant::start_of_day(day(nearest)),
        Instant::end_of_day(day(before)),
    );
    let mark = i32::try_from(before).map_err(AppError::internal)?;
    let found = store::owing(tx.conn(), edition, window, mark, after, BATCH)?;
    let ids: Vec<ActivityId> = found.iter().map(|o| o.id).collect();
    let extensions: BTreeMap<ActivityId, CivilDate> = store::extensions(tx.conn(), &ids)?
        .into_iter()
        .map(|(id, e)| (id, e.until))
        .collect();
    let next = found.last().map(|o| (o.ends_at, o.id));
    for owing in found {
        let last = owing.ends_at.shanghai_date() + chrono::TimeDelta::days(days);
        // Whom the province gave more time is reminded by that day.
        if extensions.get(&owing.id).is_none_or(|until| *until <= last) {
            tell(tx, app, owing, last, mark)?;
        }
    }
    Ok(next)
}

/// The same for moved deadlines.
fn extended(tx: &mut Tx<'_>, app: &App, today: CivilDate) -> AppResult<()> {
    for before in BEFORE {
        let until = today + chrono::TimeDelta::days(before);
        for (owing, last) in store::owing_extended(tx.conn(), (today, until), i32::MIN, EXTENDED)? {
            // Each day to which it was moved has marks of its own.
            let day = last.num_days_from_ce();
            let mark = -(day * 10 + i32::try_from(before).map_err(AppError::internal)?);
            let left = (last - today).num_days();
            if step(left) == Some(before) {
                tell(tx, app, owing, last, mark)?;
            }
        }
    }
    Ok(())
}

fn tell(tx: &mut Tx<'_>, app: &App, owing: Owing, last: CivilDate, mark: i32) -> AppResult<()> {
    if !store::remind(tx, owing.id, mark)? {
        return Ok(());
    }
    let left = (last - app.now().shanghai_date()).num_days();
    Posting {
        to: To::Organization(owing.organization),
        kind: MessageKind::SupplementDue,
        activity: Some(owing.id),
        args: vec![owing.title, last.to_string(), left.to_string()],
        mark: Some(format!("supplement_due:{}:{mark}", owing.id)),
        subject: None,
        after: app.now(),
    }
    .ask(tx, app)
}

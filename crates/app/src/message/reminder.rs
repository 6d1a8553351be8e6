use domain::message::MessageKind;
use persistence::activity::{self, Unfinished};
use persistence::reference;

use super::tell::{Posting, To};
use crate::app::App;
use crate::error::{AppError, AppResult};

/// Days before filing closes on which organisations with unfinished filings are reminded.
const BEFORE_CLOSING: [i64; 2] = [3, 1];
/// Days before an activity starts on which its organisation is reminded that it was not handed in.
const BEFORE_START: i64 = 2;
/// Reminders written at once.
const BATCH: i64 = 500;

/// Reminds of what is due in the current edition. May run at any time and in several processes: each reminder carries a
/// mark, and nobody is told twice; what fell into a pause is told late rather than never.
pub async fn remind(app: &App) -> AppResult<()> {
    let this = app.clone();
    app.db()
        .write(move |tx| {
            let Some(edition) = reference::edition(tx.conn(), "current")? else {
                return Ok(());
            };
            let now = this.now();
            let until = now.plus_days(BEFORE_START);
            for unfinished in activity::unfinished_starting(tx.conn(), &edition.key, now, until, BATCH)? {
                let Unfinished {
                    id,
                    organization,
                    title,
                    starts_at,
                } = unfinished;
                let mark = format!("draft_starts:{id}");
                let day = starts_at.shanghai_date().to_string();
                let posting = Posting {
                    to: To::Organization(organization),
                    kind: MessageKind::DraftStarts,
                    activity: Some(id),
                    args: vec![title, day],
                    mark: Some(mark.clone()),
                    subject: Some(mark),
                    after: now,
                };
                once(tx, &this, posting)?;
            }
            let Some(last) = edition.filing_closes_on else {
                return Ok(());
            };
            let left = (last - now.shanghai_date()).num_days();
            let Some(due) = BEFORE_CLOSING
                .into_iter()
                .filter(|days| (0..=*days).contains(&left))
                .min()
            else {
                return Ok(());
            };
            for (organization, count) in activity::unfinished_by_organization(tx.conn(), &edition.key, BATCH)?
            {
                let mark = format!("filing_closes:{}:{due}:{organization}", edition.key);
                let posting = Posting {
                    to: To::Organization(organization),
                    kind: MessageKind::FilingCloses,
                    activity: None,
                    args: vec![edition.title.clone(), last.to_string(), count.to_string()],
                    mark: Some(mark.clone()),
                    subject: Some(mark),
                    after: now,
                };
                once(tx, &this, posting)?;
            }
            Ok::<_, AppError>(())
        })
        .await
}

/// Asks for it unless it was asked for or told before.
fn once(tx: &mut persistence::Tx<'_>, app: &App, posting: Posting) -> AppResult<()> {
    let mark = posting.mark.clone().unwrap_or_default();
    let asked = persistence::job::is_asked_for(tx.conn(), &mark)?;
    if asked || persistence::message::was_told(tx.conn(), &mark)? {
        return Ok(());
    }
    posting.ask(tx, app)
}

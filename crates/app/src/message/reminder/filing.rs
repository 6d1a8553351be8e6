use domain::message::MessageKind;
use persistence::activity::{self, Unfinished};
use persistence::reference;

use super::{once, step};
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::message::tell::{Posting, To};

/// Days before an activity starts on which its organisation is reminded that it was not handed in.
const BEFORE_START: i64 = 2;
/// Filings, and organisations, of which one run reminds.
const MOST: i64 = 20_000;

/// Reminds organisations of filings in the current edition that are not handed in.
pub(super) async fn remind(app: &App) -> AppResult<()> {
    let this = app.clone();
    app.db()
        .write(move |tx| {
            let Some(edition) = reference::edition(tx.conn(), "current")? else {
                return Ok(());
            };
            let now = this.now();
            let until = now.plus_days(BEFORE_START);
            let mut postings = Vec::new();
            for unfinished in activity::unfinished_starting(tx.conn(), &edition.key, now, until, MOST)? {
                let Unfinished {
                    id,
                    organization,
                    title,
                    starts_at,
                } = unfinished;
                let mark = format!("draft_starts:{id}");
                let day = starts_at.shanghai_date().to_string();
                postings.push(Posting {
                    to: To::Organization(organization),
                    kind: MessageKind::DraftStarts,
                    activity: Some(id),
                    args: vec![title, day],
                    mark: Some(mark.clone()),
                    subject: Some(mark),
                    after: now,
                });
            }
            once(tx, &this, postings)?;
            let Some(last) = edition.filing_closes_on else {
                return Ok(());
            };
            let left = (last - now.shanghai_date()).num_days();
            let Some(due) = step(left) else {
                return Ok(());
            };
            let mut postings = Vec::new();
            for (organization, count) in activity::unfinished_by_organization(tx.conn(), &edition.key, MOST)?
            {
                let mark = format!("filing_closes:{}:{due}:{organization}", edition.key);
                postings.push(Posting {
                    to: To::Organization(organization),
                    kind: MessageKind::FilingCloses,
                    activity: None,
                    args: vec![edition.title.clone(), last.to_string(), count.to_string()],
                    mark: Some(mark.clone()),
                    subject: Some(mark),
                    after: now,
                });
            }
            once(tx, &this, postings)?;
            Ok::<_, AppError>(())
        })
        .await
}

//! Reminders of what is due. They may run at any time and in several processes: each carries a mark, and nobody is told
//! twice; what fell into a pause is told late rather than never, with the days that are really left.

mod filing;
mod recommendation;
mod summary;
mod supplement;

use std::collections::BTreeSet;

use persistence::{Tx, job, message};

use super::tell::Posting;
use crate::app::App;
use crate::error::AppResult;

/// Days before a deadline on which people are reminded.
const BEFORE: [i64; 2] = [3, 1];
/// Reminders written at once.
const BATCH: i64 = 500;

/// Reminds of everything that is due.
pub async fn remind(app: &App) -> AppResult<()> {
    filing::remind(app).await?;
    supplement::remind(app).await?;
    recommendation::remind(app).await?;
    crate::circular::remind_of_deadlines(app).await?;
    summary::remind(app).await
}

/// The step of the reminders that is due with so many days left; none before the first and after the deadline.
fn step(days_left: i64) -> Option<i64> {
    BEFORE
        .into_iter()
        .filter(|days| (0..=*days).contains(&days_left))
        .min()
}

/// Marks looked up in one statement.
const MARKS: usize = 1_000;

/// Asks for those that were neither asked for nor told before. Two statements for each thousand.
fn once(tx: &mut Tx<'_>, app: &App, postings: Vec<Posting>) -> AppResult<()> {
    let marks: Vec<String> = postings.iter().filter_map(|p| p.mark.clone()).collect();
    let mut known: BTreeSet<String> = BTreeSet::new();
    for part in marks.chunks(MARKS) {
        known.extend(job::asked_among(tx.conn(), part)?);
        known.extend(message::told_among(tx.conn(), part)?);
    }
    for posting in postings {
        let mark = posting.mark.clone().unwrap_or_default();
        if known.insert(mark) {
            posting.ask(tx, app)?;
        }
    }
    Ok(())
}

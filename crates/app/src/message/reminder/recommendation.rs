use std::collections::BTreeSet;

use domain::id::ListId;
use domain::message::MessageKind;
use domain::recommendation::{EntryStatus, manager_of};
use persistence::{public_notice, recommendation as store};

use super::{BEFORE, once, step};
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::message::tell::{Posting, To};
use crate::recommendation::view::name_of;

/// Hours before the end of a public notice in which its officials are reminded.
const NOTICE_HOURS: i64 = 36;
/// Lists, and notices, of which one run reminds: more than there are counties.
const MOST: i64 = 20_000;

/// Reminds officials of lists that lock soon and of notices that end soon.
pub(super) async fn remind(app: &App) -> AppResult<()> {
    let this = app.clone();
    app.db()
        .write(move |tx| {
            let now = this.now();
            let today = now.shanghai_date();
            let longest = BEFORE.into_iter().max().unwrap_or(0);
            let mut postings = Vec::new();
            let until = today + chrono::TimeDelta::days(longest);
            let lists = store::locking_by(tx.conn(), today, until, MOST)?;
            let ids: Vec<_> = lists.iter().map(|l| l.id).collect();
            let mut waiting: BTreeSet<ListId> = BTreeSet::new();
            for part in ids.chunks(1_000) {
                let counts = store::count(tx.conn(), part)?;
                let waits = |status| matches!(status, EntryStatus::Applied | EntryStatus::Listed);
                let holds = counts
                    .into_iter()
                    .filter(|(_, status, n)| *n > 0 && waits(*status));
                waiting.extend(holds.map(|(id, ..)| id));
            }
            for l in lists {
                // Of an empty list nobody needs to be reminded.
                let (Some(last), true) = (l.lock_on, waiting.contains(&l.id)) else {
                    continue;
                };
                let left = (last - today).num_days();
                let Some(due) = step(left) else { continue };
                postings.push(Posting {
                    to: To::Officials(manager_of(l.region_code.level()), l.region_code.clone()),
                    kind: MessageKind::ListLocks,
                    activity: None,
                    args: vec![name_of(tx.conn(), &l)?, last.to_string(), left.to_string()],
                    mark: Some(format!("list_locks:{}:{last}:{due}", l.id)),
                    subject: Some(format!("list_locks:{}:{last}:{due}", l.id)),
                    after: now,
                });
            }
            let end = now.plus_seconds(NOTICE_HOURS * 3_600);
            let notices = public_notice::closing(tx.conn(), now, end, MOST)?;
            let ids: Vec<_> = notices.iter().map(|n| n.id).collect();
            let tallies = public_notice::tallies(tx.conn(), &ids)?;
            for n in notices {
                let undecided = tallies
                    .iter()
                    .find(|(id, ..)| *id == n.id)
                    .map_or(0, |(_, _, open)| *open);
                let mark = format!("notice_ends:{}", n.id);
                postings.push(Posting {
                    to: To::Officials(manager_of(n.region_code.level()), n.region_code.clone()),
                    kind: MessageKind::NoticeEnds,
                    activity: None,
                    args: vec![n.title, n.ends_on.to_string(), undecided.to_string()],
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

//! Checks of what is stored.

use domain::id::{ActivityId, ResourceId};
use persistence::{StoreError, certificate, event, resource, review};

use crate::activity::verify_chain;
use crate::app::App;
use crate::audit::{self, Forgery};
use crate::certificate::verify_chain as verify_log;
use crate::error::AppResult;
use crate::statistics::{Wrong, recount};

/// What the checks found.
#[derive(Debug, Default)]
pub struct Report {
    pub activities: usize,
    pub events: usize,
    pub broken: Vec<BrokenChain>,
    pub certificates: usize,
    /// Certificates whose log or facts were changed behind the platform's back.
    pub forged: Vec<String>,
    /// Filings that wait for a decision and are in no queue, or the other way round.
    pub strays: Vec<ActivityId>,
    /// Resources that are shown while they or their activities are not public, or the other way round; a hundred at most.
    pub misplaced: Vec<ResourceId>,
    /// Figures that are not what the activities add up to.
    pub figures: Vec<Wrong>,
    /// Seals of the audit log.
    pub seals: i64,
    /// What does not fit in it.
    pub log: Vec<Forgery>,
}

/// An event log that was changed behind the platform's back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BrokenChain {
    pub activity: ActivityId,
    /// Number of the first event that does not fit.
    pub event: i32,
}

const BATCH: i64 = 500;

/// Walks through the event chains of all activities, and compares queues with what waits.
pub async fn run(app: &App) -> AppResult<Report> {
    let (seals, log) = audit::check(app).await?;
    let mut report = Report {
        seals,
        log,
        strays: app.db().read(review::strays).await?,
        misplaced: app.db().read(resource::misplaced).await?,
        figures: recount(app).await?,
        ..Report::default()
    };
    let mut after = None;
    loop {
        let chains = app
            .db()
            .read(move |conn| {
                let mut chains = Vec::new();
                for id in event::activities_after(conn, after, BATCH)? {
                    chains.push((id, event::of_activity(conn, id)?));
                }
                Ok::<_, StoreError>(chains)
            })
            .await?;
        let Some((last, _)) = chains.last() else {
            return certificates(app, report).await;
        };
        after = Some(*last);
        for (activity, events) in chains {
            report.activities += 1;
            report.events += events.len();
            if let Err(event) = verify_chain(&events) {
                report.broken.push(BrokenChain { activity, event });
            }
        }
    }
}

/// Walks through the logs of all certificates.
async fn certificates(app: &App, mut report: Report) -> AppResult<Report> {
    let mut after: Option<String> = None;
    loop {
        let from = after.clone();
        let found = app
            .db()
            .read(move |conn| {
                let mut found = Vec::new();
                for number in certificate::numbers_after(conn, from.as_deref(), BATCH)? {
                    let stored = certificate::find(conn, &number)?;
                    found.push((stored, certificate::log(conn, &number)?));
                }
                Ok::<_, StoreError>(found)
            })
            .await?;
        let Some((last, _)) = found.last() else {
            return Ok(report);
        };
        after = Some(last.number.clone());
        for (stored, log) in found {
            report.certificates += 1;
            let whole = verify_log(&log, &stored.facts).is_ok()
                && log
                    .last()
                    .is_some_and(|step| step.hash == stored.hash && step.seq == stored.last_seq);
            if !whole {
                report.forged.push(stored.number);
            }
        }
    }
}

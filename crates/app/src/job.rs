//! Work that follows a transaction (outbox): messages, SMS, links to try. Asked for in the transaction, so that it
//! exists exactly if the change does; done by whichever process comes first.

use domain::id::JobId;
use domain::time::Instant;
use domain::webhook::Event;
use futures_util::TryStreamExt;
use persistence::Tx;
use persistence::job::{self, GivenUp, Job};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::{certificate, circular, exchange, link, message, webhook};

/// What there is to do.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub(crate) enum Work {
    Tell(message::Telling),
    SendSms(message::Sms),
    CheckLink(link::Check),
    Print(certificate::Print),
    /// Makes a delivery for each webhook that wants the event.
    Publish(Event),
    Deliver(webhook::Deliver),
    /// Tells a part of those whom a circular reaches.
    Circulate(circular::Round),
    Import(exchange::Run),
}

impl Work {
    const fn kind(&self) -> &'static str {
        match self {
            Self::Tell(_) => "tell",
            Self::SendSms(_) => "send_sms",
            Self::CheckLink(_) => "check_link",
            Self::Print(_) => "print",
            Self::Publish(_) => "publish",
            Self::Deliver(_) => "deliver",
            Self::Circulate(_) => "circulate",
            Self::Import(_) => "import",
        }
    }
}

/// Work by whom it waits for: what needs nobody else must not stand behind addresses that do not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// Nobody: messages, certificates.
    Own,
    /// The provider of short messages.
    Sms,
    /// Addresses that somebody typed.
    Others,
    /// Nobody, but it takes long: tables that are brought in.
    Tables,
}

impl Lane {
    pub const ALL: [Self; 4] = [Self::Own, Self::Sms, Self::Others, Self::Tables];

    const fn kinds(self) -> &'static [&'static str] {
        match self {
            Self::Own => &["tell", "print", "publish", "circulate"],
            Self::Sms => &["send_sms"],
            Self::Others => &["check_link", "deliver"],
            Self::Tables => &["import"],
        }
    }
}

/// Seconds for which a process keeps a job to itself.
const LEASE_SECONDS: i64 = 120;
/// Times a job is begun before it is given up.
const ATTEMPTS: i32 = 8;
/// Jobs taken at once.
const BATCH: i64 = 20;
/// Jobs that run side by side.
const AT_ONCE: usize = 8;

/// Asks for work, not before `run_after`. `subject` is what it can be called off by.
pub(crate) fn ask(
    tx: &mut Tx<'_>,
    app: &App,
    work: &Work,
    subject: Option<String>,
    run_after: Instant,
) -> AppResult<()> {
    let job = Job {
        id: app.new_id::<JobId>(),
        kind: work.kind().to_owned(),
        subject,
        payload: serde_json::to_string(work).map_err(AppError::internal)?,
        run_after,
        attempts: 0,
    };
    Ok(job::enqueue(tx, &job, app.now())?)
}

/// Does what is due in every lane, one after the other; answers how much was taken.
pub async fn run_due(app: &App) -> AppResult<usize> {
    let mut taken = 0;
    for lane in Lane::ALL {
        taken += run_lane(app, lane).await?;
    }
    Ok(taken)
}

/// Does what is due in one lane; answers how much was taken. Safe in several processes at once: each job goes to one.
pub async fn run_lane(app: &App, lane: Lane) -> AppResult<usize> {
    let now = app.now();
    let lease = now.plus_seconds(LEASE_SECONDS);
    let due = app
        .db()
        .write(move |tx| job::take_due(tx, lane.kinds(), now, lease, BATCH))
        .await?;
    let taken = due.len();
    // Side by side: one address that does not answer must not keep the others waiting.
    futures_util::stream::iter(due.into_iter().map(Ok))
        .try_for_each_concurrent(AT_ONCE, |one| run_one(app, one))
        .await?;
    Ok(taken)
}

/// Does one job, and asks for it once more where it failed.
async fn run_one(app: &App, one: Job) -> AppResult<()> {
    let (id, attempts) = (one.id, one.attempts);
    match run(app, &one).await {
        Ok(()) => app.db().write(move |tx| job::finish(tx, id)).await?,
        Err(error) => {
            let again = (attempts < ATTEMPTS).then(|| app.now().plus_seconds(pause(attempts)));
            if again.is_none() {
                tracing::error!(job = %id, kind = one.kind, %error, "a job was given up");
            }
            let text = error.to_string();
            app.db()
                .write(move |tx| job::put_off(tx, id, again, &text))
                .await?;
        }
    }
    Ok(())
}

/// Seconds before the next attempt: 10, 20, 40 … at most an hour.
fn pause(attempts: i32) -> i64 {
    (10_i64 << attempts.clamp(1, 10).saturating_sub(1)).min(3_600)
}

async fn run(app: &App, job: &Job) -> AppResult<()> {
    match serde_json::from_str(&job.payload).map_err(AppError::internal)? {
        Work::Tell(telling) => message::tell(app, job.id, telling).await,
        Work::SendSms(sms) => message::send_sms(app, &sms).await,
        Work::CheckLink(check) => link::run(app, &check).await,
        Work::Print(print) => certificate::print(app, print).await,
        Work::Publish(event) => webhook::fan_out(app, event).await,
        Work::Deliver(delivery) => webhook::deliver(app, delivery).await,
        Work::Circulate(round) => circular::run(app, job.id, round).await,
        Work::Import(work) => exchange::run(app, &work, job.attempts >= ATTEMPTS).await,
    }
}

/// What an operator's figures say of the jobs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    pub waiting: i64,
    pub given_up: i64,
    /// Seconds for which the one due for longest has been due.
    pub oldest_seconds: i64,
}

pub async fn standing(app: &App) -> AppResult<Standing> {
    let now = app.now();
    app.db()
        .read(move |conn| {
            let (waiting, given_up) = job::counts(conn)?;
            let since = job::overdue_since(conn, now)?;
            Ok(Standing {
                waiting,
                given_up,
                oldest_seconds: since.map_or(0, |since| now.seconds_since(since)),
            })
        })
        .await
}

/// Jobs that were given up, the latest first, for an operator.
pub async fn given_up(app: &App) -> AppResult<Vec<GivenUp>> {
    Ok(app.db().read(|conn| job::given_up(conn, 100)).await?)
}

/// Lets everything begin anew that was given up: once what it failed at is mended. Answers how much.
pub async fn begin_anew(app: &App) -> AppResult<usize> {
    let now = app.now();
    Ok(app.db().write(move |tx| job::begin_anew(tx, now)).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_lane() {
        let all: Vec<_> = Lane::ALL.iter().flat_map(|lane| lane.kinds()).collect();
        for kind in [
            "tell",
            "send_sms",
            "check_link",
            "print",
            "publish",
            "deliver",
            "circulate",
            "import",
        ] {
            assert_eq!(all.iter().filter(|known| ***known == kind).count(), 1, "{kind}");
        }
        assert_eq!(all.len(), 8);
    }

    #[test]
    fn pauses_grow_and_stay_within_an_hour() {
        let pauses: Vec<i64> = (1..=ATTEMPTS).map(pause).collect();
        assert_eq!(pauses[..3], [10, 20, 40]);
        assert!(pauses.windows(2).all(|w| w[0] <= w[1]) && pauses.iter().all(|p| *p <= 3_600));
    }
}

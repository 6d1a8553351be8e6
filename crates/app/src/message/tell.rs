use std::collections::BTreeMap;

use domain::access::{Grant, Role, reviewer_of};
use domain::activity::status::Stage;
use domain::id::{AccountId, ActivityId, CircularId, JobId, MessageId, OrganizationId};
use domain::message::{MessageKind, Preferences};
use domain::region::RegionCode;
use domain::time::Instant;
use persistence::message::{self, MessageRecord};
use persistence::{Conn, Tx, grant};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::sms::Sms;
use crate::app::App;
use crate::error::AppResult;
use crate::job::{self, Work};

/// Who is told. People are looked up when the message is delivered: who has joined by then is told too.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum To {
    Account(AccountId),
    /// Everybody who files for it.
    Organization(OrganizationId),
    /// Those who decide at a stage in a region, on every line: what is told to them belongs to none (条线).
    Reviewers(Stage, RegionCode),
    /// Those who hold a role over exactly this region.
    Officials(Role, RegionCode),
}

/// A message to be delivered.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Telling {
    to: To,
    kind: MessageKind,
    activity: Option<ActivityId>,
    args: Vec<String>,
    /// Told once: a second message of this mark is left out.
    mark: Option<String>,
    /// When it happened.
    at: Instant,
}

/// Asks for a message to be delivered at once.
pub(crate) fn post(
    tx: &mut Tx<'_>,
    app: &App,
    to: To,
    kind: MessageKind,
    activity: Option<ActivityId>,
    args: Vec<String>,
) -> AppResult<()> {
    Posting {
        to,
        kind,
        activity,
        args,
        mark: None,
        subject: None,
        after: app.now(),
    }
    .ask(tx, app)
}

/// A message with everything that can be said of when and how often.
pub(super) struct Posting {
    pub(super) to: To,
    pub(super) kind: MessageKind,
    pub(super) activity: Option<ActivityId>,
    pub(super) args: Vec<String>,
    pub(super) mark: Option<String>,
    /// What it can be called off by.
    pub(super) subject: Option<String>,
    /// Not delivered before.
    pub(super) after: Instant,
}

impl Posting {
    pub(super) fn ask(self, tx: &mut Tx<'_>, app: &App) -> AppResult<()> {
        let telling = Telling {
            to: self.to,
            kind: self.kind,
            activity: self.activity,
            args: self.args,
            mark: self.mark,
            at: app.now(),
        };
        job::ask(tx, app, &Work::Tell(telling), self.subject, self.after)
    }
}

/// Delivers. A second run of the same job finds every message there already, by its id.
pub(crate) async fn tell(app: &App, job: JobId, telling: Telling) -> AppResult<()> {
    let this = app.clone();
    app.db()
        .write(move |tx| {
            for account in recipients(tx.conn(), &telling.to)? {
                deliver(tx, &this, job, account, &telling)?;
            }
            Ok(())
        })
        .await
}

fn recipients(conn: &mut Conn, to: &To) -> AppResult<Vec<AccountId>> {
    Ok(match to {
        To::Account(account) => vec![*account],
        To::Organization(id) => grant::members(conn, *id)?,
        To::Reviewers(stage, region) => {
            holders(conn, reviewer_of(*stage), region, |grant| grant.lines.is_empty())?
        }
        To::Officials(role, region) => holders(conn, *role, region, |_| true)?,
    })
}

fn holders(
    conn: &mut Conn,
    role: Role,
    region: &RegionCode,
    meant: impl Fn(&Grant) -> bool,
) -> AppResult<Vec<AccountId>> {
    let found = grant::holders(conn, role, &[region.to_string()])?;
    let found = found.into_iter().filter(|(_, grant)| meant(grant));
    let mut all: Vec<AccountId> = found.map(|(account, _)| account).collect();
    all.sort_unstable();
    all.dedup();
    Ok(all)
}

fn deliver(tx: &mut Tx<'_>, app: &App, job: JobId, account: AccountId, telling: &Telling) -> AppResult<()> {
    let record = MessageRecord {
        id: message_id(job, account),
        account_id: account,
        kind: telling.kind,
        activity_id: telling.activity,
        args: telling.args.clone(),
        mark: telling.mark.clone(),
        created_at: telling.at,
        read_at: None,
        circular_id: None,
    };
    let new = message::deliver(tx, &record)?;
    let wanted = message::preferences(tx.conn(), account)?.wants_sms(telling.kind.topic());
    if new && wanted {
        let sms = Sms::of(account, telling.kind, telling.args.clone());
        job::ask(tx, app, &Work::SendSms(sms), None, app.now())?;
    }
    Ok(())
}

/// A message about a circular to many people at once.
pub(crate) struct Letter {
    pub(crate) kind: MessageKind,
    pub(crate) args: Vec<String>,
    /// Told once to each.
    pub(crate) mark: String,
    pub(crate) circular: CircularId,
    pub(crate) at: Instant,
}

/// Delivers to each of these people, if they were not told before. One statement for each, and one for what they chose.
pub(crate) fn hand(
    tx: &mut Tx<'_>,
    app: &App,
    job: JobId,
    people: &[AccountId],
    letter: &Letter,
) -> AppResult<()> {
    let chosen: BTreeMap<AccountId, Preferences> =
        message::preferences_of(tx.conn(), people)?.into_iter().collect();
    for account in people {
        let record = MessageRecord {
            id: message_id(job, *account),
            account_id: *account,
            kind: letter.kind,
            activity_id: None,
            args: letter.args.clone(),
            mark: Some(letter.mark.clone()),
            created_at: letter.at,
            read_at: None,
            circular_id: Some(letter.circular),
        };
        let wants = chosen.get(account).copied().unwrap_or_default();
        if message::deliver(tx, &record)? && wants.wants_sms(letter.kind.topic()) {
            let sms = Sms::of(*account, letter.kind, letter.args.clone());
            job::ask(tx, app, &Work::SendSms(sms), None, app.now())?;
        }
    }
    Ok(())
}

/// The id of one recipient's message: that of the job, so that it sorts by time, made one's own by the account.
fn message_id(job: JobId, account: AccountId) -> MessageId {
    let (job, account) = (job.uuid().as_u128(), account.uuid().as_u128());
    // The last 62 bits are random in both; the time in front and the version stay.
    MessageId::new(Uuid::from_u128(job ^ (account & 0x3FFF_FFFF_FFFF_FFFF)))
}

//! Telling the recipients of a sending, part by part: each part is one transaction that also says how far the round is, so
//! a process that ends in the middle neither leaves anybody out nor tells anybody twice.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::access::Role;
use domain::circular::{CircularStatus, Deadline, Recipient};
use domain::id::{AccountId, DispatchId, JobId, OrganizationId};
use domain::message::MessageKind;
use domain::recommendation::manager_of;
use domain::region::RegionCode;
use persistence::circular::{self as store, CircularRecord, DispatchRecord};
use persistence::{Conn, Tx, grant};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::cursor;
use crate::error::{AppError, AppResult};
use crate::job::{self, Work};
use crate::message::{Letter, hand};

/// Organisations told in one transaction.
const PART: usize = 100;
/// Where a round stands that is over.
const END: &str = "end";

/// What recipients are told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Errand {
    Issued,
    Corrected {
        revision: i32,
    },
    Withdrawn,
    /// Those who have not read the newest text.
    Unread {
        on: NaiveDate,
    },
    /// Those who have not marked a deadline as done.
    Due {
        n: u32,
        on: NaiveDate,
        step: i64,
    },
}

impl Errand {
    pub(super) fn key(&self) -> String {
        match self {
            Self::Issued => "issued".to_owned(),
            Self::Corrected { revision } => format!("corrected:{revision}"),
            Self::Withdrawn => "withdrawn".to_owned(),
            Self::Unread { on } => format!("unread:{on}"),
            Self::Due { n, on, step } => format!("due:{n}:{on}:{step}"),
        }
    }
}

/// One part of a round.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Round {
    dispatch: DispatchId,
    errand: Errand,
    /// Where the part before ended: nothing at first, then a cursor.
    from: String,
}

/// Begins a round, unless this one was begun before.
pub(super) fn begin(tx: &mut Tx<'_>, app: &App, dispatch: DispatchId, errand: Errand) -> AppResult<()> {
    if !store::begin(tx, dispatch, &errand.key())? {
        return Ok(());
    }
    let first = Round {
        dispatch,
        errand,
        from: String::new(),
    };
    job::ask(tx, app, &Work::Circulate(first), None, app.now())
}

/// Tells one part and asks for the next.
pub(crate) async fn run(app: &App, job: JobId, round: Round) -> AppResult<()> {
    let this = app.clone();
    app.db()
        .write(move |tx| {
            let d = store::find_dispatch(tx.conn(), round.dispatch)?;
            let c = store::find(tx.conn(), d.circular_id)?;
            let Some(letter) = letter(tx.conn(), &this, &d, &c, &round.errand)? else {
                return Ok(());
            };
            let (people, next) = part(tx.conn(), &d, &c, &round)?;
            let key = round.errand.key();
            // Told by the same job before its process ended.
            if !store::advance(tx, d.id, &key, &round.from, &next)? {
                return Ok(());
            }
            hand(tx, &this, job, &people, &letter)?;
            if next != END {
                let after = Round {
                    from: next,
                    ..round.clone()
                };
                job::ask(tx, &this, &Work::Circulate(after), None, this.now())?;
            }
            Ok::<_, AppError>(())
        })
        .await
}

/// What is said; nothing where it is out of date by now.
fn letter(
    conn: &mut Conn,
    app: &App,
    d: &DispatchRecord,
    c: &CircularRecord,
    errand: &Errand,
) -> AppResult<Option<Letter>> {
    let withdrawn = c.status == CircularStatus::Withdrawn;
    if withdrawn != (*errand == Errand::Withdrawn) {
        return Ok(None);
    }
    let (office, title) = (d.office.clone(), c.content.title.clone());
    let issuer = c.content.office.clone();
    let (kind, args) = match errand {
        Errand::Issued => (MessageKind::CircularIssued, vec![office, title]),
        // A later correction is told by a round of its own.
        Errand::Corrected { revision } if *revision != c.revision => return Ok(None),
        Errand::Corrected { .. } => {
            let note = c.note.clone().unwrap_or_default();
            (MessageKind::CircularCorrected, vec![issuer, title, note])
        }
        Errand::Withdrawn => {
            let reason = c.withdrawn_reason.clone().unwrap_or_default();
            (MessageKind::CircularWithdrawn, vec![issuer, title, reason])
        }
        Errand::Unread { .. } => (MessageKind::CircularUnread, vec![office, title]),
        Errand::Due { n, on, .. } => {
            let Some(deadline) = deadline(conn, d, *n, *on)? else {
                return Ok(None);
            };
            let left = (deadline.due_on - app.now().shanghai_date()).num_days();
            if left < 0 {
                return Ok(None);
            }
            let args = vec![deadline.what, on.to_string(), left.to_string()];
            (MessageKind::CircularDue, args)
        }
    };
    Ok(Some(Letter {
        kind,
        args,
        mark: format!("circular:{}:{}", d.id, errand.key()),
        circular: c.id,
        at: app.now(),
    }))
}

/// A deadline, if it still stands as it did.
fn deadline(conn: &mut Conn, d: &DispatchRecord, n: u32, on: NaiveDate) -> AppResult<Option<Deadline>> {
    let all = store::deadlines_of(conn, &[d.id])?;
    let found = all.into_iter().map(|(_, deadline)| deadline);
    Ok(found
        .into_iter()
        .find(|deadline| deadline.n == n && deadline.due_on == on))
}

/// The people of one part, and where the next begins: first the officials below, then organisation by organisation.
fn part(
    conn: &mut Conn,
    d: &DispatchRecord,
    c: &CircularRecord,
    round: &Round,
) -> AppResult<(Vec<AccountId>, String)> {
    let mut people = BTreeSet::new();
    if round.from.is_empty() && d.audience.regions {
        people.extend(officials(conn, d, c, &round.errand)?);
    }
    let after: Option<(RegionCode, OrganizationId)> = if round.from.is_empty() {
        None
    } else {
        Some(cursor::read(&round.from)?)
    };
    let scope = store::scope_of(conn, &d.region_code, &d.audience)?;
    let which = match round.errand {
        Errand::Unread { .. } => Some((d.id, c.revision, false)),
        _ => None,
    };
    let mut found = store::walk(conn, &scope, which, after.as_ref(), PART + 1)?;
    let next = cursor::cut(&mut found, PART, |o| (o.region_code.clone(), o.id))?;
    let ids: Vec<OrganizationId> = found.into_iter().map(|o| o.id).collect();
    let recipients = ids.into_iter().map(Recipient::Organization).collect();
    let ids: Vec<OrganizationId> = concerned(conn, d, &round.errand, recipients)?
        .into_iter()
        .filter_map(|r| match r {
            Recipient::Organization(id) => Some(id),
            Recipient::Region(_) => None,
        })
        .collect();
    people.extend(
        grant::members_of(conn, &ids)?
            .into_iter()
            .map(|(_, account)| account),
    );
    Ok((
        people.into_iter().collect(),
        next.unwrap_or_else(|| END.to_owned()),
    ))
}

/// The officials of the regions below who are to be told.
fn officials(
    conn: &mut Conn,
    d: &DispatchRecord,
    c: &CircularRecord,
    errand: &Errand,
) -> AppResult<BTreeSet<AccountId>> {
    let mut below: Vec<RegionCode> = store::regions_below(conn, &d.region_code)?
        .into_iter()
        .map(|(code, _)| code)
        .collect();
    if matches!(errand, Errand::Unread { .. }) {
        let read = store::region_receipts(conn, d.id)?;
        below.retain(|code| {
            let own = Recipient::Region(code.clone());
            !read
                .iter()
                .any(|r| r.revision == c.revision && r.recipient == own)
        });
    }
    let recipients = below.into_iter().map(Recipient::Region).collect();
    let mut by_role: BTreeMap<Role, Vec<String>> = BTreeMap::new();
    for recipient in concerned(conn, d, errand, recipients)? {
        if let Recipient::Region(code) = recipient {
            by_role
                .entry(manager_of(code.level()))
                .or_default()
                .push(code.to_string());
        }
    }
    let mut people = BTreeSet::new();
    for (role, codes) in by_role {
        people.extend(
            grant::holders(conn, role, &codes)?
                .into_iter()
                .map(|(account, _)| account),
        );
    }
    Ok(people)
}

/// Of a deadline those are reminded whom it concerns and who have not marked it as done; of everything else all.
fn concerned(
    conn: &mut Conn,
    d: &DispatchRecord,
    errand: &Errand,
    mut recipients: Vec<Recipient>,
) -> AppResult<Vec<Recipient>> {
    let Errand::Due { n, on, .. } = errand else {
        return Ok(recipients);
    };
    let Some(deadline) = deadline(conn, d, *n, *on)? else {
        return Ok(Vec::new());
    };
    recipients.retain(|r| deadline.whom.concerns(r));
    let keys: Vec<String> = recipients.iter().map(Recipient::key).collect();
    let done: BTreeSet<String> = store::completed(conn, &[d.id], &keys)?
        .into_iter()
        .filter(|(_, done, _)| done == n)
        .map(|(_, _, key)| key)
        .collect();
    recipients.retain(|r| !done.contains(&r.key()));
    Ok(recipients)
}

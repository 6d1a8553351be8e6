//! Seals: each covers the entries of some seconds, and the seal before it.

use domain::audit::KEPT_DAYS_MIN;
use domain::id::AuditEntryId;
use domain::time::Instant;
use hmac::Mac;
use persistence::audit::{self, SealRecord};
use persistence::{StoreError, Tx};

use super::request::digest;
use crate::app::App;
use crate::error::AppResult;
use crate::secrets::Secrets;

/// Entries under one seal at most.
const ENTRIES_MAX: i64 = 5_000;
/// Seals that are emptied in one go.
const EMPTIED: i64 = 200;
/// Seals that are checked in one go.
const CHECKED: i64 = 500;
/// Minutes after which an entry that nobody sealed is told of.
const UNSEALED_MINUTES: i64 = 10;

/// Seals what was written since the last time. Answers how many entries there were.
pub async fn seal(app: &App) -> AppResult<usize> {
    let this = app.clone();
    let done = app
        .db()
        .write(move |tx| {
            let found = audit::unsealed(tx.conn(), ENTRIES_MAX)?;
            if found.is_empty() {
                return Ok::<_, StoreError>(0);
            }
            let last = audit::last_seal(tx.conn())?;
            let mut seal = SealRecord {
                number: last.as_ref().map_or(1, |last| last.number + 1),
                at: this.now(),
                entries: i32::try_from(found.len()).unwrap_or(i32::MAX),
                digest: of_entries(this.secrets(), found.iter().map(|(_, digest)| digest.as_slice())),
                hash: Vec::new(),
                emptied_at: None,
            };
            seal.hash = hash(this.secrets(), last.as_ref(), &seal);
            let ids: Vec<AuditEntryId> = found.iter().map(|(id, _)| *id).collect();
            audit::add_seal(tx, &seal, &ids)?;
            Ok(ids.len())
        })
        .await;
    match done {
        // Another process was faster.
        Err(StoreError::Duplicate(_)) => Ok(0),
        other => Ok(other?),
    }
}

fn of_entries<'a>(secrets: &Secrets, digests: impl Iterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut mac = secrets.audit();
    for digest in digests {
        mac.update(digest);
    }
    mac.finalize().into_bytes().to_vec()
}

fn hash(secrets: &Secrets, before: Option<&SealRecord>, s: &SealRecord) -> Vec<u8> {
    let mut mac = secrets.audit();
    mac.update(before.map(|b| b.hash.as_slice()).unwrap_or_default());
    mac.update(&s.number.to_be_bytes());
    mac.update(&s.at.utc().timestamp_micros().to_be_bytes());
    mac.update(&s.entries.to_be_bytes());
    mac.update(&s.digest);
    mac.finalize().into_bytes().to_vec()
}

/// Days for which entries are kept.
const KEPT_DAYS: i64 = KEPT_DAYS_MIN * 2;

/// Removes the entries whose time is over.
pub(crate) fn empty(tx: &mut Tx<'_>, now: Instant) -> Result<usize, StoreError> {
    audit::empty(tx, now.plus_days(-KEPT_DAYS), EMPTIED, now)
}

/// Whether a seal says that its entries are gone although their time was not over. When it was made is under its hash;
/// when it was emptied cannot be, for that comes later.
fn emptied_early(seal: &SealRecord, now: Instant) -> bool {
    let over = seal.at.plus_days(KEPT_DAYS);
    seal.emptied_at
        .is_some_and(|emptied| emptied < over || emptied > now)
}

/// What does not fit in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Forgery {
    /// The seal of this number is missing: those after it do not follow.
    Missing { number: i64 },
    /// The seal was changed, or the one before it.
    Seal { number: i64 },
    /// Entries were added, removed, or put under another seal.
    Entries { number: i64 },
    /// The entries were removed before their time was over.
    Emptied { number: i64 },
    /// The entry was changed.
    Entry { id: AuditEntryId },
    /// Entries wait for a seal since then: nobody seals.
    Unsealed { since: Instant },
}

/// Holds the whole log against its seals. Answers how many seals there are and what does not fit.
pub async fn check(app: &App) -> AppResult<(i64, Vec<Forgery>)> {
    let mut found = Vec::new();
    let mut before: Option<SealRecord> = None;
    loop {
        let from = before.as_ref().map_or(0, |b| b.number);
        let this = app.clone();
        let batch = app
            .db()
            .read(move |conn| {
                let mut batch = Vec::new();
                for seal in audit::seals_after(conn, from, CHECKED)? {
                    let entries = match seal.emptied_at {
                        Some(_) => None,
                        None => Some(check_entries(&this, audit::of_seal(conn, seal.number)?, &seal)),
                    };
                    batch.push((seal, entries));
                }
                Ok::<_, StoreError>(batch)
            })
            .await?;
        if batch.is_empty() {
            break;
        }
        for (seal, entries) in batch {
            let expected = before.as_ref().map_or(1, |b| b.number + 1);
            if seal.number != expected {
                found.push(Forgery::Missing { number: expected });
            } else if seal.hash != hash(app.secrets(), before.as_ref(), &seal) {
                found.push(Forgery::Seal { number: seal.number });
            } else if emptied_early(&seal, app.now()) {
                found.push(Forgery::Emptied { number: seal.number });
            }
            found.extend(entries.unwrap_or_default());
            before = Some(seal);
        }
    }
    let late = app.now().plus_seconds(-UNSEALED_MINUTES * 60);
    if let Some(since) = app.db().read(audit::unsealed_since).await?
        && since < late
    {
        found.push(Forgery::Unsealed { since });
    }
    Ok((before.map_or(0, |b| b.number), found))
}

fn check_entries(app: &App, entries: Vec<audit::AuditRecord>, seal: &SealRecord) -> Vec<Forgery> {
    let mut found: Vec<Forgery> = entries
        .iter()
        .filter(|e| digest(app.secrets(), e) != e.digest)
        .map(|e| Forgery::Entry { id: e.id })
        .collect();
    let all = of_entries(app.secrets(), entries.iter().map(|e| e.digest.as_slice()));
    if all != seal.digest {
        found.push(Forgery::Entries { number: seal.number });
    }
    found
}

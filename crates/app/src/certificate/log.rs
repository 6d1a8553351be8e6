//! The log of a certificate: a chain of hashes that begins with the last hash of the activity's own log, so that neither
//! can be changed unseen.

use domain::certificate::{CertificateFacts, CertificateStep};
use domain::id::AccountId;
use domain::time::Instant;
use persistence::certificate::StepRecord;
use serde::Serialize;

use crate::digest;

/// What a hash covers.
#[derive(Serialize)]
struct Covered<'a> {
    previous_hash: &'a str,
    number: &'a str,
    seq: i32,
    step: CertificateStep,
    reason: Option<&'a str>,
    actor_id: Option<AccountId>,
    at: Instant,
    facts: &'a CertificateFacts,
}

/// Hex SHA-256 over a step, the facts and the hash before.
pub(super) fn hash(s: &StepRecord, facts: &CertificateFacts) -> String {
    digest::of_json(&Covered {
        previous_hash: &s.previous_hash,
        number: &s.number,
        seq: s.seq,
        step: s.step,
        reason: s.reason.as_deref(),
        actor_id: s.actor_id,
        at: s.at,
        facts,
    })
}

/// Checks a certificate's log, its first step first; answers the number of the first that does not fit.
pub fn verify_chain(steps: &[StepRecord], facts: &CertificateFacts) -> Result<(), i32> {
    let mut previous: Option<&str> = None;
    for (n, step) in (1..).zip(steps) {
        let follows = previous.is_none_or(|hash| hash == step.previous_hash);
        if !(step.seq == n && follows && step.hash == hash(step, facts)) {
            return Err(n);
        }
        previous = Some(&step.hash);
    }
    if steps.is_empty() { Err(1) } else { Ok(()) }
}

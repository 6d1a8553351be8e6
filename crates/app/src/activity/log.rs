//! The event log: one chain of hashes for each activity, so that nothing can be changed or left out unseen.

use domain::access::Role;
use domain::activity::status::{Status, Step};
use domain::id::{AccountId, ActivityId};
use domain::time::Instant;
use persistence::event::EventRecord;
use serde::Serialize;

use crate::digest;

/// What a hash covers: everything of an event and the hash before it.
#[derive(Serialize)]
struct Covered<'a> {
    previous_hash: &'a str,
    activity_id: ActivityId,
    seq: i32,
    step: Step,
    from_status: Option<Status>,
    to_status: Status,
    reason: Option<&'a str>,
    revision: i32,
    actor_id: Option<AccountId>,
    actor_role: Option<Role>,
    at: Instant,
    // Left out where there is none: chains from before it existed stay whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    on_behalf_of: Option<AccountId>,
}

/// Hex SHA-256 over an event and the hash of the one before.
pub fn hash(e: &EventRecord) -> String {
    digest::of_json(&Covered {
        previous_hash: &e.previous_hash,
        activity_id: e.activity_id,
        seq: e.seq,
        step: e.step,
        from_status: e.from_status,
        to_status: e.to_status,
        reason: e.reason.as_deref(),
        revision: e.revision,
        actor_id: e.actor_id,
        actor_role: e.actor_role,
        at: e.at,
        on_behalf_of: e.on_behalf_of,
    })
}

/// Checks a whole chain, oldest event first; answers the number of the first event that does not fit.
pub fn verify_chain(events: &[EventRecord]) -> Result<(), i32> {
    let mut previous = "";
    for (n, event) in (1..).zip(events) {
        let fits = event.seq == n && event.previous_hash == previous && event.hash == hash(event);
        if !fits {
            return Err(n);
        }
        previous = &event.hash;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn chain() -> Vec<EventRecord> {
        let mut events: Vec<EventRecord> = Vec::new();
        for seq in 1..=3 {
            let mut event = EventRecord {
                activity_id: Uuid::from_u128(1).into(),
                seq,
                step: if seq == 1 { Step::Create } else { Step::Submit },
                from_status: None,
                to_status: Status::Draft,
                reason: None,
                revision: seq,
                actor_id: None,
                actor_role: None,
                at: Instant::parse("2026-09-15T01:00:00Z").unwrap(),
                previous_hash: events.last().map_or_else(String::new, |e| e.hash.clone()),
                hash: String::new(),
                on_behalf_of: None,
            };
            event.hash = hash(&event);
            events.push(event);
        }
        events
    }

    #[test]
    fn any_change_of_the_past_shows() {
        let good = chain();
        assert_eq!(verify_chain(&good), Ok(()));
        let mut reason = good.clone();
        reason[1].reason = Some("later".into());
        assert_eq!(verify_chain(&reason), Err(2));
        let mut rehashed = reason.clone();
        rehashed[1].hash = hash(&rehashed[1]);
        assert_eq!(
            verify_chain(&rehashed),
            Err(3),
            "the next event still holds the old hash"
        );
        let mut gap = good.clone();
        gap.remove(1);
        assert_eq!(verify_chain(&gap), Err(2));
        assert_eq!(verify_chain(&good[1..]), Err(1));
    }
}

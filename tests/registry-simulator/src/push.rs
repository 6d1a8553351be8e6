//! Telling of changes at once, over a network that loses, doubles and reorders.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use domain::registry::{RegistryEvent, RegistryEventKind, RegistryOrganization};
use futures_util::{StreamExt as _, stream};
use hmac::{Hmac, Mac};
use rand::Rng as _;
use rand::seq::SliceRandom as _;
use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};
use reqwest::{Client, Response};
use serde::Serialize;
use sha2::Sha256;
use tokio::sync::mpsc::UnboundedReceiver;
use uuid::Uuid;

use crate::faults::lock;
use crate::generate;
use crate::inside::Inside;

/// How often one event is tried; then it is left to pull.
const TRIES: u32 = 4;
/// The longest pause between two tries, whatever `Retry-After` says.
const PAUSE_MAX: Duration = Duration::from_secs(2);
/// Events that are under way at once when pushes may overtake each other.
const AT_ONCE: usize = 8;

/// Where events go.
#[derive(Debug, Clone)]
pub(crate) struct Receiver {
    pub(crate) url: String,
    pub(crate) secret: Vec<u8>,
}

/// A change on its way to a receiver.
#[derive(Debug)]
pub(crate) struct Notice {
    pub(crate) to: Arc<Receiver>,
    pub(crate) organization: RegistryOrganization,
}

/// What became of the pushes so far.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Deliveries {
    /// Never sent, by [`crate::Faults::drop`].
    pub lost: u64,
    /// Tries without an answer.
    pub unanswered: u64,
    /// Answers by status, those to replays and altered bodies among them.
    pub answered: BTreeMap<u16, u64>,
    /// Events that were given up: refused for good, or tried too often.
    pub given_up: u64,
}

/// What to do after an answer, by the contract.
enum Next {
    Done,
    GiveUp,
    Again(Option<Duration>),
}

/// Delivers until nobody can tell of changes any more.
pub(crate) async fn deliver(inside: Arc<Inside>, client: Client, mut notices: UnboundedReceiver<Notice>) {
    while let Some(first) = notices.recv().await {
        let mut batch = vec![first];
        if inside.faults.get().reorder {
            // Only what waits together can overtake.
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        while let Ok(notice) = notices.try_recv() {
            batch.push(notice);
        }
        let reorders = inside.faults.get().reorder;
        if reorders {
            batch.shuffle(&mut *inside.dice.hold());
        }
        let (inside, client) = (&inside, &client);
        stream::iter(batch)
            .for_each_concurrent(if reorders { AT_ONCE } else { 1 }, |notice| async move {
                push(inside, client, &notice).await;
                inside.waiting.send_modify(|waiting| *waiting -= 1);
            })
            .await;
    }
}

/// One change, with whatever goes wrong on the way.
async fn push(inside: &Inside, client: &Client, notice: &Notice) {
    let faults = inside.faults.get();
    let copies = if inside.dice.falls(faults.duplicate) { 2 } else { 1 };
    for _ in 0..copies {
        if inside.dice.falls(faults.drop) {
            lock(&inside.deliveries).lost += 1;
            continue;
        }
        let event = RegistryEvent {
            id: Uuid::now_v7(),
            kind: RegistryEventKind::OrganizationChanged,
            occurred_at: notice.organization.updated_at,
            organization: notice.organization.clone(),
        };
        let body = serde_json::to_vec(&event).unwrap_or_else(|_| unreachable!("plain data is always JSON"));
        try_often(inside, client, &notice.to, &body).await;
    }
}

async fn try_often(inside: &Inside, client: &Client, to: &Receiver, body: &[u8]) {
    let mut was_unsigned = false;
    for n in 1..=TRIES {
        let faults = inside.faults.get();
        inside.dice.wait(faults.latency).await;
        let signature = sign(&to.secret, now_seconds(), body);
        let mut sent = body.to_vec();
        if inside.dice.falls(faults.alter) {
            let at = inside.dice.hold().random_range(0..sent.len());
            sent[at] ^= 1;
        }
        let answer = send(inside, client, to, &signature, &sent).await;
        if answer.is_some() && inside.dice.falls(faults.replay) {
            send(inside, client, to, &signature, &sent).await;
        }
        let next = after(answer.as_ref(), &mut was_unsigned);
        match next {
            Next::Done => return,
            Next::GiveUp => break,
            Next::Again(pause) => {
                let own = Duration::from_millis(50) * 4_u32.pow(n - 1);
                tokio::time::sleep(pause.unwrap_or(own).min(PAUSE_MAX)).await;
            }
        }
    }
    lock(&inside.deliveries).given_up += 1;
}

fn after(answer: Option<&Response>, was_unsigned: &mut bool) -> Next {
    match answer.map(|answer| answer.status().as_u16()) {
        Some(200..=299 | 409) => Next::Done,
        Some(401) if !*was_unsigned => {
            *was_unsigned = true;
            Next::Again(None)
        }
        Some(401 | 413 | 422) => Next::GiveUp,
        Some(429 | 503) => Next::Again(answer.and_then(|answer| {
            let seconds = answer.headers().get(RETRY_AFTER)?.to_str().ok()?;
            seconds.parse().ok().map(Duration::from_secs)
        })),
        _ => Next::Again(None),
    }
}

async fn send(
    inside: &Inside,
    client: &Client,
    to: &Receiver,
    signature: &str,
    body: &[u8],
) -> Option<Response> {
    let answer = client
        .post(&to.url)
        .header(CONTENT_TYPE, "application/json")
        .header("x-kepu-signature", signature)
        .body(body.to_vec())
        .send()
        .await
        .ok();
    let mut deliveries = lock(&inside.deliveries);
    match &answer {
        Some(answer) => *deliveries.answered.entry(answer.status().as_u16()).or_default() += 1,
        None => deliveries.unanswered += 1,
    }
    answer
}

/// `X-Kepu-Signature`, by the words of the contract.
fn sign(secret: &[u8], seconds: i64, body: &[u8]) -> String {
    let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(secret)
        .unwrap_or_else(|_| unreachable!("HMAC takes any key length"));
    mac.update(format!("{seconds}.").as_bytes());
    mac.update(body);
    let hex: String = mac
        .finalize()
        .into_bytes()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("t={seconds},v1={hex}")
}

pub(crate) fn now_seconds() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

/// The machine's clock.
pub(crate) fn now() -> domain::time::Instant {
    generate::at(now_seconds())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_contract() {
        let signature = sign(
            b"a secret that both sides know",
            1_787_275_800,
            br#"{"id":"0198c0de-0000-7000-8000-000000000001"}"#,
        );
        let contract = include_str!("../../../docs/registry-contract.md");
        assert!(
            contract.contains(&format!("header: `{signature}`")),
            "{signature}"
        );
    }
}

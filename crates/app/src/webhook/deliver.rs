use domain::id::WebhookId;
use domain::time::Instant;
use domain::webhook::DeliveryStatus;
use links::{Sent, Verdict};
use persistence::webhook::{self as store, DeliveryRecord, WebhookRecord};
use persistence::{StoreError, Tx};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::error::AppResult;
use crate::job::{self, Work};
use crate::signature;

/// Seconds after the first, second … attempt: eleven attempts within a day and a half.
const PAUSES: [i64; 10] = [10, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, 28_800, 43_200];
/// Failures in a row after which an address is left alone for a while.
const FAILURES_CLOSE: i32 = 5;
/// Longest such while, seconds.
const CLOSED_MAX: i64 = 600;

/// A delivery to be sent.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Deliver {
    pub(super) webhook: WebhookId,
    pub(super) n: i32,
}

/// Sends one delivery, and asks for the next attempt where it failed.
pub(crate) async fn deliver(app: &App, job: Deliver) -> AppResult<()> {
    let found = app
        .db()
        .read(move |conn| {
            let hook = store::find(conn, job.webhook)?;
            Ok::<_, StoreError>((hook, store::delivery(conn, job.webhook, job.n)?))
        })
        .await;
    let (hook, d) = match found {
        // The webhook was removed meanwhile.
        Err(StoreError::NotFound) => return Ok(()),
        other => other?,
    };
    let now = app.now();
    if d.status != DeliveryStatus::Pending || !hook.active {
        return Ok(());
    }
    if let Some(until) = hook.closed_until.filter(|until| now < *until) {
        return again(app, job, until).await;
    }
    let Some(sender) = app.webhook_sender() else {
        tracing::warn!("webhooks are switched off; a delivery waits");
        return again(app, job, now.plus_seconds(PAUSES[4])).await;
    };
    let signature = signature::sign(&secrets(app, &hook, now)?, now, d.body.as_bytes());
    let headers = [
        ("content-type", "application/json".to_owned()),
        ("x-kepu-signature", signature),
        ("x-kepu-event", d.event.as_str().to_owned()),
        ("x-kepu-event-id", d.event_id.to_string()),
    ];
    let sent = sender
        .post(&hook.url, &headers, d.body.clone().into_bytes())
        .await;
    let this = app.clone();
    app.db().write(move |tx| note(tx, &this, &hook, d, &sent)).await
}

async fn again(app: &App, job: Deliver, at: Instant) -> AppResult<()> {
    let this = app.clone();
    app.db()
        .write(move |tx| job::ask(tx, &this, &Work::Deliver(job), None, at))
        .await
}

/// The secrets that sign now, opened: the present one, and the one before for a day.
fn secrets(app: &App, hook: &WebhookRecord, now: Instant) -> AppResult<Vec<Vec<u8>>> {
    let open = |sealed: &[u8]| -> AppResult<Vec<u8>> {
        let secret: String = app.secrets().open(hook.id.uuid().as_bytes(), sealed)?;
        Ok(secret.into_bytes())
    };
    let mut all = vec![open(&hook.secret)?];
    if let Some((sealed, until)) = &hook.previous
        && now < *until
    {
        all.push(open(sealed)?);
    }
    Ok(all)
}

/// Writes down how an attempt went.
fn note(
    tx: &mut Tx<'_>,
    app: &App,
    hook: &WebhookRecord,
    mut d: DeliveryRecord,
    sent: &Sent,
) -> AppResult<()> {
    let now = app.now();
    let good = sent.is_accepted();
    d.attempts += 1;
    d.last_status = sent.status.map(i32::from);
    d.excerpt = Some(sent.excerpt.clone()).filter(|text| !text.is_empty());
    d.took_ms = i32::try_from(sent.took.as_millis()).ok();
    d.next_at = None;
    if good {
        d.status = DeliveryStatus::Delivered;
        d.delivered_at = Some(now);
        d.last_error = None;
        store::note_health(tx, hook.id, 0, None)?;
    } else {
        d.last_error = Some(why(sent));
        let failures = store::find(tx.conn(), hook.id)?.failures.saturating_add(1);
        let closed = (failures >= FAILURES_CLOSE).then(|| now.plus_seconds(closed_for(failures)));
        store::note_health(tx, hook.id, failures, closed)?;
        match usize::try_from(d.attempts - 1).ok().and_then(|n| PAUSES.get(n)) {
            Some(pause) => {
                let at = now.plus_seconds(*pause);
                d.next_at = Some(at);
                let work = Work::Deliver(Deliver {
                    webhook: d.webhook_id,
                    n: d.n,
                });
                job::ask(tx, app, &work, None, at)?;
            }
            None => d.status = DeliveryStatus::Dead,
        }
    }
    Ok(store::save_delivery(tx, &d)?)
}

fn closed_for(failures: i32) -> i64 {
    (10_i64 << (failures - FAILURES_CLOSE).clamp(0, 10)).min(CLOSED_MAX)
}

/// Why an attempt failed, for the log of deliveries.
fn why(sent: &Sent) -> String {
    match (sent.status, sent.verdict) {
        (Some(status), _) => format!("status {status}"),
        (None, Verdict::Forbidden) => "not https, or within a private network".to_owned(),
        (None, verdict) => verdict.as_str().replace('_', " "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_left_alone_longer_and_longer_and_never_longer_than_ten_minutes() {
        let all: Vec<i64> = (FAILURES_CLOSE..40).map(closed_for).collect();
        assert_eq!(all[..3], [10, 20, 40]);
        assert!(all.windows(2).all(|w| w[0] <= w[1]) && all.iter().all(|s| *s <= CLOSED_MAX));
        assert!(
            PAUSES.iter().sum::<i64>() > 86_400,
            "a receiver that is away for a day loses nothing"
        );
    }
}

use domain::access::{Actor, may_administer};
use domain::id::WebhookId;
use domain::page::{Limit, Page};
use domain::webhook::{Delivery, DeliveryStatus};
use persistence::Tx;
use persistence::webhook::{self as store, DeliveryRecord};

use super::Deliver;
use crate::app::App;
use crate::cursor;
use crate::error::{AppError, AppResult};
use crate::job::{self, Work};

/// Deliveries that are taken up again when a webhook is switched on.
const TAKEN_UP: usize = 1_000;

/// What was sent to a webhook, the latest first.
pub async fn deliveries(
    app: &App,
    actor: &Actor,
    id: WebhookId,
    status: Option<DeliveryStatus>,
    limit: Limit,
    before: Option<String>,
) -> AppResult<Page<Delivery>> {
    may_administer(actor)?;
    let before: Option<i32> = before.as_deref().map(cursor::read).transpose()?;
    let wanted = limit.get();
    let mut found = app
        .db()
        .read(move |conn| {
            store::find(conn, id)?;
            store::deliveries(conn, id, status, before, wanted + 1)
        })
        .await?;
    let next = cursor::cut(&mut found, wanted, |last| last.n)?;
    let items: AppResult<Vec<Delivery>> = found.into_iter().map(view).collect();
    Ok(Page {
        items: items?,
        next,
        total: None,
    })
}

/// Sends something again, whatever became of it: as a delivery of its own, with the same event.
pub async fn replay(app: &App, actor: &Actor, id: WebhookId, n: i32) -> AppResult<Delivery> {
    may_administer(actor)?;
    let this = app.clone();
    app.db()
        .write(move |tx| {
            let before = store::delivery(tx.conn(), id, n)?;
            let now = this.now();
            let mut fresh = DeliveryRecord {
                status: DeliveryStatus::Pending,
                attempts: 0,
                next_at: Some(now),
                last_status: None,
                last_error: None,
                excerpt: None,
                took_ms: None,
                replay_of: Some(n),
                created_at: now,
                delivered_at: None,
                ..before
            };
            fresh.n = store::add_delivery(tx, &fresh)?;
            let work = Work::Deliver(Deliver {
                webhook: id,
                n: fresh.n,
            });
            job::ask(tx, &this, &work, None, now)?;
            view(fresh)
        })
        .await
}

/// Asks for what waited while a webhook was switched off.
pub(super) fn ask_pending(tx: &mut Tx<'_>, app: &App, id: WebhookId) -> AppResult<()> {
    let pending = Some(DeliveryStatus::Pending);
    for d in store::deliveries(tx.conn(), id, pending, None, TAKEN_UP)? {
        let work = Work::Deliver(Deliver { webhook: id, n: d.n });
        job::ask(tx, app, &work, None, app.now())?;
    }
    Ok(())
}

fn view(d: DeliveryRecord) -> AppResult<Delivery> {
    Ok(Delivery {
        n: d.n,
        event_id: d.event_id,
        event: d.event,
        body: serde_json::from_str(&d.body).map_err(AppError::internal)?,
        status: d.status,
        attempts: d.attempts,
        next_at: d.next_at,
        last_status: d.last_status,
        last_error: d.last_error,
        excerpt: d.excerpt,
        took_ms: d.took_ms,
        replay_of: d.replay_of,
        created_at: d.created_at,
        delivered_at: d.delivered_at,
    })
}

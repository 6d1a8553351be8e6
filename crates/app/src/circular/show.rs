use domain::access::Actor;
use domain::circular::{Circular, CircularStatus};
use domain::id::{AccountId, CircularId, DispatchId};
use domain::time::Instant;
use persistence::Conn;
use persistence::circular::{self as store, ReceiptRecord};

use super::standing::{self, Seen};
use super::view;
use crate::app::App;
use crate::error::{AppError, AppResult};

/// A circular as it came to the actor. Reading it is the receipt (阅读回执): the first time somebody opens a text for a
/// recipient is kept.
pub async fn show(app: &App, actor: &Actor, id: CircularId) -> AppResult<Circular> {
    let (who, now) = (actor.clone(), app.now());
    let (circular, receipts) = app
        .db()
        .read(move |conn| {
            let seen = standing::see(conn, &who, id)?;
            let receipts = owed(conn, &seen, who.account, now)?;
            Ok::<_, AppError>((view::view(conn, &seen, now)?, receipts))
        })
        .await?;
    if !receipts.is_empty() {
        app.db()
            .write(move |tx| {
                for receipt in &receipts {
                    store::receive(tx, receipt)?;
                }
                Ok::<_, AppError>(())
            })
            .await?;
    }
    Ok(circular)
}

/// The receipts that are missing for this text; two statements. A withdrawn circular needs none.
fn owed(conn: &mut Conn, seen: &Seen, reader: AccountId, now: Instant) -> AppResult<Vec<ReceiptRecord>> {
    let c = &seen.circular;
    if c.status != CircularStatus::Published || seen.received.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<DispatchId> = seen.received.iter().map(|(d, _)| d.id).collect();
    let (regions, organizations) = (
        seen.standing.regions_read_for(),
        seen.standing.organizations_read_for(),
    );
    let read = store::read_for(conn, &ids, &regions, &organizations)?;
    let mut owed = Vec::new();
    for (d, who) in &seen.received {
        for recipient in who {
            if !read.contains(&(d.id, recipient.clone(), c.revision)) {
                owed.push(ReceiptRecord {
                    dispatch_id: d.id,
                    recipient: recipient.clone(),
                    revision: c.revision,
                    reader_id: reader,
                    read_at: now,
                });
            }
        }
    }
    Ok(owed)
}

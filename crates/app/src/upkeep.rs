//! What has to be forgotten: codes, answers and uploads that nobody will ask for again.

use persistence::{StoreError, check_in, idempotency, import, message, registry, resource, sms, webhook};

use crate::app::App;
use crate::error::AppResult;
use crate::exchange;

/// Days for which a message that was read is kept: an edition's length and the year after it.
const MESSAGES_KEPT: i64 = 400;

/// Days for which a delivery that is over is kept.
const DELIVERIES_KEPT: i64 = 90;

/// Batches of public pages that are made anew in one go, after an upgrade.
const RENDERED: usize = 200;

/// Removes what has expired and reminds of what is due. Safe to run in several processes at once, and at any time.
pub async fn run(app: &App) -> AppResult<()> {
    let now = app.now();
    app.db()
        .write(move |tx| {
            // Codes count against the day's limit for a day; first answers are given again for as long.
            sms::purge(tx, now.plus_days(-2))?;
            idempotency::purge(tx, now.plus_days(-2))?;
            // Signatures are good for five minutes: an event that old cannot come again.
            registry::purge_events(tx, now.plus_days(-1))?;
            webhook::purge(tx, now.plus_days(-DELIVERIES_KEPT))?;
            import::forget_rows(tx, now.plus_days(-exchange::ROWS_KEPT))?;
            check_in::forget_wrong_codes(tx, now.shanghai_date())?;
            resource::purge_visits(tx, now.shanghai_date())?;
            message::purge(tx, now.plus_days(-MESSAGES_KEPT))?;
            crate::audit::empty(tx, now)?;
            Ok::<_, StoreError>(())
        })
        .await?;
    crate::media::clean_up(app).await?;
    crate::link::renew(app).await?;
    for _ in 0..RENDERED {
        if !crate::public::render_anew(app).await? {
            break;
        }
    }
    crate::message::remind(app).await?;
    Ok(())
}

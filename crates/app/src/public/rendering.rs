//! After an upgrade: pages that were made another way are made anew, a few at a time, while the old ones are still shown.

use domain::id::ActivityId;
use persistence::{activity, public};

use super::refresh;
use crate::app::App;
use crate::error::{AppError, AppResult};

/// Pages that are made by one transaction.
const BATCH: i64 = 100;

/// Makes a batch anew; answers whether there may be more.
pub(crate) async fn render_anew(app: &App) -> AppResult<bool> {
    let old = app.db().read(|conn| public::outdated(conn, BATCH)).await?;
    if old.is_empty() {
        return Ok(false);
    }
    app.db()
        .write(move |tx| {
            // Whoever else does the same, or changes one meanwhile, leaves fewer to do.
            let still: Vec<ActivityId> = public::outdated(tx.conn(), BATCH)?;
            for a in activity::find_all(tx.conn(), &still)? {
                refresh(tx, &a)?;
            }
            Ok::<_, AppError>(())
        })
        .await?;
    Ok(true)
}

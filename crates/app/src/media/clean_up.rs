use persistence::StoreError;
use persistence::media;

use crate::app::App;
use crate::error::AppResult;

/// Uploads that are removed in one go.
const BATCH: i64 = 100;

/// Removes uploads that were announced and never finished, with what arrived of them.
pub async fn clean_up(app: &App) -> AppResult<usize> {
    let now = app.now();
    let abandoned = app
        .db()
        .read(move |conn| media::abandoned(conn, now, BATCH))
        .await?;
    for record in &abandoned {
        if let Some(upload_id) = &record.upload_id {
            app.storage()
                .multipart_abort(&record.object_key, upload_id)
                .await?;
        }
        app.storage().delete(&record.object_key).await?;
        let id = record.id;
        // A draft may still name the file: then its row stays, and only the bytes go.
        match app.db().write(move |tx| media::delete(tx, id)).await {
            Ok(()) | Err(StoreError::Broken(_)) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Ok(abandoned.len())
}

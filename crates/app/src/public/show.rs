use domain::id::ActivityId;
use domain::problem::Code;
use persistence::public;

use crate::app::App;
use crate::error::{AppError, AppResult};

/// The public page of an approved activity as ready JSON.
pub async fn show(app: &App, id: ActivityId) -> AppResult<String> {
    app.db()
        .read(move |conn| public::page(conn, id)?.ok_or_else(|| AppError::from(Code::NotFound)))
        .await
}

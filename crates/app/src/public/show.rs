use domain::id::ActivityId;
use domain::problem::Code;
use persistence::public;
use serde::Deserialize;

use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::link;

#[derive(Deserialize)]
struct Booking {
    reservation_url: Option<String>,
}

/// The public page of an approved activity as ready JSON, with what is known of its booking link.
pub async fn show(app: &App, id: ActivityId) -> AppResult<String> {
    app.db()
        .read(move |conn| {
            let mut page = public::page(conn, id)?.ok_or(Code::NotFound)?;
            let booking: Booking = serde_json::from_str(&page).map_err(AppError::internal)?;
            if let Some(url) = booking.reservation_url {
                let states = link::states_of(conn, std::slice::from_ref(&url))?;
                if let Some(state) = states.get(&url) {
                    let state = serde_json::to_string(state).map_err(AppError::internal)?;
                    // The page is ready as text: this goes before its last brace.
                    page.truncate(page.len() - 1);
                    page.push_str(",\"reservation_state\":");
                    page.push_str(&state);
                    page.push('}');
                }
            }
            Ok::<_, AppError>(page)
        })
        .await
}

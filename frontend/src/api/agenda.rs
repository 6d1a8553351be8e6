//! One's own calendar, to be followed from a phone.

use domain::agenda::{CalendarAddress, CalendarStatus};

use super::{Answer, Request};

pub async fn status() -> Answer<CalendarStatus> {
    Request::get("/me/calendar").send().await
}

/// The address is in this answer and nowhere else.
pub async fn open() -> Answer<CalendarAddress> {
    Request::post("/me/calendar").send().await
}

pub async fn close() -> Answer<()> {
    Request::delete("/me/calendar").send_empty().await
}

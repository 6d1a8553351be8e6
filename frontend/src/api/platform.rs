//! What kind of installation this is.

use domain::platform::{OutboxSms, Platform, PutForward};

use super::{Answer, Request};

pub async fn show() -> Answer<Platform> {
    Request::get("/platform").send().await
}

/// The newest SMS to a phone; in a demonstration only.
pub async fn demo_code(phone: &str) -> Answer<OutboxSms> {
    Request::get("/demo/sms-codes").query("phone", phone).send().await
}

/// Puts the clock forward; in a demonstration only.
pub async fn put_forward(days: u32) -> Answer<Platform> {
    Request::post("/demo/clock")
        .body(&PutForward { days })
        .send()
        .await
}

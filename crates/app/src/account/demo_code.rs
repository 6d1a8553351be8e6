use domain::platform::OutboxSms;
use domain::problem::Code;
use domain::text::Phone;

use crate::app::App;
use crate::error::{AppError, AppResult};

/// The newest SMS to a phone, in a demonstration; anywhere else there is no such thing.
pub async fn demo_code(app: &App, phone: &str) -> AppResult<OutboxSms> {
    if !app.settings().demo {
        return Err(Code::NotFound.into());
    }
    let phone = Phone::parse(phone)?;
    app.sms()
        .newest(phone.as_str())
        .await?
        .ok_or_else(|| AppError::from(Code::NotFound))
}

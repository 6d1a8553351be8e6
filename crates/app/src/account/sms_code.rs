use domain::account::{
    CODE_DIGITS, CODE_LIFETIME_SECONDS, CODE_RESEND_SECONDS, CODES_PER_DAY, SmsCodeIssued, SmsCodeRequest,
};
use domain::platform::OutboxSms;
use domain::problem::Code;
use domain::text::Phone;
use domain::time::Instant;
use persistence::StoreError;
use persistence::sms::{self, SmsCode};
use rand::Rng;
use uuid::Uuid;

use super::phone_digest;
use crate::app::App;
use crate::error::{AppError, AppResult};

/// Codes sent to one network address within an hour: a school or an office shares one.
const CODES_PER_ADDRESS_AND_HOUR: i64 = 60;
/// The same in a demonstration, where everybody comes from this very machine.
const CODES_IN_DEMONSTRATION: i64 = 1_000;

/// Sends a sign-in code by SMS. Whether the phone has an account is not told.
pub async fn send_code(app: &App, request: SmsCodeRequest, address: &str) -> AppResult<SmsCodeIssued> {
    let phone = Phone::parse(&request.phone)?;
    let now = app.now();
    let code = format!(
        "{:0width$}",
        rand::rng().random_range(0..10_u32.pow(CODE_DIGITS as u32)),
        width = CODE_DIGITS
    );
    let phone_digest = phone_digest(app.secrets(), &phone);
    let per_hour = if app.settings().demo {
        CODES_IN_DEMONSTRATION
    } else {
        CODES_PER_ADDRESS_AND_HOUR
    };
    let row = SmsCode {
        id: slot(app, &phone_digest, now),
        phone_digest,
        address_digest: app.secrets().digest("address", address.as_bytes()),
        code_digest: code_digest(app, &phone, &code),
        attempts: 0,
        created_at: now,
        expires_at: now.plus_seconds(CODE_LIFETIME_SECONDS),
        used_at: None,
    };
    let id = row.id;
    app.db()
        .write(move |tx| {
            if let Some(last) = sms::latest(tx.conn(), &row.phone_digest)? {
                let wait = CODE_RESEND_SECONDS - now.seconds_since(last.created_at);
                if wait > 0 {
                    return Err(AppError::Wait(Code::ResendTooSoon, wait.unsigned_abs()));
                }
            }
            if sms::count_of_phone(tx.conn(), &row.phone_digest, now.plus_days(-1))? >= CODES_PER_DAY {
                return Err(AppError::Wait(Code::TooManyCodes, 3_600));
            }
            let hour = now.plus_seconds(-3_600);
            if sms::count_of_address(tx.conn(), &row.address_digest, hour)? >= per_hour {
                return Err(AppError::Wait(Code::TooManyRequests, 600));
            }
            match sms::insert(tx, &row) {
                Err(StoreError::Duplicate(_)) => Err(AppError::Wait(
                    Code::ResendTooSoon,
                    CODE_RESEND_SECONDS.unsigned_abs(),
                )),
                other => Ok(other?),
            }
        })
        .await?;
    let message = OutboxSms {
        phone: phone.as_str().to_owned(),
        text: format!(
            "【{}】验证码 {code}，5 分钟内有效。请勿告诉他人。",
            app.settings().name
        ),
        code,
        at: now,
    };
    if let Err(error) = app.sms().send(&message).await {
        // What never arrived must not count against the person.
        app.db()
            .write(move |tx| Ok::<_, AppError>(sms::forget(tx, id)?))
            .await?;
        return Err(error);
    }
    Ok(SmsCodeIssued {
        expires_in: CODE_LIFETIME_SECONDS,
        resend_after: CODE_RESEND_SECONDS,
    })
}

/// The key of a code: the same for requests at the same time, so that of those only one is sent, whichever process
/// takes them.
fn slot(app: &App, phone_digest: &[u8], now: Instant) -> Uuid {
    let minute = now.unix_seconds().div_euclid(CODE_RESEND_SECONDS).to_be_bytes();
    let digest = app
        .secrets()
        .digest("sms code slot", &[phone_digest, &minute].concat());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    Uuid::from_bytes(bytes)
}

pub(super) fn code_digest(app: &App, phone: &Phone, code: &str) -> Vec<u8> {
    app.secrets()
        .digest("sms code", format!("{}:{code}", phone.as_str()).as_bytes())
}

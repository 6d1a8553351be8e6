use domain::account::{CODE_ATTEMPTS, CODE_DIGITS, SignIn, SignedIn};
use domain::id::{AccountId, SessionId};
use domain::problem::{Code, Fault, FaultCode, Faults};
use domain::text::Phone;
use domain::time::Instant;
use persistence::account::{self, Account};
use persistence::session::{self, Session};
use persistence::{Tx, sms};
use subtle::ConstantTimeEq;

use super::sms_code::code_digest;
use super::{me, phone_digest, token};
use crate::app::App;
use crate::error::{AppError, AppResult};

/// Days after which one must sign in again however often the session was refreshed.
pub(super) const SESSION_DAYS: i64 = 30;

/// What a try came to. Both are committed: a wrong try counts.
enum Tried {
    In(Box<SignedIn>),
    Refused(Code),
}

/// Signs in with a code; the first time, this makes the account. `device` is what the client calls itself.
pub async fn sign_in(app: &App, request: SignIn, device: &str) -> AppResult<SignedIn> {
    let mut faults = Faults::new();
    let phone = Phone::parse(&request.phone)
        .map_err(|fault| faults.push(fault))
        .ok();
    let code = domain::text::half_width(request.code.trim());
    if code.len() != CODE_DIGITS || !code.bytes().all(|b| b.is_ascii_digit()) {
        faults.push(Fault::new("/code", FaultCode::InvalidCodeFormat));
    }
    let Some(phone) = phone.filter(|_| faults.is_empty()) else {
        return Err(AppError::Invalid(faults));
    };
    let device: String = crate::clean::text(device).chars().take(200).collect();
    let (this, now) = (app.clone(), app.now());
    let tried = app
        .db()
        .write(move |tx| {
            let digest = phone_digest(this.secrets(), &phone);
            let Some(sent) = sms::latest(tx.conn(), &digest)? else {
                return Ok(Tried::Refused(Code::InvalidCode));
            };
            if sent.used_at.is_some() || sent.expires_at <= now {
                return Ok(Tried::Refused(Code::InvalidCode));
            }
            if !sms::count_attempt(tx, sent.id, CODE_ATTEMPTS)? {
                return Ok(Tried::Refused(Code::TooManyAttempts));
            }
            let right = sent.code_digest.ct_eq(&code_digest(&this, &phone, &code));
            if !bool::from(right) || !sms::mark_used(tx, sent.id, now)? {
                return Ok(Tried::Refused(Code::InvalidCode));
            }
            let found = match account::find_by_phone(tx.conn(), &digest)? {
                Some(found) => found,
                None => {
                    let made = new_account(&this, &phone, &format!("用户{}", &phone.as_str()[7..]))?;
                    account::insert(tx, &made)?;
                    made
                }
            };
            if found.locked {
                return Ok(Tried::Refused(Code::AccountLocked));
            }
            Ok::<_, AppError>(Tried::In(Box::new(open_session(
                tx, &this, found.id, device, now,
            )?)))
        })
        .await?;
    match tried {
        Tried::In(signed_in) => Ok(*signed_in),
        Tried::Refused(Code::TooManyAttempts) => Err(AppError::Wait(Code::TooManyAttempts, 60)),
        Tried::Refused(code) => Err(code.into()),
    }
}

/// An account that does not exist yet.
pub(super) fn new_account(app: &App, phone: &Phone, display_name: &str) -> AppResult<Account> {
    let id: AccountId = app.new_id();
    let now = app.now();
    Ok(Account {
        id,
        phone_digest: phone_digest(app.secrets(), phone),
        phone_sealed: app.secrets().seal(id.uuid().as_bytes(), &phone.as_str())?,
        display_name: display_name.to_owned(),
        locked: false,
        version: 1,
        created_at: now,
        updated_at: now,
    })
}

fn open_session(
    tx: &mut Tx<'_>,
    app: &App,
    id: AccountId,
    device: String,
    now: Instant,
) -> AppResult<SignedIn> {
    let session = Session {
        id: app.new_id::<SessionId>(),
        account_id: id,
        device,
        created_at: now,
        last_used_at: now,
        expires_at: now.plus_days(SESSION_DAYS),
        revoked_at: None,
    };
    session::insert(tx, &session)?;
    issue(tx, app, &session, now)
}

/// A new pair of tokens for a session.
pub(super) fn issue(tx: &mut Tx<'_>, app: &App, session: &Session, now: Instant) -> AppResult<SignedIn> {
    let refresh = app.random_token();
    session::insert_token(
        tx,
        &app.secrets().digest("refresh token", refresh.as_bytes()),
        session.id,
        now,
    )?;
    Ok(SignedIn {
        access_token: app.signer().sign(session.account_id, session.id, now)?,
        expires_in: token::LIFETIME_SECONDS,
        refresh_token: Some(refresh),
        user: me(tx.conn(), app, session.account_id)?,
    })
}

use domain::access::Grant;
use domain::account::{CODE_ATTEMPTS, CODE_DIGITS, SessionLimits, SignIn, SignedIn};
use domain::id::{AccountId, SessionId};
use domain::problem::{Code, Fault, FaultCode, Faults};
use domain::text::Phone;
use domain::time::Instant;
use persistence::account::{self, Account};
use persistence::session::{self, Session};
use persistence::{Tx, sms};
use subtle::ConstantTimeEq;

use super::second_factor::{self, Shut};
use super::sms_code::code_digest;
use super::{me, phone_digest, token};
use crate::app::App;
use crate::audit;
use crate::error::{AppError, AppResult};

/// What a try came to. All are committed: a wrong try counts.
enum Tried {
    In(Box<SignedIn>),
    Refused(Code),
    /// The code was right, the authenticator's was not or was missing.
    Shut(AccountId, Shut),
    Locked(AccountId),
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
    let totp = request.totp;
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
            if !bool::from(right) {
                return Ok(Tried::Refused(Code::InvalidCode));
            }
            let known = account::find_by_phone(tx.conn(), &digest)?;
            let mut second_factor_at = None;
            if let Some(known) = &known {
                if known.locked {
                    return Ok(Tried::Locked(known.id));
                }
                if let Some(factor) = second_factor::active(tx.conn(), known.id)? {
                    // The code by SMS stays good until the authenticator's is right, too.
                    let tried = match totp.as_deref().map(str::trim).filter(|code| !code.is_empty()) {
                        None => Err(Shut::Refused(Code::SecondFactorNeeded)),
                        Some(totp) => second_factor::try_code(tx, &this, &factor, totp, now)?,
                    };
                    if let Err(shut) = tried {
                        return Ok(Tried::Shut(known.id, shut));
                    }
                    second_factor_at = Some(now);
                }
            }
            if !sms::mark_used(tx, sent.id, now)? {
                return Ok(Tried::Refused(Code::InvalidCode));
            }
            let id = match known {
                Some(known) => known.id,
                None => {
                    let made = new_account(&this, &phone, &format!("用户{}", &phone.as_str()[7..]))?;
                    account::insert(tx, &made)?;
                    made.id
                }
            };
            let session = new_session(&this, id, device, second_factor_at, now);
            session::insert(tx, &session)?;
            Ok::<_, AppError>(Tried::In(Box::new(issue(tx, &this, &session, now)?)))
        })
        .await?;
    match tried {
        Tried::In(signed_in) => {
            audit::known_person(signed_in.user.id);
            Ok(*signed_in)
        }
        Tried::Shut(id, shut) => {
            audit::known_person(id);
            Err(shut.into())
        }
        Tried::Locked(id) => {
            audit::known_person(id);
            Err(Code::AccountLocked.into())
        }
        Tried::Refused(Code::TooManyAttempts) => Err(AppError::Wait(Code::TooManyAttempts, 60)),
        Tried::Refused(code) => Err(code.into()),
    }
}

/// An account that does not exist yet.
pub(crate) fn new_account(app: &App, phone: &Phone, display_name: &str) -> AppResult<Account> {
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
        locked_reason: None,
    })
}

fn new_session(
    app: &App,
    account_id: AccountId,
    device: String,
    second_factor_at: Option<Instant>,
    now: Instant,
) -> Session {
    Session {
        id: app.new_id::<SessionId>(),
        account_id,
        device,
        created_at: now,
        last_used_at: now,
        // Roles may ask for an earlier end: see `is_over`.
        expires_at: now.plus_seconds(SessionLimits::USUAL.absolute),
        revoked_at: None,
        second_factor_at,
    }
}

/// Whether a session is over for somebody with these roles, although nobody ended it.
pub(super) fn is_over(session: &Session, grants: &[Grant], now: Instant) -> bool {
    let limits = SessionLimits::of(grants.iter().map(|g| g.role));
    session.expires_at <= now || session.created_at.plus_seconds(limits.absolute) <= now
}

/// Whether it was not used for longer than these roles allow.
pub(super) fn is_idle(session: &Session, grants: &[Grant], now: Instant) -> bool {
    let limits = SessionLimits::of(grants.iter().map(|g| g.role));
    session.last_used_at.plus_seconds(limits.idle) <= now
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
        user: me(tx.conn(), app, session.account_id, session.second_factor_at)?,
    })
}

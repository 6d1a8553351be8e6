//! Codes of an authenticator (TOTP, RFC 6238) beside the one by SMS, and recovery codes for when it is lost.

use domain::access::Actor;
use domain::account::{
    RECOVERY_CODES, RecoveryCodes, SecondFactor, SecondFactorCode, SecondFactorSecret, TOTP_ATTEMPTS,
    TOTP_DIGITS, TOTP_LOCK_SECONDS, TOTP_PERIOD_SECONDS,
};
use domain::id::AccountId;
use domain::problem::Code;
use domain::time::Instant;
use persistence::second_factor::{self, SecondFactorRecord};
use persistence::{Conn, Tx, account, session};
use rand::seq::IndexedRandom;
use subtle::ConstantTimeEq;
use totp_rs::{Algorithm, Secret, TOTP};

use super::Recognised;
use crate::app::App;
use crate::error::{AppError, AppResult};

/// Bytes of what is shared (RFC 4226 §4 R6 recommends 20).
const SECRET_BYTES: usize = 20;
/// Intervals before and after the present one whose codes are good: clocks of phones differ.
const SKEW: i64 = 1;
/// Characters of recovery codes: none looks like another.
const ALPHABET: &[u8] = b"23456789abcdefghjkmnpqrstuvwxyz";
/// Characters of a recovery code, in two halves.
const RECOVERY_LENGTH: usize = 10;

/// Why a code did not open anything.
pub(super) enum Shut {
    Refused(Code),
    /// No code is tried for so many seconds.
    Wait(u64),
}

impl From<Shut> for AppError {
    fn from(shut: Shut) -> Self {
        match shut {
            Shut::Refused(code) => code.into(),
            Shut::Wait(seconds) => Self::Wait(Code::TooManyAttempts, seconds),
        }
    }
}

/// Whether one of these roles cannot be used without.
pub(super) fn is_required(app: &App, actor: &Actor) -> bool {
    app.settings().second_factor_required && actor.grants.iter().any(|g| g.role.needs_second_factor())
}

/// The authenticator of an account, if its codes are asked for.
pub(super) fn active(conn: &mut Conn, id: AccountId) -> AppResult<Option<SecondFactorRecord>> {
    Ok(second_factor::find(conn, id)?.filter(|found| found.confirmed_at.is_some()))
}

/// Tries a code of the authenticator or a recovery code. To be committed whatever comes out: wrong ones count.
pub(super) fn try_code(
    tx: &mut Tx<'_>,
    app: &App,
    factor: &SecondFactorRecord,
    code: &str,
    now: Instant,
) -> AppResult<Result<(), Shut>> {
    if let Some(until) = factor.locked_until.filter(|until| *until > now) {
        let seconds = u64::try_from(until.seconds_since(now)).unwrap_or(0);
        return Ok(Err(Shut::Wait(seconds.max(1))));
    }
    let id = factor.account_id;
    let code = domain::text::half_width(code.trim()).to_lowercase();
    let right = if code.len() == TOTP_DIGITS {
        match interval_of(app, factor, &code, now)? {
            Some(interval) => second_factor::use_interval(tx, id, interval)?,
            None => false,
        }
    } else {
        second_factor::use_code(tx, id, &recovery_digest(app, id, &code), now)?
    };
    if right {
        return Ok(Ok(()));
    }
    second_factor::count_failure(tx, id, TOTP_ATTEMPTS, now.plus_seconds(TOTP_LOCK_SECONDS))?;
    Ok(Err(Shut::Refused(Code::InvalidSecondFactor)))
}

/// The interval around now whose code this is.
fn interval_of(app: &App, factor: &SecondFactorRecord, code: &str, now: Instant) -> AppResult<Option<i64>> {
    let totp = totp_of(app, factor)?;
    let present = now.unix_seconds() / TOTP_PERIOD_SECONDS;
    // All are computed, whichever it is.
    let found = (present - SKEW..=present + SKEW).fold(None, |found, interval| {
        let at = u64::try_from(interval * TOTP_PERIOD_SECONDS).unwrap_or(0);
        let right = bool::from(totp.generate(at).as_bytes().ct_eq(code.as_bytes()));
        if right { Some(interval) } else { found }
    });
    Ok(found)
}

fn totp_of(app: &App, factor: &SecondFactorRecord) -> AppResult<TOTP> {
    let secret: Vec<u8> = app
        .secrets()
        .open(factor.account_id.uuid().as_bytes(), &factor.secret_sealed)?;
    totp(secret, app.settings().name.clone(), String::new())
}

fn totp(secret: Vec<u8>, issuer: String, account: String) -> AppResult<TOTP> {
    let period = u64::try_from(TOTP_PERIOD_SECONDS).unwrap_or(30);
    // What other algorithms there are, authenticators do not know.
    TOTP::new(
        Algorithm::SHA1,
        TOTP_DIGITS,
        1,
        period,
        secret,
        Some(issuer),
        account,
    )
    .map_err(AppError::internal)
}

fn recovery_digest(app: &App, id: AccountId, code: &str) -> Vec<u8> {
    let plain: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    let owned = [id.uuid().as_bytes(), plain.as_bytes()].concat();
    app.secrets().digest("recovery code", &owned)
}

fn status(conn: &mut Conn, app: &App, actor: &Actor) -> AppResult<SecondFactor> {
    let active = active(conn, actor.account)?.is_some();
    Ok(SecondFactor {
        active,
        required: is_required(app, actor),
        recovery_codes_left: if active {
            second_factor::codes_left(conn, actor.account)?
        } else {
            0
        },
    })
}

/// Whether an authenticator is set up.
pub async fn show(app: &App, actor: &Actor) -> AppResult<SecondFactor> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db().read(move |conn| status(conn, &this, &actor)).await
}

/// Begins to set one up: what the authenticator has to know. Nothing is asked for until a first code has confirmed it.
pub async fn begin(app: &App, actor: &Actor) -> AppResult<SecondFactorSecret> {
    let secret: Vec<u8> = rand::random::<[u8; SECRET_BYTES]>().to_vec();
    let (this, id, now) = (app.clone(), actor.account, app.now());
    app.db()
        .write(move |tx| {
            if active(tx.conn(), id)?.is_some() {
                return Err(AppError::from(Code::SecondFactorActive));
            }
            let record = SecondFactorRecord {
                account_id: id,
                secret_sealed: this.secrets().seal(id.uuid().as_bytes(), &secret)?,
                created_at: now,
                confirmed_at: None,
                last_interval: 0,
                failures: 0,
                locked_until: None,
            };
            second_factor::put(tx, &record)?;
            let sealed = account::find(tx.conn(), id)?.phone_sealed;
            let phone: String = this.secrets().open(id.uuid().as_bytes(), &sealed)?;
            let label = domain::text::mask_phone(&phone);
            let totp = totp(secret.clone(), this.settings().name.clone(), label)?;
            Ok(SecondFactorSecret {
                secret: Secret::Raw(secret).to_encoded().to_string(),
                uri: totp.get_url(),
            })
        })
        .await
}

/// Confirms it with a first code, and answers recovery codes. For one that is set up already, the code is good for this
/// device: it can use its roles from now on; there are no new recovery codes then.
pub async fn confirm(app: &App, me: &Recognised, given: SecondFactorCode) -> AppResult<RecoveryCodes> {
    let (this, me, now) = (app.clone(), me.clone(), app.now());
    let id = me.actor.account;
    let done = app
        .db()
        .write(move |tx| {
            let Some(mut factor) = second_factor::find(tx.conn(), id)? else {
                return Ok::<_, AppError>(Err(Shut::Refused(Code::SecondFactorAbsent)));
            };
            if let Err(shut) = try_code(tx, &this, &factor, &given.totp, now)? {
                return Ok(Err(shut));
            }
            session::note_second_factor(tx, me.session, Some(now))?;
            if factor.confirmed_at.is_some() {
                return Ok(Ok(RecoveryCodes { codes: Vec::new() }));
            }
            factor = second_factor::find(tx.conn(), id)?.ok_or(Code::SecondFactorAbsent)?;
            factor.confirmed_at = Some(now);
            second_factor::put(tx, &factor)?;
            Ok(Ok(give_codes(tx, &this, id)?))
        })
        .await?;
    Ok(done?)
}

fn give_codes(tx: &mut Tx<'_>, app: &App, id: AccountId) -> AppResult<RecoveryCodes> {
    let mut rng = rand::rng();
    let codes: Vec<String> = (0..RECOVERY_CODES)
        .map(|_| {
            let letters: String = (0..RECOVERY_LENGTH)
                .filter_map(|_| ALPHABET.choose(&mut rng).map(|b| char::from(*b)))
                .collect();
            let (first, second) = letters.split_at(RECOVERY_LENGTH / 2);
            format!("{first}-{second}")
        })
        .collect();
    let digests: Vec<Vec<u8>> = codes.iter().map(|code| recovery_digest(app, id, code)).collect();
    second_factor::replace_codes(tx, id, &digests)?;
    Ok(RecoveryCodes { codes })
}

/// Gives out new recovery codes; the old ones are void.
pub async fn renew_codes(app: &App, actor: &Actor, given: SecondFactorCode) -> AppResult<RecoveryCodes> {
    let (this, id) = (app.clone(), actor.account);
    with_code(app, id, given, move |tx| give_codes(tx, &this, id)).await
}

/// Removes the authenticator. Roles that need one cannot be used afterwards.
pub async fn remove(app: &App, actor: &Actor, given: SecondFactorCode) -> AppResult<()> {
    let id = actor.account;
    let now = app.now();
    with_code(app, id, given, move |tx| {
        second_factor::remove(tx, id)?;
        for session in session::of_account(tx.conn(), id, now)? {
            session::note_second_factor(tx, session.id, None)?;
        }
        Ok(())
    })
    .await
}

/// Does `work` once a code of the authenticator, or a recovery code, was right.
async fn with_code<T: Send + 'static>(
    app: &App,
    id: AccountId,
    given: SecondFactorCode,
    work: impl FnOnce(&mut Tx<'_>) -> AppResult<T> + Send + 'static,
) -> AppResult<T> {
    let (this, now) = (app.clone(), app.now());
    let done = app
        .db()
        .write(move |tx| {
            let Some(factor) = active(tx.conn(), id)? else {
                return Ok::<_, AppError>(Err(Shut::Refused(Code::SecondFactorAbsent)));
            };
            match try_code(tx, &this, &factor, &given.totp, now)? {
                Ok(()) => Ok(Ok(work(tx)?)),
                Err(shut) => Ok(Err(shut)),
            }
        })
        .await?;
    Ok(done?)
}

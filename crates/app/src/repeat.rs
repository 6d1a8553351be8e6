//! Creations that may be sent twice: the same key gives the first answer again.

use domain::id::AccountId;
use domain::problem::Code;
use persistence::Tx;
use persistence::idempotency::{self, FirstAnswer};
use serde::Serialize;

use crate::app::App;
use crate::error::{AppError, AppResult};

/// Seconds for which a first answer is kept.
const KEPT_SECONDS: i64 = 86_400;

/// The key of a repeated request, and a digest of what it asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeat {
    pub key: String,
    pub digest: Vec<u8>,
}

/// What a creation answers: something new, or once more what the first request was told (JSON).
#[derive(Debug, Clone)]
pub enum Outcome<T> {
    New(T),
    Again { location: Option<String>, body: String },
}

/// Makes something inside the transaction, unless the key was seen before. The answer is kept in the same
/// transaction: creation and answer exist together or not at all. It is encrypted, since it may hold contacts.
pub(crate) fn once<T: Serialize>(
    tx: &mut Tx<'_>,
    app: &App,
    account: AccountId,
    repeat: Option<&Repeat>,
    location: impl FnOnce(&T) -> String,
    make: impl FnOnce(&mut Tx<'_>) -> AppResult<T>,
) -> AppResult<Outcome<T>> {
    let Some(repeat) = repeat else {
        return make(tx).map(Outcome::New);
    };
    let now = app.now();
    let since = now.plus_seconds(-KEPT_SECONDS);
    let owner = [&account.uuid().as_bytes()[..], repeat.key.as_bytes()].concat();
    if let Some(first) = idempotency::find(tx.conn(), account, &repeat.key, since)? {
        if first.request_digest != repeat.digest {
            return Err(Code::IdempotencyKeyReused.into());
        }
        let body = match &first.body_sealed {
            Some(sealed) => app.secrets().open(&owner, sealed)?,
            None => first.body.unwrap_or_default(),
        };
        return Ok(Outcome::Again {
            location: first.location,
            body,
        });
    }
    let made = make(tx)?;
    let body = serde_json::to_string(&made).map_err(AppError::internal)?;
    let answer = FirstAnswer {
        request_digest: repeat.digest.clone(),
        status: 201,
        location: Some(location(&made)),
        body_sealed: Some(app.secrets().seal(&owner, &body)?),
        body: None,
    };
    idempotency::forget(tx, account, &repeat.key, since)?;
    idempotency::insert(tx, account, &repeat.key, &answer, now)?;
    Ok(Outcome::New(made))
}

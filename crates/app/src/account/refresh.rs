use domain::account::SignedIn;
use domain::problem::Code;
use domain::time::Instant;
use persistence::account;
use persistence::session::{self, Session};

use super::sign_in::{is_idle, is_over, issue};
use crate::app::App;
use crate::error::{AppError, AppResult};

enum Tried {
    In(Box<SignedIn>),
    Refused(Code),
}

/// Seconds for which the token used last may be used again: a page loaded anew before the answer was there, a line that broke.
const LEEWAY_SECONDS: i64 = 30;

/// Exchanges a refresh token for a new pair. A token that was used before ends the whole session: somebody has a copy.
///
/// But for the one used last, for half a minute, while what it was exchanged for has not been used: there the answer may
/// have been lost. Whichever of the pairs is used first makes the others count as used, so that two who go on with
/// one token are found out all the same.
pub async fn refresh(app: &App, token: &str) -> AppResult<SignedIn> {
    let digest = app.secrets().digest("refresh token", token.as_bytes());
    let (this, now) = (app.clone(), app.now());
    let tried = app
        .db()
        .write(move |tx| {
            let Some(found) = session::find_token(tx.conn(), &digest)? else {
                return Ok(Tried::Refused(Code::InvalidToken));
            };
            let session = found.session;
            if session.revoked_at.is_some() || session.expires_at <= now {
                return Ok(Tried::Refused(Code::SessionRevoked));
            }
            let again = found.used_at.is_some() || !session::use_token(tx, &digest, now)?;
            if again && !may_be_lost(found.used_at, &session, now) {
                session::revoke(tx, session.id, now)?;
                tracing::warn!(session = %session.id, "a refresh token was used twice; the session is ended");
                return Ok(Tried::Refused(Code::SessionRevoked));
            }
            let grants: Vec<_> = super::held(tx.conn(), session.account_id, now)?
                .into_iter()
                .map(|g| g.grant)
                .collect();
            if is_over(&session, &grants, now) || is_idle(&session, &grants, now) {
                session::revoke(tx, session.id, now)?;
                return Ok(Tried::Refused(Code::SessionRevoked));
            }
            if account::find(tx.conn(), session.account_id)?.locked {
                return Ok(Tried::Refused(Code::AccountLocked));
            }
            if !again {
                session::supersede_unused(tx, session.id)?;
                session::touch(tx, session.id, now)?;
            }
            Ok::<_, AppError>(Tried::In(Box::new(issue(tx, &this, &session, now)?)))
        })
        .await?;
    match tried {
        Tried::In(signed_in) => Ok(*signed_in),
        Tried::Refused(code) => Err(code.into()),
    }
}

/// Whether the answer to the first use of a token may not have arrived. `used_at` is absent where somebody used it this
/// very moment.
fn may_be_lost(used_at: Option<Instant>, session: &Session, now: Instant) -> bool {
    used_at.is_none_or(|used| used == session.last_used_at && now.seconds_since(used) <= LEEWAY_SECONDS)
}

use domain::account::SignedIn;
use domain::problem::Code;
use persistence::{account, session};

use super::sign_in::issue;
use crate::app::App;
use crate::error::{AppError, AppResult};

/// Days without any use after which a session has ended.
const IDLE_DAYS: i64 = 7;

enum Tried {
    In(Box<SignedIn>),
    Refused(Code),
}

/// Exchanges a refresh token for a new pair. A token that was used before ends the whole session: somebody has a copy.
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
            if found.used_at.is_some() || !session::use_token(tx, &digest, now)? {
                session::revoke(tx, session.id, now)?;
                tracing::warn!(session = %session.id, "a refresh token was used twice; the session is ended");
                return Ok(Tried::Refused(Code::SessionRevoked));
            }
            if session.last_used_at.plus_days(IDLE_DAYS) <= now {
                session::revoke(tx, session.id, now)?;
                return Ok(Tried::Refused(Code::SessionRevoked));
            }
            if account::find(tx.conn(), session.account_id)?.locked {
                return Ok(Tried::Refused(Code::AccountLocked));
            }
            session::touch(tx, session.id, now)?;
            Ok::<_, AppError>(Tried::In(Box::new(issue(tx, &this, &session, now)?)))
        })
        .await?;
    match tried {
        Tried::In(signed_in) => Ok(*signed_in),
        Tried::Refused(code) => Err(code.into()),
    }
}

use domain::access::Actor;
use domain::problem::Code;
use persistence::{StoreError, account, grant, session};

use super::Recognised;
use crate::app::App;
use crate::error::{AppError, AppResult};

/// Who holds this access token: signature, expiry, session and lock are checked, grants are read fresh.
pub async fn authenticate(app: &App, token: &str) -> AppResult<Recognised> {
    let now = app.now();
    let claims = app.signer().check(token, now)?;
    app.db()
        .read(move |conn| {
            let running = match session::find(conn, claims.sid) {
                Ok(found) => found,
                Err(StoreError::NotFound) => return Err(Code::InvalidToken.into()),
                Err(other) => return Err(other.into()),
            };
            if running.account_id != claims.sub {
                return Err(AppError::from(Code::InvalidToken));
            }
            if running.revoked_at.is_some() || running.expires_at <= now {
                return Err(Code::SessionRevoked.into());
            }
            if account::find(conn, claims.sub)?.locked {
                return Err(Code::AccountLocked.into());
            }
            let grants = grant::of_account(conn, claims.sub)?
                .into_iter()
                .map(|g| g.grant)
                .collect();
            Ok(Recognised {
                actor: Actor {
                    account: claims.sub,
                    grants,
                },
                session: claims.sid,
            })
        })
        .await
}

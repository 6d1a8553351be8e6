use domain::access::Actor;
use domain::id::{AccountId, SessionId};
use domain::problem::Code;
use persistence::{StoreError, account, session};

use super::Recognised;
use crate::app::App;
use crate::error::{AppError, AppResult};

/// What a valid access token says. Whether its session still runs is another question: [`recognise`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Presented {
    pub account: AccountId,
    pub session: SessionId,
}

/// Checks signature and expiry of an access token; reads nothing from the database.
pub fn read_token(app: &App, token: &str) -> AppResult<Presented> {
    let claims = app.signer().check(token, app.now())?;
    Ok(Presented {
        account: claims.sub,
        session: claims.sid,
    })
}

/// Who it is: session and lock are checked, grants are read fresh. Three statements in one go, four for officials.
pub async fn recognise(app: &App, presented: Presented) -> AppResult<Recognised> {
    let now = app.now();
    app.db()
        .read(move |conn| {
            let running = match session::find(conn, presented.session) {
                Ok(found) => found,
                Err(StoreError::NotFound) => return Err(Code::InvalidToken.into()),
                Err(other) => return Err(other.into()),
            };
            if running.account_id != presented.account {
                return Err(AppError::from(Code::InvalidToken));
            }
            if running.revoked_at.is_some() || running.expires_at <= now {
                return Err(Code::SessionRevoked.into());
            }
            if account::find(conn, presented.account)?.locked {
                return Err(Code::AccountLocked.into());
            }
            let grants = super::held(conn, presented.account, now)?
                .into_iter()
                .map(|g| g.grant)
                .collect();
            Ok(Recognised {
                actor: Actor {
                    account: presented.account,
                    grants,
                },
                session: presented.session,
            })
        })
        .await
}

/// Who holds this access token.
pub async fn authenticate(app: &App, token: &str) -> AppResult<Recognised> {
    recognise(app, read_token(app, token)?).await
}

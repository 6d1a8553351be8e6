use domain::access::Actor;
use domain::api_client::Scope;
use domain::id::{AccountId, ApiClientId, SessionId};
use domain::problem::Code;
use persistence::{StoreError, account, session as sessions};

use super::Recognised;
use super::second_factor::is_required;
use super::sign_in::is_over;
use crate::app::App;
use crate::audit;
use crate::error::{AppError, AppResult};

/// What a valid access token says. Whether its session still runs, or its client still has that secret, is another
/// question: [`recognise`], [`crate::api_client::recognise`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Presented {
    Person { account: AccountId, session: SessionId },
    Client(ClientPresented),
}

/// What a client's token says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientPresented {
    pub client: ApiClientId,
    /// Number of the secret it was got with.
    pub secret_number: i32,
    pub scopes: Vec<Scope>,
    pub requests_per_minute: u32,
}

/// Checks signature and expiry of an access token; reads nothing from the database.
pub fn read_token(app: &App, token: &str) -> AppResult<Presented> {
    app.signer().check(token, app.now())
}

/// Who it is: session and lock are checked, grants are read fresh. Three statements in one go, four for officials.
pub async fn recognise(app: &App, presented: Presented) -> AppResult<Recognised> {
    let Presented::Person { account: id, session } = presented else {
        return Err(Code::PersonNeeded.into());
    };
    let (this, now) = (app.clone(), app.now());
    audit::known_person(id);
    app.db()
        .read(move |conn| {
            let running = match sessions::find(conn, session) {
                Ok(found) => found,
                Err(StoreError::NotFound) => return Err(Code::InvalidToken.into()),
                Err(other) => return Err(other.into()),
            };
            if running.account_id != id {
                return Err(AppError::from(Code::InvalidToken));
            }
            if running.revoked_at.is_some() || running.expires_at <= now {
                return Err(Code::SessionRevoked.into());
            }
            if account::find(conn, id)?.locked {
                return Err(Code::AccountLocked.into());
            }
            let grants: Vec<_> = super::held(conn, id, now)?.into_iter().map(|g| g.grant).collect();
            if is_over(&running, &grants, now) {
                return Err(Code::SessionRevoked.into());
            }
            let actor = Actor { account: id, grants };
            Ok(Recognised {
                second_factor_missing: running.second_factor_at.is_none() && is_required(&this, &actor),
                second_factor_at: running.second_factor_at,
                actor,
                session,
            })
        })
        .await
}

/// Who holds this access token.
pub async fn authenticate(app: &App, token: &str) -> AppResult<Recognised> {
    recognise(app, read_token(app, token)?).await
}

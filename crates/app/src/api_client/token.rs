//! Tokens for clients. What a token endpoint refuses has names of its own (RFC 6749 §5.2), not those of our problems.

use domain::api_client::{ClientToken, Scope};
use domain::id::ApiClientId;
use persistence::StoreError;
use persistence::api_client::{self as store, ApiClientRecord};
use subtle::ConstantTimeEq;

use super::secret_digest;
use crate::account::CLIENT_TOKEN_SECONDS;
use crate::app::App;
use crate::error::AppError;

/// What a client sends; its credentials come from the header or the form.
#[derive(Debug, Clone, Default)]
pub struct TokenRequest {
    pub grant_type: String,
    pub client_id: String,
    pub client_secret: String,
    /// Separated by spaces; everything the client may do when left out.
    pub scope: Option<String>,
}

/// Why there is no token.
#[derive(Debug, thiserror::Error)]
pub enum TokenRefusal {
    #[error("invalid_request")]
    InvalidRequest,
    /// Unknown client, wrong secret, revoked: never said which.
    #[error("invalid_client")]
    InvalidClient,
    #[error("unsupported_grant_type")]
    UnsupportedGrantType,
    #[error("invalid_scope")]
    InvalidScope,
    #[error(transparent)]
    App(#[from] AppError),
}

impl From<StoreError> for TokenRefusal {
    fn from(error: StoreError) -> Self {
        Self::App(error.into())
    }
}

/// Checks a client's secret and gives it a token.
pub async fn issue(app: &App, request: TokenRequest) -> Result<ClientToken, TokenRefusal> {
    if request.grant_type.is_empty() {
        return Err(TokenRefusal::InvalidRequest);
    }
    if request.grant_type != "client_credentials" {
        return Err(TokenRefusal::UnsupportedGrantType);
    }
    let id: ApiClientId = request
        .client_id
        .parse()
        .map_err(|_| TokenRefusal::InvalidClient)?;
    let this = app.clone();
    app.db()
        .write(move |tx| {
            let now = this.now();
            let c = match store::find(tx.conn(), id) {
                Err(StoreError::NotFound) => return Err(TokenRefusal::InvalidClient),
                other => other?,
            };
            let number =
                secret_number(&this, &c, &request.client_secret).ok_or(TokenRefusal::InvalidClient)?;
            let asked = request.scope.as_deref().filter(|s| !s.trim().is_empty());
            let scopes = match asked {
                None => c.scopes.clone(),
                Some(text) => Scope::parse_list(text)
                    .filter(|all| all.iter().all(|scope| c.scopes.contains(scope)))
                    .ok_or(TokenRefusal::InvalidScope)?,
            };
            store::touch(tx, id, now)?;
            let scope = Scope::write_list(&scopes);
            let rate = c.requests_per_minute.unsigned_abs();
            let access_token = this.signer().sign_client(id, number, &scope, rate, now)?;
            Ok(ClientToken {
                access_token,
                token_type: "Bearer".to_owned(),
                expires_in: CLIENT_TOKEN_SECONDS.unsigned_abs() as u32,
                scope,
            })
        })
        .await
}

/// Which of the client's secrets this is, if it is a good one now.
fn secret_number(app: &App, c: &ApiClientRecord, secret: &str) -> Option<i32> {
    let given = secret_digest(app.secrets(), c.id, secret);
    let is = |digest: &[u8]| bool::from(digest.ct_eq(&given));
    if c.revoked_at.is_some() {
        None
    } else if is(&c.secret_digest) {
        Some(c.secret_number)
    } else {
        let (digest, until) = c.previous.as_ref()?;
        (is(digest) && app.now() < *until).then_some(c.secret_number - 1)
    }
}

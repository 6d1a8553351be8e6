//! Access tokens: short-lived, signed, checked without a look-up except for whether their session still runs.

use domain::id::{AccountId, SessionId};
use domain::problem::Code;
use domain::time::Instant;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};

use crate::error::{AppError, AppResult};

/// Seconds for which an access token is valid.
pub(super) const LIFETIME_SECONDS: i64 = 900;

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Claims {
    pub(super) sub: AccountId,
    pub(super) sid: SessionId,
    iat: i64,
    exp: i64,
}

/// Signs and checks access tokens with the installation's key.
pub struct Signer {
    encoding: EncodingKey,
    decoding: DecodingKey,
    validation: Validation,
}

impl Signer {
    pub(crate) fn new(key: &[u8]) -> Self {
        let mut validation = Validation::new(Algorithm::HS256);
        // Expiry is compared with the app's clock, not with the library's.
        validation.validate_exp = false;
        validation.set_required_spec_claims(&["exp", "sub"]);
        Self {
            encoding: EncodingKey::from_secret(key),
            decoding: DecodingKey::from_secret(key),
            validation,
        }
    }

    pub(super) fn sign(&self, account: AccountId, session: SessionId, now: Instant) -> AppResult<String> {
        let iat = now.unix_seconds();
        let claims = Claims {
            sub: account,
            sid: session,
            iat,
            exp: iat + LIFETIME_SECONDS,
        };
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.encoding)
            .map_err(AppError::internal)
    }

    pub(super) fn check(&self, token: &str, now: Instant) -> AppResult<Claims> {
        let claims = jsonwebtoken::decode::<Claims>(token, &self.decoding, &self.validation)
            .map_err(|_| AppError::from(Code::InvalidToken))?
            .claims;
        if claims.exp <= now.unix_seconds() {
            return Err(Code::TokenExpired.into());
        }
        Ok(claims)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn forged_altered_and_expired_tokens_are_told_apart() {
        let now = Instant::parse("2026-09-15T01:00:00Z").unwrap();
        let signer = Signer::new(b"key");
        let (account, session) = (
            AccountId::new(Uuid::from_u128(1)),
            SessionId::new(Uuid::from_u128(2)),
        );
        let token = signer.sign(account, session, now).unwrap();
        let claims = signer.check(&token, now.plus_seconds(899)).unwrap();
        assert_eq!((claims.sub, claims.sid), (account, session));
        let code = |token: &str, at: Instant| signer.check(token, at).unwrap_err().code();
        assert_eq!(code(&token, now.plus_seconds(900)), Code::TokenExpired);
        let forged = Signer::new(b"another").sign(account, session, now).unwrap();
        assert_eq!(code(&forged, now), Code::InvalidToken);
        let unsigned = format!(
            "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{}.",
            token.split('.').nth(1).unwrap()
        );
        assert_eq!(code(&unsigned, now), Code::InvalidToken);
        assert_eq!(code("", now), Code::InvalidToken);
    }
}

//! Access tokens: short-lived, signed, checked without a look-up except for whether their session still runs.

use domain::api_client::Scope;
use domain::id::{AccountId, ApiClientId, SessionId};
use domain::problem::Code;
use domain::time::Instant;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};

use super::{ClientPresented, Presented};
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

/// Seconds for which a client's token is valid.
pub(crate) const CLIENT_TOKEN_SECONDS: i64 = 900;

/// What a client's token says. None of it fits a person's: neither is ever taken for the other.
#[derive(Debug, Serialize, Deserialize)]
struct ClientClaims {
    sub: ApiClientId,
    /// Number of the secret it was got with.
    key: i32,
    scope: String,
    /// Requests a minute.
    rate: u32,
    iat: i64,
    exp: i64,
}

/// A token that was read.
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
enum AnyClaims {
    Person(Claims),
    Client(ClientClaims),
}

/// Signs access tokens with the installation's current key; checks them with every key it has.
pub struct Signer {
    encoding: EncodingKey,
    /// The current one first.
    decoding: Vec<DecodingKey>,
    validation: Validation,
}

impl Signer {
    pub(crate) fn new<'a>(current: &'a [u8], others: impl Iterator<Item = &'a [u8]>) -> Self {
        let mut validation = Validation::new(Algorithm::HS256);
        // Expiry is compared with the app's clock, not with the library's.
        validation.validate_exp = false;
        validation.set_required_spec_claims(&["exp", "sub"]);
        Self {
            encoding: EncodingKey::from_secret(current),
            decoding: std::iter::once(current)
                .chain(others)
                .map(DecodingKey::from_secret)
                .collect(),
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

    pub(crate) fn sign_client(
        &self,
        client: ApiClientId,
        secret_number: i32,
        scope: &str,
        rate: u32,
        now: Instant,
    ) -> AppResult<String> {
        let iat = now.unix_seconds();
        let claims = ClientClaims {
            sub: client,
            key: secret_number,
            scope: scope.to_owned(),
            rate,
            iat,
            exp: iat + CLIENT_TOKEN_SECONDS,
        };
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.encoding)
            .map_err(AppError::internal)
    }

    pub(super) fn check(&self, token: &str, now: Instant) -> AppResult<Presented> {
        let read = |key| jsonwebtoken::decode::<AnyClaims>(token, key, &self.validation).ok();
        let claims = self
            .decoding
            .iter()
            .find_map(read)
            .ok_or(Code::InvalidToken)?
            .claims;
        let (AnyClaims::Person(Claims { exp, .. }) | AnyClaims::Client(ClientClaims { exp, .. })) = claims;
        if exp <= now.unix_seconds() {
            return Err(Code::TokenExpired.into());
        }
        Ok(match claims {
            AnyClaims::Person(person) => Presented::Person {
                account: person.sub,
                session: person.sid,
            },
            AnyClaims::Client(client) => Presented::Client(ClientPresented {
                client: client.sub,
                secret_number: client.key,
                scopes: Scope::parse_list(&client.scope).unwrap_or_default(),
                requests_per_minute: client.rate,
            }),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn forged_altered_and_expired_tokens_are_told_apart() {
        let now = Instant::parse("2026-09-15T01:00:00Z").unwrap();
        let signer = Signer::new(b"key", std::iter::empty());
        let (account, session) = (
            AccountId::new(Uuid::from_u128(1)),
            SessionId::new(Uuid::from_u128(2)),
        );
        let token = signer.sign(account, session, now).unwrap();
        let person = Presented::Person { account, session };
        assert_eq!(signer.check(&token, now.plus_seconds(899)).unwrap(), person);
        let code = |token: &str, at: Instant| signer.check(token, at).unwrap_err().code();
        assert_eq!(code(&token, now.plus_seconds(900)), Code::TokenExpired);
        let forged = Signer::new(b"another", std::iter::empty())
            .sign(account, session, now)
            .unwrap();
        assert_eq!(code(&forged, now), Code::InvalidToken);
        let unsigned = format!(
            "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{}.",
            token.split('.').nth(1).unwrap()
        );
        assert_eq!(code(&unsigned, now), Code::InvalidToken);
        assert_eq!(code("", now), Code::InvalidToken);
        let client = ApiClientId::new(Uuid::from_u128(3));
        let token = signer
            .sign_client(client, 2, "activities:read", 300, now)
            .unwrap();
        let Presented::Client(read) = signer.check(&token, now.plus_seconds(899)).unwrap() else {
            panic!("a client's token is a client's");
        };
        assert_eq!((read.client, read.secret_number), (client, 2));
        assert_eq!(read.scopes, [Scope::ActivitiesRead]);
        assert_eq!(code(&token, now.plus_seconds(900)), Code::TokenExpired);
    }
}

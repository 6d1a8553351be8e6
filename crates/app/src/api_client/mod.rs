//! Other systems that use the platform: OAuth 2.0 client credentials (RFC 6749 §4.4), scopes, rotation of secrets.
//!
//! A secret is shown once and kept as a keyed digest. A token says with which secret it was got, so that replacing the
//! secret ends the tokens of the one before as well.

mod administer;
mod recognise;
mod token;

pub use administer::{change, create, list, revoke, rotate, show};
pub use recognise::{ApiCaller, recognise};
pub use token::{TokenRefusal, TokenRequest, issue};

use domain::api_client::ApiClient;
use domain::id::ApiClientId;
use persistence::api_client::ApiClientRecord;

use crate::secrets::Secrets;

/// Bound to the client: the digest of one says nothing of another's secret.
fn secret_digest(secrets: &Secrets, id: ApiClientId, secret: &str) -> Vec<u8> {
    let bound = [&id.uuid().as_bytes()[..], secret.as_bytes()].concat();
    secrets.digest("client secret", &bound)
}

fn view(c: ApiClientRecord) -> ApiClient {
    ApiClient {
        id: c.id,
        name: c.name,
        scopes: c.scopes,
        region_code: c.region_code,
        organization_ids: c.organization_ids,
        requests_per_minute: c.requests_per_minute.unsigned_abs(),
        rotated_at: c.rotated_at,
        previous_until: c.previous.map(|(_, until)| until),
        last_used_at: c.last_used_at,
        revoked_at: c.revoked_at,
        version: c.version,
        created_at: c.created_at,
    }
}

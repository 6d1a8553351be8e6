//! Second factors, roles and locks, the audit log.

mod audit;
mod authenticator;
mod duties;
mod keys;
mod sessions;

use harness::{Answer, Caller, Site, World};
use serde_json::json;
use totp_rs::{Algorithm, Secret, TOTP};

/// Somebody's authenticator.
pub struct Authenticator(TOTP);

impl Authenticator {
    /// From what a person types in who cannot take a picture of the QR code.
    pub fn typed_in(secret: &str) -> Self {
        let bytes = Secret::Encoded(secret.to_owned()).to_bytes().unwrap();
        Self(TOTP::new(Algorithm::SHA1, 6, 1, 30, bytes, None, String::new()).unwrap())
    }
    /// The code shown when the world's clock is so many seconds from now.
    pub fn code(&self, w: &World, seconds: i64) -> String {
        let at = w.app.now().plus_seconds(seconds).unix_seconds();
        self.0.generate(u64::try_from(at).unwrap())
    }
}

/// Asks for a code by SMS, waiting as long as one has to.
pub async fn sms_code(site: &Site, person: u8) -> String {
    site.world.clock.set(site.world.app.now().plus_seconds(61));
    let phone = World::phone(person);
    site.visitor()
        .post("/auth/sms-codes", json!({ "phone": phone }))
        .await
        .expect(202);
    site.code_for(&phone)
}

/// Signs in with what is given.
pub async fn sign_in_with(site: &Site, person: u8, code: &str, totp: Option<&str>) -> Answer {
    let body = json!({ "phone": World::phone(person), "code": code, "totp": totp });
    site.visitor().post("/auth/sessions", body).await
}

/// Who signed in.
pub fn caller(site: &Site, signed_in: &Answer) -> Caller {
    site.visitor()
        .with_token(signed_in.body["access_token"].as_str().unwrap())
}

/// Sets up an authenticator; answers it with the recovery codes.
pub async fn enrol(site: &Site, who: &Caller) -> (Authenticator, Vec<String>) {
    let begun = who.post("/me/second-factor", json!({})).await.expect(201);
    let own = Authenticator::typed_in(begun.body["secret"].as_str().unwrap());
    let code = own.code(&site.world, 0);
    let confirmed = who
        .post("/me/second-factor/confirmations", json!({ "totp": code }))
        .await
        .expect(200);
    let codes = confirmed.body["codes"].as_array().unwrap();
    let codes = codes.iter().map(|c| c.as_str().unwrap().to_owned()).collect();
    (own, codes)
}

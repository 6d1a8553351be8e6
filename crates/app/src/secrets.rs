//! Encryption of personal data at rest, keyed digests for finding it again, signing keys. PRODUCT §13.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use rand::RngCore;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::Sha256;

use crate::error::{AppError, AppResult};

const NONCE: usize = 24;

/// Keys derived from the operator's one secret, each for one purpose.
pub struct Secrets {
    seal: XChaCha20Poly1305,
    digest: [u8; 32],
    /// Signs access tokens.
    pub(crate) tokens: [u8; 32],
    /// Chains the audit log.
    pub(crate) audit: [u8; 32],
}

impl Secrets {
    /// `secret` should hold at least 32 unpredictable bytes; the caller refuses shorter ones.
    pub fn new(secret: &[u8]) -> Self {
        Self {
            seal: XChaCha20Poly1305::new(&derive(secret, "seal personal data").into()),
            digest: derive(secret, "digest personal data"),
            tokens: derive(secret, "sign access tokens"),
            audit: derive(secret, "chain the audit log"),
        }
    }

    /// Encrypts `value`. `owner` is bound to it: what was sealed for one row cannot be moved to another.
    pub fn seal<T: Serialize>(&self, owner: &[u8], value: &T) -> AppResult<Vec<u8>> {
        let plain = serde_json::to_vec(value).map_err(AppError::internal)?;
        let mut nonce = [0; NONCE];
        rand::rng().fill_bytes(&mut nonce);
        let sealed = self
            .seal
            .encrypt(
                XNonce::from_slice(&nonce),
                Payload {
                    msg: &plain,
                    aad: owner,
                },
            )
            .map_err(|_| AppError::internal("encryption failed"))?;
        Ok([&nonce[..], &sealed].concat())
    }

    pub fn open<T: DeserializeOwned>(&self, owner: &[u8], sealed: &[u8]) -> AppResult<T> {
        let (nonce, body) = sealed
            .split_at_checked(NONCE)
            .ok_or_else(|| AppError::internal("sealed data is too short"))?;
        let plain = self
            .seal
            .decrypt(
                XNonce::from_slice(nonce),
                Payload {
                    msg: body,
                    aad: owner,
                },
            )
            .map_err(|_| {
                AppError::internal("sealed data cannot be opened with this installation's secret")
            })?;
        serde_json::from_slice(&plain).map_err(AppError::internal)
    }

    /// The password of the embedded object store: the same as long as the secret is, so that addresses signed before a
    /// restart are good after it.
    pub fn store_key(secret: &[u8]) -> String {
        let key = derive(secret, "sign addresses of the embedded store");
        key.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// A digest by which an equal value is found again without keeping it. `purpose` separates kinds of values.
    pub fn digest(&self, purpose: &str, value: &[u8]) -> Vec<u8> {
        let mut mac = keyed(&self.digest);
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(value);
        mac.finalize().into_bytes().to_vec()
    }
}

pub(crate) fn keyed(key: &[u8]) -> Hmac<Sha256> {
    // HMAC takes keys of any length: this cannot fail.
    <Hmac<Sha256> as Mac>::new_from_slice(key).unwrap_or_else(|_| unreachable!("HMAC takes any key length"))
}

fn derive(secret: &[u8], purpose: &str) -> [u8; 32] {
    let mut mac = keyed(secret);
    mac.update(purpose.as_bytes());
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_secret_and_owner_open_what_was_sealed() {
        let secrets = Secrets::new(b"a secret of this installation");
        let sealed = secrets.seal(b"row 1", &"13912345678").unwrap();
        assert!(
            !sealed.windows(4).any(|w| w == b"1391"),
            "nothing readable remains"
        );
        assert_eq!(secrets.open::<String>(b"row 1", &sealed).unwrap(), "13912345678");
        assert!(secrets.open::<String>(b"row 2", &sealed).is_err());
        assert!(
            Secrets::new(b"another")
                .open::<String>(b"row 1", &sealed)
                .is_err()
        );
        let mut bent = sealed.clone();
        bent[30] ^= 1;
        assert!(secrets.open::<String>(b"row 1", &bent).is_err());
        assert!(secrets.open::<String>(b"row 1", b"short").is_err());
    }

    #[test]
    fn digests_differ_by_purpose() {
        let secrets = Secrets::new(b"a secret of this installation");
        assert_eq!(secrets.digest("phone", b"1"), secrets.digest("phone", b"1"));
        assert_ne!(secrets.digest("phone", b"1"), secrets.digest("address", b"1"));
    }
}

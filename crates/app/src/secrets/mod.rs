//! Encryption of personal data at rest, keyed digests for finding it again, signing keys. PRODUCT §13.

mod ring;

use std::sync::{Arc, PoisonError, RwLock};

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use chrono::DateTime;
use domain::time::Instant;
use hmac::{Hmac, Mac};
use rand::RngCore;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::Sha256;

use crate::account::Signer;
use crate::error::{AppError, AppResult};

use ring::Ring;
pub(crate) use ring::{FIRST, Material, Wrapping};

const NONCE: usize = 24;

/// The keys of an installation, each for one purpose.
pub struct Secrets {
    wrapping: Wrapping,
    /// None until the data keys are read: [`crate::data_key::read`].
    ring: RwLock<Option<Arc<Ring>>>,
}

impl Secrets {
    /// Of an installation whose data keys are read from its database next. Nothing can be done with it before.
    pub fn locked(secret: &[u8]) -> Self {
        Self {
            wrapping: Wrapping::of(secret),
            ring: RwLock::new(None),
        }
    }

    /// With one data key, made from `secret`; for installations that last no longer than the process.
    pub fn new(secret: &[u8]) -> Self {
        Self {
            wrapping: Wrapping::of(secret),
            ring: RwLock::new(Some(Arc::new(Ring::of(
                secret,
                &[],
                Instant::new(DateTime::UNIX_EPOCH),
            )))),
        }
    }

    pub(crate) fn wrapping(&self) -> &Wrapping {
        &self.wrapping
    }

    /// Takes the data keys in hand.
    pub(crate) fn hold(&self, first: &[u8], later: &[Material], now: Instant) {
        let ring = Arc::new(Ring::of(first, later, now));
        *self.ring.write().unwrap_or_else(PoisonError::into_inner) = Some(ring);
    }

    fn ring(&self) -> Arc<Ring> {
        let ring = self.ring.read().unwrap_or_else(PoisonError::into_inner);
        // Whoever opens an installation reads its keys first: going on without would make what nobody can find again.
        ring.clone()
            .unwrap_or_else(|| unreachable!("the data keys are read before anything is done"))
    }

    /// Number of the data key that encrypts what is new.
    pub(crate) fn current_key(&self) -> i32 {
        let ring = self.ring();
        ring.keys[ring.current].number
    }

    /// Signs access tokens.
    pub(crate) fn signer(&self) -> impl std::ops::Deref<Target = Signer> + use<> {
        Signing(self.ring())
    }

    /// Encrypts `value`. `owner` is bound to it: what was sealed for one row cannot be moved to another.
    pub fn seal<T: Serialize>(&self, owner: &[u8], value: &T) -> AppResult<Vec<u8>> {
        let ring = self.ring();
        let plain = serde_json::to_vec(value).map_err(AppError::internal)?;
        seal_bytes(&ring.keys[ring.current].seal, owner, &plain)
    }

    pub fn open<T: DeserializeOwned>(&self, owner: &[u8], sealed: &[u8]) -> AppResult<T> {
        let plain = self.ring().open(owner, sealed)?;
        serde_json::from_slice(&plain).map_err(AppError::internal)
    }

    /// The same, encrypted with the current data key; nothing where it is already.
    pub(crate) fn reseal(&self, owner: &[u8], sealed: &[u8]) -> AppResult<Option<Vec<u8>>> {
        let ring = self.ring();
        let current = &ring.keys[ring.current];
        if open_bytes(&current.seal, owner, sealed).is_some() {
            return Ok(None);
        }
        let plain = ring.open(owner, sealed)?;
        seal_bytes(&current.seal, owner, &plain).map(Some)
    }

    /// The password of the embedded object store: the same as long as the secret is, so that addresses signed before a
    /// restart are good after it.
    pub fn store_key(secret: &[u8]) -> String {
        let key = derive(secret, "sign addresses of the embedded store");
        key.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// A digest by which an equal value is found again without keeping it. `purpose` separates kinds of values.
    pub fn digest(&self, purpose: &str, value: &[u8]) -> Vec<u8> {
        let mut mac = keyed(&self.ring().digest);
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(value);
        mac.finalize().into_bytes().to_vec()
    }

    /// Begins a digest that chains the audit log.
    pub(crate) fn audit(&self) -> Hmac<Sha256> {
        keyed(&self.ring().audit)
    }
}

/// The signer of the keys that are held now.
struct Signing(Arc<Ring>);

impl std::ops::Deref for Signing {
    type Target = Signer;
    fn deref(&self) -> &Signer {
        &self.0.signer
    }
}

/// Encrypts, with the nonce before it.
fn seal_bytes(cipher: &XChaCha20Poly1305, owner: &[u8], plain: &[u8]) -> AppResult<Vec<u8>> {
    let mut nonce = [0; NONCE];
    rand::rng().fill_bytes(&mut nonce);
    let payload = Payload {
        msg: plain,
        aad: owner,
    };
    let sealed = cipher
        .encrypt(XNonce::from_slice(&nonce), payload)
        .map_err(|_| AppError::internal("encryption failed"))?;
    Ok([&nonce[..], &sealed].concat())
}

/// What was encrypted with this key for this owner; none where it was not, or was changed since.
fn open_bytes(cipher: &XChaCha20Poly1305, owner: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, body) = sealed.split_at_checked(NONCE)?;
    let payload = Payload {
        msg: body,
        aad: owner,
    };
    cipher.decrypt(XNonce::from_slice(nonce), payload).ok()
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

    #[test]
    fn a_later_key_encrypts_from_its_time_on_and_finds_what_was_there() {
        let now = Instant::parse("2026-09-15T01:00:00Z").unwrap();
        let secrets = Secrets::locked(b"a secret of this installation");
        secrets.hold(b"first", &[], now);
        let (old, found) = (
            secrets.seal(b"row", &"old").unwrap(),
            secrets.digest("phone", b"1"),
        );
        let second = |used_from| Material {
            number: 2,
            used_from,
            bytes: b"second".to_vec(),
        };
        secrets.hold(b"first", &[second(now.plus_seconds(1))], now);
        assert_eq!(secrets.current_key(), 1);
        assert_eq!(secrets.reseal(b"row", &old).unwrap(), None);

        secrets.hold(b"first", &[second(now)], now);
        assert_eq!(secrets.current_key(), 2);
        assert_eq!(secrets.open::<String>(b"row", &old).unwrap(), "old");
        assert_eq!(secrets.digest("phone", b"1"), found);
        let new = secrets.reseal(b"row", &old).unwrap().unwrap();
        assert_eq!(secrets.open::<String>(b"row", &new).unwrap(), "old");
        assert_eq!(secrets.reseal(b"row", &new).unwrap(), None);
        assert!(secrets.reseal(b"another row", &old).is_err());

        // Who has the first key only does not read what the second encrypted.
        secrets.hold(b"first", &[], now);
        assert!(secrets.open::<String>(b"row", &new).is_err());
    }

    #[test]
    fn a_data_key_is_opened_by_its_secret_and_under_its_number_only() {
        let (one, other) = (Wrapping::of(b"one"), Wrapping::of(b"other"));
        assert_ne!(one.mark(), other.mark());
        let wrapped = one.wrap(2, b"material").unwrap();
        assert_eq!(one.unwrap(2, &wrapped).unwrap(), b"material");
        assert!(one.unwrap(1, &wrapped).is_err());
        assert!(other.unwrap(2, &wrapped).is_err());
    }
}

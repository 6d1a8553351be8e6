//! The data keys of an installation, and the operator's secret that opens them.
//!
//! Personal data is encrypted with a data key; data keys stand in the database, encrypted with a key of the operator's
//! secret. So the secret is changed without touching what it protects, and what is encrypted can move to a new key
//! while everybody works.

use chacha20poly1305::XChaCha20Poly1305;
use chacha20poly1305::aead::KeyInit;
use domain::time::Instant;
use rand::RngCore;

use super::{derive, open_bytes, seal_bytes};
use crate::account::Signer;
use crate::error::{AppError, AppResult};

/// Number of an installation's first data key.
pub(crate) const FIRST: i32 = 1;

/// Bytes of a data key, and of the mark of a secret.
const KEY: usize = 32;
const MARK: usize = 16;

/// A data key as it is used.
pub(super) struct DataKey {
    pub(super) number: i32,
    pub(super) seal: XChaCha20Poly1305,
    tokens: [u8; 32],
}

/// What is held in memory.
pub(super) struct Ring {
    /// The newest first.
    pub(super) keys: Vec<DataKey>,
    /// Place of the key with which everything new is encrypted.
    pub(super) current: usize,
    /// For digests by which something is found again: they stay with the first key, since what they were made of is
    /// mostly not kept.
    pub(super) digest: [u8; 32],
    pub(super) audit: [u8; 32],
    pub(super) signer: Signer,
}

/// What a data key after the first is made from, once it is opened.
pub(crate) struct Material {
    pub(crate) number: i32,
    pub(crate) used_from: Instant,
    pub(crate) bytes: Vec<u8>,
}

impl DataKey {
    fn of(number: i32, material: &[u8]) -> Self {
        Self {
            number,
            seal: XChaCha20Poly1305::new(&derive(material, "seal personal data").into()),
            tokens: derive(material, "sign access tokens"),
        }
    }
}

impl Ring {
    /// A later key encrypts what is new once its time has come.
    pub(super) fn of(first: &[u8], later: &[Material], now: Instant) -> Self {
        let mut later: Vec<_> = later.iter().collect();
        later.sort_by_key(|m| std::cmp::Reverse(m.number));
        let current = later.iter().position(|m| m.used_from <= now);
        let current = current.unwrap_or(later.len());
        let keys = later.iter().map(|m| DataKey::of(m.number, &m.bytes));
        let keys: Vec<_> = keys.chain([DataKey::of(FIRST, first)]).collect();
        let others = keys.iter().enumerate().filter(|(n, _)| *n != current);
        let signer = Signer::new(
            &keys[current].tokens,
            others.map(|(_, key)| key.tokens.as_slice()),
        );
        Self {
            current,
            digest: derive(first, "digest personal data"),
            audit: derive(first, "chain the audit log"),
            signer,
            keys,
        }
    }

    /// What any of the keys has encrypted for this owner.
    pub(super) fn open(&self, owner: &[u8], sealed: &[u8]) -> AppResult<Vec<u8>> {
        let opened = |key: &DataKey| open_bytes(&key.seal, owner, sealed);
        self.keys
            .iter()
            .find_map(opened)
            .ok_or_else(|| AppError::internal("sealed data cannot be opened with this installation's secret"))
    }
}

/// The operator's secret, as far as it opens data keys.
pub(crate) struct Wrapping {
    secret: Vec<u8>,
    cipher: XChaCha20Poly1305,
    mark: Vec<u8>,
}

impl Wrapping {
    pub(crate) fn of(secret: &[u8]) -> Self {
        Self {
            secret: secret.to_vec(),
            cipher: XChaCha20Poly1305::new(&derive(secret, "wrap data keys").into()),
            mark: derive(secret, "tell secrets apart")[..MARK].to_vec(),
        }
    }
    /// Tells secrets apart without telling them.
    pub(crate) fn mark(&self) -> &[u8] {
        &self.mark
    }
    pub(crate) fn wrap(&self, number: i32, material: &[u8]) -> AppResult<Vec<u8>> {
        seal_bytes(&self.cipher, &number.to_be_bytes(), material)
    }
    pub(crate) fn unwrap(&self, number: i32, wrapped: &[u8]) -> AppResult<Vec<u8>> {
        open_bytes(&self.cipher, &number.to_be_bytes(), wrapped)
            .ok_or_else(|| AppError::internal(format!("data key {number} cannot be opened")))
    }
    /// Material for a new data key.
    pub(crate) fn fresh() -> Vec<u8> {
        let mut bytes = vec![0; KEY];
        rand::rng().fill_bytes(&mut bytes);
        bytes
    }
    /// Material of the first data key of an installation whose data was encrypted before there were any: the secret
    /// itself, so that all of it can be read on.
    pub(crate) fn inherited(&self) -> Vec<u8> {
        self.secret.clone()
    }
}

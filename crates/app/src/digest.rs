//! Hex SHA-256 (FIPS 180-4), of which the chains of events are made.

use serde::Serialize;
use sha2::{Digest, Sha256};

/// Over the JSON of plain data, its fields in the order of their declaration.
pub(crate) fn of_json(covered: &impl Serialize) -> String {
    let bytes = serde_json::to_vec(covered).unwrap_or_else(|_| unreachable!("plain data is always JSON"));
    hex(&Sha256::digest(bytes))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

//! What a backup says of itself.

use std::io::Read;
use std::path::Path;

use domain::time::Instant;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Version of the form of backups.
pub(super) const FORMAT: u32 = 1;
pub(super) const MANIFEST: &str = "manifest.json";
pub(super) const DATABASE: &str = "database";
pub(super) const OBJECTS: &str = "objects.jsonl";
/// Beside the backups: the files that they share.
pub(super) const POOL: &str = "objects";

/// The front page of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub format: u32,
    pub made_at: Instant,
    /// Version of the program that made it.
    pub version: String,
    /// `SQLite` or `PostgreSQL`: it can be read back on the same one.
    pub engine: String,
    /// The last migration that had run.
    pub schema: String,
    /// Bytes and lower-case hex SHA-256 of the database.
    pub database_size: u64,
    pub database_sha256: String,
    pub objects: u64,
    /// Bytes of all files together.
    pub objects_size: u64,
    /// Tells whether an installation's secret is the one with which this was encrypted; tells nothing of the secret.
    pub secret_mark: String,
    /// Number and hash (hex) of the last seal of the audit log: written down elsewhere, it shows later that nothing was cut
    /// off.
    pub seal: Option<(i64, String)>,
}

/// A file of the installation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored {
    pub key: String,
    /// Bytes.
    pub size: u64,
    /// Lower-case hex.
    pub sha256: String,
    pub content_type: String,
}

/// Size and checksum of a file, read in pieces.
pub(super) fn sum(path: &Path) -> std::io::Result<(u64, String)> {
    let mut file = std::fs::File::open(path)?;
    let (mut sum, mut size) = (Sha256::new(), 0);
    let mut piece = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut piece)?;
        let Some(part) = piece.get(..read).filter(|part| !part.is_empty()) else {
            return Ok((size, format!("{:x}", sum.finalize())));
        };
        size += read as u64;
        sum.update(part);
    }
}

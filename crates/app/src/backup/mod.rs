//! Backup and restore (备份与恢复, 等保 8.1.4.9): the database as of one moment, and every file it names.
//!
//! **Invariants**
//! - A backup appears under its name once it is whole; what broke off is called `….partial` and means nothing.
//! - Files never change once they are verified: backups into one directory share them, each is copied once.
//! - Nothing is restored over anything, and nothing that does not fit its checksum.

mod manifest;
mod read;
mod write;

pub use manifest::{Manifest, Stored};
pub use read::{ReadError, examine, read_objects};
pub use write::write;

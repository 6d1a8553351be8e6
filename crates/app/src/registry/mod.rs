//! Keeping in step with an external registry of organisations (智慧科协 组织库): `docs/registry-contract.md`.
//!
//! **Invariants**
//! - Filing never waits for it: nothing here is asked while somebody files.
//! - What was changed here by hand is never overwritten; a person decides, and each difference is asked about once.
//! - A page is taken and its cursor kept in one transaction, so that a process that ends in the middle skips nothing.
//! - What comes twice, late or out of order changes nothing: the registry's `revision` decides.

mod accept;
mod decide;
mod pull;
mod push;
mod question;

pub use accept::Outcome;
pub use decide::{conflicts, decide, state};
pub use pull::{Pulling, pull, pull_when_due};
pub use push::{PushRefusal, receive};

use registry::Registry;

/// The registry as an operator configured it.
#[derive(Debug, Clone)]
pub struct RegistrySettings {
    /// What is asked; none where the registry only pushes.
    pub client: Option<Registry>,
    /// What its events are signed with: one, or two while it is changed.
    pub secrets: Vec<Vec<u8>>,
    /// Seconds between two walks.
    pub interval_seconds: i64,
}

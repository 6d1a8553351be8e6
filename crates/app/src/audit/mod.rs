//! The audit log (审计日志): what is kept of a request, and that nobody changes it unseen.
//!
//! **Invariants**
//! - An operation that changes something leaves its entry in the same transaction as the change.
//! - Refusals, and readings of personal data, leave one when they are answered.
//! - Entries carry a keyed digest; seals chain them within seconds. Neither can be made without the installation's secret.

mod list;
mod request;
mod seal;

pub use list::{AuditQuery, list};
pub use request::{Asked, Request, is_kept, named};
pub(crate) use request::{disclosed, known_client, known_person};
pub(crate) use seal::empty;
pub use seal::{Forgery, check, seal};

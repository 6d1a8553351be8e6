//! Asking an external registry of organisations (智慧科协 组织库) for what has changed. The contract is
//! `docs/registry-contract.md`; this is its pulling side, and nothing more: where a walk stands and what becomes of an
//! item is the caller's.
//!
//! **Invariants**
//! - One bad record never stops a walk: what cannot be read is an [`Item`] of its own.
//! - A page is taken whole or not at all; the cursor of a page that fails is not known to anybody.
//! - Memory is bounded: a body is read up to [`BODY_MAX`], and never more items than were asked for.
//! - The token goes to the configured address and nowhere else: no redirect is followed, and nothing prints it.
//!
//! The address is the operator's configuration, so it may lie in a private network. It knows neither SQL nor the web
//! framework.
//!
//! In reading order:

mod config;
mod page;

mod client;

pub use client::{BODY_MAX, Pulled, Registry, RegistryError};
pub use config::{ConfigError, RegistryConfig};
pub use page::{Item, Page};

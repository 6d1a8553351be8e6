//! What every test needs: a database of its own on the engine under test.
//!
//! `KEPU_TEST_ENGINE` is `sqlite` (the default) or `postgres`; the latter needs `KEPU_TEST_POSTGRES_URL`, the URL of
//! a server on which databases may be created.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set up its world should stop at once"
)]

pub mod database;
pub mod picture;
mod records;
pub mod site;
mod world;

pub use database::Database;
pub use site::{Answer, Caller, Site};
pub use world::{NOW, RECEIVERS, World};

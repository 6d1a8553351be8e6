//! Where everything is kept. The only crate that knows SQL.
//!
//! **Invariants**
//! - One query text serves SQLite and PostgreSQL; whatever differs lives in [`dialect`] or in the migrations.
//! - Only [`Db::write`] opens a transaction, and every change of rows needs its [`Tx`]. Functions that only read
//!   take a [`Conn`]; a [`Tx`] lends one.
//! - Rows are private: functions take and return types of `domain` or plain records of this crate.
//! - An update of something versioned names the version it expects; nobody's change is overwritten unseen.

mod db;
mod dialect;
mod error;
mod migrations;
mod schema;
mod types;

pub mod account;
pub mod activity;
pub mod agenda;
pub mod api_client;
pub mod audit;
pub mod certificate;
pub mod change;
pub mod check_in;
pub mod circular;
pub mod data_key;
pub mod delegation;
pub mod event;
pub mod export;
pub mod finding;
pub mod grant;
pub mod idempotency;
pub mod import;
pub mod job;
pub mod joint;
pub mod link;
pub mod media;
pub mod message;
pub mod organization;
pub mod place;
pub mod public;
pub mod public_notice;
pub mod quota;
pub mod recommendation;
pub mod reference;
pub mod registry;
pub mod report;
pub mod resource;
pub mod review;
pub mod route;
pub mod sealed;
pub mod search;
pub mod second_factor;
pub mod session;
pub mod similar;
pub mod sms;
pub mod statistics;
pub mod summary;
pub mod supplement;
pub mod venue;
pub mod webhook;
pub mod word;

pub use db::{Db, DbConfig, Engine, Tx, is_empty};
pub use dialect::{Conn, newest_migration};
pub use error::{StoreError, StoreResult, Violated};

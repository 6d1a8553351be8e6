//! What the platform does: one function for each thing a person or a system can ask of it.
//!
//! **Invariants**
//! - Every use case asks [`domain::access`] first, on the server, whatever a client showed.
//! - A use case owns its transaction: everything it changes is committed together with its event, or nothing is.
//! - Now and randomness come from [`App`]; nothing reads a clock or a generator of its own.
//! - Neither SQL nor HTTP is known here.

mod app;
mod clean;
mod clock;
mod cursor;
mod digest;
mod error;
mod link;
mod patch;
mod reason;
mod repeat;
mod secrets;
mod segment;
mod signature;
mod sms;

pub mod account;
pub mod activity;
pub mod agenda;
pub mod api_client;
pub mod audit;
pub mod backup;
pub mod certificate;
pub mod change_feed;
pub mod check_in;
pub mod circular;
pub mod data_key;
pub mod demo;
pub mod doctor;
pub mod edition;
pub mod exchange;
pub mod grant;
pub mod home;
pub mod job;
pub mod media;
pub mod message;
pub mod organization;
pub mod platform;
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
pub mod statistics;
pub mod strict;
pub mod summary;
pub mod supplement;
pub mod upkeep;
pub mod venue;
pub mod webhook;
pub mod word;

pub use app::{App, Parts, Settings};
pub use clock::Clock;
pub use error::{AppError, AppResult};
pub use repeat::{Outcome, Repeat};
pub use secrets::Secrets;
pub use sms::{Gateway, SmsProvider};

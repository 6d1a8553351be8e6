//! What the platform means: identifiers, value types, rules and the review workflow.
//!
//! **Invariants**
//! - No IO, no clock, no randomness: every function here is a pure function of its arguments. "Now" and
//!   fresh identifiers are handed in by the caller.
//! - It builds for `wasm32-unknown-unknown`: the browser runs the very same rules as the server.
//! - It knows neither HTTP nor SQL; the wire types (DTOs) here are plain serde types.
//!
//! In reading order:

pub mod access;
pub mod account;
pub mod activity;
pub mod agenda;
pub mod api_client;
pub mod audit;
pub mod calendar;
pub mod certificate;
pub mod change;
pub mod check_in;
pub mod circular;
pub mod dictionary;
pub mod edition;
pub mod eligibility;
pub mod exchange;
pub mod grant;
pub mod home;
pub mod id;
pub mod media;
pub mod message;
pub mod organization;
pub mod page;
pub mod place;
pub mod platform;
pub mod problem;
pub mod progress;
pub mod public;
pub mod public_notice;
pub mod quota;
pub mod recommendation;
pub mod region;
pub mod registry;
pub mod report;
pub mod resource;
pub mod review;
pub mod route;
pub mod site;
pub mod statistics;
pub mod summary;
pub mod supplement;
pub mod text;
pub mod time;
pub mod venue;
pub mod webhook;
pub mod word;
pub mod wording;

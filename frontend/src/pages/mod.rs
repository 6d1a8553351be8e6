//! Pages: `<noun>/<verb>.rs`. Each names itself with `page::title` and stands in `<div class="wrap page">`.

pub mod account;
pub mod activity;
pub mod admin;
pub mod certificate;
pub mod circular;
pub mod client;
pub mod connection;
mod design;
pub mod edition;
pub mod exchange;
pub mod help;
pub mod home;
pub mod message;
mod not_found;
pub mod organization;
pub mod preview;
pub mod public;
pub mod public_notice;
pub mod quota;
pub mod reason;
pub mod recommendation;
pub mod registry;
pub mod report;
pub mod reporting;
pub mod resource;
pub mod review;
pub mod sheet;
pub mod statistics;
pub mod status;
pub mod summary;
pub mod supplement;
pub mod uploads;
pub mod webhook;
pub mod word;

pub use design::DesignPage;
pub use not_found::{NotFound, Unreachable};

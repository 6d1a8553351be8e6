//! Pages: `<noun>/<verb>.rs`. Each names itself with `page::title` and stands in `<div class="wrap page">`.

pub mod account;
pub mod activity;
mod design;
mod not_found;
pub mod organization;
pub mod public;
pub mod review;
pub mod status;
pub mod sheet;
pub mod region;
pub mod reason;
pub mod preview;

pub use design::DesignPage;
pub use not_found::NotFound;

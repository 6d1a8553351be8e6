//! Certificates, as anybody can verify them.

mod change;
mod facts;
mod show;

pub use show::{LookUpPage, ShowPage};

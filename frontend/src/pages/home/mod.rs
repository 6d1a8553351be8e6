//! 工作台: what needs somebody today.

mod duties;
mod progress;
mod show;
mod tasks;

pub use show::ShowPage;

/// Its address.
pub const HOME: &str = "/home";

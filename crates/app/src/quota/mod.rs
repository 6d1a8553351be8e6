//! Targets (任务指标): set by a region for those below it, watched, and reminded of.

mod progress;
mod remind;
mod set;

pub(crate) use progress::of;
pub use progress::progress;
pub use remind::remind;
pub use set::{replace, show, versions};

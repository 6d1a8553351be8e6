//! Reviewing: for those in charge of a region.

mod queue;
mod show;

pub use queue::QueuePage;
pub use show::ShowPage;

//! What sets up the whole system.

mod show;

pub use show::ShowPage;

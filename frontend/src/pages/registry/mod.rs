//! The external registry of organisations (组织库): how the connection stands, and what differs from it.

mod conflict;
mod conflicts;
mod show;
mod sides;
mod state;

pub use conflicts::Conflicts;
pub use show::ShowPage;

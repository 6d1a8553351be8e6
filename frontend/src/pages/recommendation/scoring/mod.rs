//! For invited experts: scoring a list blindly, one entry after the other.

mod form;
mod list;
mod show;

pub use list::ScoringsPage;
pub use show::ScoringPage;

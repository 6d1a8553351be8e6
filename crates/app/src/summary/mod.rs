//! Summaries (总结报送): written beside the figures, handed in with what held then, accepted or sent back by the level above.

mod decide;
mod figures;
mod list;
mod open;
mod overview;
mod paper;
mod save;
mod submit;
mod view;

pub use decide::{accept, give_back};
pub use list::{SummaryQuery, list, show};
pub use open::open;
pub use overview::overview;
pub use paper::{document, tables};
pub use save::save;
pub use submit::submit;

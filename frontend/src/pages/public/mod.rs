//! What anyone may see.

mod address;
mod calendar;
mod card;
mod day;
mod facts;
mod filters;
mod follow;
mod home;
mod list;
mod map;
mod narrow;
mod near;
mod poster;
mod related;
mod report;
mod saved;
mod share;
mod show;

pub use card::ActivityCard;
pub use facts::{Fact, named};
pub use home::HomePage;
pub use list::ListPage;
pub use report::Report;
pub use saved::{SaveButton, SavedPage};
pub use share::ShareLinks;
pub use show::ShowPage;

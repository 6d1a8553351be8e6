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
pub use home::HomePage;
pub use list::ListPage;
pub use saved::{SaveButton, SavedPage};
pub use show::ShowPage;

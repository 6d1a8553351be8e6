//! What anyone may see.

mod address;
mod card;
mod facts;
mod filters;
mod home;
mod list;
mod report;
mod share;
mod show;

pub use card::ActivityCard;
pub use home::HomePage;
pub use list::ListPage;
pub use show::ShowPage;

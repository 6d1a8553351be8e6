//! What anyone may see.

mod address;
mod calendar;
mod card;
mod card_of_stamps;
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
mod route;
mod routes;
mod saved;
mod share;
mod show;
mod venue;
mod venues;

pub use card::ActivityCard;
pub use facts::{Fact, named};
pub use filters::More;
pub use home::HomePage;
pub use list::ListPage;
pub use report::Report;
pub use route::RoutePage;
pub use routes::RoutesPage;
pub use saved::{SaveButton, SavedPage};
pub use share::ShareLinks;
pub use show::ShowPage;
pub use venue::VenuePage;
pub use venues::VenuesPage;

//! What anyone may see.

mod home;
mod list;
mod show;

pub use home::HomePage;
pub use list::ListPage;
pub use show::ShowPage;

//! Filing: for members of organisations.

mod edit;
mod mine;
mod show;

pub use edit::EditPage;
pub use mine::MinePage;
pub use show::ShowPage;

//! Filing: for members of organisations.

mod edit;
mod form;
mod mine;
mod show;

pub use edit::EditPage;
pub use form::{Files, Offers, RichText};
pub use mine::MinePage;
pub use show::ShowPage;

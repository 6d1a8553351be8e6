//! The list of sensitive words.

mod add;
mod edit;
mod list;
mod rows;

pub use edit::EditPage;

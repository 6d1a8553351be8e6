//! Setting up editions (届).

mod edit;
mod process;
mod reasons;
mod settings;

pub use edit::EditPage;

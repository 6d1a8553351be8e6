//! The inbox.

mod list;
mod target;

pub use list::ListPage;

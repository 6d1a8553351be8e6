//! Organisations one belongs to.

mod list;
mod new;

pub use list::ListPage;
pub use new::NewPage;

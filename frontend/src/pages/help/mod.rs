//! Help (帮助中心): the filing guide and questions, searched on the page.

mod guide;
mod show;

pub use show::ShowPage;

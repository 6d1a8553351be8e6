//! Public notices (公示): begun and run by officials, read by everybody, objected to by whoever gives their name.

mod attach;
mod begin;
mod decide;
mod list;
mod object;
mod page;
mod period;
mod show;
mod status;

pub use begin::BeginDialog;
pub use list::{ListPage, PublicListPage};
pub use object::ObjectPage;
pub use page::PublicPage;
pub use show::ShowPage;

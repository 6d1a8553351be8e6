//! Organisations: one's own, registering, the page of one with its members, and the desk of those in charge.

mod ask;
pub mod compare;
mod decide;
pub mod desk;
mod edit;
mod facts;
mod find;
mod form;
mod history;
mod join;
pub mod kinds;
mod list;
mod lookalikes;
mod member;
mod members;
mod merge;
mod new;
mod opened;
mod proof;
mod show;
mod similar;
mod standing;
pub mod status;

use domain::id::OrganizationId;

pub use desk::DeskPage;
pub use edit::EditPage;
pub use list::ListPage;
pub use new::NewPage;
pub use show::ShowPage;

/// The address of one's own.
pub const LIST: &str = "/my/organizations";
/// Where one is registered.
pub const NEW: &str = "/my/organizations/new";

/// The address of an organisation.
pub fn href(id: OrganizationId) -> String {
    format!("{LIST}/{id}")
}

//! The resource library: for everybody, for those who offer, for those who review.

mod begin;
mod desk;
mod edit;
mod handle;
mod library;
mod mine;
mod names;
mod public;
mod reuse;

pub use begin::BeginResource;
pub use desk::DeskPage;
pub use edit::EditPage;
pub use library::LibraryPage;
pub use mine::MinePage;
pub use public::ShowPage;
pub use reuse::ReusePage;

/// The library.
pub const LIBRARY: &str = "/resources";
/// One's own.
pub const MINE: &str = "/my/resources";
/// The reviewers' list.
pub const DESK: &str = "/resource-desk";

//! Activities (活动): filing and review. One file for each thing that can be done.

mod check;
mod log;
mod transition;
mod view;

mod change;
mod copy;
mod create;
mod delete;
mod history;
mod list;
mod queue;
mod review;
mod show;
mod submit;
mod takedown;
mod withdraw;

pub use change::change;
pub use copy::copy;
pub use create::create;
pub use delete::delete;
pub use history::{events, revisions};
pub use list::{ListQuery, list};
pub use log::{hash as event_hash, verify_chain};
pub use queue::{QueueQuery, queue};
pub use review::review;
pub use show::{findings, show};
pub use submit::submit;
pub use takedown::{restore, take_down};
pub(crate) use view::scope_of;
pub use withdraw::withdraw;

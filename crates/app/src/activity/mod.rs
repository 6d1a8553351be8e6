//! Activities (活动): filing and review. One file for each thing that can be done.

pub(crate) mod check;
mod log;
pub(crate) mod precheck;
pub(crate) mod rulebook;
pub(crate) mod transition;
pub(crate) mod view;

mod change;
mod copy;
mod create;
mod delete;
mod diff;
mod history;
mod joint;
mod list;
mod show;
mod similar;
mod submit;
mod takedown;
mod withdraw;

pub use change::change;
pub use copy::copy;
pub(crate) use create::begin;
pub use create::create;
pub use delete::delete;
pub use diff::diff;
pub use history::{events, revisions};
pub use joint::{join, part};
pub(crate) use list::Walk;
pub use list::{ListQuery, list};
pub use log::{hash as event_hash, verify_chain};
pub use show::{findings, show};
pub use similar::similar;
pub use submit::submit;
pub(crate) use submit::{hand_in, trim};
pub use takedown::{restore, take_down};
pub(crate) use view::scope_of;
pub use withdraw::withdraw;

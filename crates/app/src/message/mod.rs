//! Messages (消息): told in the transaction that gives the occasion, delivered afterwards to the inbox and, for those who
//! wish, by SMS. Decisions are told when they can no longer be taken back.

mod inbox;
mod occasion;
mod preferences;
mod reminder;
mod sms;
mod tell;

pub use inbox::{inbox, mark_read, unread};
pub(crate) use occasion::{of_step, subject};
pub use preferences::{change_preferences, preferences};
pub use reminder::remind;
pub(crate) use sms::{Sms, send_sms};
pub(crate) use tell::{Letter, Telling, To, hand, post, tell};

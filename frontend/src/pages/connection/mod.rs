//! What connects the platform with other systems, whichever way: the page of all with adding one, a secret shown once, steps
//! of several administrators at a time.

mod form;
mod list;
mod opened;
mod secret;
mod step;

pub use form::{Adding, Changing};
pub use list::{Board, above};
pub use opened::{Opened, Overtaken};
pub use secret::{CopyButton, Issued, SecretCard};
pub use step::Step;

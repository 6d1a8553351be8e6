//! The crate through its public face, against real listeners on this machine.

#![expect(clippy::unwrap_used, reason = "a failed step ends the test")]

mod answers;
mod hostile;
mod names;
mod network;
mod places;
mod redirects;
mod send;
mod site;
mod verdict;

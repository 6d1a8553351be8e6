//! The frame around all operations: refusals, sign-in, files, pages. Journeys are in the workspace's `tests`.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set up its world should stop at once"
)]

mod account;
mod backup;
mod document;
mod files;
mod installation;
mod limits;
mod pages;
mod processes;
mod refusals;
mod secret;
mod server;

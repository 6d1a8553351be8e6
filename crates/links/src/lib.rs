//! Asking web addresses that somebody typed — whether a link can be reached, and telling a webhook — without letting
//! anyone use this server to reach what is inside its network (server-side request forgery).
//!
//! **Invariants**
//! - The address that is connected to is the one that was judged: a name is looked up once for each connection, by
//!   [`Names`], and either all its addresses may be asked or none is. A name that changes its mind gains nothing.
//! - Every redirect of a link is followed by hand and judged like the first address. A webhook's is not followed.
//! - An answer is judged by its status alone. The body of a link's is never read, that of a webhook's as far as 1 KiB
//!   as it travels, so that neither an endless nor a compressed one costs anything.
//! - A webhook goes out encrypted, unless its place is permitted by itself.
//! - No proxy, no cookies, no credentials, no connection kept for later.
//!
//! **Limits**: a service that listens on a public address of this machine, on port 80 or 443, counts as public, as
//! it does for everybody else. A page that says "not found" with status 200 counts as reachable.
//!
//! It knows neither SQL nor the web framework.
//!
//! In reading order:

mod verdict;

pub mod network;

mod door;
mod gate;
mod names;

mod checker;
mod send;

pub use checker::{LinkChecker, LinkConfig, LinksError};
pub use names::{Names, SystemNames};
pub use send::{SendConfig, Sent, WebhookSender};
pub use verdict::Verdict;

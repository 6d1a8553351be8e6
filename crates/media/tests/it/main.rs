//! The crate through its public face, against the real embedded store behind a real listener.

mod server;
mod store;

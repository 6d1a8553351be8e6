//! The crate through its public face, against the real embedded store behind a real listener.

mod attachment;
mod camera;
mod draw;
mod evidence;
mod film;
mod picture;
mod server;
mod store;
mod verify;
mod video;

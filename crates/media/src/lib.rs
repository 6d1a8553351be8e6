//! Uploaded files: object storage, and the judgement of what was put there.
//!
//! **Invariants**
//! - The bytes of an upload go from the browser straight to storage, by a request this crate presigned, and lie
//!   under `pending/`. Nothing there is ever served.
//! - What is served lies under `files/` and got there through [`verify::verify`] only: the content decided the
//!   type, pictures were encoded anew, nobody outside holds a request that could write there.
//! - Storage is whatever speaks the S3 protocol. [`embedded::EmbeddedS3`] speaks it from a directory of this
//!   machine, so that the browser's upload is the same code everywhere.
//!
//! It knows neither SQL nor the web framework.
//!
//! In reading order:

mod error;
pub mod keys;
pub mod store;

pub mod embedded;

pub mod picture;
mod sniff;
pub mod video;

pub mod attachment;
pub mod verify;

pub use error::MediaError;

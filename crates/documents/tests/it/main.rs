//! The crate through its public face. Certificates are read back by another program's eyes: text, fonts and code
//! from the finished file.

#![expect(clippy::unwrap_used, reason = "a failed step ends the test")]

mod cell;
mod certificate;
mod code;
mod fonts;
mod layout;
mod line_breaks;
mod list;
mod official;
mod pdf;
mod recommendation;
mod sample;
mod summary;

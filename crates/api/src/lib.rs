//! The platform over HTTP, and its command line.
//!
//! **Invariants**
//! - One registration of a handler is its route and its entry in the OpenAPI document.
//! - A handler reads the request, calls one use case and writes the answer. Rules live elsewhere.
//! - Every refusal is `application/problem+json`, rendered in one place; nothing of a library or of SQL gets out.

pub mod answer;
mod audit;
mod body;
pub mod cli;
pub mod docs;
pub mod extract;
mod frame;
mod headers;
mod known_paths;
mod limits;
mod operations;
pub mod problem;
mod routes;
mod served;
pub mod server;
mod spa;
mod storage_mount;

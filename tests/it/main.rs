//! Integration tests, in one binary. Each runs on the engine that `KEPU_TEST_ENGINE` names.

#![expect(clippy::unwrap_used, reason = "a failed step ends the test")]

mod after;
mod architecture;
mod authz;
mod circulars;
mod desk;
mod exchange;
mod faults;
mod finding;
mod going;
mod integration;
mod journey;
mod migrations;
mod model;
mod openapi;
mod registry;
mod reporting;
mod resources;
mod security;
mod store;
mod summary;
mod workflow;

//! The simulator over real HTTP, and kepu's client against it.

#![expect(clippy::unwrap_used, reason = "a failed step ends the test")]

mod contract;
mod pull;
mod push;
mod receiver;
mod walk;

use registry_simulator::{Options, Region, Simulator};

/// A registry with this many organisations in two counties.
fn simulator(organizations: usize) -> Simulator {
    Simulator::start(Options::new(organizations, regions())).unwrap()
}

fn regions() -> Vec<Region> {
    [("330302", "鹿城区"), ("330381", "瑞安市")]
        .map(|(code, name)| Region {
            code: code.parse().unwrap(),
            name: name.to_owned(),
        })
        .to_vec()
}

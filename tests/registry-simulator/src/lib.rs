//! A registry of organisations (智慧科协 组织库) that keeps `docs/registry-contract.md`, over real HTTP on this
//! machine, and breaks it in every way that networks and other people's programs do, as far as it is told to.
//!
//! It stands for software of somebody else: it shares the wire types with kepu and nothing more, and signs what it
//! pushes by the words of the contract.
//!
//! In reading order:

mod faults;
mod generate;
mod shelf;

pub mod contract;

mod inside;
mod push;
mod serve;
mod simulator;

pub use faults::{FaultSwitch, Faults};
pub use generate::Region;
pub use push::Deliveries;
pub use serve::{Command, Report};
pub use simulator::{Options, Simulator};

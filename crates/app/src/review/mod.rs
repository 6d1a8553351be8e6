//! The review desk (审核台): queues, claims, decisions one by one and many at once, sharing out, standing in.

mod batch;
mod claim;
mod decide;
mod delegation;
pub(crate) mod desk;
mod distribution;
mod queue;
mod undo;

pub use batch::{decide_all, undo_all};
pub use claim::{claim, release};
pub use decide::decide;
pub use delegation::{delegate, delegations, end_delegation};
pub use distribution::{distributions, set_distribution};
pub use queue::{QueueQuery, queue};
pub use undo::undo;

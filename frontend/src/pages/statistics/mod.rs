//! Figures (统计): a region's, with the way to the activities behind each.

mod address;
mod behind;
mod chart;
mod names;
mod show;
mod table;
mod tiles;
mod totals;

pub use address::list;
pub use behind::ListPage;
pub use show::{ShowPage, above};

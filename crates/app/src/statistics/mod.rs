//! Figures (统计): kept by a reader of the feed of changes, asked for by region.

mod fold;
mod recount;

pub use fold::{fold, fold_all};
pub use recount::{Wrong, recount};

//! Figures (统计): kept by a reader of the feed of changes, asked for by region.

mod below;
mod fold;
mod recount;
mod show;

pub(crate) use below::below;
pub use fold::{fold, fold_all};
pub use recount::{Wrong, recount};
pub use show::{in_region, show};

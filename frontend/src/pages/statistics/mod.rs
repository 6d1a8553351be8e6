//! Figures (统计).

mod show;

pub use show::ShowPage;

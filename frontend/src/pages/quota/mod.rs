//! Targets (任务指标): how far regions are, setting them, reminding.

mod history;
mod light;
mod rows;
mod set;
mod show;

pub use light::LightBadge;
pub use show::ShowPage;

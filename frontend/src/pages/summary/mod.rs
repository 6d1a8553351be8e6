//! Summaries (总结报送): written beside the figures, read and decided on by the level above.

mod below;
mod deciding;
mod draft;
mod figures;
mod list;
mod overview;
mod reading;
mod saving;
mod show;
mod status;
mod writing;

use domain::id::SummaryId;

pub use list::ListPage;
pub use show::ShowPage;

/// Where the summaries are.
pub const LIST: &str = "/summaries";

/// Where one summary is.
pub fn href(id: SummaryId) -> String {
    format!("{LIST}/{id}")
}

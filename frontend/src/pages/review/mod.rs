//! Reviewing: for those in charge of a region.

mod claiming;
mod content;
mod desk;
mod difference;
mod opened;
pub mod recent;
mod show;
mod similar;

use domain::activity::status::Stage;

pub use desk::QueuePage;
pub use show::ShowPage;
pub use similar::SimilarFilings;

use crate::i18n::{Text, review, t};

const fn stage_name(stage: Stage) -> Text {
    match stage {
        Stage::City => review::STAGE_CITY,
        Stage::Province => review::STAGE_PROVINCE,
        Stage::National => review::STAGE_NATIONAL,
    }
}

/// A review line (条线) by name; a new one that has none yet by its code.
pub fn line_name(line: &str) -> String {
    let text = match line {
        "societies" => review::LINE_SOCIETIES,
        "universities" => review::LINE_UNIVERSITIES,
        "enterprises" => review::LINE_ENTERPRISES,
        "parks" => review::LINE_PARKS,
        other => return other.to_owned(),
    };
    t(text).to_owned()
}

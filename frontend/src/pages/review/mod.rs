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

use crate::i18n::{Text, review};

const fn stage_name(stage: Stage) -> Text {
    match stage {
        Stage::City => review::STAGE_CITY,
        Stage::Province => review::STAGE_PROVINCE,
        Stage::National => review::STAGE_NATIONAL,
    }
}

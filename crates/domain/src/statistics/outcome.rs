//! What came of an activity, as far as it is counted.

use crate::supplement::{OutletLevel, SupplementContent};

/// What came of an activity, from its supplement (活动补充信息) once that is handed in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Outcome {
    pub offline: Option<u32>,
    pub online: Option<u32>,
    pub media_reports: usize,
    /// Of these, by [`OutletLevel::ALL`]; those without a level are in none.
    pub outlets: [usize; OutletLevel::ALL.len()],
    pub photos: usize,
    pub videos: usize,
    /// Whether it says which reusable resources came of it.
    pub reusable_resources: bool,
}

impl Outcome {
    pub fn of(content: &SupplementContent) -> Self {
        let reports = &content.media_reports;
        let of_level = |level| {
            reports
                .iter()
                .filter(|report| report.level == Some(level))
                .count()
        };
        Self {
            offline: content.actual_participants.offline,
            online: content.actual_participants.online,
            media_reports: reports.len(),
            outlets: OutletLevel::ALL.map(of_level),
            photos: content.photo_ids.len(),
            videos: content.video_ids.len(),
            reusable_resources: !content.summary.reusable_resources.trim().is_empty(),
        }
    }
}

//! By when a summary is to be handed in.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::SummaryLevel;
use crate::edition::{DeadlineKind, Edition};
use crate::eligibility::is_on_time;
use crate::region::RegionCode;
use crate::time::Instant;

/// The last day. A soft one marks what comes later 逾期, a hard one refuses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SummaryDeadline {
    /// Ends at 24:00, Shanghai.
    pub on: NaiveDate,
    pub hard: bool,
}

impl SummaryDeadline {
    pub fn is_over(self, now: Instant) -> bool {
        !is_on_time(now, self.on)
    }

    /// The deadline of a region, or of an organisation on a review line. The nearest region that set one counts; of two
    /// of the same region the earlier.
    pub fn of(
        edition: &Edition,
        level: SummaryLevel,
        region: &RegionCode,
        line: Option<&str>,
    ) -> Option<Self> {
        let deliverer = match (level, line) {
            (SummaryLevel::County, _) => "county",
            (SummaryLevel::City, _) => "city",
            (SummaryLevel::Province, _) => "province",
            (SummaryLevel::Organization, Some("societies")) => "society",
            (SummaryLevel::Organization, Some("universities")) => "university",
            // 企业（园区）科协 are named together in the notices.
            (SummaryLevel::Organization, Some("enterprises" | "parks")) => "enterprise",
            (SummaryLevel::Organization, _) => "organization",
        };
        edition
            .deadlines
            .iter()
            .filter(|deadline| deadline.kind == DeadlineKind::Summary)
            .filter(|deadline| deadline.region_code.contains(region))
            .filter(|deadline| deadline.applies_to.iter().any(|who| who == deliverer))
            .min_by_key(|deadline| {
                (
                    std::cmp::Reverse(deadline.region_code.prefix().len()),
                    deadline.on,
                )
            })
            .map(|deadline| Self {
                on: deadline.on,
                hard: deadline.hard,
            })
    }
}

//! What somebody has to do and where they have to be, for the calendar of their phone (日历订阅).

use serde::{Deserialize, Serialize};

use crate::time::Instant;

/// Whether somebody's calendar is followed from a program of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CalendarStatus {
    /// Since when there is an address; none where there is none.
    pub since: Option<Instant>,
}

/// The address of a calendar. It is told this once; whoever has it reads the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CalendarAddress {
    pub url: String,
    pub since: Instant,
}

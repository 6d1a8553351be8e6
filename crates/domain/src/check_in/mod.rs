//! Check-in (打卡): whoever comes to an activity or a science venue scans the code on the screen there and keeps a stamp; the
//! organiser sees how many came. Decisions 0008 and 0011.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::activity::content::{ActivityContent, Mode};
use crate::id::{ActivityId, CheckInId, CheckInPointId, RouteId, VenueId};
use crate::problem::{Fault, FaultCode, Faults};
use crate::text;
use crate::time::Instant;

/// Points of one activity: entrances, halls, stands.
pub const POINTS_MAX: usize = 20;
/// Characters of a point's name.
pub const NAME_MAX: usize = 30;
/// A point opens and closes this long before the first and after the last session, unless it is set.
pub const MARGIN_SECONDS: i64 = 30 * 60;
/// It may be set to open or close this long before or after, no longer.
pub const MARGIN_DAYS: u64 = 1;
/// Stamps that make a full card at the least: one place is no route.
pub const CARD_MIN: usize = 2;
/// Wrong codes of one person in a day; after these they wait for the next day. With 10 of a million, guessing is no way in.
pub const WRONG_CODES_MAX: i32 = 10;

/// Whether somebody can check in at a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PointState {
    /// 未开始
    NotYet,
    /// 可打卡
    Open,
    /// 已结束
    Over,
    /// 已关闭, by the organiser
    Closed,
}

impl PointState {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotYet => "not_yet",
            Self::Open => "open",
            Self::Over => "over",
            Self::Closed => "closed",
        }
    }
}

/// When a point is open: from the first moment up to, not including, the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    pub opens_at: Instant,
    pub closes_at: Instant,
    /// Closed by hand.
    pub closed: bool,
}

impl Opening {
    pub fn state(&self, now: Instant) -> PointState {
        if self.closed {
            PointState::Closed
        } else if now < self.opens_at {
            PointState::NotYet
        } else if now < self.closes_at {
            PointState::Open
        } else {
            PointState::Over
        }
    }
}

/// What an organiser says of a point. Without times it is open from half an hour before the first session to half an
/// hour after the last.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewPoint {
    /// 1–30 characters: 南门, 二楼展厅.
    pub name: String,
    #[serde(default)]
    pub opens_at: Option<Instant>,
    #[serde(default)]
    pub closes_at: Option<Instant>,
}

/// Changes a point; what is left out stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct PointChange {
    pub name: Option<String>,
    pub opens_at: Option<Instant>,
    pub closes_at: Option<Instant>,
    pub closed: Option<bool>,
    /// Makes every code given out so far worthless (换码).
    pub renew: bool,
}

/// A point as its organiser sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CheckInPoint {
    pub id: CheckInPointId,
    pub activity_id: ActivityId,
    pub name: String,
    pub opens_at: Instant,
    pub closes_at: Instant,
    pub closed: bool,
    pub state: PointState,
    /// 打卡人次: each person once a day.
    pub check_ins: u64,
    pub version: i32,
}

/// What the screen at a point shows for some seconds, and how many have come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PointScreen {
    pub name: String,
    pub state: PointState,
    /// The address that the QR code holds; absent while nobody can check in.
    pub url: Option<String>,
    /// When this address is replaced: ask again then.
    pub renews_at: Instant,
    /// The six digits of this day, for those who cannot scan and for a printed notice.
    pub code: Option<String>,
    /// 今日打卡人次
    pub today: u64,
    /// 累计打卡人次
    pub check_ins: u64,
    /// Of the point, for making its codes anew.
    pub version: i32,
}

/// Check-in at a science venue (阵地打卡), as those see it who keep the venue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VenuePoint {
    pub venue_id: VenueId,
    pub venue_name: String,
    /// Whether visitors can check in: it was set up, is not stopped, and the venue is public.
    pub open: bool,
    /// It was set up and is not stopped.
    pub enabled: bool,
    /// 今日打卡人次
    pub today: u64,
    /// 累计打卡人次
    pub check_ins: u64,
    /// 0 before it is first set up.
    pub version: i32,
}

/// Sets check-in at a venue up, stops it, or makes its codes anew; what is left out stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct VenuePointChange {
    pub enabled: Option<bool>,
    /// Makes every code given out so far worthless (换码).
    pub renew: bool,
}

/// A point as anybody sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicPoint {
    pub id: CheckInPointId,
    /// Of the point, or of the venue.
    pub name: String,
    /// The activity that takes place there; absent at a venue.
    pub activity_id: Option<ActivityId>,
    pub activity_title: Option<String>,
    /// The venue, where no activity is meant.
    pub venue_id: Option<VenueId>,
    pub state: PointState,
    /// Absent at a venue, where somebody can check in on any day.
    pub opens_at: Option<Instant>,
    pub closes_at: Option<Instant>,
}

/// What proves that somebody is there: what the QR code holds, a ticket, or the six digits of the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CheckIn {
    pub token: String,
}

/// Stands for a scan for some minutes, so that whoever has to sign in first does not come too late.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Ticket {
    pub token: String,
    pub expires_at: Instant,
}

/// How somebody checked in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CheckInWay {
    /// 扫码
    Scan,
    /// 数字码
    Code,
}

impl CheckInWay {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Scan => "scan",
            Self::Code => "code",
        }
    }
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Scan, Self::Code].into_iter().find(|w| w.as_str() == text)
    }
}

/// A stamp in somebody's collection (打卡印章): one for each point and day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Stamp {
    pub id: CheckInId,
    pub point_id: CheckInPointId,
    /// Of the point, or of the venue as it was called that day.
    pub point_name: String,
    /// Absent for a stamp of a venue.
    pub activity_id: Option<ActivityId>,
    pub activity_title: Option<String>,
    pub venue_id: Option<VenueId>,
    /// Shanghai day.
    pub day: NaiveDate,
    pub at: Instant,
    pub way: CheckInWay,
}

/// A stop of a route on somebody's stamp card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CardStamp {
    pub venue_id: VenueId,
    /// The first Shanghai day on which they checked in there; absent as long as they have not.
    pub day: Option<NaiveDate>,
    /// Whether somebody can check in there now.
    pub open: bool,
}

/// Somebody's stamps on a themed route (集章卡): each venue once, in the route's order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StampCard {
    pub route_id: RouteId,
    pub stamps: Vec<CardStamp>,
    /// How many venues have a stamp.
    pub collected: u32,
    /// Every venue that can be stamped, or was, has its stamp, and there are two at least.
    pub complete: bool,
}

impl StampCard {
    /// Of the venues of a route in their order; a venue that is met twice counts once.
    pub fn of(
        route_id: RouteId,
        venues: &[VenueId],
        day: impl Fn(VenueId) -> Option<NaiveDate>,
        open: impl Fn(VenueId) -> bool,
    ) -> Self {
        let mut stamps: Vec<CardStamp> = Vec::new();
        for &venue_id in venues {
            if stamps.iter().all(|s| s.venue_id != venue_id) {
                stamps.push(CardStamp {
                    venue_id,
                    day: day(venue_id),
                    open: open(venue_id),
                });
            }
        }
        let collected = stamps.iter().filter(|s| s.day.is_some()).count();
        let missing = stamps.iter().any(|s| s.day.is_none() && s.open);
        Self {
            route_id,
            collected: u32::try_from(collected).unwrap_or(u32::MAX),
            complete: !missing && collected >= CARD_MIN,
            stamps,
        }
    }
}

/// What was counted at an activity's points (核验人次), beside what its organiser reports.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CountedParticipants {
    /// 人次: each person once for each day, however many points they went to.
    pub visits: u64,
    /// 人: each person once.
    pub people: u64,
}

/// The times of a point that are left out, from the activity's sessions. `None` when it has none.
pub fn default_opening(content: &ActivityContent) -> Option<Opening> {
    Some(Opening {
        opens_at: content.starts_at()?.plus_seconds(-MARGIN_SECONDS),
        closes_at: content.ends_at()?.plus_seconds(MARGIN_SECONDS),
        closed: false,
    })
}

/// Whether people come to a place at all.
pub fn has_a_place(content: &ActivityContent) -> bool {
    content.mode.is_some_and(Mode::has_place)
}

/// Faults of a point's name and times.
pub fn check_point(name: &str, opening: &Opening, content: &ActivityContent) -> Faults {
    let mut faults = Faults::new();
    let length = text::length(name.trim());
    if length == 0 {
        faults.push(Fault::new("/name", FaultCode::Required).with("打卡点名称"));
    } else if length > NAME_MAX {
        faults.push(
            Fault::new("/name", FaultCode::TooLong)
                .with(NAME_MAX)
                .with(length),
        );
    } else if !text::is_readable(name) {
        faults.add("/name", FaultCode::NothingReadable);
    }
    if opening.closes_at <= opening.opens_at {
        faults.add("/closes_at", FaultCode::EndBeforeStart);
    }
    if let (Some(first), Some(last)) = (content.starts_at(), content.ends_at()) {
        let margin = Days::new(MARGIN_DAYS);
        let from = first.shanghai_date() - margin;
        let to = last.shanghai_date() + margin;
        for (pointer, at) in [("/opens_at", opening.opens_at), ("/closes_at", opening.closes_at)] {
            if !(from..=to).contains(&at.shanghai_date()) {
                faults.push(Fault::new(pointer, FaultCode::OutsideWindow).with(from).with(to));
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests;

//! Public notice (公示): the list before it is final, for some working days, with real-name objections. PRODUCT §8.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::calendar::WorkingPeriod;
use crate::id::{EntryId, ListId, MediaId, NoticeId};
use crate::problem::{Fault, FaultCode, Faults};
use crate::recommendation::Subject;
use crate::region::RegionCode;
use crate::text;
use crate::time::Instant;

pub const STATEMENT_MIN: usize = 10;
pub const STATEMENT_MAX: usize = 2_000;
pub const ATTACHMENTS_MAX: usize = 5;

/// Where a notice stands; told by the clock and by whether the result was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum NoticeStatus {
    /// 待公示
    Scheduled,
    /// 公示中
    Open,
    /// 公示期满，待公布结果
    Closed,
    /// 已公布结果
    Published,
}

impl NoticeStatus {
    /// How a period stands at a moment: it is open from the first midnight to the last.
    pub fn at(now: Instant, starts_on: NaiveDate, ends_on: NaiveDate, published: bool) -> Self {
        if published {
            Self::Published
        } else if now < Instant::start_of_day(starts_on) {
            Self::Scheduled
        } else if now < Instant::end_of_day(ends_on) {
            Self::Open
        } else {
            Self::Closed
        }
    }
    pub const fn name(self) -> &'static str {
        match self {
            Self::Scheduled => "待公示",
            Self::Open => "公示中",
            Self::Closed => "公示期满",
            Self::Published => "已公布结果",
        }
    }
}

/// Begins the public notice of a locked list.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewNotice {
    pub list_id: ListId,
    /// First day, Shanghai; not before today.
    pub starts_on: NaiveDate,
    pub working_days: u32,
    /// What stands above the list; a usual text where none is given.
    #[serde(default)]
    pub text: Option<String>,
}

/// A public notice for those who run it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicNotice {
    pub id: NoticeId,
    pub list_id: ListId,
    pub edition: String,
    pub region_code: RegionCode,
    pub region_name: String,
    pub subject: Subject,
    pub title: String,
    pub text: String,
    pub status: NoticeStatus,
    pub period: WorkingPeriod,
    /// Last second in which an objection is received.
    pub closes_at: Instant,
    pub objections: u32,
    pub undecided: u32,
    pub published_at: Option<Instant>,
    pub certificates: CertificateProgress,
    /// The `ETag`.
    pub version: i32,
    pub actions: Vec<NoticeAction>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum NoticeAction {
    DecideObjections,
    PublishResults,
}

/// How far the printing of certificates is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CertificateProgress {
    pub issued: u32,
    /// Whose PDF is ready.
    pub printed: u32,
}

/// A notice in a list for everybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoticeItem {
    pub id: NoticeId,
    pub edition: String,
    pub region_name: String,
    pub subject: Subject,
    pub title: String,
    pub status: NoticeStatus,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub published_at: Option<Instant>,
}

/// A notice as everybody sees it, without its lines, which are a list of their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoticePage {
    #[serde(flatten)]
    pub item: NoticeItem,
    pub text: String,
    pub working_days: u32,
    pub closes_at: Instant,
    pub total: u32,
}

/// One line of a public notice or a result list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoticeLine {
    pub entry_id: EntryId,
    pub position: u32,
    pub name: String,
    pub organization_name: String,
    pub region_name: String,
    /// Once the result is published.
    pub certificate_number: Option<String>,
}

/// An objection (异议), with one's real name.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct NewObjection {
    /// The line it is about; none when it is about the whole.
    pub entry_id: Option<EntryId>,
    pub real_name: String,
    /// 工作单位
    pub employer: Option<String>,
    pub statement: String,
    /// Attachments as proof.
    pub attachment_ids: Vec<MediaId>,
}

impl NewObjection {
    pub fn check(&self) -> Faults {
        let mut faults = Faults::new();
        let name = text::length(self.real_name.trim());
        if name == 0 {
            faults.push(Fault::new("/real_name", FaultCode::Required).with("真实姓名"));
        } else if name < 2 || !text::is_readable(&self.real_name) {
            faults.push(Fault::new("/real_name", FaultCode::TooShort).with(2).with(name));
        } else if name > 50 {
            faults.push(Fault::new("/real_name", FaultCode::TooLong).with(50).with(name));
        }
        let employer = self.employer.as_deref().map_or(0, text::length);
        if employer > 60 {
            faults.push(
                Fault::new("/employer", FaultCode::TooLong)
                    .with(60)
                    .with(employer),
            );
        }
        let length = text::length(self.statement.trim());
        if length < STATEMENT_MIN {
            let fault = Fault::new("/statement", FaultCode::TooShort);
            faults.push(fault.with(STATEMENT_MIN).with(length));
        } else if length > STATEMENT_MAX {
            let fault = Fault::new("/statement", FaultCode::TooLong);
            faults.push(fault.with(STATEMENT_MAX).with(length));
        }
        if self.attachment_ids.len() > ATTACHMENTS_MAX {
            faults.push(Fault::new("/attachment_ids", FaultCode::TooMany).with(ATTACHMENTS_MAX));
        }
        faults
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ObjectionStatus {
    /// 待处理
    Open,
    /// 成立
    Upheld,
    /// 不成立
    Dismissed,
}

impl ObjectionStatus {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Upheld => "upheld",
            Self::Dismissed => "dismissed",
        }
    }
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Open, Self::Upheld, Self::Dismissed]
            .into_iter()
            .find(|s| s.as_str() == text)
    }
}

/// An objection for those who decide on it, and for the one who made it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Objection {
    /// From 1 within its notice.
    pub n: i32,
    pub notice_id: NoticeId,
    pub entry_id: Option<EntryId>,
    pub entry_name: Option<String>,
    pub real_name: String,
    pub employer: Option<String>,
    /// The phone of the account, proven by its code.
    pub phone: String,
    pub statement: String,
    pub attachment_ids: Vec<MediaId>,
    pub status: ObjectionStatus,
    pub decision_reason: Option<String>,
    pub made_at: Instant,
    pub decided_at: Option<Instant>,
}

/// Decides on an objection; upheld, its line is struck from the list.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ObjectionDecision {
    /// `upheld` or `dismissed`.
    pub decision: ObjectionStatus,
    #[serde(default)]
    pub reason: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_from_the_first_midnight_to_the_last_second() {
        let at = |text: &str| Instant::parse(text).unwrap();
        let (from, to) = ("2024-11-25".parse().unwrap(), "2024-11-29".parse().unwrap());
        let status = |text| NoticeStatus::at(at(text), from, to, false);
        assert_eq!(status("2024-11-24T23:59:59+08:00"), NoticeStatus::Scheduled);
        assert_eq!(status("2024-11-25T00:00:00+08:00"), NoticeStatus::Open);
        assert_eq!(status("2024-11-29T23:59:59+08:00"), NoticeStatus::Open);
        assert_eq!(status("2024-11-30T00:00:00+08:00"), NoticeStatus::Closed);
    }
}

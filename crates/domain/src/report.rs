//! Reports of public content (举报): a visitor says what is wrong, the region's reviewer answers. DOMAIN §6.3
//! (网络信息内容生态治理规定: an entrance in a prominent place, handled with feedback).

use serde::{Deserialize, Serialize};

use crate::id::{ActivityId, ReportId, ResourceId};
use crate::problem::{Fault, FaultCode, Faults};
use crate::text;
use crate::time::Instant;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReportCategory {
    /// 不科学、虚假信息
    FalseInformation,
    /// 广告、收费推销
    Advertising,
    /// 违法、有害信息
    Unlawful,
    /// 侵犯隐私、肖像
    Privacy,
    /// 时间、地点等信息有误
    WrongDetails,
    /// 其他
    Other,
}

impl ReportCategory {
    pub const ALL: [Self; 6] = [
        Self::FalseInformation,
        Self::Advertising,
        Self::Unlawful,
        Self::Privacy,
        Self::WrongDetails,
        Self::Other,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::FalseInformation => "false_information",
            Self::Advertising => "advertising",
            Self::Unlawful => "unlawful",
            Self::Privacy => "privacy",
            Self::WrongDetails => "wrong_details",
            Self::Other => "other",
        }
    }
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.as_str() == text)
    }
    pub const fn name(self) -> &'static str {
        match self {
            Self::FalseInformation => "内容不科学或虚假",
            Self::Advertising => "广告或收费推销",
            Self::Unlawful => "违法或有害信息",
            Self::Privacy => "侵犯隐私或肖像",
            Self::WrongDetails => "时间、地点等信息有误",
            Self::Other => "其他",
        }
    }
}

/// Where a report stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReportStatus {
    /// 待处理
    Open,
    /// 举报属实
    Upheld,
    /// 未发现问题
    Dismissed,
}

impl ReportStatus {
    pub const ALL: [Self; 3] = [Self::Open, Self::Upheld, Self::Dismissed];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Upheld => "upheld",
            Self::Dismissed => "dismissed",
        }
    }
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }
}

pub const REPORT_MIN: usize = 5;
pub const REPORT_MAX: usize = 1_000;
pub const ANSWER_MAX: usize = 500;

/// What a visitor says of a public activity, or of a resource that came of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewReport {
    pub activity_id: ActivityId,
    /// A public resource of the activity, where the report is of that.
    #[serde(default)]
    pub resource_id: Option<ResourceId>,
    pub category: ReportCategory,
    /// 5–1,000 characters.
    pub text: String,
    /// For the answer by SMS; kept encrypted, shown to nobody.
    #[serde(default)]
    pub phone: Option<String>,
}

/// A report was taken. The receipt is the only way to its answer for somebody who is not signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportReceipt {
    pub receipt: String,
    pub created_at: Instant,
}

/// What a visitor reads with a receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportProgress {
    pub status: ReportStatus,
    pub activity_title: String,
    pub answer: Option<String>,
    pub created_at: Instant,
    pub answered_at: Option<Instant>,
}

/// A report as a reviewer sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContentReport {
    pub id: ReportId,
    pub activity_id: ActivityId,
    pub activity_title: String,
    /// The resource of the activity that it is of.
    pub resource_id: Option<ResourceId>,
    pub resource_title: Option<String>,
    pub category: ReportCategory,
    pub text: String,
    pub status: ReportStatus,
    /// Whether the reporter left a number; the number itself is shown to nobody.
    pub wants_answer: bool,
    pub answer: Option<String>,
    pub created_at: Instant,
    pub answered_at: Option<Instant>,
    pub version: i32,
}

/// A reviewer's answer; `take_down` takes the activity, or the resource that the report is of, off the public pages in
/// the same step.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AnswerReport {
    pub status: ReportStatus,
    /// Sent to the reporter; 1–500 characters.
    pub answer: String,
    #[serde(default)]
    pub take_down: bool,
}

/// Faults of a report.
pub fn check_new(new: &NewReport) -> Faults {
    let mut faults = Faults::new();
    let length = text::length(new.text.trim());
    if length < REPORT_MIN {
        faults.push(
            Fault::new("/text", FaultCode::TooShort)
                .with(REPORT_MIN)
                .with(length),
        );
    } else if length > REPORT_MAX {
        faults.push(
            Fault::new("/text", FaultCode::TooLong)
                .with(REPORT_MAX)
                .with(length),
        );
    }
    if let Some(phone) = new.phone.as_deref().filter(|p| !p.trim().is_empty())
        && text::Phone::parse(phone).is_err()
    {
        faults.add("/phone", FaultCode::InvalidPhone);
    }
    faults
}

/// Faults of an answer.
pub fn check_answer(answer: &AnswerReport) -> Faults {
    let mut faults = Faults::new();
    let length = text::length(answer.answer.trim());
    if length == 0 {
        faults.push(Fault::new("/answer", FaultCode::Required).with("答复内容"));
    } else if length > ANSWER_MAX {
        faults.push(
            Fault::new("/answer", FaultCode::TooLong)
                .with(ANSWER_MAX)
                .with(length),
        );
    }
    if answer.status == ReportStatus::Open {
        faults.push(Fault::new("/status", FaultCode::UnknownValue).with("open"));
    }
    if answer.take_down && answer.status != ReportStatus::Upheld {
        faults.push(Fault::new("/take_down", FaultCode::UnknownValue).with("true"));
    }
    faults
}

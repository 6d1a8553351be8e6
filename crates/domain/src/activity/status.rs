//! The review workflow (审核): one table, the only way a status changes. PRODUCT §6; state names are the notice's
//! (附件2 三).

use serde::{Deserialize, Serialize};

use crate::problem::Lang;

/// Where an activity stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// 草稿
    Draft,
    /// 市级初审中
    CityReview,
    /// 市级初审拒绝
    CityRejected,
    /// 省管理员审批中
    ProvinceReview,
    /// 省管理员审批拒绝
    ProvinceRejected,
    /// 全国审批中
    NationalReview,
    /// 全国审批拒绝
    NationalRejected,
    /// 已通过
    Approved,
    /// 已撤回
    Withdrawn,
    /// 已下架
    TakenDown,
}

/// Who decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 市级初审
    City,
    /// 省
    Province,
    /// 全国
    National,
}

impl Stage {
    pub const ALL: [Self; 3] = [Self::City, Self::Province, Self::National];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::City => "city",
            Self::Province => "province",
            Self::National => "national",
        }
    }
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }
    /// The status of what waits here.
    pub const fn status(self) -> Status {
        match self {
            Self::City => Status::CityReview,
            Self::Province => Status::ProvinceReview,
            Self::National => Status::NationalReview,
        }
    }
}

/// What happens to an activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// 新建
    Create,
    /// 提交
    Submit,
    /// 通过
    Approve,
    /// 拒绝
    Reject,
    /// 撤回
    Withdraw,
    /// 下架
    TakeDown,
    /// 恢复
    Restore,
    /// 撤销: a reviewer takes the last decision back
    Undo,
    /// 联合主办: marked as the same event as another filing
    Join,
    /// 取消联合主办
    Part,
}

/// Which stages an activity passes, the national one always, and what brought it where it is. A nationwide activity has
/// no province above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Route {
    pub city: bool,
    pub province: bool,
    /// The stage at which a resubmission goes on, where the approvals before it carry over.
    pub resumes_at: Option<Stage>,
    /// Where the activity waited before the last decision, if that decision can still be taken back.
    pub decided_from: Option<Status>,
}

impl Route {
    pub const fn new(city: bool, province: bool) -> Self {
        Self {
            city,
            province,
            resumes_at: None,
            decided_from: None,
        }
    }
    fn first(self) -> Status {
        if let Some(stage) = self.resumes_at {
            stage.status()
        } else if self.city {
            Status::CityReview
        } else {
            self.after_city()
        }
    }
    fn after_city(self) -> Status {
        if self.province {
            Status::ProvinceReview
        } else {
            Status::NationalReview
        }
    }
}

/// The step is not possible from this status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{step:?} is not possible from {from:?}")]
pub struct NotPossible {
    pub from: Status,
    pub step: Step,
}

impl Status {
    pub const ALL: [Self; 10] = [
        Self::Draft,
        Self::CityReview,
        Self::CityRejected,
        Self::ProvinceReview,
        Self::ProvinceRejected,
        Self::NationalReview,
        Self::NationalRejected,
        Self::Approved,
        Self::Withdrawn,
        Self::TakenDown,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::CityReview => "city_review",
            Self::CityRejected => "city_rejected",
            Self::ProvinceReview => "province_review",
            Self::ProvinceRejected => "province_rejected",
            Self::NationalReview => "national_review",
            Self::NationalRejected => "national_rejected",
            Self::Approved => "approved",
            Self::Withdrawn => "withdrawn",
            Self::TakenDown => "taken_down",
        }
    }
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }
    /// The notice's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Draft => "草稿",
            Self::CityReview => "市级初审中",
            Self::CityRejected => "市级初审拒绝",
            Self::ProvinceReview => "省管理员审批中",
            Self::ProvinceRejected => "省管理员审批拒绝",
            Self::NationalReview => "全国审批中",
            Self::NationalRejected => "全国审批拒绝",
            Self::Approved => "已通过",
            Self::Withdrawn => "已撤回",
            Self::TakenDown => "已下架",
        }
    }
    /// The notice's name, or its English rendering.
    pub const fn name_in(self, lang: Lang) -> &'static str {
        if matches!(lang, Lang::Zh) {
            return self.name();
        }
        match self {
            Self::Draft => "Draft",
            Self::CityReview => "City review",
            Self::CityRejected => "Sent back by the city",
            Self::ProvinceReview => "Province review",
            Self::ProvinceRejected => "Sent back by the province",
            Self::NationalReview => "National review",
            Self::NationalRejected => "Sent back nationally",
            Self::Approved => "Approved",
            Self::Withdrawn => "Withdrawn",
            Self::TakenDown => "Taken down",
        }
    }
    /// The stage at which it waits, if it does.
    pub const fn stage(self) -> Option<Stage> {
        match self {
            Self::CityReview => Some(Stage::City),
            Self::ProvinceReview => Some(Stage::Province),
            Self::NationalReview => Some(Stage::National),
            Self::Draft
            | Self::CityRejected
            | Self::ProvinceRejected
            | Self::NationalRejected
            | Self::Approved
            | Self::Withdrawn
            | Self::TakenDown => None,
        }
    }
    /// Whether the organiser may edit it now.
    pub const fn is_editable(self) -> bool {
        matches!(
            self,
            Self::Draft
                | Self::Withdrawn
                | Self::CityRejected
                | Self::ProvinceRejected
                | Self::NationalRejected
        )
    }
    /// Whether a decision at this status leads to `to`.
    fn leads_to(self, to: Status, route: Route) -> bool {
        [Step::Approve, Step::Reject]
            .into_iter()
            .any(|step| self.after(step, route) == Ok(to))
    }
    /// The status after `step`. Total: every pair of status and step is decided here and nowhere else.
    pub fn after(self, step: Step, route: Route) -> Result<Status, NotPossible> {
        use Status as S;
        let next = match step {
            // A new activity begins as a draft; an existing one is never created again.
            Step::Create => None,
            Step::Submit => self.is_editable().then(|| route.first()),
            Step::Approve => match self {
                S::CityReview => Some(route.after_city()),
                S::ProvinceReview => Some(S::NationalReview),
                S::NationalReview => Some(S::Approved),
                S::Draft | S::CityRejected | S::ProvinceRejected | S::NationalRejected => None,
                S::Approved | S::Withdrawn | S::TakenDown => None,
            },
            Step::Reject => match self {
                S::CityReview => Some(S::CityRejected),
                S::ProvinceReview => Some(S::ProvinceRejected),
                S::NationalReview => Some(S::NationalRejected),
                S::Draft | S::CityRejected | S::ProvinceRejected | S::NationalRejected => None,
                S::Approved | S::Withdrawn | S::TakenDown => None,
            },
            Step::Withdraw => (self.stage().is_some() || self == S::Approved).then_some(S::Withdrawn),
            Step::TakeDown => (self == S::Approved).then_some(S::TakenDown),
            Step::Restore => (self == S::TakenDown).then_some(S::Approved),
            Step::Undo => route.decided_from.filter(|from| from.leads_to(self, route)),
            // Belonging together says nothing of where a filing stands.
            Step::Join | Step::Part => (self != S::Draft).then_some(self),
        };
        next.ok_or(NotPossible { from: self, step })
    }
}

impl Step {
    pub const ALL: [Self; 10] = [
        Self::Create,
        Self::Submit,
        Self::Approve,
        Self::Reject,
        Self::Withdraw,
        Self::TakeDown,
        Self::Restore,
        Self::Undo,
        Self::Join,
        Self::Part,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Submit => "submit",
            Self::Approve => "approve",
            Self::Reject => "reject",
            Self::Withdraw => "withdraw",
            Self::TakeDown => "take_down",
            Self::Restore => "restore",
            Self::Undo => "undo",
            Self::Join => "join",
            Self::Part => "part",
        }
    }
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }
    pub const fn name(self) -> &'static str {
        match self {
            Self::Create => "新建",
            Self::Submit => "提交",
            Self::Approve => "通过",
            Self::Reject => "拒绝",
            Self::Withdraw => "撤回",
            Self::TakeDown => "下架",
            Self::Restore => "恢复",
            Self::Undo => "撤销",
            Self::Join => "联合主办",
            Self::Part => "取消联合主办",
        }
    }
    /// Whether a reason must be given.
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::Reject | Self::TakeDown | Self::Restore)
    }
}

#[cfg(test)]
#[path = "status_tests.rs"]
mod tests;

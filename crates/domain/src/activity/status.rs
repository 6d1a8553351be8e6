//! The review workflow (审核): one table, the only way a status changes. PRODUCT §6; state names are the notice's
//! (附件2 三).

use serde::{Deserialize, Serialize};

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
}

/// Which stages an activity passes; the national one always. A nationwide activity has no province above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Route {
    pub city: bool,
    pub province: bool,
}

impl Route {
    fn first(self) -> Status {
        if self.city {
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
        };
        next.ok_or(NotPossible { from: self, step })
    }
}

impl Step {
    pub const ALL: [Self; 7] = [
        Self::Create,
        Self::Submit,
        Self::Approve,
        Self::Reject,
        Self::Withdraw,
        Self::TakeDown,
        Self::Restore,
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
        }
    }
    /// Whether a reason must be given.
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::Reject | Self::TakeDown | Self::Restore)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const USUAL: Route = Route {
        city: false,
        province: true,
    };

    /// The table of PRODUCT §6, written out: from, step, to.
    const TABLE: &[(Status, Step, Status)] = {
        use Status::*;
        use Step::*;
        &[
            (Draft, Submit, ProvinceReview),
            (Withdrawn, Submit, ProvinceReview),
            (CityRejected, Submit, ProvinceReview),
            (ProvinceRejected, Submit, ProvinceReview),
            (NationalRejected, Submit, ProvinceReview),
            (CityReview, Approve, ProvinceReview),
            (ProvinceReview, Approve, NationalReview),
            (NationalReview, Approve, Approved),
            (CityReview, Reject, CityRejected),
            (ProvinceReview, Reject, ProvinceRejected),
            (NationalReview, Reject, NationalRejected),
            (CityReview, Withdraw, Withdrawn),
            (ProvinceReview, Withdraw, Withdrawn),
            (NationalReview, Withdraw, Withdrawn),
            (Approved, Withdraw, Withdrawn),
            (Approved, TakeDown, TakenDown),
            (TakenDown, Restore, Approved),
        ]
    };

    #[test]
    fn exactly_the_steps_of_the_table_are_possible() {
        for from in Status::ALL {
            for step in Step::ALL {
                let want = TABLE
                    .iter()
                    .find(|(f, s, _)| (*f, *s) == (from, step))
                    .map(|(_, _, to)| *to);
                assert_eq!(from.after(step, USUAL).ok(), want, "{from:?} {step:?}");
            }
        }
    }

    #[test]
    fn the_route_decides_the_first_stage() {
        let with_city = Route {
            city: true,
            province: true,
        };
        let nationwide = Route {
            city: false,
            province: false,
        };
        assert_eq!(
            Status::Draft.after(Step::Submit, with_city),
            Ok(Status::CityReview)
        );
        assert_eq!(
            Status::Draft.after(Step::Submit, nationwide),
            Ok(Status::NationalReview)
        );
    }

    #[test]
    fn names_read_back() {
        for status in Status::ALL {
            assert_eq!(Status::parse(status.as_str()), Some(status));
            assert_eq!(serde_json::to_value(status).unwrap(), status.as_str());
        }
        for step in Step::ALL {
            assert_eq!(Step::parse(step.as_str()), Some(step));
        }
    }
}

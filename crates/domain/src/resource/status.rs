//! Where a resource stands: one table, the only way a status changes.

use serde::{Deserialize, Serialize};

/// Where a resource stands. What is offered, recommended or featured is public while its activity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ResourceStatus {
    /// 草稿
    Draft,
    /// 待审核
    Submitted,
    /// 已退回
    Returned,
    /// 已公开
    Offered,
    /// 省级推荐
    Recommended,
    /// 国家精选
    Featured,
    /// 已撤下
    Withdrawn,
}

/// What happens to a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ResourceStep {
    /// 新建
    Create,
    /// 提交审核
    Submit,
    /// 公开
    Publish,
    /// 退回
    Return,
    /// 撤回、撤下
    Withdraw,
    /// 省级推荐
    Recommend,
    /// 国家精选
    Feature,
    /// 未入选
    Decline,
}

impl ResourceStep {
    pub const ALL: [Self; 8] = [
        Self::Create,
        Self::Submit,
        Self::Publish,
        Self::Return,
        Self::Withdraw,
        Self::Recommend,
        Self::Feature,
        Self::Decline,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Submit => "submit",
            Self::Publish => "publish",
            Self::Return => "return",
            Self::Withdraw => "withdraw",
            Self::Recommend => "recommend",
            Self::Feature => "feature",
            Self::Decline => "decline",
        }
    }
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.as_str() == text)
    }
    /// Whether the one concerned is owed a reason.
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::Return | Self::Decline)
    }
    /// Whether it shows something to everyone, which its activity must be shown to as well.
    pub const fn needs_public_activity(self) -> bool {
        matches!(
            self,
            Self::Submit | Self::Publish | Self::Recommend | Self::Feature
        )
    }
}

/// The step is not possible from this status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{step:?} is not possible from {from:?}")]
pub struct NotPossible {
    pub from: ResourceStatus,
    pub step: ResourceStep,
}

impl ResourceStatus {
    pub const ALL: [Self; 7] = [
        Self::Draft,
        Self::Submitted,
        Self::Returned,
        Self::Offered,
        Self::Recommended,
        Self::Featured,
        Self::Withdrawn,
    ];
    /// What everyone may see.
    pub const PUBLIC: [Self; 3] = [Self::Offered, Self::Recommended, Self::Featured];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Returned => "returned",
            Self::Offered => "offered",
            Self::Recommended => "recommended",
            Self::Featured => "featured",
            Self::Withdrawn => "withdrawn",
        }
    }
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }
    pub const fn is_public(self) -> bool {
        matches!(self, Self::Offered | Self::Recommended | Self::Featured)
    }
    /// Whether its text may be changed now. What is public is withdrawn first, so that nothing unread is ever shown.
    pub const fn is_editable(self) -> bool {
        matches!(self, Self::Draft | Self::Returned | Self::Withdrawn)
    }
    /// The order among public ones: national selections first.
    pub const fn rank(self) -> i32 {
        match self {
            Self::Featured => 2,
            Self::Recommended => 1,
            _ => 0,
        }
    }
    /// The status after `step`. `nationwide`: the nation is in charge, nobody stands between. Total: every pair of status
    /// and step is decided here and nowhere else.
    pub const fn after(self, step: ResourceStep, nationwide: bool) -> Result<Self, NotPossible> {
        use ResourceStep as S;
        let next = match (self, step) {
            (Self::Draft | Self::Returned | Self::Withdrawn, S::Submit) => Some(Self::Submitted),
            (Self::Submitted, S::Publish) => Some(Self::Offered),
            // A reviewer sends back what waits, and takes back what turned out wrong after it was shown.
            (Self::Submitted | Self::Offered | Self::Recommended | Self::Featured, S::Return) => {
                Some(Self::Returned)
            }
            (Self::Submitted, S::Withdraw) => Some(Self::Draft),
            (Self::Offered | Self::Recommended | Self::Featured, S::Withdraw) => Some(Self::Withdrawn),
            (Self::Offered, S::Recommend) => Some(Self::Recommended),
            (Self::Recommended, S::Feature) => Some(Self::Featured),
            (Self::Offered, S::Feature) if nationwide => Some(Self::Featured),
            // It stays public, and a later batch may name it again.
            (Self::Recommended | Self::Featured, S::Decline) => Some(Self::Offered),
            (_, S::Create | S::Submit | S::Publish | S::Return | S::Withdraw) => None,
            (_, S::Recommend | S::Feature | S::Decline) => None,
        };
        match next {
            Some(next) => Ok(next),
            None => Err(NotPossible { from: self, step }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back() {
        for status in ResourceStatus::ALL {
            assert_eq!(ResourceStatus::parse(status.as_str()), Some(status));
            assert_eq!(serde_json::to_value(status).unwrap(), status.as_str());
            assert_eq!(status.is_public(), ResourceStatus::PUBLIC.contains(&status));
        }
        for step in ResourceStep::ALL {
            assert_eq!(ResourceStep::parse(step.as_str()), Some(step));
            assert_eq!(serde_json::to_value(step).unwrap(), step.as_str());
        }
    }

    #[test]
    fn nothing_becomes_public_without_a_reviewer() {
        for from in ResourceStatus::ALL.into_iter().filter(|s| !s.is_public()) {
            for step in ResourceStep::ALL {
                for nationwide in [false, true] {
                    let shown = from.after(step, nationwide).is_ok_and(ResourceStatus::is_public);
                    let read = from == ResourceStatus::Submitted && step == ResourceStep::Publish;
                    assert_eq!(shown, read, "{from:?} {step:?}");
                }
            }
        }
    }

    #[test]
    fn what_is_public_cannot_be_changed_where_it_stands() {
        for status in ResourceStatus::ALL {
            assert!(!(status.is_public() && status.is_editable()), "{status:?}");
            let submits = status.after(ResourceStep::Submit, false).is_ok();
            assert_eq!(submits, status.is_editable(), "{status:?}");
        }
    }

    #[test]
    fn only_what_a_province_recommended_is_selected_unless_the_nation_is_in_charge() {
        let offered = ResourceStatus::Offered;
        assert!(offered.after(ResourceStep::Feature, false).is_err());
        assert_eq!(
            offered.after(ResourceStep::Feature, true),
            Ok(ResourceStatus::Featured)
        );
        let recommended = offered.after(ResourceStep::Recommend, false).unwrap();
        assert_eq!(
            recommended.after(ResourceStep::Feature, false),
            Ok(ResourceStatus::Featured)
        );
        assert_eq!(recommended.after(ResourceStep::Decline, false), Ok(offered));
        assert!(recommended.after(ResourceStep::Recommend, false).is_err());
    }
}

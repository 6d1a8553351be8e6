//! Circulars (通知公告): issued by the officials of a region, forwarded level by level (转发), read and answered for by
//! those they reach. PRODUCT §11. Called notices in the API; a public notice (公示) is something else.

mod reach;
mod rules;
mod view;

pub use reach::{Audience, OrganizationReach, Recipient, Seats, Station, has_officials};
pub use rules::{
    ATTACHMENTS_MAX, BODY_MAX, COVER_MAX, DEADLINES_MAX, OVERDUE_SHOWN_DAYS, TITLE_MAX, WHAT_MAX,
    check_correction, check_draft, check_forward, check_new, later_than_above, may_issue, numbered,
};
pub use view::*;

use serde::{Deserialize, Serialize};

/// Where a circular stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CircularStatus {
    /// 草稿
    Draft,
    /// 已发布
    Published,
    /// 已撤回
    Withdrawn,
}

/// What happens to a circular.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CircularStep {
    /// 修改草稿
    Edit,
    /// 删除草稿
    Delete,
    /// 发布
    Publish,
    /// 更正: a new revision of what is published
    Correct,
    /// 撤回
    Withdraw,
    /// 转发
    Forward,
    /// 标记待办
    Complete,
    /// 提醒未读
    Remind,
}

impl CircularStep {
    pub const ALL: [Self; 8] = [
        Self::Edit,
        Self::Delete,
        Self::Publish,
        Self::Correct,
        Self::Withdraw,
        Self::Forward,
        Self::Complete,
        Self::Remind,
    ];
}

impl CircularStatus {
    pub const ALL: [Self; 3] = [Self::Draft, Self::Published, Self::Withdrawn];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Withdrawn => "withdrawn",
        }
    }
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }
    pub const fn name(self) -> &'static str {
        match self {
            Self::Draft => "草稿",
            Self::Published => "已发布",
            Self::Withdrawn => "已撤回",
        }
    }
    /// Where a step leads; `None` where it is not possible. A draft can still be deleted, which leaves nothing behind.
    pub const fn after(self, step: CircularStep) -> Option<Self> {
        use CircularStep as S;
        match (self, step) {
            (Self::Draft, S::Edit | S::Delete) => Some(Self::Draft),
            (Self::Draft, S::Publish) => Some(Self::Published),
            (Self::Published, S::Correct | S::Forward | S::Complete | S::Remind) => Some(Self::Published),
            (Self::Published, S::Withdraw) => Some(Self::Withdrawn),
            _ => None,
        }
    }
}

#[cfg(test)]
#[path = "../circular_tests.rs"]
mod tests;

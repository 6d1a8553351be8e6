//! Where a summary stands: one table, the only way a status changes.

use serde::{Deserialize, Serialize};

/// Where a summary stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SummaryStatus {
    /// 撰写中
    Draft,
    /// 已报送
    Submitted,
    /// 已退回
    Returned,
    /// 已采纳
    Accepted,
}

/// What happens to a summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SummaryStep {
    /// 新建
    Create,
    /// 保存
    Save,
    /// 报送
    Submit,
    /// 采纳
    Accept,
    /// 退回
    Return,
}

impl SummaryStep {
    pub const ALL: [Self; 5] = [Self::Create, Self::Save, Self::Submit, Self::Accept, Self::Return];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Save => "save",
            Self::Submit => "submit",
            Self::Accept => "accept",
            Self::Return => "return",
        }
    }
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.as_str() == text)
    }
    /// Whether the one concerned is owed a reason.
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::Return)
    }
}

/// The step is not possible from this status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{step:?} is not possible from {from:?}")]
pub struct NotPossible {
    pub from: SummaryStatus,
    pub step: SummaryStep,
}

impl SummaryStatus {
    pub const ALL: [Self; 4] = [Self::Draft, Self::Submitted, Self::Returned, Self::Accepted];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Returned => "returned",
            Self::Accepted => "accepted",
        }
    }
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }
    pub const fn name(self) -> &'static str {
        match self {
            Self::Draft => "撰写中",
            Self::Submitted => "已报送",
            Self::Returned => "已退回",
            Self::Accepted => "已采纳",
        }
    }
    /// Whether its text may be changed now.
    pub fn is_editable(self) -> bool {
        self.after(SummaryStep::Save).is_ok()
    }
    /// Whether the level above has it now.
    pub const fn is_handed_in(self) -> bool {
        matches!(self, Self::Submitted | Self::Accepted)
    }
    /// The status after `step`. Total: every pair of status and step is decided here and nowhere else.
    pub const fn after(self, step: SummaryStep) -> Result<Self, NotPossible> {
        use SummaryStep as S;
        let next = match (self, step) {
            (Self::Draft | Self::Returned, S::Save) => Some(self),
            (Self::Draft | Self::Returned, S::Submit) => Some(Self::Submitted),
            (Self::Submitted, S::Accept) => Some(Self::Accepted),
            (Self::Submitted, S::Return) => Some(Self::Returned),
            // What is handed in waits for the level above; what is accepted is final; what exists is not made again.
            (Self::Submitted | Self::Accepted, S::Save | S::Submit) => None,
            (Self::Draft | Self::Returned | Self::Accepted, S::Accept | S::Return) => None,
            (_, S::Create) => None,
        };
        match next {
            Some(next) => Ok(next),
            None => Err(NotPossible { from: self, step }),
        }
    }
}

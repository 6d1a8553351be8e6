//! What became of a check.

use serde::{Deserialize, Serialize};

/// What became of a check. On the wire `{"code": "gone", "status": 404}`; in storage a text, [`Verdict::as_str`],
/// and perhaps a number, [`Verdict::status`], which [`Verdict::parse`] joins again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Verdict {
    /// 2xx, perhaps after redirects.
    Reachable { status: u16 },
    /// 404 or 410: the site says that there is no such page.
    Gone { status: u16 },
    /// The site answers, but not to us: any other 4xx, a redirect that leads nowhere, a number that HTTP does not
    /// know. Nothing can be said about the page.
    Refused { status: u16 },
    /// 5xx.
    Failing { status: u16 },
    /// The name does not exist or has no address. A machine whose own name service is broken may say so of every
    /// name: look twice, some time apart, before telling anybody.
    NoSuchHost,
    /// No answer in time, no connection, or no agreement on encryption; perhaps only now, perhaps only from here.
    Unreachable,
    /// The address, or one it redirects to, lies in a network, at a port or in a scheme that is not asked.
    Forbidden,
    /// More redirects than [`crate::LinkConfig::max_redirects`]; also what a site looks like that insists on cookies.
    TooManyRedirects,
    /// What was typed is no absolute address of http or https, or carries a user name or password.
    Invalid,
}

impl Verdict {
    /// The verdict on an answer that is not followed any further.
    pub(crate) const fn of_status(status: u16) -> Self {
        match status {
            200..=299 => Self::Reachable { status },
            404 | 410 => Self::Gone { status },
            500..=599 => Self::Failing { status },
            _ => Self::Refused { status },
        }
    }

    /// The code as it is stored and sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reachable { .. } => "reachable",
            Self::Gone { .. } => "gone",
            Self::Refused { .. } => "refused",
            Self::Failing { .. } => "failing",
            Self::NoSuchHost => "no_such_host",
            Self::Unreachable => "unreachable",
            Self::Forbidden => "forbidden",
            Self::TooManyRedirects => "too_many_redirects",
            Self::Invalid => "invalid",
        }
    }

    /// The HTTP status of the last answer; `None` when the verdict does not rest on one.
    pub const fn status(self) -> Option<u16> {
        match self {
            Self::Reachable { status }
            | Self::Gone { status }
            | Self::Refused { status }
            | Self::Failing { status } => Some(status),
            Self::NoSuchHost
            | Self::Unreachable
            | Self::Forbidden
            | Self::TooManyRedirects
            | Self::Invalid => None,
        }
    }

    /// The verdict that has this code and this status; `None` when no verdict has both.
    pub fn parse(code: &str, status: Option<u16>) -> Option<Self> {
        Some(match (code, status) {
            ("reachable", Some(status)) => Self::Reachable { status },
            ("gone", Some(status)) => Self::Gone { status },
            ("refused", Some(status)) => Self::Refused { status },
            ("failing", Some(status)) => Self::Failing { status },
            ("no_such_host", None) => Self::NoSuchHost,
            ("unreachable", None) => Self::Unreachable,
            ("forbidden", None) => Self::Forbidden,
            ("too_many_redirects", None) => Self::TooManyRedirects,
            ("invalid", None) => Self::Invalid,
            _ => return None,
        })
    }

    /// Whether a person who follows the link will certainly find nothing. Everything else may be a bad moment, or a
    /// site that shows itself to people only.
    pub const fn is_dead(self) -> bool {
        matches!(self, Self::Gone { .. } | Self::NoSuchHost)
    }
}

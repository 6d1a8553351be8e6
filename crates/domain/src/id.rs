//! Typed identifiers. Each is a UUID (version 7, so that keys sort by creation time); the type says of what.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "openapi", schema(value_type = String, format = Uuid))]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            pub const fn new(id: Uuid) -> Self {
                Self(id)
            }
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }
        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
        impl From<$name> for Uuid {
            fn from(id: $name) -> Uuid {
                id.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(s: &str) -> Result<Self, Self::Err> {
                s.parse().map(Self)
            }
        }
    )*};
}

ids! {
    /// A person's account (账号).
    AccountId,
    /// One signed-in device of an account.
    SessionId,
    /// One role given to an account.
    GrantId,
    /// An organisation (组织).
    OrganizationId,
    /// A filed activity (活动).
    ActivityId,
    /// An uploaded file.
    MediaId,
    /// Filings of one event that count once (联合主办).
    JointId,
    /// A stand-in for somebody on leave (委托).
    DelegationId,
    /// A message in somebody's inbox.
    MessageId,
    /// Work to be done later.
    JobId,
    /// A visitor's report of public content (举报).
    ReportId,
    /// Where visitors of an activity check in (打卡点).
    CheckInPointId,
    /// One person's check-in at one point on one day (打卡).
    CheckInId,
    /// A science venue (科普阵地).
    VenueId,
    /// A themed route (科普研学路线).
    RouteId,
    /// A recommendation list (推荐名单).
    ListId,
    /// An entry of a recommendation list.
    EntryId,
    /// A public notice (公示).
    NoticeId,
    /// Another system that uses the platform; its account has the same identifier.
    ApiClientId,
    /// An address that is told of events.
    WebhookId,
    /// An event that other systems are told of.
    EventId,
    /// A difference between our organisation and the registry's that a person decides.
    ConflictId,
    /// A circular (通知公告).
    CircularId,
    /// One sending of a circular: the original, or a forward (转发).
    DispatchId,
    /// A summary that a region or an organisation reports (总结).
    SummaryId,
    /// A table that is brought in (导入).
    ImportId,
    /// A list that was taken away (导出).
    ExportId,
    /// Something that others may use again (科普资源).
    ResourceId,
    /// One entry of the audit log (审计日志).
    AuditEntryId,
}

//! Telling other systems what happens: signed, tried again, written down.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::activity::status::{Status, Step};
use crate::id::{ActivityId, EventId, OrganizationId, WebhookId};
use crate::problem::{Fault, FaultCode, Faults};
use crate::region::RegionCode;
use crate::text;
use crate::time::Instant;

macro_rules! event_kinds {
    ($($(#[$doc:meta])* $name:ident $wire:literal $zh:literal;)*) => {
        /// What others can be told of.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum EventKind { $($(#[$doc])* #[serde(rename = $wire)] $name),* }

        impl EventKind {
            pub const ALL: &'static [EventKind] = &[$(EventKind::$name),*];
            pub const fn as_str(self) -> &'static str {
                match self { $(EventKind::$name => $wire),* }
            }
            pub const fn name(self) -> &'static str {
                match self { $(EventKind::$name => $zh),* }
            }
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($wire => Some(EventKind::$name),)* _ => None }
            }
        }
    };
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for EventKind {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::schema::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .description(Some("What others can be told of"))
            .enum_values(Some(Self::ALL.iter().map(|kind| kind.as_str())))
            .into()
    }
}
#[cfg(feature = "openapi")]
impl utoipa::ToSchema for EventKind {}

event_kinds! {
    ActivitySubmitted "activity.submitted" "活动提交";
    /// Passed one stage of review; others follow.
    ActivityPassed "activity.passed" "通过一级审核";
    ActivityApproved "activity.approved" "审核通过";
    ActivityRejected "activity.rejected" "审核退回";
    ActivityWithdrawn "activity.withdrawn" "活动撤回";
    ActivityTakenDown "activity.taken_down" "活动下架";
    ActivityRestored "activity.restored" "恢复展示";
    /// A decision was taken back within ten minutes.
    ActivityUndone "activity.undone" "撤销审核";
    OrganizationCertified "organization.certified" "组织认证通过";
    OrganizationReturned "organization.returned" "组织认证退回";
    OrganizationSuspended "organization.suspended" "组织停用";
    OrganizationRenamed "organization.renamed" "组织更名";
    OrganizationMerged "organization.merged" "组织合并";
}

impl EventKind {
    /// What a step of the review means to others; `None` for what is nobody else's business.
    pub const fn of_step(step: Step, to: Status) -> Option<Self> {
        match (step, to) {
            (Step::Submit, _) => Some(Self::ActivitySubmitted),
            (Step::Approve, Status::Approved) => Some(Self::ActivityApproved),
            (Step::Approve, _) => Some(Self::ActivityPassed),
            (Step::Reject, _) => Some(Self::ActivityRejected),
            (Step::Withdraw, _) => Some(Self::ActivityWithdrawn),
            (Step::TakeDown, _) => Some(Self::ActivityTakenDown),
            (Step::Restore, _) => Some(Self::ActivityRestored),
            (Step::Undo, _) => Some(Self::ActivityUndone),
            (Step::Create | Step::Join | Step::Part, _) => None,
        }
    }
}

/// What is sent: enough to know what to ask for, and nothing personal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Event {
    /// The same in every attempt and replay: receivers keep it to take an event once.
    pub id: EventId,
    #[serde(rename = "type")]
    pub kind: EventKind,
    pub occurred_at: Instant,
    pub region_code: RegionCode,
    pub data: EventData,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EventData {
    Activity {
        id: ActivityId,
        edition: String,
        organization_id: OrganizationId,
        title: String,
        status: Status,
        /// What is older than a version already known is passed over: order is not promised.
        version: i32,
    },
    Organization {
        id: OrganizationId,
        full_name: String,
        version: i32,
        /// The one that it became.
        merged_into: Option<OrganizationId>,
    },
}

/// An address that is told of events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Webhook {
    pub id: WebhookId,
    #[cfg_attr(feature = "openapi", schema(example = "https://data.example.org/kepu-events"))]
    pub url: String,
    pub description: String,
    pub events: Vec<EventKind>,
    /// Only what lies in the subtree of this region.
    pub region_code: RegionCode,
    pub active: bool,
    /// Attempts that failed in a row.
    pub failures: i32,
    /// Nothing is sent before this time, because it did not answer.
    pub closed_until: Option<Instant>,
    pub version: i32,
    pub created_at: Instant,
}

/// A webhook with the secret that its deliveries are signed with: the only time that it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IssuedWebhook {
    #[serde(flatten)]
    pub webhook: Webhook,
    pub secret: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct NewWebhook {
    /// https; not within a private network.
    #[cfg_attr(feature = "openapi", schema(example = "https://data.example.org/kepu-events"))]
    pub url: String,
    #[cfg_attr(feature = "openapi", schema(example = "省科协数据平台"))]
    pub description: String,
    /// At least one.
    pub events: Vec<EventKind>,
    /// The whole country when left out.
    pub region_code: Option<String>,
}

/// A change of a webhook; what is left out stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct WebhookChange {
    pub url: Option<String>,
    pub description: Option<String>,
    pub events: Option<Vec<EventKind>>,
    pub region_code: Option<String>,
    /// `false`: nothing more is sent, what waits is kept.
    pub active: Option<bool>,
}

/// Where a delivery stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeliveryStatus {
    Pending,
    Delivered,
    /// Given up after the last attempt; it can be sent again by hand.
    Dead,
}

impl DeliveryStatus {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Delivered => "delivered",
            Self::Dead => "dead",
        }
    }
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Pending, Self::Delivered, Self::Dead]
            .into_iter()
            .find(|status| status.as_str() == text)
    }
}

/// What was sent, or is to be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Delivery {
    /// Counts from 1 for each webhook.
    pub n: i32,
    pub event_id: EventId,
    pub event: EventKind,
    /// The body as it is sent.
    #[cfg_attr(feature = "openapi", schema(value_type = Event))]
    pub body: Value,
    pub status: DeliveryStatus,
    pub attempts: i32,
    pub next_at: Option<Instant>,
    /// HTTP status of the last answer.
    pub last_status: Option<i32>,
    /// Why the last attempt failed.
    pub last_error: Option<String>,
    /// Beginning of the last answer.
    pub excerpt: Option<String>,
    /// Milliseconds of the last attempt.
    pub took_ms: Option<i32>,
    /// The delivery that this repeats.
    pub replay_of: Option<i32>,
    pub created_at: Instant,
    pub delivered_at: Option<Instant>,
}

pub const DESCRIPTION_MAX: usize = 100;
pub const URL_MAX: usize = 500;

/// Faults of a webhook's fields that need no look-up.
pub fn check(url: &str, description: &str, events: &[EventKind]) -> Faults {
    let mut faults = Faults::new();
    if url.trim().is_empty() {
        faults.push(Fault::new("/url", FaultCode::Required).with("接收地址"));
    } else if text::length(url) > URL_MAX {
        faults.push(
            Fault::new("/url", FaultCode::TooLong)
                .with(URL_MAX)
                .with(text::length(url)),
        );
    } else if !url.starts_with("https://") && !url.starts_with("http://") {
        faults.add("/url", FaultCode::InvalidUrl);
    }
    if text::length(description) > DESCRIPTION_MAX {
        let fault = Fault::new("/description", FaultCode::TooLong);
        faults.push(fault.with(DESCRIPTION_MAX).with(text::length(description)));
    }
    if events.is_empty() {
        faults.push(Fault::new("/events", FaultCode::Required).with("事件"));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_read_back_and_are_told_apart() {
        let mut seen = std::collections::BTreeSet::new();
        for kind in EventKind::ALL {
            assert!(seen.insert(kind.as_str()));
            assert_eq!(EventKind::parse(kind.as_str()), Some(*kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
    }
}

//! Where a message leads, and the picture that stands for its kind.

use domain::account::Me;
use domain::message::{Message, MessageKind, Topic};

use crate::pages::{organization, resource, summary, supplement};
use crate::ui::IconName;

/// The page where one sees or does what the message is about.
pub(super) fn of(message: &Message, me: Option<&Me>) -> Option<String> {
    // Whoever files looks at a filing as its organiser, everybody else from the review desk.
    let files = me.is_some_and(|me| me.grants.iter().any(|g| g.organization_id.is_some()));
    if let Some(id) = message.circular_id {
        return Some(format!("/circulars/{id}"));
    }
    match (message.kind, message.activity_id) {
        (MessageKind::JoinRequested, _) if own(message, me).is_none() => Some(asked_of_officials(message)),
        (
            MessageKind::OrganizationCertified
            | MessageKind::OrganizationReturned
            | MessageKind::OrganizationSuspended
            | MessageKind::VenueTakenDown
            | MessageKind::VenueRestored
            | MessageKind::JoinRequested
            | MessageKind::JoinApproved
            | MessageKind::JoinRefused
            | MessageKind::MadeOrgAdmin
            | MessageKind::NoLongerOrgAdmin
            | MessageKind::LetGo,
            _,
        ) => own(message, me).or(Some(organization::LIST.to_owned())),
        (MessageKind::ContentReported, _) => Some("/reports".to_owned()),
        (MessageKind::ResourceSubmitted, _) => Some(resource::DESK.to_owned()),
        (
            MessageKind::ResourcePublished
            | MessageKind::ResourceReturned
            | MessageKind::ResourceRecommended
            | MessageKind::ResourceFeatured
            | MessageKind::ResourceDeclined
            | MessageKind::ResourceReused,
            _,
        ) => Some(resource::MINE.to_owned()),
        (MessageKind::QuotaBehind, _) => Some("/quotas".to_owned()),
        (MessageKind::StandsIn, _) => Some("/account".to_owned()),
        // Whoever reported something has only the public page.
        (MessageKind::ReportAnswered, id) => id.map(|id| format!("/activities/{id}")),
        (MessageKind::SupplementExtended | MessageKind::SupplementDue, Some(id)) => {
            Some(supplement::href(id))
        }
        (MessageKind::ListReturned | MessageKind::ListEndorsed | MessageKind::ListLocks, _) => {
            Some("/recommendations".to_owned())
        }
        (
            MessageKind::SummarySubmitted
            | MessageKind::SummaryReturned
            | MessageKind::SummaryAccepted
            | MessageKind::SummaryDue,
            _,
        ) => Some(summary::LIST.to_owned()),
        (MessageKind::NoticeEnds | MessageKind::ObjectionMade, _) => Some("/public-notices".to_owned()),
        (MessageKind::ObjectionDecided, _) => Some("/notices".to_owned()),
        (MessageKind::NoticeBegins, _) if !files => Some("/notices".to_owned()),
        (kind, Some(id)) if kind.topic() == Topic::Tasks || !files => Some(format!("/review/{id}")),
        (_, Some(id)) => Some(format!("/my/activities/{id}")),
        (MessageKind::Assigned, None) => Some("/review".to_owned()),
        (MessageKind::FilingCloses | MessageKind::DraftStarts, None) => Some("/my/activities".to_owned()),
        // Of an organisation, which is praised itself.
        (
            MessageKind::Recommended
            | MessageKind::RecommendationReturned
            | MessageKind::NoticeBegins
            | MessageKind::CertificateIssued
            | MessageKind::CertificateRevoked,
            None,
        ) => own(message, me).or(Some(organization::LIST.to_owned())),
        (_, None) => None,
    }
}

/// The page of one's own organisation that the message names: it brings no id.
fn own(message: &Message, me: Option<&Me>) -> Option<String> {
    let named = |name: &str| message.title.contains(&format!("“{name}”"));
    let grants = me.map(|me| me.grants.as_slice()).unwrap_or_default();
    let found = grants
        .iter()
        .find(|g| g.organization_name.as_deref().is_some_and(named))?;
    found.organization_id.map(organization::href)
}

/// Where an organisation has no administrator, its officials find it by the name that stands between quotation marks.
fn asked_of_officials(message: &Message) -> String {
    let name = message.title.split_once('“').map_or("", |(_, rest)| rest);
    organization::desk::all_named(name.split('”').next().unwrap_or_default())
}

pub(super) const fn icon(kind: MessageKind) -> IconName {
    match kind {
        MessageKind::Passed
        | MessageKind::Approved
        | MessageKind::Restored
        | MessageKind::VenueRestored
        | MessageKind::Recommended
        | MessageKind::OrganizationCertified
        | MessageKind::SummaryAccepted
        | MessageKind::ResourcePublished
        | MessageKind::ResourceRecommended
        | MessageKind::ResourceFeatured
        | MessageKind::CertificateIssued => IconName::Check,
        MessageKind::Rejected | MessageKind::OrganizationReturned => IconName::Edit,
        MessageKind::RecommendationReturned
        | MessageKind::ListReturned
        | MessageKind::SummaryReturned
        | MessageKind::ResourceReturned
        | MessageKind::ResourceDeclined => IconName::Undo,
        MessageKind::TakenDown
        | MessageKind::VenueTakenDown
        | MessageKind::CertificateRevoked
        | MessageKind::OrganizationSuspended => IconName::Warning,
        MessageKind::JoinRequested
        | MessageKind::JoinApproved
        | MessageKind::JoinRefused
        | MessageKind::MadeOrgAdmin
        | MessageKind::NoLongerOrgAdmin
        | MessageKind::LetGo => IconName::People,
        MessageKind::Joined => IconName::Link,
        MessageKind::FilingCloses
        | MessageKind::DraftStarts
        | MessageKind::SupplementDue
        | MessageKind::SupplementExtended
        | MessageKind::ListLocks
        | MessageKind::QuotaBehind
        | MessageKind::SummaryDue
        | MessageKind::NoticeEnds => IconName::Clock,
        MessageKind::ListEndorsed | MessageKind::SummarySubmitted | MessageKind::ResourceSubmitted => {
            IconName::Upload
        }
        MessageKind::ResourceReused => IconName::Share,
        MessageKind::NoticeBegins => IconName::Bell,
        MessageKind::ObjectionMade | MessageKind::ObjectionDecided => IconName::Flag,
        MessageKind::Assigned => IconName::Ticket,
        MessageKind::StandsIn => IconName::People,
        MessageKind::ContentReported | MessageKind::ReportAnswered => IconName::Flag,
        MessageKind::CircularIssued | MessageKind::CircularUnread => IconName::Bell,
        MessageKind::CircularCorrected => IconName::Edit,
        MessageKind::CircularWithdrawn => IconName::Undo,
        MessageKind::CircularDue => IconName::Clock,
    }
}

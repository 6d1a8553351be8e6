//! Where a message leads, and the picture that stands for its kind.

use domain::access::Actor;
use domain::message::{Message, MessageKind, Topic};

use crate::pages::supplement;
use crate::ui::IconName;

/// The page where one sees or does what the message is about.
pub(super) fn of(message: &Message, actor: Option<&Actor>) -> Option<String> {
    // Whoever files looks at a filing as its organiser, everybody else from the review desk.
    let files = actor.is_some_and(|a| !a.organizations().is_empty());
    match (message.kind, message.activity_id) {
        (MessageKind::ContentReported, _) => Some("/reports".to_owned()),
        (MessageKind::StandsIn, _) => Some("/account".to_owned()),
        // Whoever reported something has only the public page.
        (MessageKind::ReportAnswered, id) => id.map(|id| format!("/activities/{id}")),
        (MessageKind::SupplementExtended | MessageKind::SupplementDue, Some(id)) => {
            Some(supplement::href(id))
        }
        (MessageKind::ListReturned | MessageKind::ListEndorsed | MessageKind::ListLocks, _) => {
            Some("/recommendations".to_owned())
        }
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
        ) => Some("/my/organizations".to_owned()),
        (_, None) => None,
    }
}

pub(super) const fn icon(kind: MessageKind) -> IconName {
    match kind {
        MessageKind::Passed
        | MessageKind::Approved
        | MessageKind::Restored
        | MessageKind::Recommended
        | MessageKind::CertificateIssued => IconName::Check,
        MessageKind::Rejected => IconName::Edit,
        MessageKind::RecommendationReturned | MessageKind::ListReturned => IconName::Undo,
        MessageKind::TakenDown | MessageKind::CertificateRevoked => IconName::Warning,
        MessageKind::Joined => IconName::Link,
        MessageKind::FilingCloses
        | MessageKind::DraftStarts
        | MessageKind::SupplementDue
        | MessageKind::SupplementExtended
        | MessageKind::ListLocks
        | MessageKind::NoticeEnds => IconName::Clock,
        MessageKind::ListEndorsed => IconName::Upload,
        MessageKind::NoticeBegins => IconName::Bell,
        MessageKind::ObjectionMade | MessageKind::ObjectionDecided => IconName::Flag,
        MessageKind::Assigned => IconName::Ticket,
        MessageKind::StandsIn => IconName::People,
        MessageKind::ContentReported | MessageKind::ReportAnswered => IconName::Flag,
    }
}

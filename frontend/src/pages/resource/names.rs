//! Names of kinds, licences and states.

use domain::resource::{Licence, ResourceCounts, ResourceKind, ResourceStanding, ResourceStatus};
use leptos::prelude::*;

use crate::format::number;
use crate::i18n::{Text, resource as words, t, tf};
use crate::ui::{Badge, Choice, Tone};

pub const fn kind(kind: ResourceKind) -> Text {
    match kind {
        ResourceKind::Exhibition => words::EXHIBITION,
        ResourceKind::Lecture => words::LECTURE,
        ResourceKind::Activity => words::ACTIVITY,
        ResourceKind::Route => words::ROUTE,
        ResourceKind::Video => words::VIDEO,
        ResourceKind::Map => words::MAP,
        ResourceKind::Other => words::OTHER,
    }
}

/// Its name, and what it allows.
pub const fn licence(licence: Licence) -> (Text, Text) {
    match licence {
        Licence::CcBy4 => (words::CC_BY_4, words::CC_BY_4_TEXT),
        Licence::CcByNc4 => (words::CC_BY_NC_4, words::CC_BY_NC_4_TEXT),
        Licence::CcByNd4 => (words::CC_BY_ND_4, words::CC_BY_ND_4_TEXT),
        Licence::Cc0 => (words::CC0, words::CC0_TEXT),
        Licence::FreeForSciencePopularization => (words::FREE_FOR_SCIENCE_POPULARIZATION, words::FREE_TEXT),
        Licence::OnRequest => (words::ON_REQUEST, words::ON_REQUEST_TEXT),
    }
}

pub const fn status(status: ResourceStatus) -> Text {
    match status {
        ResourceStatus::Draft => words::STATUS_DRAFT,
        ResourceStatus::Submitted => words::STATUS_SUBMITTED,
        ResourceStatus::Returned => words::STATUS_RETURNED,
        ResourceStatus::Offered => words::STATUS_OFFERED,
        ResourceStatus::Recommended => words::RECOMMENDED,
        ResourceStatus::Featured => words::FEATURED,
        ResourceStatus::Withdrawn => words::STATUS_WITHDRAWN,
    }
}

pub fn kinds() -> Vec<Choice> {
    ResourceKind::ALL
        .map(|k| Choice::new(k.as_str(), t(kind(k))))
        .to_vec()
}

pub fn licences() -> Vec<Choice> {
    Licence::ALL
        .map(|l| Choice::new(l.as_str(), t(licence(l).0)))
        .to_vec()
}

pub fn counts(c: ResourceCounts) -> String {
    tf(
        words::COUNTS,
        &[&number(c.views), &number(c.shares), &number(c.reuses)],
    )
}

#[component]
pub fn StatusBadge(status: ResourceStatus) -> impl IntoView {
    let tone = match status {
        ResourceStatus::Draft | ResourceStatus::Withdrawn => Tone::Neutral,
        ResourceStatus::Submitted => Tone::Accent,
        ResourceStatus::Returned => Tone::Warning,
        ResourceStatus::Offered | ResourceStatus::Recommended | ResourceStatus::Featured => Tone::Good,
    };
    view! { <Badge tone>{t(self::status(status))}</Badge> }
}

/// By whom it is recommended, with the batch.
#[component]
pub fn StandingBadge(standing: ResourceStanding, batch: Option<String>) -> impl IntoView {
    let text = t(match standing {
        ResourceStanding::Recommended => words::RECOMMENDED,
        ResourceStanding::Featured => words::FEATURED,
    });
    let text = match batch {
        Some(batch) => format!("{text} · {batch}"),
        None => text.to_owned(),
    };
    view! { <Badge tone=Tone::Good>{text}</Badge> }
}

//! How notices and objections are named and coloured.

use domain::problem::Lang;
use domain::public_notice::{NoticeStatus, ObjectionStatus};
use leptos::prelude::*;

use crate::i18n::{lang, public_notice as words, t};
use crate::ui::{Badge, Tone};

pub fn name(status: NoticeStatus) -> &'static str {
    match (lang(), status) {
        (Lang::Zh, status) => status.name(),
        (Lang::En, NoticeStatus::Scheduled) => "Not begun",
        (Lang::En, NoticeStatus::Open) => "Open to objections",
        (Lang::En, NoticeStatus::Closed) => "Period over",
        (Lang::En, NoticeStatus::Published) => "Result published",
    }
}

#[component]
pub fn NoticeBadge(status: NoticeStatus) -> impl IntoView {
    let tone = match status {
        NoticeStatus::Scheduled => Tone::Neutral,
        NoticeStatus::Open => Tone::Accent,
        NoticeStatus::Closed => Tone::Warning,
        NoticeStatus::Published => Tone::Good,
    };
    view! { <Badge tone>{name(status)}</Badge> }
}

#[component]
pub fn ObjectionBadge(status: ObjectionStatus) -> impl IntoView {
    let (tone, text) = match status {
        ObjectionStatus::Open => (Tone::Accent, words::OBJECTION_OPEN),
        ObjectionStatus::Upheld => (Tone::Warning, words::OBJECTION_UPHELD),
        ObjectionStatus::Dismissed => (Tone::Neutral, words::OBJECTION_DISMISSED),
    };
    view! { <Badge tone>{t(text)}</Badge> }
}

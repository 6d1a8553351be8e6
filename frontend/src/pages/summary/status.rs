//! How a summary stands, in words.

use domain::summary::{SummaryDeadline, SummaryStatus};
use leptos::prelude::*;

use crate::format;
use crate::i18n::{Text, summary as words, t, tf};
use crate::ui::{Badge, Tone};

pub const fn name(status: SummaryStatus) -> Text {
    match status {
        SummaryStatus::Draft => words::DRAFT,
        SummaryStatus::Submitted => words::SUBMITTED,
        SummaryStatus::Returned => words::RETURNED,
        SummaryStatus::Accepted => words::ACCEPTED,
    }
}

const fn tone(status: SummaryStatus) -> Tone {
    match status {
        SummaryStatus::Draft => Tone::Neutral,
        SummaryStatus::Submitted => Tone::Accent,
        SummaryStatus::Returned => Tone::Warning,
        SummaryStatus::Accepted => Tone::Good,
    }
}

#[component]
pub fn StatusBadge(status: SummaryStatus, #[prop(optional)] late: bool) -> impl IntoView {
    view! {
        <span class="badges">
            <Badge tone=tone(status)>{t(name(status))}</Badge>
            {late.then(|| view! { <Badge tone=Tone::Bad>{t(words::LATE)}</Badge> })}
        </span>
    }
}

/// By when it is due.
pub fn due(deadline: Option<SummaryDeadline>) -> Option<String> {
    let deadline = deadline?;
    let text = if deadline.hard {
        words::DUE_HARD
    } else {
        words::DUE
    };
    Some(tf(text, &[&format::date(deadline.on)]))
}

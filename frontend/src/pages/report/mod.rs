//! Reports of public content: their answers, for visitors with a receipt and for reviewers.

mod answer;
mod list;
mod receipt;

pub use list::ListPage;
pub use receipt::ReceiptPage;

use domain::report::ReportStatus;
use leptos::prelude::*;

use crate::i18n::{Text, report, t};
use crate::ui::{Badge, Tone};

const fn status_name(status: ReportStatus) -> Text {
    match status {
        ReportStatus::Open => report::STATUS_OPEN,
        ReportStatus::Upheld => report::STATUS_UPHELD,
        ReportStatus::Dismissed => report::STATUS_DISMISSED,
    }
}

#[component]
fn StatusBadge(status: ReportStatus) -> impl IntoView {
    let tone = match status {
        ReportStatus::Open => Tone::Accent,
        ReportStatus::Upheld => Tone::Warning,
        ReportStatus::Dismissed => Tone::Neutral,
    };
    view! { <Badge tone>{t(status_name(status))}</Badge> }
}

//! How states of the review are named and coloured.

use domain::activity::status::{Status, Step};
use leptos::prelude::*;

use crate::i18n::{Text, activity, lang};
use crate::ui::{Badge, Tone};

/// The official name (附件2), or its English rendering.
pub fn name(status: Status) -> &'static str {
    status.name_in(lang())
}

pub const fn step(step: Step) -> Text {
    match step {
        Step::Create => activity::STEP_CREATE,
        Step::Submit => activity::STEP_SUBMIT,
        Step::Approve => activity::STEP_APPROVE,
        Step::Reject => activity::STEP_REJECT,
        Step::Withdraw => activity::STEP_WITHDRAW,
        Step::TakeDown => activity::STEP_TAKE_DOWN,
        Step::Restore => activity::STEP_RESTORE,
        Step::Undo => activity::STEP_UNDO,
        Step::Join => activity::STEP_JOIN,
        Step::Part => activity::STEP_PART,
    }
}

#[component]
pub fn StatusBadge(status: Status) -> impl IntoView {
    let tone = match status {
        Status::Draft | Status::Withdrawn => Tone::Neutral,
        Status::CityReview | Status::ProvinceReview | Status::NationalReview => Tone::Accent,
        Status::Approved => Tone::Good,
        Status::CityRejected | Status::ProvinceRejected | Status::NationalRejected => Tone::Warning,
        Status::TakenDown => Tone::Bad,
    };
    view! { <Badge tone>{name(status)}</Badge> }
}

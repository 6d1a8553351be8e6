//! What a summary must hold to be handed in.

use super::{DRAFT_MARK, FIGURE_MAX, OVERVIEW, SummaryContent, SummaryDeadline};
use crate::problem::{Fault, FaultCode as F, Faults};
use crate::statistics::Figures;
use crate::text;
use crate::time::Instant;

/// Characters of one section at most.
pub const SECTION_MAX: usize = 10_000;
/// Characters of a reason beside a figure.
const REASON_MAX: usize = 500;
/// Characters of the name of an attachment.
const ATTACHMENT_MAX: usize = 100;

/// Faults that even a draft must not have: sizes that are absurd, figures that do not exist.
pub fn check_draft(c: &SummaryContent) -> Faults {
    let mut faults = Faults::of(c);
    for (n, name) in c.attachments.iter().enumerate() {
        longest(format!("/attachments/{n}"), name, ATTACHMENT_MAX, &mut faults);
    }
    for (name, by_hand) in &c.overrides {
        if !Figures::NAMES.contains(&name.as_str()) {
            let name: String = name.chars().take(40).collect();
            faults.push(Fault::new("/overrides", F::UnknownValue).with(name));
            continue;
        }
        if !(0..=FIGURE_MAX).contains(&by_hand.value) {
            let fault = Fault::new(format!("/overrides/{name}/value"), F::OutOfRange);
            faults.push(fault.with(0).with(FIGURE_MAX));
        }
        longest(
            format!("/overrides/{name}/reason"),
            &by_hand.reason,
            REASON_MAX,
            &mut faults,
        );
    }
    faults
}

/// Every fault that keeps it from being handed in. `in_time_before`: it was handed in before its deadline once, and what
/// was sent back may come again.
pub fn check_submission(
    c: &SummaryContent,
    deadline: Option<SummaryDeadline>,
    in_time_before: bool,
    now: Instant,
) -> Faults {
    let mut faults = check_draft(c);
    for (field, title, value) in c.texts() {
        let pointer = format!("/{field}");
        if !text::is_readable(value) {
            if field != OVERVIEW.0 {
                faults.push(Fault::new(pointer, F::Required).with(title));
            }
        } else if value.contains(DRAFT_MARK) {
            faults.push(Fault::new(pointer, F::DraftMarkLeft).with(title).with(DRAFT_MARK));
        } else {
            longest(pointer, value, SECTION_MAX, &mut faults);
        }
    }
    for (n, name) in c.attachments.iter().enumerate() {
        if name.trim().is_empty() {
            faults.push(Fault::new(format!("/attachments/{n}"), F::Required).with("附件名称"));
        }
    }
    for (name, by_hand) in &c.overrides {
        if !text::is_readable(&by_hand.reason) {
            faults.push(Fault::new(format!("/overrides/{name}/reason"), F::Required).with("更正原因"));
        }
    }
    if let Some(deadline) = deadline.filter(|deadline| deadline.hard)
        && deadline.is_over(now)
        && !in_time_before
    {
        faults.push(Fault::new("", F::DeadlineOver).with(deadline.on));
    }
    faults
}

fn longest(pointer: String, value: &str, max: usize, faults: &mut Faults) {
    let length = text::length(value.trim());
    if length > max && !faults.iter().any(|f| f.pointer == pointer) {
        faults.push(Fault::new(pointer, F::TooLong).with(max).with(length));
    }
}

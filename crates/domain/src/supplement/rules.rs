//! What a supplement must hold to be submitted. Whether the activity can be recommended is another question, see
//! [`crate::eligibility`]: what is submitted may fall short of that and is kept all the same.

use super::{MediaReport, SupplementContent};
use crate::activity::content::{ActivityContent, Mode};
use crate::activity::rules::PARTICIPANTS_UNUSUAL;
use crate::problem::{Fault, FaultCode as F, Faults};
use crate::text;
use crate::time::Instant;

/// Characters of one part of the summary at most.
pub const PART_MAX: usize = 3_000;
/// Characters of one part that say enough without tiring a reader: a hint, never a fault.
pub const PART_HINT: (usize, usize) = (60, 500);
/// Characters of a caption or an alternative text.
pub const NOTE_MAX: usize = 120;
pub const REPORT_TITLE_MAX: usize = 120;
pub const OUTLET_MAX: usize = 60;
/// From this many times the expected number a reason is asked for.
pub const UNUSUAL_RATIO: u64 = 100;

/// Faults that even a draft must not have: sizes that are absurd.
pub fn check_draft(c: &SupplementContent) -> Faults {
    let mut faults = Faults::of(c);
    for (id, note) in &c.photo_notes {
        let notes = [("caption", &note.caption), ("alt", &note.alt)];
        for (part, value) in notes {
            longest(format!("/photo_notes/{id}/{part}"), value, 2_000, &mut faults);
        }
    }
    faults
}

/// Every fault that keeps it from being submitted. Whether files exist is checked by the caller.
pub fn check_submission(c: &SupplementContent, activity: &ActivityContent, now: Instant) -> Faults {
    let mut faults = check_draft(c);
    if activity.ends_at().is_none_or(|end| now < end) {
        faults.add("", F::NotOverYet);
    }
    participants(c, activity, &mut faults);
    address(c, activity.mode, &mut faults);
    for (n, report) in c.media_reports.iter().enumerate() {
        media_report(&format!("/media_reports/{n}"), report, now, &mut faults);
        let same =
            |other: &MediaReport| !report.url.trim().is_empty() && other.url.trim() == report.url.trim();
        if c.media_reports[..n].iter().any(same) {
            faults.add(format!("/media_reports/{n}/url"), F::Duplicate);
        }
    }
    for (field, _, value) in c.summary.parts() {
        longest(format!("/summary/{field}"), value, PART_MAX, &mut faults);
    }
    for (id, note) in &c.photo_notes {
        for (part, value) in [("caption", &note.caption), ("alt", &note.alt)] {
            longest(format!("/photo_notes/{id}/{part}"), value, NOTE_MAX, &mut faults);
        }
    }
    faults
}

fn longest(pointer: String, value: &str, max: usize, faults: &mut Faults) {
    let length = text::length(value.trim());
    if length > max && !faults.iter().any(|f| f.pointer == pointer) {
        faults.push(Fault::new(pointer, F::TooLong).with(max).with(length));
    }
}

fn missing(pointer: &str, what: &str) -> Fault {
    Fault::new(pointer, F::Required).with(what)
}

fn filled(value: &Option<String>) -> Option<&str> {
    value.as_deref().map(str::trim).filter(|v| !v.is_empty())
}

fn participants(c: &SupplementContent, activity: &ActivityContent, faults: &mut Faults) {
    let (actual, expected) = (&c.actual_participants, &activity.expected_participants);
    let Some(mode) = activity.mode else { return };
    let asked = [
        (
            "/actual_participants/offline",
            "线下实际参与人数",
            mode.has_place(),
            actual.offline,
            expected.offline,
        ),
        (
            "/actual_participants/online",
            "线上实际参与人数",
            mode.is_on_the_net(),
            actual.online,
            expected.online,
        ),
    ];
    let mut unusual = false;
    for (pointer, what, needed, n, planned) in asked {
        let Some(n) = n else {
            if needed {
                faults.push(missing(pointer, what));
            }
            continue;
        };
        let planned = u64::from(planned.unwrap_or(0));
        if planned > 0 && u64::from(n) >= planned * UNUSUAL_RATIO {
            unusual = true;
            if filled(&c.numbers_note).is_none() {
                faults.push(Fault::new(pointer, F::FarAboveExpected).with(planned).with(n));
            }
        } else if n > PARTICIPANTS_UNUSUAL {
            unusual = true;
            if filled(&c.numbers_note).is_none() {
                faults.push(Fault::new(pointer, F::AbsurdNumber).with(PARTICIPANTS_UNUSUAL));
            }
        }
    }
    if unusual && filled(&c.numbers_note).is_none() {
        faults.push(missing("/numbers_note", "人数说明"));
    }
}

/// 如开展网络活动须提供活动网址信息 (notice 3).
fn address(c: &SupplementContent, mode: Option<Mode>, faults: &mut Faults) {
    match filled(&c.online_url) {
        None if mode.is_some_and(Mode::is_on_the_net) => faults.push(missing("/online_url", "活动网址")),
        Some(url) if !text::is_web_address(url) => faults.add("/online_url", F::InvalidUrl),
        _ => {}
    }
}

fn media_report(at: &str, report: &MediaReport, now: Instant, faults: &mut Faults) {
    let texts = [
        ("title", &report.title, "报道标题", REPORT_TITLE_MAX),
        ("outlet", &report.outlet, "媒体名称", OUTLET_MAX),
        ("url", &report.url, "报道链接", 2_000),
    ];
    for (part, value, what, max) in texts {
        let pointer = format!("{at}/{part}");
        if value.trim().is_empty() {
            faults.push(missing(&pointer, what));
        } else {
            longest(pointer, value, max, faults);
        }
    }
    if !report.url.trim().is_empty() && !text::is_web_address(report.url.trim()) {
        faults.add(format!("{at}/url"), F::InvalidUrl);
    }
    if report.level.is_none() {
        faults.push(missing(&format!("{at}/level"), "媒体级别"));
    }
    match report.published_on {
        None => faults.push(missing(&format!("{at}/published_on"), "发布日期")),
        Some(day) if day > now.shanghai_date() => faults.add(format!("{at}/published_on"), F::DateInFuture),
        Some(_) => {}
    }
}

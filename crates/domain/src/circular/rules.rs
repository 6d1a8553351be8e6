//! What a circular must be like, and who issues one.

use chrono::NaiveDate;

use super::{Audience, CircularContent, Correction, Deadline, NewCircular, NewForward, OrganizationReach};
use crate::access::{Actor, Denied};
use crate::problem::{Fault, FaultCode, Faults};
use crate::recommendation::manager_of;
use crate::region::RegionCode;
use crate::text;

pub const TITLE_MAX: usize = 120;
const DOCUMENT_NUMBER_MAX: usize = 60;
const OFFICE_MAX: usize = 60;
/// Characters of the text, without its markup.
pub const BODY_MAX: usize = 20_000;
/// Characters of a forward's own text.
pub const COVER_MAX: usize = 2_000;
/// Largest number of a deadline that can be kept.
const NUMBER_MAX: u32 = i32::MAX.unsigned_abs();
/// Characters of what a deadline is about.
pub const WHAT_MAX: usize = 100;
pub const ATTACHMENTS_MAX: usize = 10;
pub const DEADLINES_MAX: usize = 20;
const KINDS_MAX: usize = 40;
/// Characters of what a correction is about.
const NOTE_MAX: usize = 500;
/// Days for which something that was not done in time stays on the list of what is to be done.
pub const OVERDUE_SHOWN_DAYS: i64 = 90;

/// Whether the actor issues and forwards in the name of a region: its own officials, on no line of it only (条线), and
/// nobody who merely stands in for one (委托), which is for reviewing.
pub fn may_issue(actor: &Actor, region: &RegionCode) -> Result<(), Denied> {
    let own = actor.over_regions().any(|g| {
        let of = g.region.clone().unwrap_or_else(RegionCode::country);
        g.role == manager_of(region.level())
            && of == *region
            && g.lines.is_empty()
            && g.on_behalf_of.is_none()
    });
    if own {
        Ok(())
    } else if actor.over_regions().next().is_some() {
        Err(Denied::OutOfScope)
    } else {
        Err(Denied::NotAllowed)
    }
}

fn short(faults: &mut Faults, pointer: &str, label: &str, value: &str, max: usize) {
    let length = text::length(value.trim());
    if length == 0 {
        faults.push(Fault::new(pointer, FaultCode::Required).with(label));
    } else if length > max {
        faults.push(Fault::new(pointer, FaultCode::TooLong).with(max).with(length));
    }
}

/// Faults of what a circular says; `today` is the day in Shanghai. Deadlines `known` before may lie in the past by now.
fn check_content(content: &CircularContent, today: NaiveDate, known: &[Deadline]) -> Faults {
    let at = "/content";
    let mut faults = Faults::new();
    short(
        &mut faults,
        &format!("{at}/title"),
        "标题",
        &content.title,
        TITLE_MAX,
    );
    short(
        &mut faults,
        &format!("{at}/office"),
        "发文单位",
        &content.office,
        OFFICE_MAX,
    );
    if let Some(number) = &content.document_number {
        let length = text::length(number.trim());
        if length > DOCUMENT_NUMBER_MAX {
            let fault = Fault::new(format!("{at}/document_number"), FaultCode::TooLong);
            faults.push(fault.with(DOCUMENT_NUMBER_MAX).with(length));
        }
    }
    let body = text::plain_text(&content.body_html);
    short(&mut faults, &format!("{at}/body_html"), "正文", &body, BODY_MAX);
    if content.attachment_ids.len() > ATTACHMENTS_MAX {
        let fault = Fault::new(format!("{at}/attachment_ids"), FaultCode::TooMany);
        faults.push(fault.with(ATTACHMENTS_MAX));
    }
    faults.extend(check_deadlines(&content.deadlines, at, today, known));
    faults
}

fn check_deadlines(all: &[Deadline], at: &str, today: NaiveDate, known: &[Deadline]) -> Faults {
    let mut faults = Faults::new();
    if all.len() > DEADLINES_MAX {
        faults.push(Fault::new(format!("{at}/deadlines"), FaultCode::TooMany).with(DEADLINES_MAX));
    }
    for (i, d) in all.iter().enumerate() {
        let here = format!("{at}/deadlines/{i}");
        if d.n > NUMBER_MAX {
            faults.push(
                Fault::new(format!("{here}/n"), FaultCode::OutOfRange)
                    .with(0)
                    .with(NUMBER_MAX),
            );
        }
        short(&mut faults, &format!("{here}/what"), "事项", &d.what, WHAT_MAX);
        let unchanged = known.iter().any(|k| k.n == d.n && k.due_on == d.due_on);
        if d.due_on < today && !unchanged {
            faults.add(format!("{here}/due_on"), FaultCode::DateInPast);
        } else if (d.due_on - today).num_days() > 3_660 {
            faults.push(Fault::new(format!("{here}/due_on"), FaultCode::PeriodTooLong).with(3_660));
        }
        if d.n != 0 && all.iter().take(i).any(|other| other.n == d.n) {
            faults.add(format!("{here}/n"), FaultCode::Duplicate);
        }
    }
    faults
}

fn check_audience(audience: &Audience, kinds: &[String], faults: &mut Faults) {
    if audience.is_empty() {
        faults.push(Fault::new("/audience", FaultCode::Required).with("主送范围"));
    }
    if audience.kinds.len() > KINDS_MAX {
        faults.push(Fault::new("/audience/kinds", FaultCode::TooMany).with(KINDS_MAX));
    }
    for (i, kind) in audience.kinds.iter().enumerate() {
        let here = format!("/audience/kinds/{i}");
        if !kinds.contains(kind) {
            faults.push(Fault::new(here, FaultCode::UnknownValue).with(kind));
        } else if audience.kinds.iter().take(i).any(|other| other == kind) {
            faults.add(here, FaultCode::Duplicate);
        } else if audience.organizations == OrganizationReach::None {
            faults.push(Fault::new(here, FaultCode::UnknownValue).with(kind));
        }
    }
}

/// Faults that stand in the way of publishing.
pub fn check_new(new: &NewCircular, today: NaiveDate, kinds: &[String]) -> Faults {
    let mut faults = check_content(&new.content, today, &[]);
    check_audience(&new.audience, kinds, &mut faults);
    faults
}

/// Faults that stand in the way of keeping a draft: it is saved however incomplete.
pub fn check_draft(new: &NewCircular, today: NaiveDate, kinds: &[String]) -> Faults {
    let mut faults = Faults::new();
    let later = |code| matches!(code, FaultCode::Required | FaultCode::DateInPast);
    for fault in check_new(new, today, kinds).iter().filter(|f| !later(f.code)) {
        faults.push(fault.clone());
    }
    faults
}

/// Faults of a correction of what asks for the deadlines `known`.
pub fn check_correction(new: &Correction, today: NaiveDate, known: &[Deadline]) -> Faults {
    let mut faults = check_content(&new.content, today, known);
    short(&mut faults, "/note", "更正说明", &new.note, NOTE_MAX);
    faults
}

/// Faults of a forward. `above` is what the sending asks for that reached the region.
pub fn check_forward(new: &NewForward, today: NaiveDate, above: &[Deadline], kinds: &[String]) -> Faults {
    let mut faults = Faults::new();
    short(&mut faults, "/office", "转发单位", &new.office, OFFICE_MAX);
    let length = text::length(new.cover.trim());
    if length > COVER_MAX {
        faults.push(
            Fault::new("/cover", FaultCode::TooLong)
                .with(COVER_MAX)
                .with(length),
        );
    }
    if new.attachment_ids.len() > ATTACHMENTS_MAX {
        faults.push(Fault::new("/attachment_ids", FaultCode::TooMany).with(ATTACHMENTS_MAX));
    }
    check_audience(&new.audience, kinds, &mut faults);
    faults.extend(check_deadlines(&new.deadlines, "", today, above));
    if !new.accept_later {
        for (i, asked) in later_than_above(&new.deadlines, above) {
            let fault = Fault::new(format!("/deadlines/{i}/due_on"), FaultCode::LaterThanAbove);
            faults.push(fault.with(asked));
        }
    }
    faults
}

/// Which deadlines of a forward are later than the level above asks for, by place, with the day asked for: compared with
/// the one of the same number, or with the last of all where it is a new one.
pub fn later_than_above(own: &[Deadline], above: &[Deadline]) -> Vec<(usize, NaiveDate)> {
    let last = above.iter().map(|d| d.due_on).max();
    let asked = |d: &Deadline| {
        let same = above.iter().find(|a| d.n != 0 && a.n == d.n).map(|a| a.due_on);
        same.or(last)
    };
    own.iter()
        .enumerate()
        .filter_map(|(i, d)| asked(d).filter(|asked| d.due_on > *asked).map(|asked| (i, asked)))
        .collect()
}

/// Gives new deadlines their numbers, after every number that was ever given; known ones keep theirs.
pub fn numbered(all: &[Deadline], known: &[Deadline], last: u32) -> Vec<Deadline> {
    let mut next = known.iter().map(|k| k.n).max().unwrap_or(0).max(last);
    all.iter()
        .map(|d| {
            let n = if d.n != 0 && known.iter().any(|k| k.n == d.n) {
                d.n
            } else {
                next += 1;
                next
            };
            Deadline {
                n,
                what: d.what.trim().to_owned(),
                ..d.clone()
            }
        })
        .collect()
}

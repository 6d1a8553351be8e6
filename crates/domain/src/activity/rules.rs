//! What a draft may hold and what a submission must hold. The same rules run in browser, API and importer.

use crate::activity::content::{ActivityContent, SciWorkers, Session, Unit};
use crate::dictionary::{Dictionaries, DictionaryName};
use crate::edition::Edition;
use crate::problem::{Fault, FaultCode as F, Faults};
use crate::text::{self, Phone};
use crate::time::Instant;

pub const TITLE_MIN: usize = 2;
pub const TITLE_MAX: usize = 60;
pub const ADDRESS_MAX: usize = 120;
/// Characters of the details as a reader sees them.
pub const DETAIL_MIN: usize = 30;
pub const DETAIL_MAX: usize = 20_000;
/// Above this an expected number needs a note.
pub const PARTICIPANTS_UNUSUAL: u32 = 10_000_000;

/// What a submission is measured against.
#[derive(Debug, Clone, Copy)]
pub struct SubmissionContext<'a> {
    pub edition: &'a Edition,
    pub dictionaries: &'a Dictionaries,
    pub now: Instant,
}

/// Faults that even a draft must not have: sizes that are absurd.
pub fn check_draft(c: &ActivityContent) -> Faults {
    Faults::of(c)
}

/// Every fault that keeps this content from being submitted. Whether regions, organisations and files exist is
/// checked by the caller, who can look them up.
pub fn check_submission(c: &ActivityContent, on: SubmissionContext<'_>) -> Faults {
    let mut faults = check_draft(c);
    filing_time(on, &mut faults);
    title(c, &mut faults);
    category(c, on.edition, &mut faults);
    sessions(c, on, &mut faults);
    place(c, on.dictionaries, &mut faults);
    choices(c, on.dictionaries, &mut faults);
    booking(c, &mut faults);
    participants(c, &mut faults);
    details(c, &mut faults);
    sci_workers(&c.sci_workers, &mut faults);
    structure(c, on.dictionaries, &mut faults);
    units("/hosts", "主办单位", &c.hosts, true, &mut faults);
    units("/co_organizers", "承办单位", &c.co_organizers, false, &mut faults);
    contact(c, &mut faults);
    faults
}

fn longest(pointer: &str, value: Option<&str>, max: usize, faults: &mut Faults) {
    let length = value.map_or(0, |v| v.chars().count());
    if length > max {
        faults.push(Fault::new(pointer, F::TooLong).with(max).with(length));
    }
}

fn missing(pointer: &str, what: &str) -> Fault {
    Fault::new(pointer, F::Required).with(what)
}

fn filled(value: &Option<String>) -> Option<&str> {
    value.as_deref().map(str::trim).filter(|v| !v.is_empty())
}

fn filing_time(on: SubmissionContext<'_>, faults: &mut Faults) {
    let today = on.now.shanghai_date();
    if today < on.edition.filing_opens_on {
        faults.push(Fault::new("/edition", F::EditionNotOpen).with(on.edition.filing_opens_on));
    }
    if let Some(last) = on.edition.filing_closes_on
        && today > last
    {
        faults.push(Fault::new("/edition", F::FilingClosed).with(last));
    }
}

fn title(c: &ActivityContent, faults: &mut Faults) {
    let Some(title) = filled(&c.title) else {
        return faults.push(missing("/title", "活动名称"));
    };
    let length = text::length(title);
    if length < TITLE_MIN {
        faults.push(Fault::new("/title", F::TooShort).with(TITLE_MIN).with(length));
    } else if length > TITLE_MAX {
        faults.push(Fault::new("/title", F::TooLong).with(TITLE_MAX).with(length));
    } else if !text::is_readable(title) {
        faults.add("/title", F::NothingReadable);
    }
}

fn category(c: &ActivityContent, edition: &Edition, faults: &mut Faults) {
    let Some(code) = filled(&c.category) else {
        return faults.push(missing("/category", "活动板块"));
    };
    let Some(top) = edition.categories.iter().find(|top| top.code == code) else {
        return faults.push(Fault::new("/category", F::UnknownValue).with(code));
    };
    match filled(&c.sub_category) {
        None if top.children.is_empty() => {}
        None => faults.add("/sub_category", F::NotALeaf),
        Some(sub) if top.children.iter().any(|child| child.code == sub) => {}
        Some(sub) => faults.push(Fault::new("/sub_category", F::UnknownValue).with(sub)),
    }
}

fn sessions(c: &ActivityContent, on: SubmissionContext<'_>, faults: &mut Faults) {
    if c.sessions.is_empty() {
        return faults.push(missing("/sessions", "活动时间"));
    }
    let window = on.edition.window_for(c.region_code.as_ref());
    let mut earlier: Vec<(usize, Instant, Instant)> = Vec::with_capacity(c.sessions.len());
    for (n, session) in c.sessions.iter().enumerate() {
        let at = |part: &str| format!("/sessions/{n}/{part}");
        let Session { starts_at, ends_at } = session;
        if starts_at.is_none() {
            faults.push(missing(&at("starts_at"), "开始时间"));
        }
        if ends_at.is_none() {
            faults.push(missing(&at("ends_at"), "结束时间"));
        }
        if let Some(window) = window {
            for (part, time) in [("starts_at", starts_at), ("ends_at", ends_at)] {
                if time.is_some_and(|t| !window.contains(t.shanghai_date())) {
                    faults.push(
                        Fault::new(at(part), F::OutsideWindow)
                            .with(window.from)
                            .with(window.to),
                    );
                }
            }
        }
        let (Some(start), Some(end)) = (*starts_at, *ends_at) else {
            continue;
        };
        if end <= start {
            faults.add(at("ends_at"), F::EndBeforeStart);
            continue;
        }
        if let Some((other, ..)) = earlier.iter().find(|(_, s, e)| start < *e && *s < end) {
            faults.push(Fault::new(at("starts_at"), F::SessionsOverlap).with(other + 1));
        }
        earlier.push((n, start, end));
    }
}

fn place(c: &ActivityContent, dictionaries: &Dictionaries, faults: &mut Faults) {
    if c.region_code.is_none() {
        faults.push(missing("/region_code", "所在地区"));
    }
    let Some(mode) = c.mode else {
        return faults.push(missing("/mode", "线上或线下"));
    };
    if mode.has_place() {
        match filled(&c.address) {
            None => faults.push(missing("/address", "活动举办地址")),
            Some(address) => longest("/address", Some(address), ADDRESS_MAX, faults),
        }
        match filled(&c.venue_type) {
            None => faults.push(missing("/venue_type", "场地类型")),
            Some(code) => known(
                "/venue_type",
                dictionaries,
                DictionaryName::VenueTypes,
                code,
                faults,
            ),
        }
    }
    if mode.is_on_the_net() {
        match filled(&c.online_url) {
            None => faults.push(missing("/online_url", "活动网址")),
            Some(url) if text::is_web_address(url) => {}
            Some(_) => faults.add("/online_url", F::InvalidUrl),
        }
    }
}

fn known(pointer: &str, dictionaries: &Dictionaries, name: DictionaryName, code: &str, faults: &mut Faults) {
    if !dictionaries.has(name, code) {
        faults.push(Fault::new(pointer, F::UnknownValue).with(code));
    }
}

fn choices(c: &ActivityContent, dictionaries: &Dictionaries, faults: &mut Faults) {
    if c.audiences.is_empty() {
        faults.push(missing("/audiences", "面向对象"));
    }
    if c.forms.is_empty() {
        faults.push(missing("/forms", "活动形式"));
    }
    let lists = [
        ("/audiences", DictionaryName::Audiences, &c.audiences),
        ("/forms", DictionaryName::Forms, &c.forms),
        ("/fields", DictionaryName::Fields, &c.fields),
    ];
    for (pointer, name, list) in lists {
        for (n, code) in list.iter().enumerate() {
            let pointer = format!("{pointer}/{n}");
            if list[..n].contains(code) {
                faults.add(&pointer, F::Duplicate);
            }
            known(&pointer, dictionaries, name, code, faults);
        }
    }
}

fn booking(c: &ActivityContent, faults: &mut Faults) {
    match filled(&c.reservation_url) {
        None if c.bookable == Some(true) => faults.push(missing("/reservation_url", "预约链接")),
        Some(url) if !text::is_web_address(url) => faults.add("/reservation_url", F::InvalidUrl),
        _ => {}
    }
}

fn participants(c: &ActivityContent, faults: &mut Faults) {
    let Some(mode) = c.mode else { return };
    let expected = &c.expected_participants;
    let asked = [
        (
            "/expected_participants/offline",
            mode.has_place(),
            expected.offline,
        ),
        (
            "/expected_participants/online",
            mode.is_on_the_net(),
            expected.online,
        ),
    ];
    for (pointer, needed, n) in asked {
        if needed && n.is_none_or(|n| n == 0) {
            faults.add(pointer, F::NoParticipants);
        }
        if n.is_some_and(|n| n > PARTICIPANTS_UNUSUAL) && filled(&c.numbers_note).is_none() {
            faults.push(Fault::new(pointer, F::AbsurdNumber).with(PARTICIPANTS_UNUSUAL));
            faults.push(missing("/numbers_note", "人数说明"));
        }
    }
}

fn details(c: &ActivityContent, faults: &mut Faults) {
    if c.poster_id.is_none() {
        faults.push(missing("/poster_id", "活动宣传图"));
    }
    let plain = text::plain_text(c.detail_html.as_deref().unwrap_or_default());
    let length = text::length(&plain);
    if length == 0 {
        faults.push(missing("/detail_html", "活动详情"));
    } else if length < DETAIL_MIN {
        faults.push(
            Fault::new("/detail_html", F::TooShort)
                .with(DETAIL_MIN)
                .with(length),
        );
    } else if length > DETAIL_MAX {
        faults.push(
            Fault::new("/detail_html", F::TooLong)
                .with(DETAIL_MAX)
                .with(length),
        );
    }
}

fn sci_workers(workers: &SciWorkers, faults: &mut Faults) {
    for (n, person) in workers.people.iter().enumerate() {
        for (part, value, what) in [
            ("name", &person.name, "姓名"),
            ("employer", &person.employer, "工作单位"),
        ] {
            if value.trim().is_empty() {
                faults.push(missing(&format!("/sci_workers/people/{n}/{part}"), what));
            }
        }
    }
    let listed = workers.people.len();
    match workers.count {
        None if listed > 0 => faults.push(missing("/sci_workers/count", "科技工作者参与人数")),
        Some(count) if (count as usize) < listed => {
            faults.push(
                Fault::new("/sci_workers/count", F::CountMismatch)
                    .with(count)
                    .with(listed),
            );
        }
        _ => {}
    }
}

fn structure(c: &ActivityContent, dictionaries: &Dictionaries, faults: &mut Faults) {
    match filled(&c.structure.kind) {
        None => faults.push(missing("/structure/kind", "组织架构类型")),
        Some(code) => known(
            "/structure/kind",
            dictionaries,
            DictionaryName::OrganizationKinds,
            code,
            faults,
        ),
    }
    let name = c.structure.full_name.as_deref().unwrap_or_default();
    crate::organization::check_name(name, "/structure/full_name", faults);
}

fn units(pointer: &str, what: &str, units: &[Unit], needed: bool, faults: &mut Faults) {
    if needed && units.is_empty() {
        faults.push(missing(pointer, what));
    }
    for (n, unit) in units.iter().enumerate() {
        let same = |other: &Unit| match (unit.organization_id, other.organization_id) {
            (Some(a), Some(b)) => a == b,
            _ => unit.name.trim() == other.name.trim(),
        };
        if units[..n].iter().any(same) {
            faults.add(format!("{pointer}/{n}"), F::Duplicate);
        }
        crate::organization::check_name(&unit.name, &format!("{pointer}/{n}/name"), faults);
    }
}

fn contact(c: &ActivityContent, faults: &mut Faults) {
    if filled(&c.contact.name).is_none() {
        faults.push(missing("/contact/name", "联系人"));
    }
    match filled(&c.contact.phone) {
        None => faults.push(missing("/contact/phone", "联系电话")),
        Some(phone) if Phone::parse(phone).is_ok() || is_landline(phone) => {}
        Some(_) => faults.add("/contact/phone", F::InvalidPhone),
    }
}

/// 0577-88962209: area code, number, optional extension.
fn is_landline(text: &str) -> bool {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let only_digits_and_hyphens = text.chars().all(|c| c.is_ascii_digit() || c == '-');
    only_digits_and_hyphens && text.starts_with('0') && (10..=16).contains(&digits.len())
}

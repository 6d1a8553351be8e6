//! What a venue must be like, and who may do what with it.

use super::{VenueContent, check_hours};
use crate::access::{Actor, Denied};
use crate::id::OrganizationId;
use crate::problem::{Fault, FaultCode, Faults};
use crate::region::{RegionCode, RegionLevel};
use crate::text;

pub const NAME_MAX: usize = 60;
pub const ADDRESS_MAX: usize = 100;
pub const NOTE_MAX: usize = 200;
pub const INTRODUCTION_MAX: usize = 2_000;
/// Venues of one organisation.
pub const VENUES_MAX: usize = 100;

/// What somebody wants to do with a venue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VenueAct {
    View,
    /// Change or delete it.
    Edit,
    /// Hide it from everybody, or show it again.
    Judge,
}

/// What of a venue decides who may act on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VenueScope<'a> {
    pub organization: OrganizationId,
    pub region: &'a RegionCode,
    /// Everybody sees it.
    pub public: bool,
}

/// Its organisation's members write it; officials over its region hide it, who are narrowed to no line (条线) and not of
/// the same organisation (回避).
pub fn may_venue(actor: &Actor, act: VenueAct, on: VenueScope<'_>) -> Result<(), Denied> {
    let (own, official) = (actor.files_for(on.organization), actor.looks_after(on.region));
    if !own && !official {
        return Err(if on.public && act != VenueAct::View {
            Denied::OutOfScope
        } else {
            Denied::Hidden
        });
    }
    match act {
        VenueAct::View => Ok(()),
        VenueAct::Edit if own => Ok(()),
        VenueAct::Judge if official && own => Err(Denied::Recused),
        VenueAct::Judge if official => Ok(()),
        VenueAct::Edit | VenueAct::Judge => Err(Denied::NotAllowed),
    }
}

pub(crate) fn check_text(
    faults: &mut Faults,
    pointer: &str,
    label: &str,
    value: &str,
    max: usize,
    needed: bool,
) {
    let length = text::length(value.trim());
    if length > max {
        faults.push(Fault::new(pointer, FaultCode::TooLong).with(max).with(length));
    } else if needed && length == 0 {
        faults.push(Fault::new(pointer, FaultCode::Required).with(label));
    } else if needed && !text::is_readable(value) {
        faults.add(pointer, FaultCode::NothingReadable);
    }
}

/// A fault where a text that everybody reads names somebody's mobile or identity card number or e-mail address.
pub(crate) fn check_contact_data(faults: &mut Faults, pointer: &str, value: &str) {
    let found = text::contact_data(value);
    if !found.is_empty() {
        faults.push(Fault::new(pointer, FaultCode::ContactData).with(found.join("、")));
    }
}

/// A landline or a hotline: 5 to 20 digits with the signs that stand between them. Neither the whole nor groups of it are
/// somebody's mobile or identity card number.
fn is_public_phone(text: &str) -> bool {
    let plain = text
        .bytes()
        .all(|b| b.is_ascii_digit() || matches!(b, b'-' | b' ' | b'+' | b'(' | b')'));
    let groups: Vec<&str> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|group| !group.is_empty())
        .collect();
    let digits: usize = groups.iter().map(|group| group.len()).sum();
    let from_each = |from: usize| (from..groups.len()).map(move |to| (from, to));
    let private = || {
        let mut all = (0..groups.len()).flat_map(from_each);
        all.any(|(from, to)| text::is_private_number(&groups[from..=to].concat()))
    };
    plain && (5..=20).contains(&digits) && text.len() <= 30 && !private()
}

/// Faults that need no look-up: whether kind and region exist is looked up by the caller.
pub fn check_venue(c: &VenueContent) -> Faults {
    let mut faults = Faults::new();
    check_text(&mut faults, "/name", "阵地名称", &c.name, NAME_MAX, true);
    check_text(&mut faults, "/venue_type", "阵地类型", &c.venue_type, 100, true);
    match &c.region_code {
        None => faults.push(Fault::new("/region_code", FaultCode::Required).with("所在地区")),
        Some(code) if !matches!(code.level(), RegionLevel::County | RegionLevel::Township) => {
            faults.push(Fault::new("/region_code", FaultCode::UnknownRegion).with(code));
        }
        Some(_) => {}
    }
    check_text(&mut faults, "/address", "地址", &c.address, ADDRESS_MAX, true);
    if let Some(position) = c.position {
        for (name, angle, most) in [
            ("latitude", position.latitude, 90),
            ("longitude", position.longitude, 180),
        ] {
            if angle.get().abs() > f64::from(most) {
                let fault = Fault::new(format!("/position/{name}"), FaultCode::OutOfRange);
                faults.push(fault.with(-most).with(most));
            }
        }
    }
    check_hours(&c.opening, &mut faults);
    check_text(
        &mut faults,
        "/hours_note",
        "开放说明",
        &c.hours_note,
        NOTE_MAX,
        false,
    );
    if c.admission.is_none() {
        faults.push(Fault::new("/admission", FaultCode::Required).with("入场方式"));
    }
    for (n, one) in c.accessibility.iter().enumerate() {
        if c.accessibility.iter().take(n).any(|other| other == one) {
            faults.add(format!("/accessibility/{n}"), FaultCode::Duplicate);
        }
    }
    let introduction = &c.introduction;
    check_text(
        &mut faults,
        "/introduction",
        "简介",
        introduction,
        INTRODUCTION_MAX,
        false,
    );
    for (pointer, value) in [
        ("/name", &c.name),
        ("/address", &c.address),
        ("/hours_note", &c.hours_note),
        ("/introduction", introduction),
    ] {
        check_contact_data(&mut faults, pointer, value);
    }
    if c.phone.as_deref().is_some_and(|phone| !is_public_phone(phone)) {
        faults.add("/phone", FaultCode::InvalidPublicPhone);
    }
    if c.booking_url
        .as_deref()
        .is_some_and(|url| !text::is_web_address(url))
    {
        faults.add("/booking_url", FaultCode::InvalidUrl);
    }
    faults
}

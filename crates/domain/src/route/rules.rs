//! What a route must be like, and who makes one.

use super::RouteContent;
use crate::access::{Actor, Denied};
use crate::problem::{Fault, FaultCode, Faults};
use crate::region::RegionCode;
use crate::venue::{check_contact_data, check_text};

pub const TITLE_MAX: usize = 60;
const THEME_MAX: usize = 30;
pub const INTRODUCTION_MAX: usize = 2_000;
pub const NOTE_MAX: usize = 200;
pub const AUDIENCES_MAX: usize = 10;
pub const STOPS_MIN: usize = 2;
pub const STOPS_MAX: usize = 20;
const MINUTES_MIN: u32 = 5;
pub const MINUTES_MAX: u32 = 600;

/// Whether the actor makes routes for a region: an official whose reach holds it, on no line of it only (条线), and nobody
/// who merely stands in for one (委托), which is for reviewing.
pub fn may_route(actor: &Actor, region: &RegionCode) -> Result<(), Denied> {
    let country = RegionCode::country();
    let own = actor.over_regions().any(|g| {
        let reach = g.region.as_ref().unwrap_or(&country);
        reach.contains(region) && g.lines.is_empty() && g.on_behalf_of.is_none()
    });
    if own {
        Ok(())
    } else if actor.over_regions().next().is_some() {
        Err(Denied::OutOfScope)
    } else {
        Err(Denied::NotAllowed)
    }
}

/// Whether the actor sees what is not published of a region.
pub fn may_see_drafts(actor: &Actor, region: &RegionCode) -> Result<(), Denied> {
    if actor.oversees(region) {
        Ok(())
    } else {
        Err(Denied::Hidden)
    }
}

fn check(c: &RouteContent, audiences: &[String]) -> Faults {
    let mut faults = Faults::new();
    check_text(&mut faults, "/title", "路线名称", &c.title, TITLE_MAX, true);
    check_text(&mut faults, "/theme", "主题", &c.theme, THEME_MAX, true);
    let introduction = &c.introduction;
    check_text(
        &mut faults,
        "/introduction",
        "路线介绍",
        introduction,
        INTRODUCTION_MAX,
        true,
    );
    for (pointer, value) in [
        ("/title", &c.title),
        ("/theme", &c.theme),
        ("/introduction", introduction),
    ] {
        check_contact_data(&mut faults, pointer, value);
    }
    if c.region_code.is_none() {
        faults.push(Fault::new("/region_code", FaultCode::Required).with("所在地区"));
    }
    if c.audiences.len() > AUDIENCES_MAX {
        faults.push(Fault::new("/audiences", FaultCode::TooMany).with(AUDIENCES_MAX));
    }
    for (n, code) in c.audiences.iter().enumerate().take(AUDIENCES_MAX) {
        let here = format!("/audiences/{n}");
        if !audiences.contains(code) {
            faults.push(Fault::new(here, FaultCode::UnknownValue).with(code));
        } else if c.audiences.iter().take(n).any(|other| other == code) {
            faults.add(here, FaultCode::Duplicate);
        }
    }
    if c.stops.len() > STOPS_MAX {
        faults.push(Fault::new("/stops", FaultCode::TooMany).with(STOPS_MAX));
    } else if c.stops.len() < STOPS_MIN {
        faults.push(Fault::new("/stops", FaultCode::TooFew).with(STOPS_MIN));
    }
    for (n, stop) in c.stops.iter().enumerate().take(STOPS_MAX) {
        let at = |name: &str| format!("/stops/{n}/{name}");
        let others = c.stops.iter().take(n);
        match stop.venue_id {
            None => faults.push(Fault::new(at("venue_id"), FaultCode::Required).with("科普阵地")),
            Some(id) if others.into_iter().any(|other| other.venue_id == Some(id)) => {
                faults.add(at("venue_id"), FaultCode::Duplicate);
            }
            Some(_) => {}
        }
        check_text(&mut faults, &at("note"), "说明", &stop.note, NOTE_MAX, false);
        check_contact_data(&mut faults, &at("note"), &stop.note);
        match stop.minutes {
            None => faults.push(Fault::new(at("minutes"), FaultCode::Required).with("停留时间")),
            Some(minutes) if !(MINUTES_MIN..=MINUTES_MAX).contains(&minutes) => {
                let fault = Fault::new(at("minutes"), FaultCode::OutOfRange);
                faults.push(fault.with(MINUTES_MIN).with(MINUTES_MAX));
            }
            Some(_) => {}
        }
    }
    faults
}

/// Faults that stand in the way of keeping a draft: it is saved however incomplete, but not without its region.
pub fn check_draft(c: &RouteContent, audiences: &[String]) -> Faults {
    let mut faults = Faults::new();
    for fault in check(c, audiences).iter() {
        let later = matches!(
            fault.code,
            FaultCode::Required | FaultCode::TooFew | FaultCode::NothingReadable | FaultCode::ContactData
        );
        if !later || fault.pointer == "/region_code" {
            faults.push(fault.clone());
        }
    }
    faults
}

/// Faults that stand in the way of publishing. `shown` tells of each stop whether everybody sees its venue.
pub fn check_published(c: &RouteContent, audiences: &[String], shown: &[bool]) -> Faults {
    let mut faults = check(c, audiences);
    for (n, (stop, shown)) in c.stops.iter().zip(shown).enumerate() {
        if stop.venue_id.is_some() && !shown {
            faults.add(format!("/stops/{n}/venue_id"), FaultCode::VenueNotShown);
        }
    }
    faults
}

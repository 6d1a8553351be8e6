//! Who may see the figures of a region, and who directs those below it.

use crate::access::{Actor, Denied, Role};
use crate::recommendation::manager_of;
use crate::region::RegionCode;

/// What somebody wants with the figures of a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FigureRight {
    /// See them, targets and progress too. They tell nothing of a person, so officials of one line (条线) see all of them.
    View,
    /// Set targets for the regions below, and remind those that are behind: the officials of exactly this region.
    Direct,
}

pub fn may_figures(actor: &Actor, right: FigureRight, region: &RegionCode) -> Result<(), Denied> {
    let seen = actor.oversees(region) || actor.has(Role::SystemAdmin);
    if !seen {
        let official = actor.over_regions().next().is_some();
        return Err(if official {
            Denied::OutOfScope
        } else {
            Denied::NotAllowed
        });
    }
    let directs = || {
        actor.over_regions().any(|grant| {
            let of = grant.region.clone().unwrap_or_else(RegionCode::country);
            of == *region && grant.role == manager_of(region.level()) && grant.lines.is_empty()
        })
    };
    match right {
        FigureRight::View => Ok(()),
        FigureRight::Direct if directs() => Ok(()),
        FigureRight::Direct if actor.over_regions().next().is_some() => Err(Denied::NotYourLevel),
        FigureRight::Direct => Err(Denied::NotAllowed),
    }
}

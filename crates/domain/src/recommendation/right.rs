//! Who may do what with the list of a region.

use crate::access::{Actor, Denied, Grant, Role};
use crate::region::{RegionCode, RegionLevel};

/// What somebody wants to do with a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ListRight {
    /// Read it.
    View,
    /// Choose, order, give an opinion, lock, pass up.
    Manage,
    /// Set slots and lock date, send the whole list back: the level above.
    Direct,
    /// Take its contacts away with it: its own officials and the level above, no operator.
    Export,
}

/// The role that manages the lists of a level.
pub const fn manager_of(level: RegionLevel) -> Role {
    match level {
        RegionLevel::Country => Role::NationalReviewer,
        RegionLevel::Province => Role::ProvinceReviewer,
        RegionLevel::City => Role::CityAdmin,
        RegionLevel::County | RegionLevel::Township => Role::CountyAdmin,
    }
}

/// Whether the actor may do this with the list of a region. Officials of one line only (条线) see lists and manage none.
pub fn may_list(actor: &Actor, right: ListRight, region: &RegionCode) -> Result<(), Denied> {
    let level = region.level();
    let of = |g: &Grant| g.region.clone().unwrap_or_else(RegionCode::country);
    let manages = |g: &Grant| g.role == manager_of(level) && of(g) == *region && g.lines.is_empty();
    let above = |g: &Grant| {
        let wider = of(g).level() < level && of(g).contains(region) && g.lines.is_empty();
        // Nobody is above the nation.
        wider || (region.is_country() && manages(g))
    };
    let seen = actor.over_regions().any(|g| of(g).contains(region)) || actor.has(Role::SystemAdmin);
    if !seen {
        return Err(Denied::Hidden);
    }
    let allowed = match right {
        ListRight::View => true,
        ListRight::Manage => actor.over_regions().any(manages),
        ListRight::Export => actor.over_regions().any(|g| manages(g) || above(g)),
        ListRight::Direct => actor.over_regions().any(above) || actor.has(Role::SystemAdmin),
    };
    if allowed {
        Ok(())
    } else if actor.over_regions().next().is_some() {
        Err(Denied::NotYourLevel)
    } else {
        Err(Denied::NotAllowed)
    }
}

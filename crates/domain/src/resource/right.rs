//! Who may do what with a resource.

use crate::access::{Actor, Denied, Role};
use crate::id::OrganizationId;
use crate::region::RegionCode;

use super::ResourceStatus;

/// What somebody wants to do with a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ResourceRight {
    View,
    /// Write it, hand it in, withdraw it.
    Write,
    /// Publish it or send it back.
    Review,
    /// Recommend it to the nation.
    Recommend,
    /// Select it nationally, or decline.
    Select,
}

/// What of a resource decides who may act on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourceScope {
    pub organization: OrganizationId,
    /// The region whose officials are in charge: that of its activity.
    pub region: RegionCode,
    /// Every organisation of its activity. None of their members decides on it.
    pub involved: Vec<OrganizationId>,
    pub status: ResourceStatus,
}

/// Whether the actor may do this with a resource. Whoever files for its organisation writes it; the province in charge
/// and the nation review it, as they answer reports, on no line of theirs only (条线); nobody decides on what their own
/// organisation takes part in (回避).
pub fn may_resource(actor: &Actor, right: ResourceRight, on: &ResourceScope) -> Result<(), Denied> {
    let own = actor.files_for(on.organization);
    let reviews = |role: Role| {
        actor.over_regions().any(|g| {
            g.role == role
                && g.lines.is_empty()
                && match &g.region {
                    Some(region) => region.contains(&on.region),
                    None => role == Role::NationalReviewer,
                }
        })
    };
    let (province, nation) = (reviews(Role::ProvinceReviewer), reviews(Role::NationalReviewer));
    let handed_in = on.status != ResourceStatus::Draft;
    let visible = own || (handed_in && (province || nation || actor.has(Role::SystemAdmin)));
    if !visible {
        // What is public is no secret: those who may not act on it are told so.
        return Err(if on.status.is_public() && right != ResourceRight::View {
            Denied::OutOfScope
        } else {
            Denied::Hidden
        });
    }
    let allowed = match right {
        ResourceRight::View => return Ok(()),
        ResourceRight::Write => own,
        ResourceRight::Review => province || nation,
        ResourceRight::Recommend => province,
        ResourceRight::Select => nation,
    };
    if !allowed {
        return Err(Denied::NotAllowed);
    }
    let decides = right != ResourceRight::Write;
    if decides && on.involved.iter().any(|o| actor.files_for(*o)) {
        return Err(Denied::Recused);
    }
    Ok(())
}

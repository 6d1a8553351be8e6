//! Who may do what with a summary.

use crate::access::{Actor, Denied, Grant, Role};
use crate::id::OrganizationId;
use crate::recommendation::manager_of;
use crate::region::RegionCode;

/// What somebody wants to do with a summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SummaryRight {
    /// Read it.
    View,
    /// Begin it, write it, hand it in.
    Write,
    /// Accept it or send it back: the level above.
    Decide,
}

/// What of a summary decides who may act on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SummaryScope {
    /// Whose it is; of an organisation its region.
    pub region: RegionCode,
    pub organization: Option<OrganizationId>,
    /// Review line (条线) of the organisation's kind.
    pub line: Option<String>,
    /// The region whose officials accept it.
    pub recipient: RegionCode,
    /// Whether it was ever handed in: before, it is its author's alone.
    pub handed_in: bool,
}

fn region_of(grant: &Grant) -> RegionCode {
    grant.region.clone().unwrap_or_else(RegionCode::country)
}

/// An official of exactly this region, on every line.
fn manages(grant: &Grant, region: &RegionCode) -> bool {
    grant.role == manager_of(region.level()) && region_of(grant) == *region && grant.lines.is_empty()
}

/// Whether officials narrowed to lines look after it: an organisation of their line.
fn on_line(grant: &Grant, on: &SummaryScope) -> bool {
    grant.lines.is_empty() || on.line.as_ref().is_some_and(|line| grant.lines.contains(line))
}

/// Whether the actor may do this with a summary. A region's is written by its own officials, an organisation's by its
/// administrators; the region it is reported to decides; those above read. Nobody decides on their own organisation's (回避).
pub fn may_summary(actor: &Actor, right: SummaryRight, on: &SummaryScope) -> Result<(), Denied> {
    let writes = match on.organization {
        Some(organization) => actor.administers(organization),
        None => actor.over_regions().any(|grant| manages(grant, &on.region)),
    };
    let decides = |grant: &Grant| {
        grant.role == manager_of(on.recipient.level())
            && region_of(grant) == on.recipient
            && on_line(grant, on)
    };
    let above = |grant: &Grant| {
        let wider = match on.organization {
            Some(_) => region_of(grant).contains(&on.recipient),
            None => region_of(grant).contains(&on.region),
        };
        wider && on_line(grant, on)
    };
    let own = writes
        || on
            .organization
            .is_some_and(|organization| actor.files_for(organization));
    let official = actor.over_regions().any(|grant| above(grant) || decides(grant));
    if !own && !(on.handed_in && (official || actor.has(Role::SystemAdmin))) {
        return Err(Denied::Hidden);
    }
    let refused = if actor.over_regions().next().is_some() {
        Denied::NotYourLevel
    } else {
        Denied::NotAllowed
    };
    match right {
        SummaryRight::View => Ok(()),
        SummaryRight::Write if writes => Ok(()),
        SummaryRight::Decide if actor.over_regions().any(decides) => match on.organization {
            Some(organization) if actor.files_for(organization) => Err(Denied::Recused),
            _ => Ok(()),
        },
        SummaryRight::Write | SummaryRight::Decide => Err(refused),
    }
}

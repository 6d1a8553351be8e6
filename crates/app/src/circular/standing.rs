//! For whom somebody reads, and in whose name they act.

use std::collections::BTreeMap;

use domain::access::Actor;
use domain::circular::{Audience, CircularStatus, Recipient, Seats, Station, may_issue};
use domain::id::{CircularId, OrganizationId};
use domain::organization::Certification;
use domain::problem::Code;
use domain::recommendation::manager_of;
use domain::region::RegionCode;
use persistence::circular::{self as store, CircularRecord, DispatchRecord};
use persistence::{Conn, organization, reference};

use crate::error::AppResult;

/// Where an actor stands: as an official of regions, as a member of certified organisations.
pub(super) struct Standing {
    pub(super) stations: Vec<Station>,
    /// The regions in whose name they issue and forward.
    pub(super) regions: Vec<RegionCode>,
    pub(super) seats: Seats,
    names: BTreeMap<Recipient, String>,
}

/// Works out where somebody stands. At most five statements, however much was granted.
pub(super) fn of(conn: &mut Conn, actor: &Actor) -> AppResult<Standing> {
    let own = actor.organizations();
    let mut organizations = Vec::new();
    if !own.is_empty() {
        let all = organization::find_all(conn, &own)?;
        organizations.extend(
            all.into_iter()
                .filter(|o| o.certification == Certification::Certified),
        );
    }
    // Whoever stands in for somebody on leave does so for reviewing.
    let own_grants = actor.over_regions().filter(|g| g.on_behalf_of.is_none());
    let mut officials: Vec<RegionCode> = own_grants
        .filter_map(|g| {
            let region = g.region.clone().unwrap_or_else(RegionCode::country);
            (g.role == manager_of(region.level())).then_some(region)
        })
        .collect();
    officials.sort();
    officials.dedup();
    let places = organizations.iter().map(|o| &o.region_code).chain(&officials);
    let mut needed: Vec<RegionCode> = places.flat_map(Seats::needed).collect();
    needed.sort();
    needed.dedup();
    let seats = seats(conn, &needed)?;
    let mut names = BTreeMap::new();
    let mut stations = Vec::new();
    for code in &officials {
        let name = seats.name(code).unwrap_or_default().to_owned();
        names.insert(Recipient::Region(code.clone()), name);
        stations.push(Station::Region {
            code: code.clone(),
            above: seats.above(code),
        });
    }
    for o in organizations {
        names.insert(Recipient::Organization(o.id), o.full_name);
        stations.push(Station::Organization {
            id: o.id,
            kind: o.kind,
            line: seats.line(&o.region_code),
        });
    }
    officials.retain(|region| may_issue(actor, region).is_ok());
    Ok(Standing {
        stations,
        regions: officials,
        seats,
        names,
    })
}

fn seats(conn: &mut Conn, needed: &[RegionCode]) -> AppResult<Seats> {
    if needed.is_empty() {
        return Ok(Seats::default());
    }
    let mut seats = Seats::of(reference::regions_of(conn, needed)?);
    let missing = seats.missing();
    if !missing.is_empty() {
        seats.add(reference::regions_of(conn, &missing)?);
    }
    Ok(seats)
}

impl Standing {
    /// The addresses that reach somebody here.
    pub(super) fn addresses(&self) -> Vec<String> {
        let mut all: Vec<String> = self.stations.iter().flat_map(Station::addresses).collect();
        all.sort();
        all.dedup();
        all
    }
    pub(super) fn name(&self, recipient: &Recipient) -> String {
        self.names.get(recipient).cloned().unwrap_or_default()
    }
    /// Those here whom a sending is meant for.
    pub(super) fn reached_by(&self, region: &RegionCode, audience: &Audience) -> Vec<Recipient> {
        let reached = self.stations.iter().filter(|s| s.is_reached_by(region, audience));
        reached.map(Station::recipient).collect()
    }
    /// Every region here and above, from which something may have come.
    fn line(&self) -> Vec<RegionCode> {
        let mut all: Vec<RegionCode> = self
            .stations
            .iter()
            .flat_map(|station| match station {
                Station::Region { code, .. } => self.seats.line(code),
                Station::Organization { line, .. } => line.clone(),
            })
            .collect();
        all.sort();
        all.dedup();
        all
    }
    pub(super) fn regions_read_for(&self) -> Vec<RegionCode> {
        let region = |s: &Station| match s {
            Station::Region { code, .. } => Some(code.clone()),
            Station::Organization { .. } => None,
        };
        self.stations.iter().filter_map(region).collect()
    }
    pub(super) fn organizations_read_for(&self) -> Vec<OrganizationId> {
        let organization = |s: &Station| match s {
            Station::Organization { id, .. } => Some(*id),
            Station::Region { .. } => None,
        };
        self.stations.iter().filter_map(organization).collect()
    }
}

/// A circular as it came to somebody.
pub(super) struct Seen {
    pub(super) circular: CircularRecord,
    pub(super) standing: Standing,
    /// The sendings on its way, from the top.
    pub(super) chain: Vec<DispatchRecord>,
    /// Those that reached somebody here, with whom.
    pub(super) received: Vec<(DispatchRecord, Vec<Recipient>)>,
    /// Those of the actor's regions.
    pub(super) sent: Vec<DispatchRecord>,
}

impl Seen {
    /// The regions that may forward it: reached, and not sent by them yet.
    pub(super) fn forward_as(&self) -> Vec<RegionCode> {
        let reached = self.received.iter().flat_map(|(_, who)| who);
        let regions = reached.filter_map(|who| match who {
            Recipient::Region(code) => Some(code.clone()),
            Recipient::Organization(_) => None,
        });
        regions
            .filter(|code| self.standing.regions.contains(code))
            .filter(|code| !self.sent.iter().any(|d| d.region_code == *code))
            .collect()
    }
}

/// Loads a circular for those who may see it: whom it reached, who issued or forwarded it. To everybody else it does not
/// exist.
pub(super) fn see(conn: &mut Conn, actor: &Actor, id: CircularId) -> AppResult<Seen> {
    let circular = store::find(conn, id)?;
    let standing = of(conn, actor)?;
    if circular.status == CircularStatus::Draft {
        if !standing.regions.contains(&circular.region_code) {
            return Err(Code::NotFound.into());
        }
        return Ok(Seen {
            circular,
            standing,
            chain: Vec::new(),
            received: Vec::new(),
            sent: Vec::new(),
        });
    }
    let line = standing.line();
    let all = store::sent_by(conn, id, &line)?;
    let mut received = Vec::new();
    let mut sent = Vec::new();
    for d in &all {
        let who = standing.reached_by(&d.region_code, &d.audience);
        if !who.is_empty() {
            received.push((d.clone(), who));
        }
        if standing.regions.contains(&d.region_code) {
            sent.push(d.clone());
        }
    }
    if received.is_empty() && sent.is_empty() {
        return Err(Code::NotFound.into());
    }
    let own =
        |d: &DispatchRecord| received.iter().any(|(r, _)| r.id == d.id) || sent.iter().any(|s| s.id == d.id);
    let near: Vec<RegionCode> = all
        .iter()
        .filter(|d| own(d))
        .map(|d| d.region_code.clone())
        .collect();
    let mut chain = all;
    chain.retain(|d| {
        near.iter()
            .any(|region| standing.seats.line(region).contains(&d.region_code))
    });
    chain.sort_by_key(|d| (d.region_code.level(), d.id));
    Ok(Seen {
        circular,
        standing,
        chain,
        received,
        sent,
    })
}

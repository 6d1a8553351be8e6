//! The lists of a region and of those directly below it.

use domain::access::{Actor, Role};
use domain::edition::Edition;
use domain::recommendation::{ListRight, RecommendationList, Subject, may_list};
use domain::region::{Region, RegionCode, RegionKind, RegionLevel};
use futures_util::future::try_join_all;

use crate::api::{Answer, recommendation as calls, reference};

pub const SUBJECTS: [Subject; 2] = [Subject::Activity, Subject::Organization];

/// A region with its lists, as far as there are any.
#[derive(Debug, Clone)]
pub struct Lists {
    pub region: Region,
    lists: Vec<RecommendationList>,
}

impl Lists {
    pub fn of(&self, subject: Subject) -> Option<RecommendationList> {
        self.lists.iter().find(|l| l.subject == subject).cloned()
    }
    async fn load(region: Region) -> Answer<Self> {
        let lists = calls::of_region(&region.code).await?;
        Ok(Self { region, lists })
    }
}

#[derive(Debug, Clone)]
pub struct Overview {
    pub own: Lists,
    pub below: Vec<Lists>,
    pub edition: Edition,
}

pub async fn load(region: RegionCode) -> Answer<Overview> {
    let (edition, own, below) = futures_util::join!(
        reference::edition("current"),
        reference::region(region.as_str()),
        bodies_below(&region)
    );
    let lists = below?.into_iter().map(Lists::load);
    let (own, below) = futures_util::join!(Lists::load(own?), try_join_all(lists));
    Ok(Overview {
        own: own?,
        below: below?,
        edition: edition?,
    })
}

/// The regions below one that keep lists of their own: past a level without a body, and without zones, whose lists are
/// those of the region in charge.
async fn bodies_below(parent: &RegionCode) -> Answer<Vec<Region>> {
    let mut all = Vec::new();
    if parent.level() >= RegionLevel::County {
        return Ok(all);
    }
    for region in reference::regions_below(parent.as_str()).await?.items {
        match region.kind {
            RegionKind::Administrative | RegionKind::Special => all.push(region),
            RegionKind::DirectlyAdministered => {
                let below = reference::regions_below(region.code.as_str()).await?.items;
                all.extend(below.into_iter().filter(|r| {
                    r.kind == RegionKind::Administrative && r.code.level() == RegionLevel::County
                }));
            }
            RegionKind::StatisticalZone | RegionKind::Xpcc | RegionKind::CrossRegion => {}
        }
    }
    Ok(all)
}

/// The regions whose lists are somebody's own: those they manage, else those they see, each once.
pub fn own_regions(actor: &Actor) -> Vec<RegionCode> {
    let of = |region: &Option<RegionCode>| region.clone().unwrap_or_else(RegionCode::country);
    let mut seen: Vec<RegionCode> = actor.over_regions().map(|g| of(&g.region)).collect();
    if seen.is_empty() && actor.has(Role::SystemAdmin) {
        seen.push(RegionCode::country());
    }
    seen.sort_unstable();
    seen.dedup();
    let managed: Vec<_> = seen
        .iter()
        .filter(|region| may_list(actor, ListRight::Manage, region).is_ok())
        .cloned()
        .collect();
    if managed.is_empty() { seen } else { managed }
}

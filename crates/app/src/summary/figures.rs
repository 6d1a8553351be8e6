//! The figures of a summary as they stand now. A fixed number of statements, however many regions lie below; of an
//! organisation one more for each thousand activities.

use std::collections::BTreeMap;

use domain::dictionary::{Dictionaries, DictionaryEntry};
use domain::edition::Edition;
use domain::id::{ActivityId, OrganizationId};
use domain::recommendation::{EntryStatus, Subject};
use domain::region::{Region, RegionCode};
use domain::statistics::{Dimension, Figures};
use domain::summary::{FigureShare, SummaryFigures, SummaryLevel, SummaryLine, TopActivity};
use domain::supplement::OutletLevel;
use domain::time::Instant;
use persistence::summary::{self as store, SummaryRecord};
use persistence::{Conn, activity, organization, quota, recommendation, reference, statistics};

use crate::error::AppResult;
use crate::statistics::below as statistics_below;

/// Activities that are named.
const TOP: i64 = 5;
/// What belongs to no region below.
const OWN_LEVEL: &str = "本级";

/// Figures by region, dimension and value.
type Cells = BTreeMap<(RegionCode, Dimension, String), Figures>;

const DIMENSIONS: [Dimension; 7] = [
    Dimension::Total,
    Dimension::Category,
    Dimension::SubCategory,
    Dimension::OrganizationKind,
    Dimension::Mode,
    Dimension::Audience,
    Dimension::OutletLevel,
];

pub(super) fn of(
    conn: &mut Conn,
    s: &SummaryRecord,
    unit_name: &str,
    edition: &Edition,
    now: Instant,
) -> AppResult<SummaryFigures> {
    let region = &s.region_code;
    let below = match s.level {
        SummaryLevel::City | SummaryLevel::Province => statistics_below(conn, region)?,
        SummaryLevel::County | SummaryLevel::Organization => Vec::new(),
    };
    let mut regions: Vec<RegionCode> = below.iter().map(|r| r.code.clone()).collect();
    regions.push(region.clone());
    let cells = match s.organization_id {
        Some(organization) => of_organization(conn, edition, region, organization)?,
        None => of_regions(conn, edition, &regions)?,
    };
    let mut total = line(&cells, region, unit_name);
    let mut lines: Vec<SummaryLine> = below.iter().map(|r| line(&cells, &r.code, &r.name)).collect();
    if s.organization_id.is_none() {
        count_organizations(conn, edition, region, &below, &mut total, &mut lines)?;
        count_recommended(conn, edition, &regions, &mut total, &mut lines)?;
        let targets = quota::in_force(conn, &edition.key, None, &regions)?;
        for line in lines.iter_mut().chain([&mut total]) {
            let set = line.region_code.as_ref().and_then(|code| targets.get(code));
            line.target = set.map(|(target, _)| *target).filter(|target| *target > 0);
        }
        if !lines.is_empty() {
            let rest = total.rest(&lines, OWN_LEVEL);
            lines.extend(rest);
        }
    }
    let dictionaries = reference::all_dictionaries(conn)?;
    let mut top = |online| top(conn, s, online);
    let (top_on_site, top_online) = (top(false)?, top(true)?);
    let shares = |dimension, names: Vec<(String, String)>| shares(&cells, region, dimension, names);
    let named =
        |entries: &[DictionaryEntry]| entries.iter().map(|e| (e.code.clone(), e.name.clone())).collect();
    let Dictionaries {
        audiences,
        organization_kinds,
        ..
    } = &dictionaries;
    let outlets = OutletLevel::ALL.map(|level| (level.as_str().to_owned(), level.name().to_owned()));
    Ok(SummaryFigures {
        as_of: Some(statistics::as_of(conn, now)?),
        categories: categories(&cells, region, edition),
        sub_categories: shares(Dimension::SubCategory, sub_categories(region, edition)),
        organization_kinds: shares(Dimension::OrganizationKind, named(organization_kinds)),
        audiences: shares(Dimension::Audience, named(audiences)),
        outlets: shares(Dimension::OutletLevel, outlets.into()),
        total,
        below: lines,
        top_on_site,
        top_online,
    })
}

fn of_regions(conn: &mut Conn, edition: &Edition, regions: &[RegionCode]) -> AppResult<Cells> {
    let mut all = Cells::new();
    for dimension in DIMENSIONS {
        for (cell, figures) in statistics::figures(conn, &edition.key, dimension, regions)? {
            all.insert((cell.region, dimension, cell.key), figures);
        }
    }
    Ok(all)
}

/// The roll-ups know no organisation: its own activities are added up, by what each is counted as everywhere else.
fn of_organization(
    conn: &mut Conn,
    edition: &Edition,
    region: &RegionCode,
    organization: OrganizationId,
) -> AppResult<Cells> {
    let mut all = Cells::new();
    for contribution in store::contributions_of(conn, &edition.key, organization)? {
        for (dimension, key, figures) in contribution.figures {
            let sum = all.entry((region.clone(), dimension, key)).or_default();
            *sum = sum.plus(&figures);
        }
    }
    Ok(all)
}

fn keyed(cells: &Cells, region: &RegionCode, dimension: Dimension) -> BTreeMap<String, Figures> {
    cells
        .iter()
        .filter(|((of, by, _), figures)| of == region && *by == dimension && !figures.is_zero())
        .map(|((.., key), figures)| (key.clone(), *figures))
        .collect()
}

fn line(cells: &Cells, region: &RegionCode, name: &str) -> SummaryLine {
    let total = (region.clone(), Dimension::Total, String::new());
    let mut categories = keyed(cells, region, Dimension::Category);
    categories.extend(keyed(cells, region, Dimension::SubCategory));
    let outlets = keyed(cells, region, Dimension::OutletLevel);
    SummaryLine {
        region_code: Some(region.clone()),
        name: name.to_owned(),
        target: None,
        figures: cells.get(&total).copied().unwrap_or_default(),
        modes: keyed(cells, region, Dimension::Mode),
        categories,
        outlets: outlets
            .into_iter()
            .map(|(level, figures)| (level, figures.media_reports))
            .collect(),
        organizations: None,
        recommended: None,
    }
}

fn count_organizations(
    conn: &mut Conn,
    edition: &Edition,
    region: &RegionCode,
    below: &[Region],
    total: &mut SummaryLine,
    lines: &mut [SummaryLine],
) -> AppResult<()> {
    let pairs = store::organizations(conn, &edition.key, region)?;
    let count = |inside: &dyn Fn(&RegionCode) -> bool| {
        let mut ids: Vec<OrganizationId> = pairs
            .iter()
            .filter(|(at, _)| inside(at))
            .map(|(_, id)| *id)
            .collect();
        ids.sort_unstable();
        ids.dedup();
        i64::try_from(ids.len()).unwrap_or(i64::MAX)
    };
    total.organizations = Some(count(&|_| true));
    for (line, part) in lines.iter_mut().zip(below) {
        line.organizations = Some(count(&|at| part.code.contains(at)));
    }
    Ok(())
}

/// How many activities stand on each region's own recommendation list.
fn count_recommended(
    conn: &mut Conn,
    edition: &Edition,
    regions: &[RegionCode],
    total: &mut SummaryLine,
    lines: &mut [SummaryLine],
) -> AppResult<()> {
    let lists = recommendation::of_regions(conn, &edition.key, regions, Subject::Activity)?;
    let ids: Vec<_> = lists.iter().map(|l| l.id).collect();
    let counts = recommendation::count(conn, &ids)?;
    for line in lines.iter_mut().chain([total]) {
        let list = lists
            .iter()
            .find(|l| Some(&l.region_code) == line.region_code.as_ref());
        line.recommended = list.map(|l| {
            let listed =
                |(id, status, _): &&(_, EntryStatus, i64)| *id == l.id && *status == EntryStatus::Listed;
            counts.iter().find(listed).map_or(0, |(.., n)| *n)
        });
    }
    Ok(())
}

fn shares(
    cells: &Cells,
    region: &RegionCode,
    dimension: Dimension,
    names: Vec<(String, String)>,
) -> Vec<FigureShare> {
    let mut held = keyed(cells, region, dimension);
    let mut all: Vec<FigureShare> = names
        .into_iter()
        .filter_map(|(code, name)| {
            let figures = held.remove(&code)?;
            Some(FigureShare { code, name, figures })
        })
        .collect();
    // What no dictionary names any more still counts.
    all.extend(held.into_iter().map(|(code, figures)| FigureShare {
        name: code.clone(),
        code,
        figures,
    }));
    all
}

/// 板块, those without activities too, as the region calls them.
fn categories(cells: &Cells, region: &RegionCode, edition: &Edition) -> Vec<FigureShare> {
    let held = keyed(cells, region, Dimension::Category);
    edition
        .categories
        .iter()
        .map(|category| FigureShare {
            code: category.code.clone(),
            name: category.name_in(Some(region)).to_owned(),
            figures: held.get(&category.code).copied().unwrap_or_default(),
        })
        .collect()
}

/// Codes and names of the 子行动.
fn sub_categories(region: &RegionCode, edition: &Edition) -> Vec<(String, String)> {
    let all = edition.categories.iter().flat_map(|category| &category.children);
    all.map(|child| (child.code.clone(), child.name_in(Some(region)).to_owned()))
        .collect()
}

fn top(conn: &mut Conn, s: &SummaryRecord, online: bool) -> AppResult<Vec<TopActivity>> {
    let found = store::top(conn, &s.edition, &s.region_code, s.organization_id, online, TOP)?;
    let ids: Vec<ActivityId> = found.iter().map(|(id, _)| *id).collect();
    let activities: BTreeMap<ActivityId, _> = activity::find_all(conn, &ids)?
        .into_iter()
        .map(|a| (a.id, a))
        .collect();
    let units: Vec<OrganizationId> = activities.values().map(|a| a.organization_id).collect();
    let names = organization::certifications(conn, &units)?;
    Ok(found
        .into_iter()
        .filter_map(|(id, participants)| {
            let a = activities.get(&id)?;
            Some(TopActivity {
                id,
                title: a.content.title.clone().unwrap_or_default(),
                organization_name: names
                    .get(&a.organization_id)
                    .map(|(name, _)| name.clone())
                    .unwrap_or_default(),
                participants,
            })
        })
        .collect())
}

use std::collections::{BTreeMap, BTreeSet};

use domain::public::{Facet, FacetDay, FacetValue, Facets, Mark, day_of};
use domain::region::RegionCode;
use domain::statistics::Dimension;
use persistence::{Conn, public, reference, statistics};

use super::query::PublicQuery;
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::statistics::below;

/// Activities whose values are counted one by one; of more it is said that there are at least so many.
const COUNTED: usize = 5_000;

/// How many have which value.
#[derive(Default)]
struct Tally {
    found: u32,
    complete: bool,
    marks: BTreeMap<Mark, u32>,
}

/// How many of what a search finds have which value.
pub async fn facets(app: &App, query: PublicQuery) -> AppResult<Facets> {
    query.check()?;
    app.db()
        .read(move |conn| {
            let region = query.region.clone().unwrap_or_else(RegionCode::country);
            let parts: Vec<RegionCode> = below(conn, &region)?.into_iter().map(|part| part.code).collect();
            match query.edition.as_deref().filter(|_| query.is_of_a_region()) {
                Some(key) => kept(conn, key, &region, &parts),
                None => counted(conn, &query, &parts),
            }
        })
        .await
}

/// From the figures that are kept: exact, however many there are.
fn kept(conn: &mut Conn, key: &str, region: &RegionCode, parts: &[RegionCode]) -> AppResult<Facets> {
    let Some(edition) = reference::edition(conn, key)? else {
        return Ok(Facets {
            complete: true,
            ..Facets::default()
        });
    };
    let shown = Dimension::Shown;
    let whole = std::slice::from_ref(region);
    let mut tally = Tally {
        complete: true,
        ..Tally::default()
    };
    let count = |figure: i64| u32::try_from(figure).unwrap_or_default();
    for (cell, figures) in statistics::figures(conn, &edition.key, shown, whole)? {
        match Mark::parse(&cell.key) {
            Some(mark) => *tally.marks.entry(mark).or_default() += count(figures.approved),
            None => tally.found = count(figures.approved),
        }
    }
    for (cell, figures) in statistics::figures_between(conn, &edition.key, shown, parts, "", "")? {
        let mark = Mark::new(Facet::Region, cell.region.to_string());
        tally.marks.insert(mark, count(figures.approved));
    }
    Ok(tally.facets(parts, |_, found| found))
}

/// By looking at what is found; within a facet that is chosen, at what would be found without that choice.
fn counted(conn: &mut Conn, query: &PublicQuery, parts: &[RegionCode]) -> AppResult<Facets> {
    let found = tally(conn, query)?;
    let mut others = BTreeMap::new();
    for (facet, wider) in query.wider() {
        others.insert(facet, tally(conn, &wider)?);
    }
    let complete = found.complete && others.values().all(|tally| tally.complete);
    let mut facets = found.facets(parts, |facet, found| others.get(&facet).unwrap_or(found));
    facets.complete = complete;
    if let (Some(from), Some(to)) = (query.from, query.to) {
        facets.days.retain(|one| (from..=to).contains(&one.day));
    }
    Ok(facets)
}

fn tally(conn: &mut Conn, query: &PublicQuery) -> AppResult<Tally> {
    let mut tally = Tally::default();
    let Some(filter) = query.filter(conn)? else {
        return Ok(Tally {
            complete: true,
            ..tally
        });
    };
    let rows = public::marks(conn, &filter, COUNTED + 1).map_err(AppError::from)?;
    tally.complete = rows.len() <= COUNTED;
    for row in rows.iter().take(COUNTED) {
        tally.found += 1;
        for mark in row.split(' ').filter_map(Mark::parse) {
            *tally.marks.entry(mark).or_default() += 1;
        }
    }
    Ok(tally)
}

impl Tally {
    /// As it is answered; `of` tells whose counts a facet shows.
    fn facets<'t>(&'t self, parts: &[RegionCode], of: impl Fn(Facet, &'t Tally) -> &'t Tally) -> Facets {
        let parts: BTreeSet<String> = parts.iter().map(ToString::to_string).collect();
        let marks = |facet: Facet| {
            let all = of(facet, self).marks.iter();
            all.filter(move |(mark, count)| mark.facet == facet && **count > 0)
        };
        let values = |facet: Facet| {
            let mut all: Vec<FacetValue> = marks(facet)
                .map(|(mark, count)| FacetValue {
                    key: mark.value.clone(),
                    count: *count,
                })
                .collect();
            // The sort is stable: among equals, by their codes.
            all.sort_by_key(|value| std::cmp::Reverse(value.count));
            all
        };
        let mut regions = values(Facet::Region);
        regions.retain(|value| parts.contains(&value.key));
        Facets {
            regions,
            categories: values(Facet::Category),
            modes: values(Facet::Mode),
            audiences: values(Facet::Audience),
            fields: values(Facet::Field),
            bookable: marks(Facet::Bookable).map(|(_, count)| *count).sum(),
            days: marks(Facet::Day)
                .filter_map(|(mark, count)| {
                    Some(FacetDay {
                        day: day_of(&mark.value)?,
                        count: *count,
                    })
                })
                .collect(),
            found: self.found,
            complete: self.complete,
        }
    }
}

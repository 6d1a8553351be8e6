use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::access::Actor;
use domain::dictionary::{Dictionaries, DictionaryName};
use domain::edition::Edition;
use domain::problem::{Code, Lang};
use domain::region::RegionCode;
use domain::statistics::{
    By, Dimension, EditionTotal, FigureRight, Figures, Statistics, StatisticsRow, a_year_later, may_figures,
};
use domain::time::Instant;
use persistence::{Conn, reference, statistics as store};

use super::below::below;
use crate::app::App;
use crate::error::AppResult;

/// Figures of a region, told apart by something, beside those of the year before; for officials over it.
pub async fn show(
    app: &App,
    actor: &Actor,
    edition: &str,
    region: RegionCode,
    by: By,
    lang: Lang,
) -> AppResult<Statistics> {
    may_figures(actor, FigureRight::View, &region)?;
    in_region(app, edition, region, by, lang).await
}

/// The same for another system, whose scope and region the caller has seen to.
pub async fn in_region(
    app: &App,
    edition: &str,
    region: RegionCode,
    by: By,
    lang: Lang,
) -> AppResult<Statistics> {
    let (edition, now) = (edition.to_owned(), app.now());
    app.db()
        .read(move |conn| {
            let edition = reference::edition(conn, &edition)?.ok_or(Code::NotFound)?;
            of(conn, &edition, region, by, lang, now)
        })
        .await
}

/// A constant number of statements, whatever the region and however many activities.
fn of(
    conn: &mut Conn,
    edition: &Edition,
    region: RegionCode,
    by: By,
    lang: Lang,
    now: Instant,
) -> AppResult<Statistics> {
    let here = reference::region(conn, &region)?.ok_or(Code::NotFound)?;
    let names = Names::of(conn, edition, &region, by, lang)?;
    let now_here = Cells::of(conn, &edition.key, &region, by, &names)?;
    let earlier = reference::all_editions(conn)?
        .into_iter()
        .find(|e| e.year == edition.year - 1 && e.kind == edition.kind);
    let before = match &earlier {
        Some(earlier) => Some(Cells::of(conn, &earlier.key, &region, by, &names)?.a_year_later(by)),
        None => None,
    };
    let rows = names
        .keys(&now_here)
        .into_iter()
        .map(|key| StatisticsRow {
            name: names.name(&key),
            figures: now_here.cells.get(&key).copied().unwrap_or_default(),
            before: before
                .as_ref()
                .map(|cells| cells.cells.get(&key).copied().unwrap_or_default()),
            key,
        })
        .collect();
    Ok(Statistics {
        edition: edition.key.clone(),
        region_name: here.full_name,
        by,
        as_of: store::as_of(conn, now)?,
        total: now_here.total,
        rows,
        before: earlier.zip(before).map(|(edition, cells)| EditionTotal {
            edition: edition.key,
            total: cells.total,
        }),
        region_code: region,
    })
}

/// A region's figures in one edition.
struct Cells {
    total: Figures,
    cells: BTreeMap<String, Figures>,
}

impl Cells {
    fn of(conn: &mut Conn, edition: &str, region: &RegionCode, by: By, names: &Names) -> AppResult<Self> {
        let mut regions = vec![region.clone()];
        if by == By::Region {
            regions.extend(names.known.iter().filter_map(|(code, _)| code.parse().ok()));
            regions.dedup();
        }
        let total = store::figures(conn, edition, Dimension::Total, &regions)?;
        let own = total
            .iter()
            .find(|(cell, _)| cell.region == *region)
            .map(|(_, figures)| *figures)
            .unwrap_or_default();
        let mut cells: BTreeMap<String, Figures> = BTreeMap::new();
        if by == By::Region {
            let mut rest = own;
            for (cell, figures) in total.into_iter().filter(|(cell, _)| cell.region != *region) {
                rest = rest.minus(&figures);
                cells.insert(cell.region.to_string(), figures);
            }
            // 本级: what the region is in charge of itself.
            cells.insert(region.to_string(), rest);
        } else {
            let found = store::figures(conn, edition, by.dimension(), &regions)?;
            cells.extend(found.into_iter().map(|(cell, figures)| (cell.key, figures)));
            cells.retain(|_, figures| !figures.is_zero());
        }
        Ok(Self { total: own, cells })
    }

    fn a_year_later(mut self, by: By) -> Self {
        if by.is_by_day() {
            self.cells = std::mem::take(&mut self.cells)
                .into_iter()
                .map(|(key, figures)| match key.parse::<NaiveDate>() {
                    Ok(day) => (a_year_later(day, 1).to_string(), figures),
                    Err(_) => (key, figures),
                })
                .collect();
        }
        self
    }
}

/// What values are called, in the order in which they are shown.
struct Names {
    known: Vec<(String, String)>,
    by: By,
}

impl Names {
    fn of(conn: &mut Conn, edition: &Edition, region: &RegionCode, by: By, lang: Lang) -> AppResult<Self> {
        let known = match by {
            By::Region => {
                let own = match lang {
                    Lang::Zh => "本级",
                    Lang::En => "Own",
                };
                let parts = below(conn, region)?;
                let own = (region.to_string(), own.to_owned());
                let parts = parts.into_iter().map(|part| (part.code.to_string(), part.name));
                std::iter::once(own).chain(parts).collect()
            }
            By::Category => categories(&edition.categories, region, lang),
            By::SubCategory => edition
                .categories
                .iter()
                .flat_map(|category| categories(&category.children, region, lang))
                .collect(),
            By::OrganizationKind => entries(
                &reference::all_dictionaries(conn)?,
                DictionaryName::OrganizationKinds,
                lang,
            ),
            By::Audience => entries(
                &reference::all_dictionaries(conn)?,
                DictionaryName::Audiences,
                lang,
            ),
            By::Mode => domain::activity::content::Mode::ALL
                .into_iter()
                .map(|mode| (mode.as_str().to_owned(), mode.name_in(lang).to_owned()))
                .collect(),
            By::Status => domain::activity::status::Status::ALL
                .into_iter()
                .map(|status| (status.as_str().to_owned(), status.name_in(lang).to_owned()))
                .collect(),
            By::Day | By::HeldOn => Vec::new(),
        };
        Ok(Self { known, by })
    }

    /// What is shown: regions and categories all, of the others those that have figures; days in their order.
    fn keys(&self, cells: &Cells) -> Vec<String> {
        let all = matches!(self.by, By::Region | By::Category);
        let known = self.known.iter().map(|(key, _)| key);
        let mut keys: Vec<String> = known
            .filter(|key| all || cells.cells.contains_key(*key))
            .cloned()
            .collect();
        let others = cells
            .cells
            .keys()
            .filter(|key| !self.known.iter().any(|(k, _)| k == *key));
        keys.extend(others.cloned());
        keys
    }

    /// A value that nobody names any more is called by its code.
    fn name(&self, key: &str) -> String {
        let known = self.known.iter().find(|(known, _)| known == key);
        known.map_or_else(|| key.to_owned(), |(_, name)| name.clone())
    }
}

fn categories(all: &[domain::edition::Category], region: &RegionCode, lang: Lang) -> Vec<(String, String)> {
    all.iter()
        .map(|category| {
            let name = match lang {
                Lang::Zh => category.name_in(Some(region)),
                Lang::En => &category.name_en,
            };
            (category.code.clone(), name.to_owned())
        })
        .collect()
}

fn entries(all: &Dictionaries, name: DictionaryName, lang: Lang) -> Vec<(String, String)> {
    all.get(name)
        .iter()
        .map(|entry| {
            let name = match lang {
                Lang::Zh => &entry.name,
                Lang::En => &entry.name_en,
            };
            (entry.code.clone(), name.clone())
        })
        .collect()
}

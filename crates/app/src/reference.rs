//! Reference data (基础数据): regions, editions, dictionaries; shipped with the product, loaded at start.

use std::collections::BTreeMap;

use chrono::Days;
use domain::dictionary::{Dictionaries, DictionaryEntry, DictionaryName};
use domain::edition::{Category, Edition, EditionSummary};
use domain::page::Page;
use domain::problem::{Code, Fault, FaultCode};
use domain::region::{Region, RegionCode};
use domain::time::CivilDate;
use persistence::{StoreError, reference};
use serde::Deserialize;
use serde_json::Value;

use crate::app::App;
use crate::error::{AppError, AppResult};

const REGIONS: &str = include_str!("../reference/regions.csv");
const DICTIONARIES: &str = include_str!("../reference/dictionaries.json");
const EDITION_2024: &str = include_str!("../reference/edition-2024.json");
const EDITION_DEMO: &str = include_str!("../reference/edition-demo.json");

#[derive(Deserialize)]
struct RegionLine {
    code: RegionCode,
    name: String,
    full_name: String,
    level: domain::region::RegionLevel,
    parent_code: Option<RegionCode>,
    kind: domain::region::RegionKind,
    in_charge_code: Option<RegionCode>,
}

/// Brings shipped data into the database: what is missing is added, what an administrator changed stays. In a
/// demonstration the demo edition is moved to today and is the current one; elsewhere the newest shipped one is.
pub async fn load(app: &App) -> AppResult<()> {
    let (now, demo) = (app.now(), app.settings().demo);
    let (regions, editions, dictionaries) = app
        .db()
        .read(|conn| {
            let known = reference::all_editions(conn)?
                .into_iter()
                .map(|e| e.key)
                .collect::<Vec<_>>();
            let dictionaries = reference::all_dictionaries(conn)?;
            Ok::<_, StoreError>((reference::count_regions(conn)?, known, dictionaries))
        })
        .await?;
    let shipped = shipped_regions()?;
    let missing_regions = usize::try_from(regions).unwrap_or(0) < shipped.len();
    let mut new_editions = Vec::new();
    if !editions.iter().any(|key| key == "2024") {
        let mut edition: Edition = serde_json::from_str(EDITION_2024).map_err(AppError::internal)?;
        edition.current = !demo && editions.is_empty();
        new_editions.push(edition);
    }
    if demo {
        new_editions.push(demo_edition(now.shanghai_date())?);
    }
    let shipped_dictionaries: BTreeMap<DictionaryName, Vec<DictionaryEntry>> =
        serde_json::from_str::<Dictionaries>(DICTIONARIES)
            .map(|all| {
                DictionaryName::ALL
                    .into_iter()
                    .map(|name| (name, all.get(name).to_vec()))
                    .collect()
            })
            .map_err(AppError::internal)?;
    app.db()
        .write(move |tx| {
            if missing_regions {
                reference::add_regions(tx, &shipped)?;
            }
            for (name, entries) in &shipped_dictionaries {
                if dictionaries.get(*name).is_empty() {
                    reference::put_dictionary(tx, *name, entries, now)?;
                }
            }
            for edition in &new_editions {
                reference::put_edition(tx, edition, now)?;
            }
            Ok::<_, StoreError>(())
        })
        .await?;
    Ok(())
}

/// Parents stand before their children: the codes sort that way but for the few nodes of our own.
fn shipped_regions() -> AppResult<Vec<Region>> {
    let mut all = Vec::new();
    for line in csv::Reader::from_reader(REGIONS.as_bytes()).deserialize() {
        let line: RegionLine = line.map_err(AppError::internal)?;
        all.push(Region {
            code: line.code,
            name: line.name,
            full_name: line.full_name,
            level: line.level,
            kind: line.kind,
            parent_code: line.parent_code,
            in_charge_code: line.in_charge_code,
            has_children: false,
        });
    }
    all.sort_by_key(|region| region.level);
    Ok(all)
}

/// The demo edition around `today`: its template counts days from the day of loading.
fn demo_edition(today: CivilDate) -> AppResult<Edition> {
    let mut template: Value = serde_json::from_str(EDITION_DEMO).map_err(AppError::internal)?;
    let day = |value: &mut Value| -> AppResult<()> {
        if let Some(offset) = value.as_i64() {
            let moved = if offset < 0 {
                today.checked_sub_days(Days::new(offset.unsigned_abs()))
            } else {
                today.checked_add_days(Days::new(offset.unsigned_abs()))
            };
            *value = Value::from(
                moved
                    .ok_or_else(|| AppError::internal("a day out of range"))?
                    .to_string(),
            );
        }
        Ok(())
    };
    for name in ["filing_opens_on", "filing_closes_on"] {
        day(&mut template[name])?;
    }
    for list in ["windows", "deadlines"] {
        for item in template[list].as_array_mut().into_iter().flatten() {
            for name in ["from", "to", "on"] {
                if let Some(value) = item.get_mut(name) {
                    day(value)?;
                }
            }
        }
    }
    for lock in template["recommendation"]["lock_dates"]
        .as_array_mut()
        .into_iter()
        .flatten()
    {
        day(&mut lock["on"])?;
    }
    for name in ["from", "to"] {
        day(&mut template["concentrated"][name])?;
    }
    template["year"] = Value::from(chrono::Datelike::year(&today));
    serde_json::from_value(template).map_err(AppError::internal)
}

/// All editions, the current one first.
pub async fn editions(app: &App) -> AppResult<Page<EditionSummary>> {
    let all = app.db().read(reference::all_editions).await?;
    Ok(Page::whole(all.iter().map(EditionSummary::from).collect()))
}

/// An edition by its key; `current` names the current one.
pub async fn edition(app: &App, key: &str) -> AppResult<Edition> {
    let key = key.to_owned();
    app.db()
        .read(move |conn| reference::edition(conn, &key)?.ok_or_else(|| AppError::from(Code::NotFound)))
        .await
}

/// The category tree (板块 → 子行动) of an edition.
pub async fn categories(app: &App, key: &str) -> AppResult<Page<Category>> {
    Ok(Page::whole(edition(app, key).await?.categories))
}

/// Regions found in a search at most.
const FOUND: usize = 30;

/// The regions below `parent`, those whose name holds `q`, or the provinces.
pub async fn regions(app: &App, parent: Option<&str>, q: Option<&str>) -> AppResult<Page<Region>> {
    let q = q
        .map(|q| crate::clean::text(q).trim().to_owned())
        .filter(|q| !q.is_empty());
    let parent = match parent {
        None => RegionCode::country(),
        Some(code) => code
            .parse()
            .map_err(|_| Fault::new("/parent", FaultCode::UnknownRegion).with(code))?,
    };
    let found = app
        .db()
        .read(move |conn| match q {
            Some(q) => reference::search_regions(conn, &q, FOUND),
            None => reference::children(conn, &parent),
        })
        .await?;
    Ok(Page::whole(found))
}

pub async fn region(app: &App, code: &str) -> AppResult<Region> {
    let code: RegionCode = code.parse().map_err(|_| AppError::from(Code::NotFound))?;
    app.db()
        .read(move |conn| reference::region(conn, &code)?.ok_or_else(|| AppError::from(Code::NotFound)))
        .await
}

/// The entries of a dictionary (字典).
pub async fn dictionary(app: &App, name: &str) -> AppResult<Page<DictionaryEntry>> {
    let name = DictionaryName::parse(name).ok_or(Code::NotFound)?;
    let all = app.db().read(reference::all_dictionaries).await?;
    Ok(Page::whole(all.get(name).to_vec()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shipped_can_be_read_and_every_parent_exists() {
        let regions = shipped_regions().unwrap();
        assert!(regions.len() > 3_300, "{}", regions.len());
        let mut seen = std::collections::HashSet::new();
        for region in &regions {
            assert!(
                region.parent_code.as_ref().is_none_or(|p| seen.contains(p)),
                "{} stands before its parent",
                region.code
            );
            seen.insert(region.code.clone());
        }
        let wenzhou = regions
            .iter()
            .filter(|r| r.parent_code.as_ref().is_some_and(|p| p.as_str() == "330300"));
        assert_eq!(wenzhou.count(), 12);
        serde_json::from_str::<Dictionaries>(DICTIONARIES).unwrap();
    }

    #[test]
    fn the_edition_of_2024_is_as_the_notice_states_it() {
        let edition: Edition = serde_json::from_str(EDITION_2024).unwrap();
        let codes: Vec<&str> = edition.categories.iter().map(|c| c.code.as_str()).collect();
        assert_eq!(
            codes,
            ["pavilions", "lectures", "ip_creation", "joint_action", "more"]
        );
        assert_eq!(edition.categories[3].children.len(), 9);
        let zhejiang: RegionCode = "330302".parse().unwrap();
        assert_eq!(edition.categories[0].name_in(Some(&zhejiang)), "百家场馆探未来");
        assert_eq!(
            edition.window_for(Some(&zhejiang)).unwrap().to.to_string(),
            "2024-10-10"
        );
        assert_eq!(edition.window_for(None).unwrap().to.to_string(), "2024-09-30");
        assert_eq!(edition.filing_opens_on.to_string(), "2024-08-21");
    }

    #[test]
    fn the_demo_edition_lies_around_today() {
        let today: CivilDate = "2026-12-31".parse().unwrap();
        let edition = demo_edition(today).unwrap();
        assert_eq!(edition.year, 2026);
        assert!(edition.current && edition.demo);
        let window = edition.window_for(None).unwrap();
        assert!(window.contains(today) && window.to.to_string() == "2027-04-30");
        assert!(edition.filing_opens_on < today);
    }
}

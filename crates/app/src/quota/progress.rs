use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use domain::access::Actor;
use domain::edition::Edition;
use domain::problem::{Code, Fault, FaultCode};
use domain::progress::{Progress, QuotaStanding, RegionStanding};
use domain::quota::{PACE_DAYS, Pace};
use domain::region::{Region, RegionCode};
use domain::statistics::{Dimension, FigureRight, Figures, category_day, may_figures};
use domain::time::Instant;
use persistence::{Conn, quota as store, reference, statistics};

use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::statistics::below;

/// How far a region and those directly below it are with what was asked of them; for officials over it.
pub async fn progress(
    app: &App,
    actor: &Actor,
    edition: &str,
    region: RegionCode,
    category: Option<String>,
) -> AppResult<Progress> {
    may_figures(actor, FigureRight::View, &region)?;
    let (edition, now) = (edition.to_owned(), app.now());
    app.db()
        .read(move |conn| {
            let edition = reference::edition(conn, &edition)?.ok_or(Code::NotFound)?;
            of(conn, &edition, &region, category.as_deref(), now)
        })
        .await
}

/// The same within a transaction. A constant number of statements.
pub(crate) fn of(
    conn: &mut Conn,
    edition: &Edition,
    region: &RegionCode,
    category: Option<&str>,
    now: Instant,
) -> AppResult<Progress> {
    if let Some(category) = category
        && !edition.categories.iter().any(|known| known.code == *category)
    {
        return Err(Fault::new("/category", FaultCode::UnknownValue)
            .with(category)
            .into());
    }
    let here = reference::region(conn, region)?.ok_or(Code::NotFound)?;
    let parts = below(conn, region)?;
    let mut codes: Vec<RegionCode> = parts.iter().map(|part| part.code.clone()).collect();
    codes.push(region.clone());
    let paces = paces(conn, edition, &codes, category, now)?;
    let targets = store::in_force(conn, &edition.key, category, &codes)?;
    let reminded = store::reminded(conn, &edition.key, &codes)?;
    let standing = |code: &RegionCode| {
        let pace = paces
            .get(code)
            .copied()
            .unwrap_or_else(|| pace(edition, code, now));
        QuotaStanding::of(&pace, targets.get(code).cloned())
    };
    let rows: Vec<RegionStanding> = parts
        .into_iter()
        .map(|Region { code, full_name, .. }| RegionStanding {
            standing: standing(&code),
            reminded_at: reminded.get(&code).copied(),
            region_name: full_name,
            region_code: code,
        })
        .collect();
    let targets_below = rows.iter().filter_map(|row| row.standing.target).map(i64::from);
    Ok(Progress {
        edition: edition.key.clone(),
        region_code: region.clone(),
        region_name: here.full_name,
        category: category.map(str::to_owned),
        as_of: statistics::as_of(conn, now)?,
        own: standing(region),
        targets_below: targets_below.sum(),
        rows,
    })
}

fn pace(edition: &Edition, region: &RegionCode, now: Instant) -> Pace {
    Pace {
        filed: 0,
        approved: 0,
        lately: 0,
        today: now.shanghai_date(),
        opens_on: edition.filing_opens_on,
        deadline: edition.quota_deadline(region),
    }
}

/// What each region has filed, in all and on the days that tell its pace.
fn paces(
    conn: &mut Conn,
    edition: &Edition,
    regions: &[RegionCode],
    category: Option<&str>,
    now: Instant,
) -> AppResult<BTreeMap<RegionCode, Pace>> {
    let today = now.shanghai_date();
    let days = u64::try_from(PACE_DAYS).map_err(AppError::internal)?;
    let first = today.checked_sub_days(Days::new(days)).unwrap_or(today);
    let last = today.pred_opt().unwrap_or(today);
    let key = |day: NaiveDate| match category {
        Some(category) => category_day(category, day),
        None => day.to_string(),
    };
    let (of_all, of_days) = match category {
        Some(_) => (Dimension::Category, Dimension::CategoryDay),
        None => (Dimension::Total, Dimension::Day),
    };
    let mut all: BTreeMap<RegionCode, Pace> = BTreeMap::new();
    let mut add = |region: RegionCode, figures: Figures, lately: i64| {
        let pace = all
            .entry(region.clone())
            .or_insert_with(|| pace(edition, &region, now));
        pace.filed += figures.filed;
        pace.approved += figures.approved;
        pace.lately += lately;
    };
    let value = category.unwrap_or_default();
    for (cell, figures) in statistics::figures_between(conn, &edition.key, of_all, regions, value, value)? {
        add(cell.region, figures, 0);
    }
    let (first, last) = (key(first), key(last));
    for (cell, figures) in statistics::figures_between(conn, &edition.key, of_days, regions, &first, &last)? {
        add(cell.region, Figures::default(), figures.filed);
    }
    Ok(all)
}

//! What summaries count beside the roll-ups.

use std::collections::BTreeSet;

use diesel::prelude::*;
use domain::activity::status::Status;
use domain::id::{ActivityId, OrganizationId};
use domain::region::{RegionCode, RegionKind, RegionLevel};
use domain::statistics::Contribution;

use super::bounds;
use crate::dialect::Conn;
use crate::error::{StoreError, StoreResult};
use crate::schema::{activities, contributions, regions, summaries};
use crate::types::{Json, Uid};

/// Activities of an organisation that are read in one statement.
const BATCH: i64 = 1_000;

/// What the activities of one organisation add to the figures. A statement for each thousand.
pub fn contributions_of(
    conn: &mut Conn,
    edition: &str,
    organization: OrganizationId,
) -> StoreResult<Vec<Contribution>> {
    let mut all = Vec::new();
    let mut after: Option<Uid> = None;
    loop {
        let filed = activities::table
            .filter(activities::organization_id.eq(Uid::from(organization)))
            .filter(activities::edition.eq(edition.to_owned()))
            .select(activities::id);
        let mut query = contributions::table
            .filter(contributions::activity_id.eq_any(filed))
            .select((contributions::activity_id, contributions::contribution))
            .into_boxed();
        if let Some(after) = after {
            query = query.filter(contributions::activity_id.gt(after));
        }
        let rows: Vec<(Uid, Json)> = query.order(contributions::activity_id).limit(BATCH).load(conn)?;
        let full = i64::try_from(rows.len()).unwrap_or(BATCH) == BATCH;
        after = rows.last().map(|(id, _)| *id);
        for (_, contribution) in rows {
            all.push(contribution.read()?);
        }
        if !full {
            return Ok(all);
        }
    }
}

/// Each region in charge below (and including) `region` with each organisation whose activities were approved there.
pub fn organizations(
    conn: &mut Conn,
    edition: &str,
    region: &RegionCode,
) -> StoreResult<Vec<(RegionCode, OrganizationId)>> {
    let code = region.to_string();
    let mut query = activities::table
        .filter(activities::edition.eq(edition.to_owned()))
        .filter(activities::status.eq(Status::Approved.as_str()))
        // What is approved was submitted; the index holds nothing else.
        .filter(activities::submitted_at.is_not_null())
        .select((activities::review_region, activities::organization_id))
        .distinct()
        .into_boxed();
    query = match region.level() {
        RegionLevel::Country => query,
        RegionLevel::Province => query.filter(activities::review_province.eq(code)),
        RegionLevel::City => query.filter(activities::review_city.eq(code)),
        RegionLevel::County | RegionLevel::Township => query.filter(activities::review_region.eq(code)),
    };
    let rows: Vec<(String, Uid)> = query.load(conn)?;
    rows.into_iter()
        .map(|(region, id)| Ok((region.parse().map_err(StoreError::corrupt)?, id.0.into())))
        .collect()
}

/// The activities of a region, or of an organisation, in which most took part: on site, or online. The most first.
pub fn top(
    conn: &mut Conn,
    edition: &str,
    region: &RegionCode,
    organization: Option<OrganizationId>,
    online: bool,
    limit: i64,
) -> StoreResult<Vec<(ActivityId, i64)>> {
    let mut query = contributions::table
        .filter(contributions::edition.eq(edition.to_owned()))
        .into_boxed();
    if let Some(organization) = organization {
        let filed = activities::table
            .filter(activities::organization_id.eq(Uid::from(organization)))
            .select(activities::id);
        query = query.filter(contributions::activity_id.eq_any(filed));
    } else if !region.is_country() {
        let (from, to) = bounds(region);
        query = query
            .filter(contributions::region_code.ge(from))
            .filter(contributions::region_code.lt(to));
    }
    let rows: Vec<(Uid, i64)> = if online {
        query
            .filter(contributions::online.gt(0))
            .order((contributions::online.desc(), contributions::activity_id))
            .limit(limit)
            .select((contributions::activity_id, contributions::online))
            .load(conn)?
    } else {
        query
            .filter(contributions::offline.gt(0))
            .order((contributions::offline.desc(), contributions::activity_id))
            .limit(limit)
            .select((contributions::activity_id, contributions::offline))
            .load(conn)?
    };
    Ok(rows.into_iter().map(|(id, count)| (id.0.into(), count)).collect())
}

/// The regions of a level in a region's subtree that have a body of their own and have not handed in a summary yet.
pub fn missing(
    conn: &mut Conn,
    edition: &str,
    region: &RegionCode,
    level: RegionLevel,
) -> StoreResult<Vec<RegionCode>> {
    let (from, to) = bounds(region);
    let handed_in: Vec<String> = summaries::table
        .filter(summaries::edition.eq(edition))
        .filter(summaries::region_code.ge(&from))
        .filter(summaries::region_code.lt(&to))
        .filter(summaries::organization_id.is_null())
        .filter(summaries::submission.gt(0))
        .select(summaries::region_code)
        .load(conn)?;
    let handed_in: BTreeSet<String> = handed_in.into_iter().collect();
    let with_a_body = [RegionKind::Administrative, RegionKind::Special]
        .map(name_of)
        .into_iter()
        .collect::<StoreResult<Vec<String>>>()?;
    let codes: Vec<String> = regions::table
        .filter(regions::code.ge(&from))
        .filter(regions::code.lt(&to))
        .filter(regions::kind.eq_any(with_a_body))
        .order(regions::code)
        .select(regions::code)
        .load(conn)?;
    codes
        .into_iter()
        .filter(|code| !handed_in.contains(code))
        .map(|code| code.parse::<RegionCode>().map_err(StoreError::corrupt))
        .filter(|code| code.as_ref().map_or(true, |code| code.level() == level))
        .collect()
}

fn name_of(kind: RegionKind) -> StoreResult<String> {
    match serde_json::to_value(kind) {
        Ok(serde_json::Value::String(name)) => Ok(name),
        other => Err(StoreError::corrupt(format!("{other:?}"))),
    }
}

//! Targets (任务指标): as regions set them, every time, and those in force.

use std::collections::BTreeMap;

use diesel::prelude::*;
use domain::id::AccountId;
use domain::quota::{Quota, QuotaVersion, Quotas};
use domain::region::RegionCode;
use domain::time::Instant;

use crate::Tx;
use crate::dialect::{Conn, InsertOrKeep};
use crate::error::{StoreError, StoreResult};
use crate::schema::{accounts, quota_reminders, quota_sets, quotas};
use crate::types::{At, Json, Uid};

/// What a region sets now; nothing, of version 0, before it ever did.
pub fn set_by(conn: &mut Conn, edition: &str, region: &RegionCode) -> StoreResult<Quotas> {
    let row: Option<(Json, i32, At)> = quota_sets::table
        .filter(quota_sets::edition.eq(edition))
        .filter(quota_sets::region_code.eq(region.as_str()))
        .order(quota_sets::version.desc())
        .select((quota_sets::quotas, quota_sets::version, quota_sets::changed_at))
        .first(conn)
        .optional()?;
    let (quotas, version, at) = match row {
        None => (Vec::new(), 0, None),
        Some((quotas, version, at)) => (quotas.read()?, version, Some(Instant::from(at))),
    };
    Ok(Quotas {
        region_code: region.clone(),
        quotas,
        version,
        updated_at: at,
    })
}

/// What a region set before, the last first; before version `before` where one is given.
pub fn versions(
    conn: &mut Conn,
    edition: &str,
    region: &RegionCode,
    before: Option<i32>,
    limit: i64,
) -> StoreResult<Vec<QuotaVersion>> {
    let mut query = quota_sets::table
        .inner_join(accounts::table)
        .filter(quota_sets::edition.eq(edition.to_owned()))
        .filter(quota_sets::region_code.eq(region.to_string()))
        .order(quota_sets::version.desc())
        .limit(limit)
        .select((
            quota_sets::version,
            quota_sets::changed_at,
            accounts::display_name,
            quota_sets::quotas,
        ))
        .into_boxed();
    if let Some(before) = before {
        query = query.filter(quota_sets::version.lt(before));
    }
    let rows: Vec<(i32, At, String, Json)> = query.load(conn)?;
    rows.into_iter()
        .map(|(version, at, by, quotas)| {
            Ok(QuotaVersion {
                version,
                changed_at: at.into(),
                changed_by: by,
                quotas: quotas.read()?,
            })
        })
        .collect()
}

/// Puts what a region sets in the place of what it set before, if `expected` is still its version.
pub fn replace(
    tx: &mut Tx<'_>,
    edition: &str,
    region: &RegionCode,
    new: &[Quota],
    expected: i32,
    by: AccountId,
    at: Instant,
) -> StoreResult<()> {
    if set_by(tx.conn(), edition, region)?.version != expected {
        return Err(StoreError::Stale);
    }
    let row = diesel::insert_into(quota_sets::table).values((
        quota_sets::edition.eq(edition),
        quota_sets::region_code.eq(region.as_str()),
        quota_sets::version.eq(expected + 1),
        quota_sets::quotas.eq(Json::of(&new)?),
        quota_sets::changed_at.eq(At::from(at)),
        quota_sets::changed_by.eq(Uid::from(by)),
    ));
    // Kept: somebody set them meanwhile.
    if InsertOrKeep(row).execute(tx.conn())? == 0 {
        return Err(StoreError::Stale);
    }
    diesel::delete(
        quotas::table
            .filter(quotas::edition.eq(edition))
            .filter(quotas::set_by.eq(region.as_str())),
    )
    .execute(tx.conn())?;
    for quota in new {
        diesel::insert_into(quotas::table)
            .values((
                quotas::edition.eq(edition),
                quotas::region_code.eq(&quota.region_code),
                quotas::category.eq(quota.category.as_deref().unwrap_or_default()),
                quotas::set_by.eq(region.as_str()),
                quotas::target.eq(i64::from(quota.target)),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// The target of each of these regions, and who set it: the nearest region above that set one. One statement.
pub fn in_force(
    conn: &mut Conn,
    edition: &str,
    category: Option<&str>,
    regions: &[RegionCode],
) -> StoreResult<BTreeMap<RegionCode, (u32, RegionCode)>> {
    let codes: Vec<&str> = regions.iter().map(RegionCode::as_str).collect();
    let rows: Vec<(String, String, i64)> = quotas::table
        .filter(quotas::edition.eq(edition))
        .filter(quotas::region_code.eq_any(codes))
        .filter(quotas::category.eq(category.unwrap_or_default()))
        .select((quotas::region_code, quotas::set_by, quotas::target))
        .load(conn)?;
    let mut all: BTreeMap<RegionCode, (u32, RegionCode)> = BTreeMap::new();
    for (region, by, target) in rows {
        let region: RegionCode = region.parse().map_err(StoreError::corrupt)?;
        let by: RegionCode = by.parse().map_err(StoreError::corrupt)?;
        let target = u32::try_from(target).map_err(StoreError::corrupt)?;
        let nearer = all
            .get(&region)
            .is_none_or(|(_, known)| known.prefix().len() < by.prefix().len());
        if nearer {
            all.insert(region, (target, by));
        }
    }
    Ok(all)
}

/// When the officials of each of these regions were last reminded.
pub fn reminded(
    conn: &mut Conn,
    edition: &str,
    regions: &[RegionCode],
) -> StoreResult<BTreeMap<RegionCode, Instant>> {
    let codes: Vec<&str> = regions.iter().map(RegionCode::as_str).collect();
    let rows: Vec<(String, Option<At>)> = quota_reminders::table
        .filter(quota_reminders::edition.eq(edition))
        .filter(quota_reminders::region_code.eq_any(codes))
        .group_by(quota_reminders::region_code)
        .select((
            quota_reminders::region_code,
            diesel::dsl::max(quota_reminders::reminded_at),
        ))
        .load(conn)?;
    rows.into_iter()
        .filter_map(|(region, at)| Some((region, at?)))
        .map(|(region, at)| Ok((region.parse().map_err(StoreError::corrupt)?, at.into())))
        .collect()
}

/// Notes that the officials of a region are reminded; `false` when they were on the same day (Shanghai).
pub fn remind(
    tx: &mut Tx<'_>,
    edition: &str,
    region: &RegionCode,
    by: AccountId,
    at: Instant,
) -> StoreResult<bool> {
    let row = diesel::insert_into(quota_reminders::table).values((
        quota_reminders::edition.eq(edition),
        quota_reminders::region_code.eq(region.as_str()),
        quota_reminders::reminded_on.eq(at.shanghai_date().to_string()),
        quota_reminders::reminded_at.eq(At::from(at)),
        quota_reminders::reminded_by.eq(Uid::from(by)),
    ));
    Ok(InsertOrKeep(row).execute(tx.conn())? == 1)
}

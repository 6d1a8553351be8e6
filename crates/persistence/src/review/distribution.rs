use diesel::prelude::*;
use domain::activity::status::Stage;
use domain::id::{AccountId, ActivityId};
use domain::region::RegionCode;
use domain::time::Instant;

use super::in_region;
use crate::Tx;
use crate::dialect::{Conn, InsertOrKeep};
use crate::error::{StoreError, StoreResult};
use crate::schema::{review_distributions, review_queue};
use crate::types::{At, Uid};

/// Whether what waits at a stage in any of these regions is shared out by itself.
pub fn distribution_is_on(conn: &mut Conn, stage: Stage, regions: &[String]) -> StoreResult<bool> {
    let on = review_distributions::table
        .filter(review_distributions::stage.eq(stage.as_str()))
        .filter(review_distributions::region_code.eq_any(regions));
    Ok(diesel::select(diesel::dsl::exists(on)).get_result(conn)?)
}

/// The regions and stages in which it is on.
pub fn distributions(conn: &mut Conn) -> StoreResult<Vec<(RegionCode, Stage)>> {
    let rows: Vec<(String, String)> = review_distributions::table
        .order((review_distributions::region_code, review_distributions::stage))
        .select((review_distributions::region_code, review_distributions::stage))
        .load(conn)?;
    rows.into_iter()
        .map(|(region, stage)| {
            Ok((
                region.parse().map_err(StoreError::corrupt)?,
                Stage::parse(&stage).ok_or_else(|| StoreError::corrupt(&stage))?,
            ))
        })
        .collect()
}

pub fn set_distribution(
    tx: &mut Tx<'_>,
    region: &RegionCode,
    stage: Stage,
    on: bool,
    by: AccountId,
    at: Instant,
) -> StoreResult<()> {
    if on {
        let row = diesel::insert_into(review_distributions::table).values((
            review_distributions::region_code.eq(region.as_str()),
            review_distributions::stage.eq(stage.as_str()),
            review_distributions::changed_by.eq(Uid::from(by)),
            review_distributions::changed_at.eq(At::from(at)),
        ));
        InsertOrKeep(row).execute(tx.conn())?;
    } else {
        diesel::delete(review_distributions::table.find((region.as_str(), stage.as_str())))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// How many waiting filings each of these reviewers has been given at a stage.
pub fn assigned_loads(
    conn: &mut Conn,
    stage: Stage,
    accounts: &[AccountId],
) -> StoreResult<Vec<(AccountId, i64)>> {
    let ids: Vec<Uid> = accounts.iter().map(|id| Uid::from(*id)).collect();
    let rows: Vec<(Option<Uid>, i64)> = review_queue::table
        .filter(review_queue::assigned_to.eq_any(ids))
        .filter(review_queue::stage.eq(stage.as_str()))
        .group_by(review_queue::assigned_to)
        .select((review_queue::assigned_to, diesel::dsl::count_star()))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .filter_map(|(id, n)| Some((AccountId::from(id?.0), n)))
        .collect())
}

/// Gives a waiting filing to a reviewer, or to nobody.
pub fn assign(tx: &mut Tx<'_>, id: ActivityId, to: Option<AccountId>) -> StoreResult<()> {
    diesel::update(review_queue::table.find(Uid::from(id)))
        .set(review_queue::assigned_to.eq(to.map(Uid::from)))
        .execute(tx.conn())?;
    Ok(())
}

/// A waiting filing that is to be given to somebody.
pub type Unassigned = (ActivityId, RegionCode, Option<String>);

/// What waits in a region at a stage and was given to nobody, or to one of `taken_from`; longest waiting first.
pub fn unassigned(
    conn: &mut Conn,
    stage: Stage,
    region: &RegionCode,
    taken_from: &[AccountId],
    limit: i64,
) -> StoreResult<Vec<Unassigned>> {
    let from: Vec<Uid> = taken_from.iter().map(|id| Uid::from(*id)).collect();
    let rows: Vec<(Uid, String, Option<String>)> = in_region(review_queue::table.into_boxed(), region)
        .filter(review_queue::stage.eq(stage.as_str()))
        .filter(
            review_queue::assigned_to
                .is_null()
                .or(review_queue::assigned_to.eq_any(from)),
        )
        .order((review_queue::submitted_at, review_queue::activity_id))
        .limit(limit)
        .select((
            review_queue::activity_id,
            review_queue::review_region,
            review_queue::line,
        ))
        .load(conn)?;
    rows.into_iter()
        .map(|(id, region, line)| Ok((id.0.into(), region.parse().map_err(StoreError::corrupt)?, line)))
        .collect()
}

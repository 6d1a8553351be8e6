//! Recipients, worked out from where they stand: regions directly below, certified organisations of a region.

use diesel::prelude::*;
use domain::circular::{Audience, OrganizationReach};
use domain::id::{DispatchId, OrganizationId};
use domain::region::{RegionCode, RegionLevel};

use crate::dialect::Conn;
use crate::error::{StoreError, StoreResult};
use crate::schema::{circular_organization_receipts as receipts, organizations, regions};
use crate::types::Uid;

/// Kinds of regions whose officials are their own, see `domain::circular::has_officials`.
const WITH_OFFICIALS: [&str; 2] = ["administrative", "special"];

fn code(text: &str) -> StoreResult<RegionCode> {
    text.parse().map_err(StoreError::corrupt)
}

/// The regions whose officials are directly below those of `region`, by code, with their full names. Below a level without
/// officials of its own those of the next are.
pub fn regions_below(conn: &mut Conn, region: &RegionCode) -> StoreResult<Vec<(RegionCode, String)>> {
    type Row = (String, String, String);
    let children = |conn: &mut Conn, of: Vec<String>| {
        regions::table
            .filter(regions::parent_code.eq_any(of))
            .select((regions::code, regions::full_name, regions::kind))
            .load::<Row>(conn)
    };
    let direct = children(conn, vec![region.to_string()])?;
    let (own, without): (Vec<Row>, Vec<Row>) = direct
        .into_iter()
        .partition(|(_, _, kind)| WITH_OFFICIALS.contains(&kind.as_str()));
    // Zones and the corps are looked after by another region and have nobody below them.
    let through = without
        .into_iter()
        .filter(|(_, _, kind)| kind == "directly_administered")
        .map(|(code, ..)| code)
        .collect();
    let further = children(conn, through)?;
    let mut all = own
        .into_iter()
        .chain(
            further
                .into_iter()
                .filter(|(_, _, kind)| WITH_OFFICIALS.contains(&kind.as_str())),
        )
        .map(|(text, name, _)| Ok((code(&text)?, name)))
        .collect::<StoreResult<Vec<_>>>()?;
    all.retain(|(code, _)| code.level() != RegionLevel::Township);
    all.sort();
    Ok(all)
}

/// Which organisations are meant, as the store compares them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganizationScope {
    place: Place,
    kinds: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    Nowhere,
    Everywhere,
    /// First and last code of a subtree.
    Subtree(String, String),
    /// These codes and no others.
    Codes(Vec<String>),
}

/// Whom the officials of a region mean. At most two statements.
pub fn scope_of(conn: &mut Conn, region: &RegionCode, audience: &Audience) -> StoreResult<OrganizationScope> {
    let subtree = || {
        let prefix = region.prefix();
        Place::Subtree(format!("{prefix:0<6}"), format!("{prefix:9<9}"))
    };
    let is_county = matches!(region.level(), RegionLevel::County | RegionLevel::Township);
    let place = match audience.organizations {
        OrganizationReach::None => Place::Nowhere,
        OrganizationReach::WholeRegion if region.is_country() => Place::Everywhere,
        OrganizationReach::WholeRegion => subtree(),
        // A county's own are those of its townships, too.
        OrganizationReach::OwnLevel if is_county => subtree(),
        OrganizationReach::OwnLevel => Place::Codes(own_codes(conn, region)?),
    };
    Ok(OrganizationScope {
        place,
        kinds: audience.kinds.clone(),
    })
}

/// A region and the places without officials of their own that it looks after, directly or through one of them.
fn own_codes(conn: &mut Conn, region: &RegionCode) -> StoreResult<Vec<String>> {
    let mut all = vec![region.to_string()];
    let mut newest = all.clone();
    for _ in 0..2 {
        newest = regions::table
            .filter(regions::in_charge_code.eq_any(newest))
            .filter(regions::kind.ne_all(WITH_OFFICIALS))
            .select(regions::code)
            .load(conn)?;
        all.extend(newest.iter().cloned());
    }
    all.sort();
    all.dedup();
    Ok(all)
}

/// The organisations meant, and nothing of who has read.
macro_rules! meant {
    ($scope:expr, $query:expr) => {{
        let mut query = $query.filter(organizations::certification.eq("certified"));
        query = match &$scope.place {
            Place::Nowhere => query.filter(organizations::region_code.eq_any(Vec::<String>::new())),
            Place::Everywhere => query,
            Place::Subtree(first, last) => {
                query.filter(organizations::region_code.between(first.clone(), last.clone()))
            }
            Place::Codes(codes) => query.filter(organizations::region_code.eq_any(codes.clone())),
        };
        if !$scope.kinds.is_empty() {
            query = query.filter(organizations::kind.eq_any($scope.kinds.clone()));
        }
        query
    }};
}

macro_rules! readers {
    ($dispatch:expr, $revision:expr) => {
        receipts::table
            .filter(receipts::dispatch_id.eq(Uid::from($dispatch)))
            .filter(receipts::revision.eq($revision))
            .filter(receipts::organization_id.eq(organizations::id))
    };
}

/// How many are meant.
pub fn count(conn: &mut Conn, scope: &OrganizationScope) -> StoreResult<i64> {
    let query = meant!(scope, organizations::table.into_boxed());
    Ok(query.count().get_result(conn)?)
}

/// How many of them have read this text.
pub fn count_read(
    conn: &mut Conn,
    scope: &OrganizationScope,
    dispatch: DispatchId,
    revision: i32,
) -> StoreResult<i64> {
    let query = meant!(scope, organizations::table.into_boxed());
    Ok(query
        .filter(diesel::dsl::exists(readers!(dispatch, revision)))
        .count()
        .get_result(conn)?)
}

/// An organisation on a walk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Walked {
    pub id: OrganizationId,
    pub name: String,
    pub region_code: RegionCode,
}

/// Those who are meant, by region: all of them, or those who have or have not read a text (sending, revision, which).
pub fn walk(
    conn: &mut Conn,
    scope: &OrganizationScope,
    read: Option<(DispatchId, i32, bool)>,
    after: Option<&(RegionCode, OrganizationId)>,
    limit: usize,
) -> StoreResult<Vec<Walked>> {
    let mut query = meant!(scope, organizations::table.into_boxed());
    query = match read {
        None => query,
        Some((dispatch, revision, true)) => query.filter(diesel::dsl::exists(readers!(dispatch, revision))),
        Some((dispatch, revision, false)) => query.filter(diesel::dsl::not(diesel::dsl::exists(readers!(
            dispatch, revision
        )))),
    };
    if let Some((region, id)) = after {
        let region = region.to_string();
        query = query.filter(
            organizations::region_code
                .gt(region.clone())
                .or(organizations::region_code
                    .eq(region)
                    .and(organizations::id.gt(Uid::from(*id)))),
        );
    }
    let rows: Vec<(Uid, String, String)> = query
        .order((organizations::region_code, organizations::id))
        .limit(i64::try_from(limit).unwrap_or(100))
        .select((
            organizations::id,
            organizations::full_name,
            organizations::region_code,
        ))
        .load(conn)?;
    rows.into_iter()
        .map(|(id, name, region)| {
            Ok(Walked {
                id: id.0.into(),
                name,
                region_code: code(&region)?,
            })
        })
        .collect()
}

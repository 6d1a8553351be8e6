//! Lists of resources: everyone's, an organisation's, the reviewers'. Each along an index that ends in its sort key and id.

use diesel::prelude::*;
use domain::activity::status::Status;
use domain::id::{ActivityId, OrganizationId, ResourceId};
use domain::region::{RegionCode, RegionLevel};
use domain::resource::ResourceStatus;
use domain::time::Instant;
use serde::{Deserialize, Serialize};

use super::{Named, NamedResource, read_named};
use crate::dialect::Conn;
use crate::error::StoreResult;
use crate::schema::{activities, organizations, regions, resource_tokens, resources};
use crate::search::Token;
use crate::types::{At, Uid};

/// The order of the public list; each falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// When it became public.
    #[default]
    Newest,
    Views,
    Reuses,
    /// National selections, then what provinces recommend, then the rest.
    Recommended,
}

/// Where a page ends, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    Newest(Instant, ResourceId),
    Views(i64, ResourceId),
    Reuses(i64, ResourceId),
    Recommended(i32, ResourceId),
}

impl Place {
    /// Where `r` stands in an order.
    pub fn of(sort: Sort, r: &NamedResource) -> Self {
        let r = &r.record;
        match sort {
            Sort::Newest => Self::Newest(r.published_at.unwrap_or(r.updated_at), r.id),
            Sort::Views => Self::Views(r.counts.views, r.id),
            Sort::Reuses => Self::Reuses(r.counts.reuses, r.id),
            Sort::Recommended => Self::Recommended(r.status.rank(), r.id),
        }
    }
    /// The order that it is a place in.
    pub const fn sort(self) -> Sort {
        match self {
            Self::Newest(..) => Sort::Newest,
            Self::Views(..) => Sort::Views,
            Self::Reuses(..) => Sort::Reuses,
            Self::Recommended(..) => Sort::Recommended,
        }
    }
}

/// What the public list is cut by.
#[derive(Debug, Clone, Default)]
pub struct PublicFilter {
    /// Every one of these must be present.
    pub tokens: Vec<Token>,
    /// Only what provinces or the nation recommend.
    pub recommended: bool,
    pub sort: Sort,
    /// Of the same order.
    pub after: Option<Place>,
}

/// Resources with the names that are shown with them.
macro_rules! named {
    () => {
        resources::table
            .inner_join(activities::table)
            .inner_join(organizations::table)
            .inner_join(regions::table)
            .select((
                resources::all_columns,
                activities::title,
                organizations::full_name,
                regions::full_name,
            ))
    };
}

fn most(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(100)
}

fn all(rows: Vec<Named>) -> StoreResult<Vec<NamedResource>> {
    rows.into_iter().map(read_named).collect()
}

/// Public resources.
pub fn public(conn: &mut Conn, f: &PublicFilter, limit: usize) -> StoreResult<Vec<NamedResource>> {
    let mut query = named!().filter(resources::shown.eq(true)).into_boxed();
    for token in &f.tokens {
        let having = resource_tokens::table
            .filter(resource_tokens::token.eq(token.as_str().to_owned()))
            .select(resource_tokens::resource_id);
        query = query.filter(resources::id.eq_any(having));
    }
    if f.recommended {
        query = query.filter(resources::rank.gt(0));
    }
    macro_rules! behind {
        ($column:expr, $value:expr, $id:expr) => {
            query.filter(
                $column
                    .lt($value)
                    .or($column.eq($value).and(resources::id.lt(Uid::from($id)))),
            )
        };
    }
    query = match f.after {
        None => query,
        Some(Place::Newest(at, id)) => behind!(resources::published_at, Some(At::from(at)), id),
        Some(Place::Views(n, id)) => behind!(resources::views, n, id),
        Some(Place::Reuses(n, id)) => behind!(resources::reuses, n, id),
        Some(Place::Recommended(n, id)) => behind!(resources::rank, n, id),
    };
    query = match f.sort {
        Sort::Newest => query.order((resources::published_at.desc(), resources::id.desc())),
        Sort::Views => query.order((resources::views.desc(), resources::id.desc())),
        Sort::Reuses => query.order((resources::reuses.desc(), resources::id.desc())),
        Sort::Recommended => query.order((resources::rank.desc(), resources::id.desc())),
    };
    all(query.limit(most(limit)).load(conn)?)
}

/// Public resources, the latest first, each with when it was last changed: for search engines.
pub fn shown_ids(conn: &mut Conn, limit: usize) -> StoreResult<Vec<(ResourceId, Instant)>> {
    let rows: Vec<(Uid, At)> = resources::table
        .filter(resources::shown.eq(true))
        .order((resources::published_at.desc(), resources::id.desc()))
        .select((resources::id, resources::updated_at))
        .limit(most(limit))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, at)| (id.0.into(), at.into()))
        .collect())
}

/// Those of these organisations, latest first; of one activity where one is named.
pub fn own(
    conn: &mut Conn,
    organizations_of: &[OrganizationId],
    activity: Option<ActivityId>,
    status: Option<ResourceStatus>,
    after: Option<ResourceId>,
    limit: usize,
) -> StoreResult<Vec<NamedResource>> {
    let ids: Vec<Uid> = organizations_of.iter().map(|id| Uid::from(*id)).collect();
    let mut query = named!()
        .filter(resources::organization_id.eq_any(ids))
        .into_boxed();
    if let Some(activity) = activity {
        query = query.filter(resources::activity_id.eq(Uid::from(activity)));
    }
    if let Some(status) = status {
        query = query.filter(resources::status.eq(status.as_str()));
    }
    if let Some(after) = after {
        query = query.filter(resources::id.lt(Uid::from(after)));
    }
    all(query.order(resources::id.desc()).limit(most(limit)).load(conn)?)
}

/// How many resources there are of an activity.
pub fn of_activity(conn: &mut Conn, id: ActivityId) -> StoreResult<i64> {
    Ok(resources::table
        .filter(resources::activity_id.eq(Uid::from(id)))
        .count()
        .get_result(conn)?)
}

/// What the reviewers' list is cut by.
#[derive(Debug, Clone)]
pub struct DeskFilter {
    pub region: RegionCode,
    pub status: ResourceStatus,
    pub after: Option<ResourceId>,
}

/// Cuts to a region in charge, through the column that has an index for its level.
macro_rules! within {
    ($query:expr, $region:expr) => {{
        let code = $region.to_string();
        match $region.level() {
            RegionLevel::Country => $query,
            RegionLevel::Province => $query.filter(resources::review_province.eq(code)),
            RegionLevel::City => $query.filter(resources::review_city.eq(code)),
            RegionLevel::County | RegionLevel::Township => $query.filter(resources::review_region.eq(code)),
        }
    }};
}

/// Resources of one status within a region, latest first.
pub fn desk(conn: &mut Conn, f: &DeskFilter, limit: usize) -> StoreResult<Vec<NamedResource>> {
    let mut query = named!()
        .filter(resources::status.eq(f.status.as_str()))
        .into_boxed();
    query = within!(query, f.region);
    if let Some(after) = f.after {
        query = query.filter(resources::id.lt(Uid::from(after)));
    }
    all(query.order(resources::id.desc()).limit(most(limit)).load(conn)?)
}

/// Resources that are shown and should not be, or the other way round: for checks.
pub fn misplaced(conn: &mut Conn) -> StoreResult<Vec<ResourceId>> {
    let public = ResourceStatus::PUBLIC.map(ResourceStatus::as_str);
    let approved = activities::status.eq(Status::Approved.as_str());
    let ids: Vec<Uid> = resources::table
        .inner_join(activities::table)
        .filter(
            resources::shown
                .eq(true)
                .and(
                    resources::status
                        .ne_all(public)
                        .or(activities::status.ne(Status::Approved.as_str())),
                )
                .or(resources::shown
                    .eq(false)
                    .and(resources::status.eq_any(public))
                    .and(approved)),
        )
        .order(resources::id)
        .limit(100)
        .select(resources::id)
        .load(conn)?;
    Ok(ids.into_iter().map(|id| id.0.into()).collect())
}

/// How many wait for a region: to be read; for the nation's selection.
pub fn count_waiting(conn: &mut Conn, region: &RegionCode) -> StoreResult<i64> {
    let to_read = resources::table
        .filter(resources::review_province.eq(region.province().to_string()))
        .filter(resources::status.eq(ResourceStatus::Submitted.as_str()));
    let to_read: i64 = to_read.count().get_result(conn)?;
    if !region.is_country() {
        return Ok(to_read);
    }
    let to_select = resources::table.filter(resources::status.eq(ResourceStatus::Recommended.as_str()));
    let to_select: i64 = to_select.count().get_result(conn)?;
    Ok(to_read + to_select)
}

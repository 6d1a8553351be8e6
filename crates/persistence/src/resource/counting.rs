//! What visitors and other organisations do with a resource: looked at, passed on, used.

use diesel::prelude::*;
use domain::activity::status::Status;
use domain::id::{AccountId, ActivityId, OrganizationId, ResourceId};
use domain::resource::Reuse;
use domain::time::{CivilDate, Instant};

use crate::Tx;
use crate::dialect::{Conn, InsertOrKeep};
use crate::error::{StoreError, StoreResult};
use crate::schema::{activities, organizations, resource_reuses, resource_visits, resources};
use crate::types::{At, Uid};

/// What is counted of a visitor, once a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    View,
    Share,
}

impl Deed {
    const fn as_str(self) -> &'static str {
        match self {
            Self::View => "view",
            Self::Share => "share",
        }
    }
}

/// Whether a visitor was counted that day.
pub fn is_counted(
    conn: &mut Conn,
    day: CivilDate,
    id: ResourceId,
    deed: Deed,
    visitor: &[u8],
) -> StoreResult<bool> {
    let key = (day.to_string(), Uid::from(id), deed.as_str(), visitor);
    Ok(diesel::select(diesel::dsl::exists(resource_visits::table.find(key))).get_result(conn)?)
}

/// How many visitors were counted that day.
pub fn counted_of(conn: &mut Conn, day: CivilDate, id: ResourceId, deed: Deed) -> StoreResult<i64> {
    Ok(resource_visits::table
        .filter(resource_visits::day.eq(day.to_string()))
        .filter(resource_visits::resource_id.eq(Uid::from(id)))
        .filter(resource_visits::deed.eq(deed.as_str()))
        .count()
        .get_result(conn)?)
}

/// Counts a visitor unless they were counted that day.
pub fn count_visit(
    tx: &mut Tx<'_>,
    day: CivilDate,
    id: ResourceId,
    deed: Deed,
    visitor: &[u8],
) -> StoreResult<()> {
    let row = diesel::insert_into(resource_visits::table).values((
        resource_visits::day.eq(day.to_string()),
        resource_visits::resource_id.eq(Uid::from(id)),
        resource_visits::deed.eq(deed.as_str()),
        resource_visits::visitor.eq(visitor),
    ));
    if InsertOrKeep(row).execute(tx.conn())? == 0 {
        return Ok(());
    }
    let target = resources::table.find(Uid::from(id));
    match deed {
        Deed::View => diesel::update(target)
            .set(resources::views.eq(resources::views + 1))
            .execute(tx.conn())?,
        Deed::Share => diesel::update(target)
            .set(resources::shares.eq(resources::shares + 1))
            .execute(tx.conn())?,
    };
    Ok(())
}

/// Forgets who was counted before a day.
pub fn purge_visits(tx: &mut Tx<'_>, before: CivilDate) -> StoreResult<()> {
    let old = resource_visits::table.filter(resource_visits::day.lt(before.to_string()));
    diesel::delete(old).execute(tx.conn())?;
    Ok(())
}

/// A use as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReuseRecord {
    pub resource_id: ResourceId,
    pub activity_id: ActivityId,
    pub organization_id: OrganizationId,
    pub used_on: CivilDate,
    pub participants: u32,
    pub created_by: AccountId,
    pub created_at: Instant,
}

/// Keeps a use and counts it; answers whether it is the first of its activity.
pub fn add_reuse(tx: &mut Tx<'_>, r: &ReuseRecord) -> StoreResult<bool> {
    let row = diesel::insert_into(resource_reuses::table).values((
        resource_reuses::resource_id.eq(Uid::from(r.resource_id)),
        resource_reuses::activity_id.eq(Uid::from(r.activity_id)),
        resource_reuses::organization_id.eq(Uid::from(r.organization_id)),
        resource_reuses::used_on.eq(r.used_on.to_string()),
        resource_reuses::participants.eq(i64::from(r.participants)),
        resource_reuses::created_by.eq(Uid::from(r.created_by)),
        resource_reuses::created_at.eq(At::from(r.created_at)),
    ));
    if InsertOrKeep(row).execute(tx.conn())? == 0 {
        return Ok(false);
    }
    diesel::update(resources::table.find(Uid::from(r.resource_id)))
        .set((
            resources::reuses.eq(resources::reuses + 1),
            resources::reached.eq(resources::reached + i64::from(r.participants)),
        ))
        .execute(tx.conn())?;
    Ok(true)
}

/// Which uses are listed by whether everybody sees the activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UsedIn {
    /// Approved ones: what is written of the others was read by nobody.
    Public,
    Any,
}

/// Who used a resource, the latest first.
pub fn reuses(conn: &mut Conn, id: ResourceId, used_in: UsedIn, limit: i64) -> StoreResult<Vec<Reuse>> {
    type Stored = (Uid, Option<String>, String, String, i64);
    let mut query = resource_reuses::table
        .inner_join(activities::table)
        .inner_join(organizations::table)
        .filter(resource_reuses::resource_id.eq(Uid::from(id)))
        .into_boxed();
    if used_in == UsedIn::Public {
        query = query.filter(activities::status.eq(Status::Approved.as_str()));
    }
    let rows: Vec<Stored> = query
        .order((
            resource_reuses::used_on.desc(),
            resource_reuses::activity_id.desc(),
        ))
        .limit(limit)
        .select((
            resource_reuses::activity_id,
            activities::title,
            organizations::full_name,
            resource_reuses::used_on,
            resource_reuses::participants,
        ))
        .load(conn)?;
    rows.into_iter()
        .map(|(activity, title, organization_name, used_on, participants)| {
            Ok(Reuse {
                activity_id: activity.0.into(),
                activity_title: title.unwrap_or_default(),
                organization_name,
                used_on: used_on.parse().map_err(StoreError::corrupt)?,
                participants: u32::try_from(participants).map_err(StoreError::corrupt)?,
            })
        })
        .collect()
}

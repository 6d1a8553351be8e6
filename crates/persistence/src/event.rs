//! The event log of activities: append-only, one chain of hashes for each.

use diesel::prelude::*;
use domain::access::Role;
use domain::activity::status::{Status, Step};
use domain::id::{AccountId, ActivityId};
use domain::time::Instant;

use crate::Tx;
use crate::dialect::Conn;
use crate::error::{StoreError, StoreResult};
use crate::schema::{activities, activity_events};
use crate::types::{At, Uid};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRecord {
    pub activity_id: ActivityId,
    /// From 1, without gaps.
    pub seq: i32,
    pub step: Step,
    pub from_status: Option<Status>,
    pub to_status: Status,
    pub reason: Option<String>,
    pub revision: i32,
    pub actor_id: Option<AccountId>,
    pub actor_role: Option<Role>,
    pub at: Instant,
    /// Hash of the event before; empty for the first.
    pub previous_hash: String,
    pub hash: String,
    /// For whom a stand-in acted.
    pub on_behalf_of: Option<AccountId>,
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = activity_events)]
struct Row {
    activity_id: Uid,
    seq: i32,
    step: String,
    from_status: Option<String>,
    to_status: String,
    reason: Option<String>,
    revision: i32,
    actor_id: Option<Uid>,
    actor_role: Option<String>,
    at: At,
    previous_hash: String,
    hash: String,
    on_behalf_of: Option<Uid>,
}

fn read(r: Row) -> StoreResult<EventRecord> {
    let status = |text: &str| Status::parse(text).ok_or_else(|| StoreError::corrupt(text));
    Ok(EventRecord {
        activity_id: r.activity_id.0.into(),
        seq: r.seq,
        step: Step::parse(&r.step).ok_or_else(|| StoreError::corrupt(&r.step))?,
        from_status: r.from_status.as_deref().map(status).transpose()?,
        to_status: status(&r.to_status)?,
        reason: r.reason,
        revision: r.revision,
        actor_id: r.actor_id.map(|id| id.0.into()),
        actor_role: r.actor_role.as_deref().and_then(Role::parse),
        at: r.at.into(),
        previous_hash: r.previous_hash,
        hash: r.hash,
        on_behalf_of: r.on_behalf_of.map(|id| id.0.into()),
    })
}

pub fn append(tx: &mut Tx<'_>, e: &EventRecord) -> StoreResult<()> {
    let row = Row {
        activity_id: e.activity_id.into(),
        seq: e.seq,
        step: e.step.as_str().to_owned(),
        from_status: e.from_status.map(|s| s.as_str().to_owned()),
        to_status: e.to_status.as_str().to_owned(),
        reason: e.reason.clone(),
        revision: e.revision,
        actor_id: e.actor_id.map(Uid::from),
        actor_role: e.actor_role.map(|r| r.as_str().to_owned()),
        at: e.at.into(),
        previous_hash: e.previous_hash.clone(),
        hash: e.hash.clone(),
        on_behalf_of: e.on_behalf_of.map(Uid::from),
    };
    diesel::insert_into(activity_events::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

/// The whole history of an activity, oldest first.
pub fn of_activity(conn: &mut Conn, id: ActivityId) -> StoreResult<Vec<EventRecord>> {
    activity_events::table
        .filter(activity_events::activity_id.eq(Uid::from(id)))
        .order(activity_events::seq)
        .load::<Row>(conn)?
        .into_iter()
        .map(read)
        .collect()
}

/// One event.
pub fn find(conn: &mut Conn, id: ActivityId, seq: i32) -> StoreResult<EventRecord> {
    read(
        activity_events::table
            .find((Uid::from(id), seq))
            .first::<Row>(conn)?,
    )
}

/// The last hash of each of these activities' logs.
pub fn last_hashes(conn: &mut Conn, ids: &[ActivityId]) -> StoreResult<Vec<(ActivityId, String)>> {
    let ids: Vec<Uid> = ids.iter().map(|id| Uid::from(*id)).collect();
    let rows: Vec<(Uid, String)> = activity_events::table
        .inner_join(
            activities::table.on(activities::id
                .eq(activity_events::activity_id)
                .and(activities::last_event_seq.eq(activity_events::seq))),
        )
        .filter(activities::id.eq_any(ids))
        .select((activity_events::activity_id, activity_events::hash))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, hash)| (id.0.into(), hash)).collect())
}

/// Activities in the order of their ids, for walking through all chains.
pub fn activities_after(
    conn: &mut Conn,
    after: Option<ActivityId>,
    limit: i64,
) -> StoreResult<Vec<ActivityId>> {
    let mut query = activity_events::table
        .filter(activity_events::seq.eq(1))
        .select(activity_events::activity_id)
        .into_boxed();
    if let Some(after) = after {
        query = query.filter(activity_events::activity_id.gt(Uid::from(after)));
    }
    let rows: Vec<Uid> = query
        .order(activity_events::activity_id)
        .limit(limit)
        .load(conn)?;
    Ok(rows.into_iter().map(|id| id.0.into()).collect())
}

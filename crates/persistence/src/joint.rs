//! Filings of one event (联合主办).

use diesel::prelude::*;
use domain::id::{AccountId, ActivityId, JointId};
use domain::time::Instant;

use crate::Tx;
use crate::change::{self, Feed};
use crate::dialect::Conn;
use crate::error::StoreResult;
use crate::schema::joint_filings;
use crate::types::{At, Uid};

/// A filing's place in a joint filing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    pub activity_id: ActivityId,
    pub joint_id: JointId,
    /// The one that counts.
    pub is_primary: bool,
}

type Row = (Uid, Uid, bool);

fn read((activity, joint, is_primary): Row) -> Member {
    Member {
        activity_id: activity.0.into(),
        joint_id: joint.0.into(),
        is_primary,
    }
}

/// The joint filings that these belong to.
pub fn of(conn: &mut Conn, ids: &[ActivityId]) -> StoreResult<Vec<Member>> {
    let ids: Vec<Uid> = ids.iter().map(|id| Uid::from(*id)).collect();
    let rows: Vec<Row> = joint_filings::table
        .filter(joint_filings::activity_id.eq_any(ids))
        .select((
            joint_filings::activity_id,
            joint_filings::joint_id,
            joint_filings::is_primary,
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(read).collect())
}

/// All filings of a joint filing, the primary first.
pub fn members(conn: &mut Conn, joint: JointId) -> StoreResult<Vec<Member>> {
    let rows: Vec<Row> = joint_filings::table
        .filter(joint_filings::joint_id.eq(Uid::from(joint)))
        .order((joint_filings::is_primary.desc(), joint_filings::activity_id))
        .select((
            joint_filings::activity_id,
            joint_filings::joint_id,
            joint_filings::is_primary,
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(read).collect())
}

pub fn add(tx: &mut Tx<'_>, m: &Member, by: AccountId, at: Instant) -> StoreResult<()> {
    diesel::insert_into(joint_filings::table)
        .values((
            joint_filings::activity_id.eq(Uid::from(m.activity_id)),
            joint_filings::joint_id.eq(Uid::from(m.joint_id)),
            joint_filings::is_primary.eq(m.is_primary),
            joint_filings::joined_by.eq(Uid::from(by)),
            joint_filings::joined_at.eq(At::from(at)),
        ))
        .execute(tx.conn())?;
    counts_anew(tx, [m.activity_id])
}

pub fn remove(tx: &mut Tx<'_>, id: ActivityId) -> StoreResult<()> {
    diesel::delete(joint_filings::table.find(Uid::from(id))).execute(tx.conn())?;
    counts_anew(tx, [id])
}

/// Moves every filing of one joint filing to another, none of them primary.
pub fn merge(tx: &mut Tx<'_>, from: JointId, into: JointId) -> StoreResult<()> {
    let moved = members(tx.conn(), from)?;
    diesel::update(joint_filings::table.filter(joint_filings::joint_id.eq(Uid::from(from))))
        .set((
            joint_filings::joint_id.eq(Uid::from(into)),
            joint_filings::is_primary.eq(false),
        ))
        .execute(tx.conn())?;
    counts_anew(tx, moved.iter().map(|member| member.activity_id))
}

/// Lets a filing be the one that counts.
pub fn make_primary(tx: &mut Tx<'_>, id: ActivityId) -> StoreResult<()> {
    diesel::update(joint_filings::table.find(Uid::from(id)))
        .set(joint_filings::is_primary.eq(true))
        .execute(tx.conn())?;
    counts_anew(tx, [id])
}

/// Which of them counts has changed: figures follow the feed.
fn counts_anew(tx: &mut Tx<'_>, ids: impl IntoIterator<Item = ActivityId>) -> StoreResult<()> {
    change::again(tx, Feed::Activities, ids.into_iter().map(|id| id.uuid()))
}

//! Standing in for somebody on leave (委托).

use diesel::prelude::*;
use domain::access::Grant;
use domain::id::{AccountId, DelegationId};
use domain::time::Instant;

use crate::Tx;
use crate::dialect::Conn;
use crate::error::StoreResult;
use crate::grant::{self, GrantRecord};
use crate::schema::delegations;
use crate::types::{At, Uid};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DelegationRecord {
    pub id: DelegationId,
    /// Who is away.
    pub account_id: AccountId,
    /// Who stands in.
    pub delegate_id: AccountId,
    pub starts_at: Instant,
    pub ends_at: Instant,
    pub created_at: Instant,
}

type Row = (Uid, Uid, Uid, At, At, At, Option<At>);

fn read((id, account, delegate, from, to, created, _): Row) -> DelegationRecord {
    DelegationRecord {
        id: id.0.into(),
        account_id: account.0.into(),
        delegate_id: delegate.0.into(),
        starts_at: from.into(),
        ends_at: to.into(),
        created_at: created.into(),
    }
}

pub fn insert(tx: &mut Tx<'_>, d: &DelegationRecord) -> StoreResult<()> {
    diesel::insert_into(delegations::table)
        .values((
            delegations::id.eq(Uid::from(d.id)),
            delegations::account_id.eq(Uid::from(d.account_id)),
            delegations::delegate_id.eq(Uid::from(d.delegate_id)),
            delegations::starts_at.eq(At::from(d.starts_at)),
            delegations::ends_at.eq(At::from(d.ends_at)),
            delegations::created_at.eq(At::from(d.created_at)),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// A delegation that was not ended early.
pub fn find(conn: &mut Conn, id: DelegationId) -> StoreResult<Option<DelegationRecord>> {
    Ok(delegations::table
        .find(Uid::from(id))
        .filter(delegations::revoked_at.is_null())
        .first::<Row>(conn)
        .optional()?
        .map(read))
}

/// Ends one early.
pub fn revoke(tx: &mut Tx<'_>, id: DelegationId, at: Instant) -> StoreResult<()> {
    diesel::update(delegations::table.find(Uid::from(id)))
        .set(delegations::revoked_at.eq(At::from(at)))
        .execute(tx.conn())?;
    Ok(())
}

/// Those that are not over and concern an account: as the one away or as the one who stands in.
pub fn of_account(conn: &mut Conn, account: AccountId, now: Instant) -> StoreResult<Vec<DelegationRecord>> {
    let me = Uid::from(account);
    let rows: Vec<Row> = delegations::table
        .filter(delegations::account_id.eq(me).or(delegations::delegate_id.eq(me)))
        .filter(delegations::ends_at.gt(At::from(now)))
        .filter(delegations::revoked_at.is_null())
        .order((delegations::starts_at, delegations::id))
        .limit(100)
        .load(conn)?;
    Ok(rows.into_iter().map(read).collect())
}

/// Which of these are on leave now.
pub fn away(conn: &mut Conn, accounts: &[AccountId], now: Instant) -> StoreResult<Vec<DelegationRecord>> {
    let ids: Vec<Uid> = accounts.iter().map(|id| Uid::from(*id)).collect();
    let rows: Vec<Row> = delegations::table
        .filter(delegations::account_id.eq_any(ids))
        .filter(delegations::starts_at.le(At::from(now)))
        .filter(delegations::ends_at.gt(At::from(now)))
        .filter(delegations::revoked_at.is_null())
        .load(conn)?;
    Ok(rows.into_iter().map(read).collect())
}

/// The reviewers' roles that an account has now because it stands in for others. Roles in organisations stay with
/// their holder.
pub fn lent_to(conn: &mut Conn, account: AccountId, now: Instant) -> StoreResult<Vec<GrantRecord>> {
    let rows: Vec<Row> = delegations::table
        .filter(delegations::delegate_id.eq(Uid::from(account)))
        .filter(delegations::starts_at.le(At::from(now)))
        .filter(delegations::ends_at.gt(At::from(now)))
        .filter(delegations::revoked_at.is_null())
        .limit(20)
        .load(conn)?;
    let mut lent = Vec::new();
    for absent in rows.into_iter().map(read) {
        for record in grant::of_account(conn, absent.account_id)? {
            if domain::review::stage_of(record.grant.role).is_some() {
                let grant = Grant {
                    on_behalf_of: Some(absent.account_id),
                    ..record.grant
                };
                lent.push(GrantRecord { grant, ..record });
            }
        }
    }
    Ok(lent)
}
